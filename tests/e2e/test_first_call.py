"""The first call, from the INVITE to the booked outcome: real hub, real SIP, commands over HTTP."""

from __future__ import annotations

from pathlib import Path

from app.protocol.customers import GetCard
from app.protocol.interactions import EndCall, HoldCall, ResumeCall, WrapUp
from app.protocol.phone import Answered, Disconnected, Play
from tests.helpers.desks import AgentAtDesk, hears, ring
from tests.helpers.hub import Centre, HubProcess
from tests.helpers.phones import Phones, tone


def test_a_known_customer_calls_and_the_outcome_is_booked(
    centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    caller = phones("caller")
    mei = AgentAtDesk(hub, "mei", phones("mei"), tmp_path)
    try:
        ring(caller, centre, hub, "+886223456789")
        offer = mei.offer()
        assert offer.interaction_id is not None
        pop = mei.desk.store.pop(offer.interaction_id)
        assert pop is not None
        assert pop.card is not None
        assert pop.card.customer.name == "陳美玲"
        contact = mei.take()
        mei.sees(contact, "talking")
        caller.wait(Answered, key="call")
        caller.send(Play(key="call", files=[tone(tmp_path / "a.wav", 500)], loop=True))
        mei.phone.send(Play(key=mei.leg, files=[tone(tmp_path / "b.wav", 700)], loop=True))
        assert hears(caller, "call") > 3
        assert hears(mei.phone, mei.leg) > 3
        mei.desk.do(HoldCall(interaction_id=contact))
        mei.sees(contact, "held")
        mei.desk.do(ResumeCall(interaction_id=contact))
        mei.desk.do(EndCall(interaction_id=contact))
        caller.wait(Disconnected, key="call")
        mei.phone.wait(Disconnected, key=mei.leg)
        mei.shows("after_call")
        mei.desk.do(WrapUp(interaction_id=contact, disposition_id=centre.settled, note="Bill explained"))
        mei.shows("idle")
        card = mei.desk.ask(GetCard(customer_id=centre.customers["陳美玲"]))
        assert {entry.kind for entry in card.timeline} == {"call", "note"}
    finally:
        mei.desk.stop()
