"""`bench door`: a full command (signed in, checked, logged, durable) through HTTP against a bare route.

32 connections, one hub; SQLite and PostgreSQL. The bare route is measured in the same run, before and
after, and the better of its two figures is the floor.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from app.cli.bench.report import Options, Report, at_least, at_most, spread
from app.cli.bench.servers import HubProcess, prepared_agent, started
from app.cli.private_postgres import PostgresMissing, PrivatePostgres

CONNECTIONS = 32
RATIO = 0.35
P99_MS = 25.0


def run(options: Options) -> Report:
    """Measure on both databases."""
    seconds = 4.0 if options.quick else 20.0
    report = Report("door", sizes={"connections": CONNECTIONS, "seconds": seconds})
    folder = Path(tempfile.mkdtemp(prefix="cd-door-"))
    try:
        _measure(report, "sqlite", folder, f"sqlite:///{folder / 'hub.db'}", str(folder / "bare.db"), seconds)
        try:
            with PrivatePostgres(durable=True) as postgres:
                hub, bare = (postgres.url(postgres.create_database()) for _ in range(2))
                _measure(report, "postgresql", folder, hub, bare.replace("+psycopg", ""), seconds)
        except PostgresMissing as missing:
            report.figures["postgresql"] = str(missing)
            report.reach.append(at_least("postgresql: ratio to the bare route", 0, RATIO, "x"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return report


def _measure(report: Report, name: str, folder: Path, hub_url: str, bare_url: str, seconds: float) -> None:
    floor = _bare(folder, bare_url, seconds)
    full = _hub(folder / name, hub_url, seconds)
    again = _bare(folder, bare_url, seconds)
    best = max(floor["a second"], again["a second"])
    report.figures[name] = {"bare": floor, "bare again": again, "door": full}
    ratio = full["a second"] / best
    report.reach.append(at_least(f"{name}: commands a second to the bare route's", ratio, RATIO, "x"))
    report.reach.append(at_most(f"{name}: p99 of a command", full["ms"]["p99"], P99_MS, "ms"))


def _bare(folder: Path, database: str, seconds: float) -> dict[str, Any]:
    port_file = folder / "bare-port"
    port_file.unlink(missing_ok=True)
    command = [sys.executable, "-m", "app.cli.bench.bare", str(port_file), database]
    with started(command):
        while not port_file.exists():
            time.sleep(0.02)
        head = "POST /note HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        body = '{"text":"Asked about the last bill {id}","customer_id":1}'
        return _load(folder, int(port_file.read_text()), head, body, seconds)


def _hub(home: Path, url: str, seconds: float) -> dict[str, Any]:
    home.mkdir(parents=True, exist_ok=True)
    with HubProcess(home, url, "--no-line") as hub:
        token, customer_id = prepared_agent(hub)
        head = (
            "POST /api/do/AddNote HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nX-Command-Id: {{id}}\r\n"
        )
        body = f'{{"text":"Asked about the last bill {{id}}","customer_id":{customer_id}}}'
        return _load(home, hub.port, head, body, seconds)


def _load(folder: Path, port: int, head: str, body: str, seconds: float) -> dict[str, Any]:
    asked = folder / "request.json"
    asked.write_bytes(msgspec.json.encode({"head": head, "body": body}))
    command = [sys.executable, "-m", "app.cli.bench.load", "127.0.0.1", str(port)]
    done = subprocess.run(
        [*command, str(CONNECTIONS), str(seconds), str(asked)], check=True, capture_output=True
    )
    told = msgspec.json.decode(done.stdout)
    if told["errors"]:
        raise RuntimeError(f"the server answered {told['errors']}")
    return {"a second": round(len(told["times"]) / told["seconds"], 1), "ms": spread(told["times"])}
