"""Authors, agents, customers and the hub's worker in any order: no answer is lost, no version changes, a run
stays on its versions, and nobody is answered with a fault."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.cli.private_postgres import PrivatePostgres
from app.core.errors import Refused
from app.models.record import Record
from app.models.tables import flow_runs, flow_steps, flow_versions, tickets
from app.models.unit import SYSTEM_ACTOR, Actor
from app.protocol import errors
from app.protocol.flow_run import Answer, AnyInput, Back, Change, Jump, Next, Result, Return, Silence
from app.protocol.flows import (
    GetFlowStatistics,
    GetRun,
    ListRuns,
    PublishFlow,
    ResumeFlow,
    RetireFlow,
    ReturnFlow,
    RollBackFlow,
    RunView,
    SaveFlowDraft,
    StartFlow,
    StepFlow,
    SubmitFlow,
    SuspendFlow,
    VersionsDue,
)
from app.protocol.interactions import CallEnded, LinkCustomer
from app.protocol.message import Command
from app.protocol.setup import SaveCustomField, SaveDispositionCode, SaveProduct
from tests.helpers.house import House, cheap_passwords
from tests.helpers.promises import broken_promises
from tests.unit.services.flows.desk import publish
from tests.unit.services.flows.promises import broken_flow_promises
from tests.unit.services.flows.samples import HELLO, OFFER, SERVICE

R = TypeVar("R")
PICK = st.integers(0, 9)
TEXTS = (HELLO, SERVICE, OFFER)
ENTRIES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["red", "blue", "1980", 1980, 42, ["tea"], "anna@example.com", "", "It drips", "CP-1", True, None]
    ),
    st.text(max_size=8),
    st.integers(-5, 3_000),
    st.lists(st.sampled_from(["tea", "milk", "x"]), max_size=3),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
)
INPUTS: st.SearchStrategy[AnyInput] = st.one_of(
    st.just(Next()),
    ENTRIES.map(lambda value: Answer(value=value)),
    st.just(Back()),
    st.just(Silence()),
    st.just(Return()),
    st.tuples(st.integers(-1, 6), ENTRIES).map(lambda pair: Change(place=pair[0], value=pair[1])),
    st.sampled_from(["hello", "mail", "nowhere", ""]).map(lambda node: Jump(node=node)),
    st.sampled_from(["done", "failed"]).map(lambda outcome: Result(outcome=outcome)),  # type: ignore[arg-type]
)
UNEXPECTED = (errors.INTERNAL, errors.BAD_MESSAGE, errors.NO_SUCH_MESSAGE)
QUICK = settings(
    max_examples=5, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
LONG = settings(QUICK, max_examples=400, stateful_step_count=60)


FITTING = {"one_of": "red", "number": 1980, "many_of": ["tea"], "email": "a@example.com", "text": "It drips"}


def fitting(view: RunView, odd: bool) -> AnyInput | None:
    """An input that goes on; None where the run waits for the hub."""
    if view.shown.kind in ("look_up", "do", "wait"):
        return None
    if view.shown.kind == "ask":
        return Answer(value=(43 if odd else 77) if view.shown.answer == "mark" else FITTING[view.shown.type])
    if view.shown.kind == "recommend":
        return Answer(value=view.shown.choices[-1].value if odd else "")
    return Next()


def now_and_then(machine: Any) -> bool:
    """What turns everything over, not all the time."""
    return bool(machine.count % 3 == 0)


class Flows(RuleBasedStateMachine):
    """A subclass says on which record."""

    count = 0

    def open_house(self) -> House:
        raise NotImplementedError

    @initialize()
    def begin(self) -> None:
        self.house = self.open_house()
        assert self.house.settled
        self.house.admin(SaveDispositionCode(name="Open", outcome="open"))
        self.house.admin(SaveCustomField(key="birth_year", label="Born", type="number"))
        for sku in ("CP-1", "CP-2"):
            self.house.admin(SaveProduct(sku=sku, name=sku))
        self.author = self.house.agent("grace", "supervisor")
        self.agents = [self.house.agent(login) for login in ("mei", "anna")]
        for text in TEXTS:
            publish(self.author, text)
        self.customers = [self.house.customer("Anna"), self.house.customer("Jan", "0912 345 678")]
        self.queue = self.house.queue()
        self.calls = [self.house.call(self.queue, ani="anonymous", ani_source="withheld")]
        self.sources: dict[int, str] = {}
        self.bound: dict[int, dict[str, int]] = {}
        self.typed: dict[int, list[Any]] = {}
        self.views: dict[int, RunView] = {}
        self.last = self.count = 0
        for agent, flow in ((0, "hello"), (1, "service"), (0, "offer"), (1, "hello")):
            self.somebody_begins(agent, flow, agent)

    def teardown(self) -> None:
        if not hasattr(self, "views"):
            return
        try:
            assert broken_promises(self.house.record) == []
        finally:
            self.house.close()
            self.house.record.close()

    # --- acting ----------------------------------------------------------------------------------
    def act(self, command: Command[R], actor: Actor) -> R | None:
        """Do it; a refusal has a reason."""
        try:
            return self.house.do(command, actor)
        except Refused as no:
            said = no
        assert said.code not in UNEXPECTED, said
        return None

    def actor(self, pick: int) -> Actor:
        return SYSTEM_ACTOR if pick == 9 else self.agents[pick % 2].actor

    def run(self, pick: int) -> Any:
        rows = self.house.rows(flow_runs)
        return rows[-1 - pick % len(rows)] if rows else None

    def version(self, pick: int) -> int:
        rows = self.house.rows(flow_versions)
        return int(rows[-1 - pick % len(rows)].id)

    def keep(self, view: RunView | None) -> None:
        if view is not None:
            self.views[view.id] = view
            self.last = view.id

    # --- authors ---------------------------------------------------------------------------------
    @precondition(now_and_then)
    @rule(text=st.sampled_from(TEXTS), word=st.sampled_from(["", "Thanks", "{{", "nodes:\n"]), seen=PICK)
    def somebody_saves(self, text: str, word: str, seen: int) -> None:
        source = text.replace("Good day", f"Good day {word}") if word else text
        self.act(SaveFlowDraft(source=source, seen_id=self.version(seen)), self.author.actor)

    @precondition(now_and_then)
    @rule(text=st.sampled_from(TEXTS), word=st.integers(0, 3), later=st.booleans(), share=st.booleans())
    def a_new_version_goes_live(self, text: str, word: int, later: bool, share: bool) -> None:
        source = text.replace("languages: [en", f"about: Version {word}.\nlanguages: [en")
        saved = self.act(SaveFlowDraft(source=source), self.author.actor)
        assert saved is not None
        if saved.version.state == "draft":
            assert self.act(SubmitFlow(version_id=saved.version.id), self.author.actor)
        at = self.house.clock.at + 30_000 if later else 0
        publish = PublishFlow(version_id=saved.version.id, live_from=at, share=40 if share else 100)
        self.act(publish, self.author.actor)

    @precondition(now_and_then)
    @rule(pick=PICK, back=st.booleans())
    def it_is_handed_in(self, pick: int, back: bool) -> None:
        version = self.version(pick)
        self.act(
            ReturnFlow(version_id=version) if back else SubmitFlow(version_id=version), self.author.actor
        )

    @precondition(now_and_then)
    @rule(pick=PICK, later=st.sampled_from([0, 0, 60_000]), share=st.sampled_from([100, 100, 40]))
    def it_goes_live(self, pick: int, later: int, share: int) -> None:
        at = self.house.clock.at + later if later else 0
        self.act(PublishFlow(version_id=self.version(pick), live_from=at, share=share), self.author.actor)

    @precondition(now_and_then)
    @rule(pick=PICK, what=st.sampled_from(["back", "retire", "again", "due"]))
    def it_is_turned_over(self, pick: int, what: str) -> None:
        version = self.house.row(flow_versions, self.version(pick))
        if what == "back":
            self.act(RollBackFlow(version_id=version.id), self.author.actor)
        elif what == "due":
            self.act(VersionsDue(flow_id=version.flow_id), SYSTEM_ACTOR)
        else:
            self.act(RetireFlow(flow_id=version.flow_id, active=what == "again"), self.author.actor)

    # --- runs ------------------------------------------------------------------------------------
    @precondition(now_and_then)
    @rule(who=PICK, flow=st.sampled_from(["hello", "service", "offer"]), with_whom=PICK)
    def somebody_begins(self, who: int, flow: str, with_whom: int) -> None:
        customer = self.customers[with_whom % 2] if with_whom < 6 else None
        call = self.calls[with_whom % len(self.calls)] if with_whom % 3 == 0 else None
        speaker = "web" if who == 9 and call is None else "console"
        command = StartFlow(flow=flow, speaker=speaker, customer_id=customer, interaction_id=call)
        self.keep(self.act(command, self.actor(who)))

    @rule(pick=PICK, given=INPUTS, who=PICK, late=PICK)
    def somebody_steps(self, pick: int, given: AnyInput, who: int, late: int) -> None:
        run = self.run(pick)
        if run is None:
            return
        step = run.step - 1 if late == 9 else run.step
        actor = Actor(run.agent_id, "agent") if run.agent_id and who < 8 else self.actor(who)
        view = self.act(StepFlow(run_id=run.id, step=step, input=given), actor)
        if view is not None:
            assert late != 9 or run.step == step
            assert view.step == step + 1
            if isinstance(given, Answer | Change):
                self.typed.setdefault(run.id, []).append(given.value)
        self.keep(view)

    @rule(pick=PICK, times=st.integers(1, 5), odd=st.booleans())
    def a_run_goes_on(self, pick: int, times: int, odd: bool) -> None:
        self.go_on(pick, times, odd)

    def go_on(self, pick: int, times: int, odd: bool) -> None:
        """What is asked is answered, by the one who has the run."""
        open_runs = self.house.rows(flow_runs, status="running")
        if not open_runs:
            return
        run = open_runs[pick % len(open_runs)]
        actor = Actor(run.agent_id, "agent") if run.agent_id else SYSTEM_ACTOR
        view = self.house.ask(GetRun(run_id=run.id))
        for _ in range(times):
            given = fitting(view, odd)
            if view.status == "ended" or given is None:
                return
            gone_on = self.act(StepFlow(run_id=run.id, step=view.step, input=given), actor)
            assert gone_on is not None, "what is asked can be answered by the one who has it"
            if isinstance(given, Answer):
                self.typed.setdefault(run.id, []).append(given.value)
            view = gone_on
            self.keep(view)

    @rule(pick=PICK, times=st.integers(2, 6), odd=st.booleans())
    def another_run_goes_on(self, pick: int, times: int, odd: bool) -> None:
        """The same once more: hypothesis chooses evenly among rules."""
        self.go_on(pick, times, odd)

    @precondition(now_and_then)
    @rule(pick=PICK, who=PICK, aside=st.booleans(), call=PICK)
    def it_is_put_aside_or_taken_over(self, pick: int, who: int, aside: bool, call: int) -> None:
        run = self.run(pick)
        if run is None:
            return
        command: Command[RunView] = SuspendFlow(run_id=run.id)
        if not aside:
            interaction = self.calls[call % len(self.calls)] if call < 3 else None
            command = ResumeFlow(run_id=run.id, interaction_id=interaction)
        before = self.house.ask(GetRun(run_id=run.id))
        view = self.act(command, self.actor(who))
        assert view is not None
        same = before.customer_id == view.customer_id and before.status != "ended"
        if same and before.speaker == view.speaker:
            assert view.shown == before.shown, "the same place, whoever has it"
        self.keep(view)

    # --- the house -------------------------------------------------------------------------------
    @precondition(now_and_then)
    @rule(pick=PICK, what=st.sampled_from(["call", "link", "end"]))
    def a_contact_goes_on(self, pick: int, what: str) -> None:
        call = self.calls[pick % len(self.calls)]
        self.views.clear()
        if what == "call":
            self.calls.append(self.house.call(self.queue))
        elif what == "link":
            self.act(
                LinkCustomer(interaction_id=call, customer_id=self.customers[pick % 2]), self.actor(pick)
            )
        else:
            self.act(CallEnded(interaction_id=call, by="caller"), SYSTEM_ACTOR)

    @rule(seconds=st.sampled_from([0, 1, 70]))
    def time_passes(self, seconds: int) -> None:
        self.house.clock.advance(seconds * 1_000)

    @precondition(now_and_then)
    @rule()
    def the_hub_dies_and_comes_back(self) -> None:
        self.house = self.house.restart()
        self.author = type(self.author)(self.house, self.author.id, self.author.actor)
        self.agents = [type(agent)(self.house, agent.id, agent.actor) for agent in self.agents]

    # --- promises --------------------------------------------------------------------------------
    @invariant()
    def count_steps(self) -> None:
        self.count += 1

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "views"):
            return
        for row in self.house.rows(flow_versions):
            assert self.sources.setdefault(row.id, row.source) == row.source, "a text never changes"
        for run in self.house.rows(flow_runs):
            assert self.bound.setdefault(run.id, run.versions) == run.versions, "a run stays on its versions"
        for run_id, typed in self.typed.items():
            steps = self.house.rows(flow_steps, run_id=run_id)
            assert [s.value for s in steps if s.input in ("answer", "change")] == typed, "no answer is lost"
        with self.house.record.read() as connection:
            assert broken_flow_promises(connection) == []

    @invariant()
    def what_was_shown_is_where_it_stands(self) -> None:
        if not hasattr(self, "views"):
            return
        view = self.views.get(self.last)
        if view is not None:
            now = self.house.ask(GetRun(run_id=view.id))
            if now.customer_id == view.customer_id:
                assert (now.step, now.shown, now.status) == (view.step, view.shown, view.status)

    @invariant()
    def each_ticket_was_opened_once(self) -> None:
        if not hasattr(self, "views"):
            return
        opened = len(self.house.rows(tickets))
        ended = [run for run in self.house.rows(flow_runs, ending="end") if "service" in run.versions]
        begun = [run for run in self.house.rows(flow_runs) if "service" in run.versions]
        assert len(ended) <= opened
        assert opened <= len(ended) + len(self.house.rows(flow_steps)) * bool(begun)

    @rule(pick=PICK)
    def somebody_looks(self, pick: int) -> None:
        self.house.ask(ListRuns(customer_id=self.customers[pick % 2]))
        version = self.house.row(flow_versions, self.version(pick))
        told = self.author.ask(GetFlowStatistics(flow_id=version.flow_id))
        for figures in told.versions:
            assert figures.runs == figures.ended + figures.left + figures.open_runs
            assert all(node.stopped + node.ended <= node.runs for node in figures.nodes)


def on_sqlite(template: Path, folder: Path) -> type[Flows]:
    class OnSqlite(Flows):
        def open_house(self) -> House:
            path = folder / "record.db"
            for old in folder.glob("record.db*"):
                old.unlink()
            shutil.copyfile(template, path)
            record = Record(f"sqlite:///{path}")
            sa.event.listen(record.writer, "connect", _not_durable)
            return House(record)

    return OnSqlite


def _not_durable(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def on_postgres(server: PrivatePostgres, template: str) -> type[Flows]:
    class OnPostgres(Flows):
        def open_house(self) -> House:
            self.database = server.create_database(template=template)
            return House(Record(server.url(self.database)))

        def teardown(self) -> None:
            super().teardown()
            if hasattr(self, "database"):
                server.drop_database(self.database)

    return OnPostgres


def test_nothing_is_lost(sqlite_with_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)
    run_state_machine_as_test(on_sqlite(sqlite_with_tables, tmp_path), settings=QUICK)


@pytest.mark.server
@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_nothing_is_lost_on_postgres(
    postgres: PrivatePostgres, postgres_with_tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    run_state_machine_as_test(on_postgres(postgres, postgres_with_tables), settings=QUICK)


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_nothing_is_lost_at_length(
    sqlite_with_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    run_state_machine_as_test(on_sqlite(sqlite_with_tables, tmp_path), settings=LONG)
