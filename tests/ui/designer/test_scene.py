"""A scene that is changed bit by bit is the scene made anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from app.scripts.layout import Point
from app.scripts.nodes import AnyNode, Branch, Case, Flow, Say
from app.ui.designer.scene import Scene

NAMES = [f"n{number}" for number in range(14)]
EVERYWHERE = QRectF(-20_000, -20_000, 40_000, 40_000)


@st.composite
def flows(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[str, Point], str]:
    """Ways, places and the start of a flow."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    targets = st.lists(st.sampled_from([*NAMES[:3], *NAMES, "return", "nowhere"]), max_size=3)
    place = st.tuples(st.integers(-3, 3), st.integers(-3, 12))
    ways = {name: draw(targets) for name in names}
    places = {name: (x * 150.0, y * 152.0) for name in names for x, y in (draw(place),)}
    return ways, places, draw(st.sampled_from(names))


def flow_of(ways: dict[str, list[str]], start: str, before: Flow | None) -> Flow:
    """The flow; nodes that are as before are the same objects."""
    nodes: dict[str, AnyNode] = {}
    for name, targets in ways.items():
        node: AnyNode = Branch(name=name, cases=[Case(when=f"w{n}", next=t) for n, t in enumerate(targets)])
        if len(targets) < 2:
            node = Say(name=name, text={"en": name}, next="".join(targets))
        old = before.nodes.get(name) if before is not None else None
        nodes[name] = old if old == node and old is not None else node
    return Flow(name="f", title={}, languages=["en"], speakers=["console"], start=start, nodes=nodes)


def told(scene: Scene) -> object:
    """Everything that can be seen of a scene."""
    edges = [
        (edge.source, edge.target, edge.label, edge.start, edge.end, edge.stub)
        for edge in scene.edges_in(EVERYWHERE)
    ]
    return (
        list(scene.cards.values()),
        sorted(map(str, edges)),
        sorted(str(card) for card in scene.cards_in(EVERYWHERE)),
        {name: [edge.target for edge in out] for name, out in scene.out.items()},
        {name: sorted(edge.source for edge in into) for name, into in scene.into.items()},
        scene.bounds,
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(flows(), min_size=2, max_size=5))
def test_bit_by_bit_is_as_good_as_anew(
    steps: list[tuple[dict[str, list[str]], dict[str, Point], str]],
) -> None:
    scene = Scene()
    flow: Flow | None = None
    for number, (ways, places, start) in enumerate(steps):
        flow = flow_of(ways, start, flow)
        parts = scene.build(flow, places)
        assert (parts is None) == (number == 0)
        fresh = Scene()
        fresh.build(flow, places)
        assert told(scene) == told(fresh)
