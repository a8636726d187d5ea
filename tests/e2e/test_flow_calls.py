"""A flow answers real telephones: heard, pressed, killed in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.protocol.flows import GetRun, ListRuns, RunView
from app.protocol.phone import Answered, Disconnected, Dtmf
from tests.helpers.desks import AgentAtDesk, hears, ring
from tests.helpers.hub import Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones
from tests.helpers.wait import until

LOUD = 3.0
"""pjmedia's 0 to 255: more than this is heard."""


class Caller:
    """Somebody who called the number with the menu, and an agent who is Ready."""

    def __init__(self, centre: Centre, hub: HubProcess, phones: Phones, folder: Path) -> None:
        self.centre, self.hub = centre, hub
        self.phone: DrivenPhone = phones("caller")
        self.mei = AgentAtDesk(hub, "mei", phones("mei"), folder)

    def call(self, number: str = "+886223456789") -> int:
        """Call, and hear something; the contact's id."""
        ring(self.phone, self.centre, self.hub, number, called=self.centre.menu_number)
        self.phone.wait(Answered, key="call")
        self.hears()
        (row,) = until(lambda: self.mei.desk.store.rows("interactions"), "the contact")
        return int(row.id)

    def hears(self) -> None:
        """Wait until the caller hears a voice, or music."""
        until(lambda: hears(self.phone, "call") > LOUD, "something to be heard")

    def presses(self, digits: str) -> None:
        """Keys."""
        self.phone.send(Dtmf(key="call", digits=digits))

    def run(self, contact: int) -> RunView:
        """The flow's run, as the agent's console gets it."""
        (known,) = self.mei.desk.ask(ListRuns(interaction_id=contact))
        return self.mei.desk.ask(GetRun(run_id=known.id))

    def answers(self, contact: int) -> dict[str, Any]:
        """What the caller answered, by node."""
        return {step.node: step.value for step in self.run(contact).path if step.kind == "ask"}

    def stands_at(self, contact: int, node: str) -> None:
        """Wait until the flow is there."""
        until(lambda: self.run(contact).shown.node == node, node)

    def tried(self, contact: int, times: int) -> None:
        """Wait until so many entries did not fit."""
        until(lambda: self.run(contact).shown.tries == times, f"{times} tries")


@pytest.fixture
def caller(centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path) -> Iterator[Caller]:
    """Not in a call yet."""
    made = Caller(*centre_and_hub, phones, tmp_path)
    yield made
    made.mei.desk.stop()


def test_language_menu_and_digits_lead_to_an_agent_who_sees_them(caller: Caller) -> None:
    contact = caller.call()
    caller.presses("8")
    until(lambda: caller.run(contact).shown.language == "zh-TW", "Chinese")
    caller.hears()
    caller.presses("24711")
    assert caller.mei.take() == contact
    row = caller.mei.desk.store.interaction(contact)
    assert row is not None
    assert row.queue_id == caller.centre.billing
    assert caller.answers(contact) == {"topic": "billing", "bill_number": "4711"}
    until(lambda: hears(caller.phone, "call") >= 0, "the agent's voice path")


def test_wrong_entries_lead_to_a_person(caller: Caller) -> None:
    contact = caller.call()
    for tries in (1, 2):
        caller.presses("7")
        caller.tried(contact, tries)
        caller.hears()
    caller.presses("9")
    assert caller.mei.take() == contact


def test_a_number_is_left_and_the_line_says_thanks(caller: Caller) -> None:
    contact = caller.call()
    caller.presses("3")
    caller.stands_at(contact, "number")
    caller.hears()
    caller.presses("0912345678#")
    caller.phone.wait(Disconnected, key="call")
    caller.mei.sees(contact, "closed")
    assert caller.answers(contact)["number"] == "+886912345678"
    (kept,) = [step for step in caller.run(contact).path if step.kind == "do"]
    assert kept.outcome == "done", kept


def test_a_missing_recording_is_spoken_and_outside_opening_hours_a_caller_hears_so(caller: Caller) -> None:
    contact = caller.call()
    assert "The prompt “nowhere.wav” (en) cannot be played: it is not there." in caller.hub.log()
    told = "the notice to those at the desks"
    until(lambda: [notice for notice in caller.mei.notices if notice.code == "prompt_missing"], told)
    caller.presses("4")
    caller.stands_at(contact, "closed")
    caller.hears()
    caller.phone.wait(Disconnected, key="call")
    caller.mei.sees(contact, "closed")


def test_a_hub_killed_in_the_middle_asks_the_same_question_again(caller: Caller) -> None:
    contact = caller.call()
    caller.presses("2")
    caller.stands_at(contact, "bill_number")
    caller.hub.kill()
    caller.hub.start()
    caller.hears()
    caller.presses("4711")
    assert caller.mei.take() == contact
    assert caller.answers(contact) == {"topic": "billing", "bill_number": "4711"}
