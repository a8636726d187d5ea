"""Two versions of a flow side by side."""

from msgspec.structs import replace

from app.scripts.difference import difference
from app.scripts.nodes import AnyNode, Ask, Choice, End, Flow, Say


def flow(*nodes: AnyNode, start: str = "hello") -> Flow:
    return Flow(
        name="x",
        title={"en": "X"},
        languages=["en"],
        speakers=["console"],
        start=start,
        nodes={node.name: node for node in nodes},
    )


HELLO = Say(name="hello", text={"en": "Hello"}, next="what", line=4)
WHAT = Ask(
    name="what",
    text={"en": "What?"},
    answer="what",
    type="one_of",
    choices=[Choice(value="a", text={"en": "A"}, next="bye", line=9)],
    next="bye",
    line=6,
)
BYE = End(name="bye", line=12)


def test_the_same_flow_is_not_different() -> None:
    assert not difference(flow(HELLO, WHAT, BYE), flow(HELLO, WHAT, BYE))


def test_order_lines_and_places_do_not_count() -> None:
    moved = replace(WHAT, line=20, at=(10.0, 20.0), choices=[replace(WHAT.choices[0], line=23)])
    assert not difference(flow(HELLO, WHAT, BYE), flow(BYE, moved, HELLO))


def test_it_names_what_was_added_removed_and_changed() -> None:
    thanks = Say(name="thanks", text={"en": "Thank you"}, next="bye")
    asked = replace(WHAT, required=False, choices=[replace(WHAT.choices[0], next="thanks")])
    found = difference(flow(HELLO, WHAT, BYE), flow(asked, thanks, BYE, start="what"))
    assert found.added == ["thanks"]
    assert found.removed == ["hello"]
    assert found.changed == {"what": ["required", "choices"]}
    assert found.head == ["start"]
    assert found.marks == {"thanks": "added", "hello": "removed", "what": "changed"}


def test_another_kind_is_one_change() -> None:
    found = difference(flow(HELLO, WHAT, BYE), flow(HELLO, Say(name="what", text={"en": "!"}), BYE))
    assert found.changed == {"what": ["kind"]}
