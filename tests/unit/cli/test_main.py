from __future__ import annotations

import argparse
import subprocess
import sys
from types import ModuleType

import pytest

from app.cli import main as command
from app.cli.main import SUBCOMMANDS, main


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, argparse.Namespace]]:
    """Put a subcommand of our own behind every name; the list tells which ran with what."""
    calls: list[tuple[str, argparse.Namespace]] = []

    def imported(name: str) -> ModuleType:
        module = ModuleType(name)

        def configure(parser: argparse.ArgumentParser) -> None:
            parser.add_argument("--port", type=int, default=0)

        def run(args: argparse.Namespace) -> int:
            calls.append((name, args))
            return 3

        module.__dict__.update(configure=configure, run=run)
        return module

    monkeypatch.setattr(command.importlib, "import_module", imported)
    return calls


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        ([], "app.cli.desk"),
        (["--port", "5"], "app.cli.desk"),
        (["hub", "--port", "5"], "app.cli.hub"),
        (["--check"], "app.cli.check"),
        (["--check", "--port", "5"], "app.cli.check"),
    ],
)
def test_the_chosen_module_runs_with_its_arguments(
    ran: list[tuple[str, argparse.Namespace]], arguments: list[str], module: str
) -> None:
    assert main(arguments) == 3
    [(name, args)] = ran
    assert name == module
    assert args.port == (5 if "5" in arguments else 0)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in SUBCOMMANDS)


def test_an_unknown_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance"]) == 2
    assert "no command 'dance'" in capsys.readouterr().err


def test_a_missing_dependency_is_not_called_a_missing_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> ModuleType:
        raise ModuleNotFoundError("No module named 'uvloop'", name="uvloop")

    monkeypatch.setattr(command.importlib, "import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="uvloop"):
        main(["hub"])


def test_the_command_itself_imports_nothing_heavy() -> None:
    program = "import sys, app.cli.main; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"PySide6", "sqlalchemy", "starlette", "msgspec", "asyncio", "pjsua2", "phonenumbers"}
    assert heavy.isdisjoint(done.stdout.split())
