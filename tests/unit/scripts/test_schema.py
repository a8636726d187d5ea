"""The schema that editors use says the same as the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from app.scripts.reading import read
from app.scripts.schema import IDENTITY, json_schema
from tests.unit.scripts.reading.test_flow import WHOLE

FLOWS = Path(__file__).resolve().parents[3] / "resources" / "flows"


def complaints(text: str) -> list[str]:
    """What an editor that knows the schema says of a text. Editors read YAML 1.2: `no` is a word there."""
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": _core()})
    return [
        error.message for error in Draft202012Validator(json_schema()).iter_errors(yaml.load(text, loader))
    ]


def _core() -> dict[str, list[Any]]:
    """PyYAML's resolvers without those of YAML 1.1's booleans, times and octals."""
    import re

    kept: dict[str, list[Any]] = {}
    for tag, pattern, first in (
        ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("tag:yaml.org,2002:int", r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
        ("tag:yaml.org,2002:float", r"[-+]?[0-9]+\.[0-9]*", list("-+0123456789")),
    ):
        for letter in first:
            kept.setdefault(letter, []).append((tag, re.compile(f"^(?:{pattern})$")))
    return kept


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_file_is_made_from_the_code() -> None:
    written = json.loads((FLOWS / IDENTITY).read_text(encoding="utf-8"))
    assert written == json_schema(), "run: contactdesk flow schema > resources/flows/flow.schema.json"


def test_the_shipped_flows_fit() -> None:
    for file in FLOWS.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert read(text, file.name).problems == []
        assert (file.name, complaints(text)) == (file.name, [])


def in_node(written: str) -> str:
    return f"flow: f\nstart: a\nnodes:\n  a: {written}\n"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        in_node("{say: 12, next: b}"),
        in_node("{say: {en: no}, title: yes, at: [1, 2.5]}"),
        in_node("{ask: x, answer: y, type: number, least: 0, most: 1.5, tries: 2, seconds: 10s, default: 5}"),
        in_node("{ask: x, type: many_of, choices: [a, 2, {value: c, text: C}], required: true}"),
        in_node("{set: {x: 1, language: \"'th'\"}}"),
        in_node("{route: S, skills: {English: 5}, priority: 3, say: x, prompt: {en: a.wav}}"),
        in_node("{end: }"),
        in_node("{wait: 3d}"),
        in_node("{recommend: x, items: [{value: a, score: 1}], most: 1}"),
        "flow: f\nspeakers: telephone\nstart: a\nresults: {x: money}\nnodes: {a: {end: x}}",
    ],
)
def test_what_is_read_fits_the_schema(text: str) -> None:
    assert [problem.text for problem in read(text.replace("{en: no}", "{en: 'no'}")).problems] == []
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "start: a\nnodes: {a: {end: x}}",
        "flow: F F\nstart: a\nnodes: {a: {end: x}}",
        "flow: f\nstart: a\nnodes: {a: {end: x}}\nx: y",
        "flow: f\nspeakers: [radio]\nstart: a\nnodes: {a: {end: x}}",
        "flow: f\narguments: {x: integer}\nstart: a\nnodes: {a: {end: x}}",
        "flow: f\nstart: a\nnodes: {return: {end: x}}",
        "flow: f\nstart: a\nnodes: {a b: {end: x}}",
        in_node("{next: b}"),
        in_node("5"),
        in_node("{say: [x]}"),
        in_node("{say: x, nxt: y}"),
        in_node("{say: x, ask: y}"),
        in_node("{ask: x, type: numbr}"),
        in_node("{ask: x, tries: -1}"),
        in_node("{ask: x, required: no}"),
        in_node("{ask: x, answer: a-b}"),
        in_node("{ask: x, choices: y}"),
        in_node("{ask: x, choices: [{text: y}]}"),
        in_node("{branch: [{when: x}]}"),
        in_node("{set: x}"),
        in_node("{route: S, skills: {English: 6}}"),
        in_node("{wait: soon}"),
        in_node("{say: x, at: [1]}"),
    ],
)
def test_what_is_not_read_does_not_fit_the_schema(text: str) -> None:
    assert not read(text).ok
    assert complaints(text) != []


def test_editors_find_the_schema_by_the_first_line() -> None:
    """What the YAML extension of editors takes; the file lies beside the flows."""
    text = f"# yaml-language-server: $schema={IDENTITY}\n{WHOLE}"
    assert read(text).problems == []
    assert (FLOWS / IDENTITY).is_file()
