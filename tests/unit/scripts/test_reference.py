"""docs/flows.md says what is so: every key, code and word is in it, and its examples are good."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from app.scripts import grammar
from app.scripts.checking import FlowKnown, Known, check
from app.scripts.checking.questions import TARGETS
from app.scripts.checking.references import LOOK_UPS
from app.scripts.checking.variables import FIELDS
from app.scripts.nodes import SPEAKERS
from app.scripts.reading import read, read_node
from app.scripts.reading.shapes import ANSWER_TYPES
from app.scripts.vocabulary import FILTERS, FUNCTIONS, METHODS, TESTS

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")
CODED = {"error", "warning", "problem", "Unreadable", "tell", "say"}
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^## |^### |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def codes() -> set[str]:
    """Every code that reading and checking can give."""
    found: set[str] = set()
    for folder in ("reading", "checking"):
        for file in (ROOT / "app" / "scripts" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    first = node.args[0]
                    if name in CODED and isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
                    if name == "_one":
                        found.add(f"unknown_{node.args[2].value}")  # type: ignore[attr-defined]
    return found


def test_every_code_is_explained() -> None:
    told = section("What is checked") + "".join(
        section(title)
        for title in (
            "The text",
            "The ways",
            "Texts and expressions",
            "Questions",
            "Speakers",
            "Names of the house",
        )
    )
    named = set(re.findall(r"`([a-z_]+)`", told))
    assert len(codes()) > 70
    assert {code for code in codes() if code not in named} == set()


@pytest.mark.parametrize("kind", list(grammar.KINDS))
def test_every_key_of_a_node_is_explained(kind: str) -> None:
    named = set(re.findall(r"`([a-z_]+)`", section(kind)))
    assert {key.key for key in grammar.KINDS[kind]} - named == set()


def test_everything_else_has_a_name_here() -> None:
    assert {key for key in grammar.FLOW if f"| `{key}` |" not in section("The file")} == set()
    told = ((ANSWER_TYPES, "Answers"), (tuple(TARGETS), "Answers"), (SPEAKERS, "The file"))
    for names, title in told:
        assert {word for word in names if f"`{word}`" not in section(title)} == set()
    assert {word for word in LOOK_UPS if f"`{word}`" not in section("look_up")} == set()
    expressions = section("Expressions")
    for words in (FILTERS, FUNCTIONS, METHODS, TESTS, *FIELDS.values()):
        assert {word for word in words if not re.search(rf"`{word}[`(.]", expressions)} == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split(":")[0] + example[:20])
def test_the_examples_are_good(example: str) -> None:
    if not example.startswith("flow:"):
        for name, node in yaml.safe_load(example).items():
            block = yaml.safe_dump({name: node}, allow_unicode=True)
            assert read_node(name, block, 1, ["en", "zh-TW", "th"])[1] == []
        return
    reading = read(example)
    assert reading.problems == []
    assert reading.flow is not None
    known = Known(flows={"identity-check": FlowKnown(arguments={"strict": "yes_no"})})
    assert [str(problem) for problem in check(reading.flow, known)] == []
