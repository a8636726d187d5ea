"""Nodes are drawn apart, below what leads to them, the same every time; what was placed by hand stays."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.scripts.layout import HEIGHT, STEP_Y, WIDTH, Point, arrange, layered
from app.scripts.nodes import AnyNode, Branch, Case, Flow, Say


def flow_of(ways: dict[str, list[str]], at: dict[str, Point] | None = None) -> Flow:
    """A flow with these ways."""
    nodes: dict[str, AnyNode] = {}
    for name, targets in ways.items():
        place = (at or {}).get(name)
        if len(targets) <= 1:
            nodes[name] = Say(name=name, text={}, next=targets[0] if targets else "", at=place)
        else:
            cases = [Case(when="x", next=target) for target in targets]
            nodes[name] = Branch(name=name, cases=cases, at=place)
    start = next(iter(ways))
    return Flow(name="f", title={}, languages=["en"], speakers=["console"], start=start, nodes=nodes)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    names = [f"n{number}" for number in range(draw(st.integers(1, 24)))]
    return {name: draw(st.lists(st.sampled_from(names), max_size=4, unique=True)) for name in names}


def apart(places: dict[str, Point]) -> bool:
    listed = list(places.values())
    return not any(
        abs(x - a) < WIDTH and abs(y - b) < HEIGHT
        for place, (x, y) in enumerate(listed)
        for a, b in listed[place + 1 :]
    )


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_no_card_is_on_another(ways: dict[str, list[str]]) -> None:
    places = arrange(flow_of(ways))
    assert set(places) == set(ways)
    assert apart(places)
    assert places == arrange(flow_of(ways))


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 30), st.data())
def test_without_cycles_ways_lead_downwards(count: int, data: st.DataObject) -> None:
    ways = {
        f"n{number}": [
            f"n{target}"
            for target in sorted(data.draw(st.sets(st.integers(number + 1, count), max_size=3)))
            if target < count
        ]
        for number in range(count)
    }
    places = layered(ways, "n0")
    assert all(places[target][1] >= places[name][1] + STEP_Y for name in ways for target in ways[name])


@settings(max_examples=30, deadline=None)
@given(graphs(), st.data())
def test_what_was_placed_by_hand_stays(ways: dict[str, list[str]], data: st.DataObject) -> None:
    hand = data.draw(st.sets(st.sampled_from(list(ways)), max_size=4))
    at = {name: (500.0 * number, 33.0 * number * number) for number, name in enumerate(sorted(hand))}
    places = arrange(flow_of(ways, at))
    assert {name: places[name] for name in at} == at
    others = {name: point for name, point in places.items() if name not in at}
    assert all(apart({"a": point, "b": hand_at}) for point in others.values() for hand_at in at.values())


@settings(max_examples=30, deadline=None)
@given(graphs(), st.data())
def test_a_new_node_moves_no_other(ways: dict[str, list[str]], data: st.DataObject) -> None:
    before = arrange(flow_of(ways))
    more = {**ways, "new": data.draw(st.lists(st.sampled_from(list(ways)), max_size=2, unique=True))}
    parent = data.draw(st.sampled_from(list(ways)))
    more[parent] = [*more[parent], "new"]
    after = arrange(flow_of(more), before)
    assert {name: after[name] for name in before} == before
    assert apart({"new": after["new"], **before})


def test_a_branch_stands_over_its_ways() -> None:
    places = layered({"a": ["b"], "b": ["l", "m", "r"], "l": ["z"], "m": ["z"], "r": ["z"], "z": []}, "a")
    assert places["a"][0] == places["b"][0] == places["m"][0] == places["z"][0]
    assert places["l"][0] < places["m"][0] < places["r"][0]


def test_a_node_that_was_moved_back_is_where_it_was() -> None:
    flow = flow_of({"a": ["b"], "b": []})
    moved = replace(flow, nodes={**flow.nodes, "b": replace(flow.nodes["b"], at=(900.0, 900.0))})
    assert arrange(moved, arrange(flow))["b"] == (900.0, 900.0)
