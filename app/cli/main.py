"""The `contactdesk` command: finds the subcommand and imports nothing but that one.

Each subcommand is a module of this package with two functions::

    def configure(parser: argparse.ArgumentParser) -> None   # its arguments; imports nothing heavy
    def run(args: argparse.Namespace) -> int                 # the exit code

The window's start-up time is measured from here, so only the chosen module is imported.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from app import __version__

# name → (module, help). In the order of `contactdesk --help`.
SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "desk": ("app.cli.desk", "hub on a local record and a console on it (the default)"),
    "hub": ("app.cli.hub", "run a hub: the record, its HTTP door and its workers"),
    "console": ("app.cli.console", "open the window of an agent or a supervisor"),
    "phone": ("app.cli.phone", "run a phone process (started by a console or a hub)"),
    "town": ("app.cli.town", "simulated callers that ring the demo centre"),
    "check": ("app.cli.check", "drive the whole desk without a display and report what was seen"),
    "do": ("app.cli.ask", "run a command at a hub's door; without a name, list them"),
    "ask": ("app.cli.ask", "put a question to a hub"),
    "flow": ("app.cli.flow", "check flows (scripts, menus, questionnaires), or print their schema"),
    "administrator": ("app.cli.administrator", "make the first administrator of a record"),
    "ivr-key": ("app.cli.ivr_key", "make, list or revoke the keys of IVRs"),
    "bench": ("app.cli.bench", "measure against the bounds of the documentation"),
}
DEFAULT = "desk"


class Subcommand(Protocol):
    """What a module behind a subcommand offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run `contactdesk` with these arguments (default: the process's) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] in (["-h"], ["--help"]):
        print(_overview())
        return 0
    if arguments[:1] == ["--version"]:
        print(f"contactdesk {__version__}")
        return 0
    name, rest = _choose(arguments)
    if name not in SUBCOMMANDS:
        print(f"contactdesk: no command {name!r}.\n\n{_overview()}", file=sys.stderr)
        return 2
    return _run(name, rest)


def _choose(arguments: list[str]) -> tuple[str, list[str]]:
    """The subcommand's name and its own arguments; `--check` is short for `check`."""
    if arguments[:1] == ["--check"]:
        return "check", arguments[1:]
    if not arguments or arguments[0].startswith("-"):
        return DEFAULT, arguments
    return arguments[0], arguments[1:]


def _run(name: str, arguments: list[str]) -> int:
    module_name, summary = SUBCOMMANDS[name]
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as missing:
        if missing.name != module_name:
            raise
        print(f"contactdesk: {name!r} is not part of this installation.", file=sys.stderr)
        return 2
    subcommand = cast(Subcommand, module)
    parser = argparse.ArgumentParser(prog=f"contactdesk {name}", description=summary)
    subcommand.configure(parser)
    return subcommand.run(parser.parse_args(arguments))


def _overview() -> str:
    width = max(map(len, SUBCOMMANDS))
    lines = [f"  {name:<{width}}  {summary}" for name, (_, summary) in SUBCOMMANDS.items()]
    return "\n".join(
        ["usage: contactdesk [COMMAND] [ARGUMENTS]", "", *lines, "", "contactdesk COMMAND --help tells more."]
    )
