"""The rules of the house that import-linter cannot say. Each rule is shown a breach it must find."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 500
LONGER_ON_PURPOSE: dict[str, int] = {
    "app/protocol/phone.py": 600,  # a list: every message between a phone process and its driver
}

# What a room may import of the others, where that is less than the layers allow.
NARROW_ROOMS = {
    "ui": {"ui", "client", "scripts", "protocol", "core"},
    "client": {"client", "protocol", "core"},
    "scripts": {"scripts", "protocol", "core"},
    "routing": {"routing", "protocol", "core"},
    "protocol": {"protocol", "core"},
    "core": {"core"},
}
PURE_ROOMS = {"scripts", "routing"}
IMPURE_MODULES = {
    *(
        "asyncio",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
    ),
    *("sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "http", "psycopg", "sqlalchemy"),
    *("starlette", "uvicorn"),
}
IMPURE_CALLS = {"now", "utcnow", "today", "open", "input", "print"}
WAITS = {"sleep", "qWait", "qSleep", "msleep", "usleep"}
NOT_MIRRORS = {"helpers", "setup"}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """(line, absolute module) of every import, inside functions too; `package` is where the file lies."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, last name) of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.lineno, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id


def narrow_breaches(tree: ast.AST, package: str) -> list[str]:
    """Imports of a room that this one may not know."""
    room = package.split(".")[1] if "." in package else ""
    if room not in NARROW_ROOMS:
        return []
    return [
        f"line {line}: {room} must not import {module}"
        for line, module in imported(tree, package)
        if module.startswith("app.") and module.split(".")[1] not in {*NARROW_ROOMS[room], "__version__"}
    ]


def impurities(tree: ast.AST, package: str) -> list[str]:
    """What a pure room does that reaches outside: a clock, chance, a file, a socket."""
    if not any(package == f"app.{room}" or package.startswith(f"app.{room}.") for room in PURE_ROOMS):
        return []
    modules = [(line, m) for line, m in imported(tree, package) if m.split(".")[0] in IMPURE_MODULES]
    calls = [(line, name) for line, name in called(tree) if name in IMPURE_CALLS]
    return [f"line {line}: {name} in a pure room" for line, name in sorted({*modules, *calls})]


def naked_waits(tree: ast.AST) -> list[str]:
    """Waits that are not the pause of a loop which looks at a condition."""
    inside = {id(node) for loop in ast.walk(tree) if _looks(loop) for node in ast.walk(loop)}
    return [
        f"line {node.lineno}: a wait for time, not for a condition"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and id(node) not in inside and _is_wait(node)
    ]


def _looks(node: ast.AST) -> bool:
    """A loop that ends when something has come: `while …`, or `for …` with a way out."""
    if isinstance(node, ast.For):
        return any(isinstance(inner, ast.Break | ast.Return) for inner in ast.walk(node))
    return isinstance(node, ast.While)


def _is_wait(call: ast.Call) -> bool:
    if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0:
        return False  # asyncio.sleep(0): a turn of the loop
    function = call.func
    if isinstance(function, ast.Attribute):
        of_qtbot = function.attr == "wait" and getattr(function.value, "id", "") == "qtbot"
        return of_qtbot or function.attr in WAITS
    return isinstance(function, ast.Name) and function.id in WAITS


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def of_all(folder: str, rule: str) -> list[str]:
    rules = {
        "narrow": lambda path: narrow_breaches(parsed(path), package_of(path)),
        "pure": lambda path: impurities(parsed(path), package_of(path)),
        "waits": lambda path: naked_waits(parsed(path)),
    }
    return [
        f"{path.relative_to(ROOT)} {found}" for path in python_files(folder) for found in rules[rule](path)
    ]


def test_rooms_know_only_what_they_may() -> None:
    assert of_all("app", "narrow") == []


def test_pure_rooms_are_pure() -> None:
    assert of_all("app", "pure") == []


def test_tests_wait_for_conditions() -> None:
    assert of_all("tests", "waits") == []


def test_files_are_about_one_thing() -> None:
    too_long = {}
    for path in python_files("app", "tests", "setup"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        name = path.relative_to(ROOT).as_posix()
        written = not name.startswith("app/models/migrations/versions/")  # those are made by a program
        if written and lines > LONGER_ON_PURPOSE.get(name, MAX_LINES):
            too_long[name] = lines
    assert too_long == {}, "split these, by what they are about"


def test_unit_tests_mirror_the_program() -> None:
    folders = {
        p.parent.relative_to(ROOT / "tests" / "unit") for p in (ROOT / "tests/unit").rglob("test_*.py")
    }
    strays = [
        f
        for f in folders
        if f.parts[:1] not in [(n,) for n in NOT_MIRRORS] and not (ROOT / "app" / f).is_dir()
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("text", "package", "found"),
    [
        ("from app.services import door", "app.ui.agent", 2),
        ("def f():\n    import app.models.record", "app.client", 1),
        ("from ..services import door", "app.client", 2),
        ("from app.client.store import Store", "app.ui", 0),
        ("from app.protocol import views", "app.services", 0),
    ],
)
def test_the_narrow_rule_finds_a_breach(text: str, package: str, found: int) -> None:
    assert len(narrow_breaches(ast.parse(text), package)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time", 1),
        ("from datetime import datetime\ndatetime.now()", 1),
        ("import math", 0),
        ("open('x')", 1),
    ],
)
def test_the_pure_rule_finds_a_breach(text: str, found: int) -> None:
    assert len(impurities(ast.parse(text), "app.routing")) == found
    assert impurities(ast.parse(text), "app.services") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time\ntime.sleep(1)", 1),
        ("while not ready():\n    time.sleep(0.01)", 0),
        ("qtbot.wait(100)", 1),
        ("QTest.qWait(5)", 1),
        ("for _ in range(9):\n    if ready():\n        break\n    sleep(1)", 0),
        ("for _ in range(9):\n    sleep(1)", 1),
        ("asyncio.sleep(0)", 0),
    ],
)
def test_the_wait_rule_finds_a_breach(text: str, found: int) -> None:
    assert len(naked_waits(ast.parse(text))) == found
