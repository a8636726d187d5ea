"""`contactdesk flow`: what authors see in a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import main

GOOD = "flow: good\nstart: a\nnodes:\n  a: {end: }\n"


def test_a_good_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD)
    assert main(["flow", "check", str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "1 flow checked, 0 errors.\n"


def test_problems_name_file_line_and_node(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(GOOD.replace("{end: }", "{say: x, nxt: b}"))
    assert main(["flow", "check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f'{file}:4: a: A "say" node has no key "nxt". Did you mean "next"? [unknown_key]'
    assert all(line.startswith(f"{file}:4: a: ") for line in lines)


def test_warnings_are_no_errors_unless_they_are_to_be(tmp_path: Path) -> None:
    (tmp_path / "warned.yaml").write_text(GOOD + "  b: {end: }\n")
    assert main(["flow", "check", str(tmp_path)]) == 0
    assert main(["flow", "check", "--strict", str(tmp_path)]) == 1


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "check", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml: No such file" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "flow.schema.json"
