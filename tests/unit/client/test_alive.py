"""The sign of life: every so often, whatever the hub does, until the session is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.client.alive import Alive
from app.core.errors import Refused
from tests.helpers.fake_hub import TOKEN, FakeHub, fake_hub
from tests.helpers.wait import until


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        yield hub


def test_it_goes_on_through_a_hub_that_was_away(hub: FakeHub) -> None:
    over: list[Refused] = []
    alive = Alive(hub.url, TOKEN, over.append, every=0.02)
    alive.start()
    until(lambda: hub.alive_count > 2)
    hub.stop()
    before = hub.alive_count
    hub.start()
    until(lambda: hub.alive_count > before + 2)
    alive.stop()
    assert over == []


def test_a_session_that_is_over_ends_it(hub: FakeHub) -> None:
    over: list[Refused] = []
    alive = Alive(hub.url, TOKEN, over.append, every=0.02)
    alive.start()
    until(lambda: hub.alive_count)
    hub.refuse_token = True
    until(lambda: over)
    alive.stop()
    assert [refused.code for refused in over] == ["not_signed_in"]
