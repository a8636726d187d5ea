"""Agents at their desks for end-to-end tests: the console's client side with a real phone, no window."""

from __future__ import annotations

from pathlib import Path

from app.client.desk import Desk, DeskHandlers
from app.protocol.agents import AttachPhone, SetPresence
from app.protocol.events import Notice
from app.protocol.interactions import AcceptOffer
from app.protocol.phone import Account, Answered, Call, Energy, Expect, Incoming, Measure
from app.protocol.rows import OfferRow
from tests.helpers.hub import PASSWORD, Centre, HubProcess
from tests.helpers.phones import DrivenPhone
from tests.helpers.wait import until


class AgentAtDesk:
    """Signed in, phone attached, Ready."""

    def __init__(self, hub: HubProcess, login: str, phone: DrivenPhone, folder: Path) -> None:
        self.phone = phone
        self.notices: list[Notice] = []
        self.desk = Desk(hub.url, folder / login, DeskHandlers(on_notice=self.notices.append))
        self.desk.sign_in(login, PASSWORD)
        self.desk.start()
        assert self.desk.wait_ready(10)
        self.desk.do(AttachPhone(address=phone.uri))
        self.desk.do(SetPresence(presence="ready"))
        self.leg = ""

    def offer(self) -> OfferRow:
        """The next offer, waited for."""
        found = until(self.desk.store.my_offers, f"an offer to {self.phone.name}")
        return found[0]

    def take(self) -> int:
        """Accept what is offered and wait until the phone has it; the interaction's id."""
        offer = self.offer()
        assert offer.interaction_id is not None
        self.phone.send(Expect(header="X-Desk-Offer", value=str(offer.id)))
        self.desk.do(AcceptOffer(offer_id=offer.id))
        self.leg = self.phone.wait(Incoming).leg.key
        self.phone.wait(Answered, key=self.leg)
        return offer.interaction_id

    def sees(self, interaction_id: int, state: str) -> None:
        """Wait until the contact is in this state, as this desk knows it."""
        until(lambda: self.state(interaction_id) == state, f"{state}, it is {self.state(interaction_id)}")

    def state(self, interaction_id: int) -> str:
        """The contact's state, as this desk knows it."""
        row = self.desk.store.interaction(interaction_id)
        return row.state if row else "closed"

    def shows(self, status: str) -> None:
        """Wait until this agent's own status is that."""
        until(lambda: self.status() == status, f"{status}, it is {self.status()}")

    def status(self) -> str:
        """The agent's own status."""
        state = self.desk.store.my_state()
        return state.status if state else ""


def ring(caller: DrivenPhone, centre: Centre, hub: HubProcess, number: str, called: str = "") -> None:
    """Call the centre from a number; the leg's key is `call`."""
    caller.configure(accounts=[Account(key="me", uri=f"sip:{number}@127.0.0.1")])
    uri = f"sip:{called or centre.number}@127.0.0.1:{hub.sip_port}"
    caller.send(Call(key="call", uri=uri, account="me"))


def hears(phone: DrivenPhone, key: str) -> float:
    """How loud it is that comes to this phone (pjmedia's 0 to 255)."""
    phone.send(Measure(key=key, id="m", seconds=0.6))
    return phone.wait(Energy, id="m").rx_average
