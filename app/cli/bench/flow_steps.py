"""The part of `bench flow` that is about the record: a step of a run, durable, one at a time, on a hub that
does nothing else; SQLite with FULL sync and PostgreSQL.

The flow is a form of thirty questions of every type with conditions, a customer with products and tickets, an
answer that is stored and a ticket that is opened, as a script at a console has them. The run goes through the
door like any command: decoded, checked, stepped, written, logged, committed.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from app.cli.bench.report import Options, Report, at_most, spread
from app.cli.private_postgres import PostgresMissing, PrivatePostgres
from app.core.clock import SystemClock
from app.core.ids import IdMaker, new_command_id
from app.models.record import Record
from app.models.unit import Actor
from app.protocol.customers import AddOwnedProduct, CreateCustomer, NewPoint
from app.protocol.flow_run import Answer, AnyInput, Next
from app.protocol.flows import RunView, StartFlow, StepFlow
from app.protocol.setup import SaveAgent, SaveCustomField, SaveDispositionCode, SaveProduct
from app.protocol.tickets import OpenTicket
from app.services.door import Door
from app.services.flows.loading import load_flows
from app.services.house import build_door

P99_MS = 5.0
QUESTIONS = 30
KINDS = ("text", "number", "yes_no", "one_of")
ANSWERS: dict[str, Any] = {"text": "It drips since Monday", "number": 42, "yes_no": True, "one_of": "b"}
CONDITIONS = {"text": "== 'z'", "number": "> 99", "yes_no": "== false", "one_of": "== 'c'"}
ADMINISTRATOR = Actor(None, "administrator")

_decode = msgspec.json.Decoder(RunView).decode
_encode = msgspec.json.Encoder().encode


def measure(options: Options, report: Report) -> None:
    """Add the figures of both databases and their bounds."""
    runs = 10 if options.quick else 100
    report.figures["the disk: ms of a bare commit"] = spread(list(_bare_commits(500)))
    folder = Path(tempfile.mkdtemp(prefix="cd-flow-"))
    report.sizes["steps saved"] = f"{runs} runs of {QUESTIONS} questions"
    try:
        _on(report, "sqlite", f"sqlite:///{folder / 'hub.db'}", runs)
        try:
            with PrivatePostgres(durable=True) as postgres:
                _on(report, "postgresql", postgres.url(postgres.create_database()), runs)
        except PostgresMissing as missing:
            report.figures["postgresql: a step saved"] = str(missing)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on(report: Report, name: str, url: str, runs: int) -> None:
    with _house(url) as (door, actor, customer_id):
        list(_walk(door, actor, customer_id))  # caches are warm, and what stays is frozen, as in a hub
        gc.collect()
        gc.freeze()
        times = [ms for _ in range(runs) for ms in _walk(door, actor, customer_id)]
    figures = spread(times)
    report.figures[f"{name}: ms of a step, saved"] = figures
    report.reach.append(at_most(f"{name}: p99 of a step saved durably", figures["p99"], P99_MS, "ms"))


def _walk(door: Door, actor: Actor, customer_id: int) -> Iterator[float]:
    """A run from its first question to its end; the ms of each step."""
    start = StartFlow(flow="form", customer_id=customer_id)
    run = _decode(door.submit("StartFlow", _encode(start), actor, new_command_id()).result().body)
    while run.status != "ended":
        given: AnyInput = Answer(value=ANSWERS[run.shown.type]) if run.shown.kind == "ask" else Next()
        body = _encode(StepFlow(run_id=run.id, step=run.step, input=given))
        began = time.perf_counter()
        answer = door.submit("StepFlow", body, actor, new_command_id()).result()
        yield (time.perf_counter() - began) * 1_000
        run = _decode(answer.body)


def _bare_commits(count: int) -> Iterator[float]:
    """What the disk takes for one row of 2 KB, durable: the floor of every step."""
    folder = Path(tempfile.mkdtemp(prefix="cd-disk-"))
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE note (text TEXT)")
        for _ in range(count):
            began = time.perf_counter()
            connection.execute("INSERT INTO note VALUES (?)", ("x" * 2_000,))
            yield (time.perf_counter() - began) * 1_000
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _house(url: str) -> Iterator[tuple[Door, Actor, int]]:
    """A door on a new record with the flow, an agent and a customer."""
    clock = SystemClock()
    record = Record(url)
    record.create()
    door = build_door(record, clock, IdMaker(clock), region="TW", zone="Asia/Taipei")
    door.start()
    try:
        yield door, *_filled(door)
    finally:
        door.stop()
        record.close()


def _filled(door: Door) -> tuple[Actor, int]:
    agent = door.do(SaveAgent(login="mei", name="Mei", password="of no use here"), ADMINISTRATOR)
    door.do(SaveDispositionCode(name="Settled", outcome="settled"), ADMINISTRATOR)
    door.do(SaveCustomField(key="age", label="Age", type="number"), ADMINISTRATOR)
    product = door.do(SaveProduct(sku="TAP-1", name="A tap", category="bath"), ADMINISTRATOR)
    actor = Actor(agent.id, "agent")
    points = [NewPoint(kind="phone", raw="0912 345 678"), NewPoint(kind="email", raw="anna@example.com")]
    customer = door.do(CreateCustomer(name="Anna Weber", language="en", points=points), actor)
    for number in range(5):
        door.do(AddOwnedProduct(customer_id=customer.id, product_id=product.id, serial=str(number)), actor)
        door.do(OpenTicket(customer_id=customer.id, subject=f"Matter {number}"), actor)
    (loaded,) = load_flows(lambda command: door.do(command, ADMINISTRATOR), [("form.yaml", form())])
    if loaded.refused:
        raise RuntimeError(loaded.refused)
    return actor, customer.id


def form() -> str:
    """The form's YAML."""
    lines = [
        "flow: form",
        "title: {en: Form}",
        "languages: [en]",
        "speakers: [console]",
        "start: q1",
        "nodes:",
    ]
    for number in range(1, QUESTIONS + 1):
        kind = KINDS[number % len(KINDS)]
        after = f"b{number}" if number < QUESTIONS else "act"
        lines += [
            f"  q{number}:",
            f'    ask: "{number}: how is {{{{ customer.products[0].name }}}}, {{{{ customer.name }}}}?"',
            f"    type: {kind}",
            f"    next: {after}",
        ]
        if kind == "one_of":
            lines.append("    choices: [{value: a, text: A}, {value: b, text: B}, {value: c, text: C}]")
        if number == 1:
            lines.append("    store: customer.custom.age")
        if number < QUESTIONS:
            lines += [
                f"  b{number}:",
                "    branch:",
                f'      - {{when: "customer.vip and customer.tickets | length > 9", next: q{number + 1}}}',
                f'      - {{when: "q{number} {CONDITIONS[kind]}", next: q{number + 1}}}',
                f"    otherwise: q{number + 1}",
            ]
    lines += [
        "  act: {do: OpenTicket, with: {subject: \"'Form of ' ~ customer.name\"}, into: ticket, next: bye}",
        '  bye: {end: Settled, say: "Number {{ ticket.number }}."}',
    ]
    return "\n".join(lines) + "\n"
