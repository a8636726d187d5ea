"""`contactdesk bench NAME`: figures against the bounds that the documentation promises.

Each bench is a module of this package with `run(options: Options) -> Report`, and perhaps
`configure(parser)` for arguments of its own.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from app.cli.bench.report import Options, Report

BENCHES = {
    "seed": "make the record of a million customers that the others measure on",
    "pop": "ringing at the hub, and the INVITE, to the card painted in a console",
    "lookup": "a calling number to its card, inside the hub",
    "search": "as you type, over a million customers",
    "door": "a whole command through HTTP against a bare route",
    "stream": "changes to five hundred consoles",
    "start": "process start to first paint and to usable",
    "scroll": "a list of a million tickets",
    "flow": "the flow engine against state machines, and its step",
    "presence": "a console killed: noticed, the item back, the caller told",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(f"  {name:<10}{text}" for name, text in BENCHES.items())
    parser.add_argument("name", choices=sorted(BENCHES), metavar="NAME", help="which bench")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--quick", action="store_true", help="a minute's version on small sizes")
    parser.add_argument("--dir", type=Path, default=None, help="where the bench's record is kept")
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="seed, lookup and search: a PostgreSQL database, empty or seeded before, instead of SQLite",
    )


def run(args: argparse.Namespace) -> int:
    """0 where every bound holds, 1 where one does not."""
    module = importlib.import_module(f"app.cli.bench.{args.name}")
    folder = args.dir or Path.home() / ".cache" / "contactdesk" / "bench"
    report: Report = module.run(Options(quick=args.quick, folder=folder, database=args.database))
    print(report.as_json() if args.json else report.as_text())
    sys.stdout.flush()
    return 0 if report.holds else 1
