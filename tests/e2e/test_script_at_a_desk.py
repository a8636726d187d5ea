"""The script beside a real call: the window dies in the middle of an answer, and somebody else goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.check.window import Window
from app.client.desk import Desk
from app.core.clock import SystemClock
from app.core.ids import IdMaker
from app.models.record import Record
from app.protocol import phone as wire
from app.protocol.flow_run import Answer
from app.protocol.flows import GetRun, ListRuns, ResumeFlow, StepFlow
from app.protocol.setup import SaveQueue
from app.services.flows.loading import load_flows
from app.services.house import build_door
from tests.e2e.test_window_killed import Place
from tests.helpers.hub import ADMINISTRATOR, PASSWORD, Centre, HubProcess, small_centre
from tests.helpers.phones import DrivenPhone, Phones
from tests.helpers.wait import until

pytestmark = [pytest.mark.sip]
pytest_plugins = ["tests.helpers.hub", "tests.helpers.phones"]

FLOW = """
flow: service
title: {en: Service}
languages: [en]
speakers: [console]
start: hello
nodes:
  hello: {say: {en: "Good day, {{ customer.name }}."}, next: topic}
  topic:
    ask: {en: What is it about?}
    type: one_of
    choices:
      - {value: order, text: {en: An order}}
      - {value: fault, text: {en: Something is broken}}
    next: what
  what: {ask: {en: What is broken?}, type: text, next: act}
  act: {do: OpenTicket, with: {subject: "what"}, into: ticket, next: bye}
  bye: {end: Settled, say: {en: "Your ticket is {{ ticket.number }}."}}
"""
WORDS = "The router. 路由器壞了"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Centre, HubProcess]]:
    """A small centre whose queue has a script, and its hub."""
    hub = HubProcess(tmp_path)
    centre = small_centre(hub.database)
    record, clock = Record(hub.database), SystemClock()
    door = build_door(record, clock, IdMaker(clock), region="TW")
    door.start()
    [loaded] = load_flows(lambda command: door.do(command, ADMINISTRATOR), [("service.yaml", FLOW)])
    assert loaded.version, loaded
    door.do(SaveQueue(id=centre.queue, name="Service", flow="service"), ADMINISTRATOR)
    door.stop()
    record.close()
    hub.start()
    try:
        yield centre, hub
    finally:
        hub.stop()


@pytest.fixture
def place(house: tuple[Centre, HubProcess], tmp_path: Path) -> Iterator[Place]:
    place = Place(house[1], tmp_path)
    yield place
    place.close()


def asked_what_is_broken(
    house: tuple[Centre, HubProcess], place: Place, phones: Phones
) -> tuple[Window, DrivenPhone]:
    """A call is taken, and the script stands at its second question."""
    centre, hub = house
    window, caller = place.open("--ready"), phones("caller")
    window.until(lambda s: s["agent_state"] == "ready", "Ready", seconds=15)
    caller.configure(accounts=[wire.Account(key="me", uri="sip:+886223456789@127.0.0.1")])
    caller.send(wire.Call(key="call", uri=f"sip:{centre.number}@127.0.0.1:{hub.sip_port}", account="me"))
    window.until(lambda s: s["offers"], "an offer", seconds=15)
    window.click("Accept")
    state = window.until(lambda s: s["script"].get("node") == "hello", "the script", seconds=15)
    assert state["script"]["text"] == "Good day, 陳美玲."
    window.run("script")
    window.key("Return", "Next")
    window.until(lambda s: s["script"]["node"] == "topic", "the question")
    window.click("Something is broken")
    window.until(lambda s: s["script"]["node"] == "what", "the next question")
    return window, caller


def test_an_answer_given_while_the_hub_is_away_goes_out_when_it_is_back(
    house: tuple[Centre, HubProcess], place: Place, phones: Phones
) -> None:
    hub = house[1]
    window, caller = asked_what_is_broken(house, place, phones)
    hub.kill()
    window.until(lambda s: s["liveness"] == "offline", "offline", seconds=30)
    window.type("What is broken?", WORDS)
    window.key("Return", "What is broken?")
    window.there(
        "The hub cannot be reached. Your answer is kept and goes out as soon as it is back.", seconds=10
    )
    assert window.state()["script"]["node"] == "what"
    hub.start()
    state = window.until(lambda s: s["script"].get("node") == "bye", "the script to go on", seconds=40)
    assert state["script"]["answers"]["what"] == WORDS
    caller.send(wire.HangUp(key="call"))
    window.until(lambda s: s["agent_state"] == "after_call", "after-call work", seconds=20)
    window.click("Book and close")
    window.until(lambda s: not s["contacts"], "the wrap-up")


def test_a_script_outlives_its_window_and_moves_to_somebody_else(
    house: tuple[Centre, HubProcess], place: Place, phones: Phones, tmp_path: Path
) -> None:
    hub = house[1]
    window, caller = asked_what_is_broken(house, place, phones)
    window.type("What is broken?", WORDS)
    journal = tmp_path / "console"
    until(lambda: any(WORDS.encode() in p.read_bytes() for p in journal.glob("journal-*")), "the journal")

    place.kill()
    window = place.open()
    state = window.until(lambda s: s["script"].get("node") == "what", "the same place", seconds=15)
    assert state["script"]["answers"] == {"topic": "Something is broken"}
    assert window.ask("find", name="What is broken?")["text"] == WORDS

    other = Desk(hub.url, tmp_path / "other")
    other.sign_in("somchai", PASSWORD)
    other.start()
    assert other.wait_ready(20)
    [run] = other.ask(ListRuns(interaction_id=state["interaction"]))
    taken = other.do(ResumeFlow(run_id=run.id))
    assert [step.answer for step in taken.path if step.answer] == ["Something is broken"]

    window.run("script")
    window.key("Return", "What is broken?")
    window.there("Somchai Jaidee goes on with this script now.", seconds=10)
    assert window.ask("find", name="What is broken?")["text"] == WORDS
    other.do(StepFlow(run_id=run.id, step=taken.step, input=Answer(value="The lamp")))
    ended = other.ask(GetRun(run_id=run.id))
    assert ended.shown.text.startswith("Your ticket is ")
    assert ended.shown.disposition == "Settled"
    other.stop()
    caller.send(wire.HangUp(key="call"))
    caller.wait(wire.Disconnected, key="call")
    window.until(lambda s: s["agent_state"] == "after_call", "after-call work", seconds=15)
    window.click("Settled")
    window.click("Book and close")
    window.until(lambda s: not s["contacts"] and not s["script"], "the wrap-up")
