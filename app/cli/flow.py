"""`contactdesk flow`: `check FILE…` tells what is wrong with flows, `schema` prints their JSON Schema."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

USAGE = """\
check FILE|FOLDER …  reads and checks flows: one line a problem, FILE:LINE: NODE: what to do [code].
                     Flows that call each other are best checked together. Exit code 1 on errors.
load FILE|FOLDER …   sends flows to a hub (--hub, --login) and publishes them; --draft only saves.
schema               prints the JSON Schema that editors use (resources/flows/flow.schema.json).
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = USAGE
    actions = parser.add_subparsers(dest="action", required=True, metavar="check|load|schema")
    check = actions.add_parser("check", help="read and check flows")
    check.add_argument("files", nargs="+", metavar="FILE", help="a flow's YAML, or a folder of them")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    load = actions.add_parser("load", help="send flows to a hub and publish them")
    load.add_argument("files", nargs="+", metavar="FILE", help="a flow's YAML, or a folder of them")
    load.add_argument("--hub", default="http://127.0.0.1:8500", help="address of the hub")
    load.add_argument("--login", required=True, help="whose work it is (a supervisor or administrator)")
    load.add_argument("--draft", action="store_true", help="save only: somebody looks at them first")
    actions.add_parser("schema", help="print the JSON Schema of a flow")


def run(args: argparse.Namespace) -> int:
    """0 where all is well, 1 where there are errors, 2 where a file cannot be opened."""
    if args.action == "schema":
        from app.scripts.schema import json_schema

        print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return 0
    if args.action == "load":
        return _load(args)
    return _check([Path(name) for name in args.files], strict=args.strict)


def _load(args: argparse.Namespace) -> int:
    from app.cli.ask import password
    from app.client.http import HubHttp
    from app.core.errors import Refused
    from app.services.flows.loading import load_flows

    http = HubHttp(args.hub)
    try:
        sources = [(str(file), file.read_text("utf-8")) for file in _files([Path(f) for f in args.files])]
        http.sign_in(args.login, password(), client="contactdesk flow load")
        loaded = load_flows(http.do, sources, publish=not args.draft, remark="loaded from a file")
    except (Refused, OSError, UnicodeDecodeError) as error:
        text = f"{error.text} ({error.code})" if isinstance(error, Refused) else str(error)
        print(f"contactdesk: {text}", file=sys.stderr)
        return 1
    finally:
        http.close()
    for one in loaded:
        for problem in one.problems:
            print(f"{one.file}:{problem.line}: {problem.node}: {problem.text} [{problem.code}]")
        what = f"version {one.version}" if one.version else "was live already"
        print(f"{one.name}: {one.refused or what}")
    return 1 if any(one.refused for one in loaded) else 0


def _files(paths: list[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    return [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]


def _check(paths: list[Path], *, strict: bool) -> int:
    from app.scripts.checking import FlowKnown, Known, check
    from app.scripts.reading import read

    files = _files(paths)
    try:
        readings = [(str(file), read(file.read_bytes(), str(file))) for file in files]
    except OSError as error:
        print(f"contactdesk: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    flows = {r.flow.name: FlowKnown.of(r.flow) for _, r in readings if r.flow is not None}
    # One flow alone says nothing about which others there are.
    known = Known(flows=flows if len(flows) > 1 else {})
    wrong = 0
    for name, reading in readings:
        found = [*reading.problems, *(check(reading.flow, known, name) if reading.flow else [])]
        for problem in sorted(found, key=lambda problem: problem.line):
            warning = "warning: " if problem.severity == "warning" else ""
            node = f"{problem.node}: " if problem.node else ""
            print(f"{name}:{problem.line}: {node}{warning}{problem.text} [{problem.code}]")
            wrong += strict or not warning
    print(f"{_many(len(files), 'flow')} checked, {_many(wrong, 'error')}.", file=sys.stderr)
    return 1 if wrong else 0


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
