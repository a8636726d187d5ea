"""Who hears whom, as a pure function."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.protocol.phone import DEVICE
from app.telephony.sip.links import MICROPHONE, SOUND, Node, Wishes, wanted

KEYS = ["a", "b", "c", "d", DEVICE]
keys = st.sampled_from(KEYS)
wishes = st.builds(
    Wishes,
    groups=st.lists(st.lists(keys, max_size=4), max_size=3),
    one_way=st.lists(st.tuples(keys, keys), max_size=3),
    muted=st.frozensets(keys),
    held=st.frozensets(keys.filter(lambda key: key != DEVICE)),
    players=st.frozensets(keys),
    recorders=st.dictionaries(keys, st.sampled_from(["both", "from", "to"])),
    microphone_file=st.booleans(),
    watched=st.frozensets(keys),
    echo=st.booleans(),
)
lives = st.frozensets(keys.filter(lambda key: key != DEVICE))


def leg(key: str) -> Node:
    return Node("leg", key)


@given(wishes, lives)
def test_nothing_dead_is_connected_and_nobody_hears_oneself(wish: Wishes, live: frozenset[str]) -> None:
    links = wanted(wish, live)
    for speaker, listener in links:
        for node in (speaker, listener):
            assert node.kind != "leg" or node.key in live
        assert speaker.kind != "leg" or speaker != listener


@given(wishes, lives)
def test_a_held_leg_hears_its_player_and_nobody(wish: Wishes, live: frozenset[str]) -> None:
    for speaker, listener in wanted(wish, live):
        if listener.kind == "leg" and listener.key in wish.held:
            assert speaker == Node("player", listener.key)


@given(wishes, lives)
def test_a_muted_microphone_reaches_no_leg(wish: Wishes, live: frozenset[str]) -> None:
    for speaker, listener in wanted(wish, live):
        if speaker in (SOUND, MICROPHONE) and listener.kind == "leg":
            assert listener.key not in wish.muted
            assert DEVICE not in wish.muted


@given(wishes, lives)
def test_a_group_is_symmetric(wish: Wishes, live: frozenset[str]) -> None:
    only_groups = Wishes(groups=wish.groups)
    links = wanted(only_groups, live)
    assert {(b, a) for a, b in links} == set(links)


@given(wishes, lives)
def test_what_is_watched_has_a_listener(wish: Wishes, live: frozenset[str]) -> None:
    """pjmedia reads a port, and knows its level, only if somebody listens to it."""
    links = wanted(wish, live)
    for key in live.intersection(wish.watched):
        assert any(speaker == leg(key) for speaker, _ in links)


def test_a_conference_of_three() -> None:
    links = wanted(Wishes(groups=[[DEVICE, "a", "b"]]), {"a", "b"})
    assert set(links) == {
        (SOUND, leg("a")), (SOUND, leg("b")), (leg("a"), SOUND),
        (leg("a"), leg("b")), (leg("b"), SOUND), (leg("b"), leg("a")),
    }  # fmt: skip


def test_a_recording_of_both_ways_takes_all_that_goes_to_the_leg() -> None:
    wish = Wishes(groups=[[DEVICE, "a"]], players={"a"}, recorders={"a": "both"}, microphone_file=True)
    links = wanted(wish, {"a"})
    recorder = Node("recorder", "a")
    assert {speaker for speaker, listener in links if listener == recorder} == {
        leg("a"), MICROPHONE, Node("player", "a"),
    }  # fmt: skip
