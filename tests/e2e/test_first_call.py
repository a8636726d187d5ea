"""The first call, from the INVITE to the booked outcome: real hub, real SIP, commands over HTTP."""

from __future__ import annotations

from pathlib import Path

from app.client.desk import Desk
from app.protocol.agents import AttachPhone, SetPresence
from app.protocol.customers import GetCard
from app.protocol.interactions import AcceptOffer, EndCall, HoldCall, ResumeCall, WrapUp
from app.protocol.phone import Account, Answered, Call, Disconnected, Expect, Incoming, Measure, Play
from app.protocol.phone import Energy as EnergyEvent
from app.protocol.rows import OfferRow
from tests.helpers.hub import PASSWORD, Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones, tone
from tests.helpers.wait import until


def at_desk(hub: HubProcess, login: str, phone: DrivenPhone, folder: Path) -> Desk:
    """Signed in, phone attached, Ready."""
    desk = Desk(hub.url, folder / login)
    desk.sign_in(login, PASSWORD)
    desk.start()
    assert desk.wait_ready(10)
    desk.do(AttachPhone(address=phone.uri))
    desk.do(SetPresence(presence="ready"))
    return desk


def offer_of(desk: Desk) -> OfferRow | None:
    """What is before this agent."""
    found = desk.store.my_offers()
    return found[0] if found else None


def state_of(desk: Desk, interaction_id: int | None) -> str:
    """As this desk knows it."""
    row = desk.store.interaction(interaction_id)
    return row.state if row else "closed"


def ring(caller: DrivenPhone, centre: Centre, hub: HubProcess, number: str) -> None:
    account = Account(key="me", uri=f"sip:{number}@127.0.0.1")
    caller.configure(accounts=[account])
    caller.send(Call(key="call", uri=f"sip:{centre.number}@127.0.0.1:{hub.sip_port}", account="me"))


def loud(phone: DrivenPhone, key: str) -> bool:
    phone.send(Measure(key=key, id="m", seconds=0.6))
    return phone.wait(EnergyEvent, id="m").rx_average > 3


def test_a_known_customer_calls_and_the_outcome_is_booked(
    centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    caller, agent = phones("caller"), phones("mei")
    desk = at_desk(hub, "mei", agent, tmp_path)
    try:
        ring(caller, centre, hub, "+886223456789")
        offer = until(lambda: offer_of(desk), "an offer")
        assert offer is not None
        assert offer.interaction_id is not None
        pop = desk.store.pop(offer.interaction_id)
        assert pop is not None
        assert pop.card is not None
        assert pop.card.customer.name == "陳美玲"
        agent.send(Expect(header="X-Desk-Offer", value=str(offer.id)))
        desk.do(AcceptOffer(offer_id=offer.id))
        leg = agent.wait(Incoming).leg.key
        agent.wait(Answered, key=leg)
        until(lambda: state_of(desk, offer.interaction_id) == "talking", "talking")
        caller.wait(Answered, key="call")
        caller.send(Play(key="call", files=[tone(tmp_path / "a.wav", 500)], loop=True))
        agent.send(Play(key=leg, files=[tone(tmp_path / "b.wav", 700)], loop=True))
        assert loud(caller, "call")
        assert loud(agent, leg)
        desk.do(HoldCall(interaction_id=offer.interaction_id))
        until(lambda: state_of(desk, offer.interaction_id) == "held", "held")
        desk.do(ResumeCall(interaction_id=offer.interaction_id))
        desk.do(EndCall(interaction_id=offer.interaction_id))
        caller.wait(Disconnected, key="call")
        agent.wait(Disconnected, key=leg)
        desk.do(
            WrapUp(interaction_id=offer.interaction_id, disposition_id=centre.settled, note="Bill explained")
        )
        card = desk.ask(GetCard(customer_id=centre.customers["陳美玲"]))
        assert card.timeline[0].kind in ("call", "note")
    finally:
        desk.stop()
