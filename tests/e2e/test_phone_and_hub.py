"""A call at a real line, taken by the console's own soft phone, and the hub killed in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.softphone import ConsolePhone, PhoneSettings
from app.client.desk import Desk
from app.client.sender import HeldBack
from app.protocol import phone as wire
from app.protocol.agents import SetPresence
from app.protocol.customers import GetCard
from app.protocol.interactions import AcceptOffer, EndCall, HoldCall, ResumeCall, WrapUp
from app.protocol.rows import OfferRow
from tests.helpers.hub import PASSWORD, Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones, tone
from tests.helpers.wait import until

pytestmark = [pytest.mark.sip]
pytest_plugins = ["tests.helpers.hub", "tests.helpers.phones"]


class Console:
    """A desk with its soft phone; the microphone hears a tone."""

    def __init__(self, hub: HubProcess, home: Path) -> None:
        self.told: list[Any] = []
        self.desk = Desk(hub.url, home)
        self.desk.sign_in("mei", PASSWORD)
        self.desk.start()
        assert self.desk.wait_ready(20)
        microphone = str(tone(home / "microphone.wav", 700))
        settings = PhoneSettings(home / "phone.sock", sound=False, microphone_file=microphone)
        self.phone = ConsolePhone(self.desk, self.told.append, settings)
        self.phone.start()

    def state(self, interaction_id: int | None) -> str:
        row = self.desk.store.interaction(interaction_id)
        return row.state if row else "closed"

    def hears(self) -> bool:
        leg = self.phone._legs.current()
        if leg is None:
            return False
        self.told.clear()
        self.phone._send(wire.Measure(key=leg.key, id="ear", seconds=0.5))
        return until(lambda: [e for e in self.told if isinstance(e, wire.Energy)])[0].rx_average > 3

    def close(self) -> None:
        self.phone.close()
        self.phone.wait_closed()
        self.desk.stop()


@pytest.fixture
def console(
    centre_and_hub: tuple[Centre, HubProcess], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Console]:
    console = Console(centre_and_hub[1], tmp_path_factory.mktemp("c"))
    yield console
    console.close()


def _heard(caller: DrivenPhone) -> bool:
    caller.send(wire.Measure(key="call", id="ear", seconds=0.5))
    return caller.wait(wire.Energy, id="ear").rx_average > 3


def _ready(console: Console) -> bool:
    state = console.desk.store.my_state()
    return state is not None and bool(state.phone)


def _offer(console: Console) -> OfferRow | None:
    return next(iter(console.desk.store.my_offers()), None)


def test_a_call_outlives_its_hub(
    centre_and_hub: tuple[Centre, HubProcess], console: Console, phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    desk, caller = console.desk, phones("caller")
    until(lambda: _ready(console), "the hub to know the phone")
    desk.do(SetPresence(presence="ready"))
    caller.configure(accounts=[wire.Account(key="me", uri="sip:+886223456789@127.0.0.1")])
    target = f"sip:{centre.number}@127.0.0.1:{hub.sip_port}"
    caller.send(wire.Call(key="call", uri=target, account="me"))
    offer = until(lambda: _offer(console), "an offer")
    assert offer is not None
    contact = offer.interaction_id
    assert contact is not None
    console.phone.expect(offer.id)
    desk.do(AcceptOffer(offer_id=offer.id))
    until(lambda: console.state(contact) == "talking", "caller and agent to be joined")
    caller.wait(wire.Answered, key="call")
    caller.send(wire.Play(key="call", files=[tone(tmp_path / "caller.wav", 500)], loop=True))
    assert console.hears()
    assert _heard(caller)

    hub.kill()
    until(lambda: desk.liveness.state == "offline")
    assert console.hears()
    assert _heard(caller)
    console.phone.hold(True)
    with pytest.raises(HeldBack):
        desk.do(HoldCall(interaction_id=contact))
    assert console.state(contact) == "talking"
    hub.start()
    until(lambda: console.state(contact) == "held", "the hold to be told")
    assert console.phone._legs.all()
    console.phone.hold(False)
    desk.do(ResumeCall(interaction_id=contact))
    until(lambda: console.state(contact) == "talking", "the caller to be back")
    until(console.hears, "audio after the hub came back")
    until(lambda: _heard(caller))

    desk.do(EndCall(interaction_id=contact))
    caller.wait(wire.Disconnected, key="call")
    until(lambda: not console.phone._legs.all(), "the agent's leg to end")
    until(lambda: any("phone" in (leg.quality or {}) for leg in desk.store.legs(contact)), "quality")
    desk.do(WrapUp(interaction_id=contact, disposition_id=centre.settled, note="Talked through a crash."))
    until(lambda: console.state(contact) == "closed")
    card = desk.ask(GetCard(customer_id=centre.customers["陳美玲"]))
    assert {"call", "note"} <= {entry.kind for entry in card.timeline}


def test_a_console_that_dies_while_talking_finds_its_call(
    centre_and_hub: tuple[Centre, HubProcess], console: Console, phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    desk, caller = console.desk, phones("caller")
    until(lambda: _ready(console), "the hub to know the phone")
    desk.do(SetPresence(presence="ready"))
    target = f"sip:{centre.number}@127.0.0.1:{hub.sip_port}"
    caller.send(wire.Call(key="call", uri=target))
    offer = until(lambda: _offer(console), "an offer")
    assert offer is not None
    contact = offer.interaction_id
    console.phone.expect(offer.id)
    desk.do(AcceptOffer(offer_id=offer.id))
    until(lambda: console.state(contact) == "talking", "caller and agent to be joined")
    console.close()  # what is left is the phone process, as after a kill
    again = Console(hub, console.phone._settings.socket.parent)
    until(lambda: again.phone._legs.all(), "the running call")
    assert again.state(contact) == "talking"
    assert again.desk.store.pop(contact or 0) is not None
    caller.send(wire.Play(key="call", files=[tone(tmp_path / "caller.wav", 500)], loop=True))
    until(again.hears)
    assert _heard(caller)
    again.desk.do(EndCall(interaction_id=contact or 0))
    caller.wait(wire.Disconnected, key="call")
    until(lambda: not again.phone._legs.all())
    again.close()


def test_a_call_past_the_line_has_the_same_record(
    centre_and_hub: tuple[Centre, HubProcess], console: Console, phones: Phones
) -> None:
    centre, _ = centre_and_hub
    desk, pbx = console.desk, phones("pbx")
    until(lambda: _ready(console), "the hub to know the phone")
    pbx.configure(accounts=[wire.Account(key="me", uri="sip:+886223456789@127.0.0.1")])
    pbx.send(wire.Call(key="call", uri=console.phone.state.address, account="me"))
    pbx.wait(wire.Progress, key="call", code=180)
    console.phone.answer()
    pbx.wait(wire.Answered, key="call")
    [contact] = until(desk.store.my_work, "the contact")
    pop = until(lambda: desk.store.pop(contact.id), "who it is")
    assert pop is not None
    assert pop.card is not None
    assert pop.card.customer.name == "陳美玲"
    assert contact.state == "talking"
    pbx.send(wire.HangUp(key="call"))
    until(lambda: console.state(contact.id) == "after_call", "after-call work")
    until(lambda: any("phone" in (leg.quality or {}) for leg in desk.store.legs(contact.id)), "quality")
    desk.do(WrapUp(interaction_id=contact.id, disposition_id=centre.settled))
    until(lambda: console.state(contact.id) == "closed")
    state = desk.store.my_state()
    assert state is not None
    assert state.status == "idle"
