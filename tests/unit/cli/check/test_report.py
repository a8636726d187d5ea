"""The check says what it saw and fails where a fact is missing."""

from __future__ import annotations

import io
import json

from app.cli.check.report import FACTS, Report


def test_a_missing_fact_is_named_and_fails() -> None:
    out = io.StringIO()
    report = Report(out)
    for name in FACTS:
        if name != "hold":
            report.fact(name, seen=True)
    assert report.close(3) == 1
    last = json.loads(out.getvalue().splitlines()[-1])
    assert last["missing"] == ["hold"]
    assert last["done"] is False


def test_all_facts_seen_is_success_and_each_is_a_line_of_json() -> None:
    out = io.StringIO()
    report = Report(out)
    for name in FACTS:
        report.fact(name, text="包裹")
    assert report.close(0) == 0
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line.get("fact") for line in lines[:-1]] == list(FACTS)
    assert "包裹" in out.getvalue()
