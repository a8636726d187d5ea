"""Those who go away in the middle of a menu, or before they take its caller: nobody gets stuck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.protocol.phone import Answered, Disconnected, Dtmf, HangUp
from app.protocol.rows import InteractionRow
from tests.helpers.desks import AgentAtDesk, hears, ring
from tests.helpers.hub import Centre, HubProcess
from tests.helpers.phones import DrivenPhone, Phones
from tests.helpers.wait import until


class Caller:
    """Somebody at the menu, and an agent who sees what becomes of it."""

    def __init__(self, centre: Centre, hub: HubProcess, phones: Phones, folder: Path) -> None:
        self.centre, self.hub = centre, hub
        self.phone: DrivenPhone = phones("caller")
        self.mei = AgentAtDesk(hub, "mei", phones("mei"), folder)

    def call(self) -> InteractionRow:
        """Call and hear the greeting."""
        before = {row.id for row in self.mei.desk.store.rows("interactions")}
        ring(self.phone, self.centre, self.hub, "+886223456789", called=self.centre.menu_number)
        self.phone.wait(Answered, key="call")
        until(lambda: hears(self.phone, "call") > 3, "the greeting to be heard")
        found = until(lambda: [row for row in self._contacts() if row.id not in before], "the contact")
        return found[0]

    def _contacts(self) -> list[InteractionRow]:
        rows = self.mei.desk.store.rows("interactions")
        return [row for row in rows if isinstance(row, InteractionRow)]

    def press(self, digit: str) -> None:
        """A key."""
        self.phone.send(Dtmf(key="call", digits=digit))


@pytest.fixture
def caller(centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path) -> Iterator[Caller]:
    """Not in a call yet."""
    made = Caller(*centre_and_hub, phones, tmp_path)
    yield made
    made.mei.desk.stop()


def test_a_key_leads_to_its_queue(caller: Caller) -> None:
    contact = caller.call()
    caller.press("24711")
    assert caller.mei.take() == contact.id
    row = caller.mei.desk.store.interaction(contact.id)
    assert row is not None
    assert row.queue_id == caller.centre.billing


def test_one_who_hangs_up_in_the_menu_is_gone_and_the_next_is_served(caller: Caller) -> None:
    contact = caller.call()
    caller.phone.send(HangUp(key="call"))
    caller.phone.wait(Disconnected, key="call")
    caller.mei.sees(contact.id, "closed")
    contact = caller.call()
    caller.press("1")
    assert caller.mei.take() == contact.id


def test_an_agent_who_vanishes_while_reserved_holds_nobody_up(caller: Caller) -> None:
    contact = caller.call()
    caller.press("1")
    caller.mei.offer()
    (before,) = caller.mei.desk.store.rows("work_items")
    caller.mei.desk.stop()
    again = AgentAtDesk(caller.hub, "somchai", caller.mei.phone, Path(caller.hub.folder))
    assert again.take() == contact.id
    item = again.desk.store.row("work_items", before.id)
    assert item is not None
    assert getattr(item, "placed_at", 0) == getattr(before, "placed_at", 1)
    again.desk.stop()
