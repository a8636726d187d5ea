"""The flow commands of a hub with the real engine behind them, on a fake door: no record, no network."""

from __future__ import annotations

from typing import Any

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.flow_run import Result
from app.protocol.flows import (
    GetPassed,
    GetRun,
    ListLiveFlows,
    ListRuns,
    ResumeFlow,
    RunView,
    StartFlow,
    StepFlow,
)
from app.scripts import engine
from app.scripts.program import Program
from app.scripts.reading import read
from app.scripts.state import Turn, World
from tests.ui.floor import CALL, ME, FakeDoor
from tests.ui.scripts import LIVE, RUN, summary


class EngineScript:
    """A run of flows read from YAML. What the record would do is answered by `effects`, by command."""

    def __init__(self, door: FakeDoor, *sources: str, world: World | None = None) -> None:
        read_flows = [read(source) for source in sources]
        assert not [problem for reading in read_flows for problem in reading.problems]
        flows = [reading.flow for reading in read_flows if reading.flow is not None]
        self.programs = {flow.name: Program.of(flow) for flow in flows}
        self.flow = flows[0].name
        self.world = world or World(now=1_795_000_000_000, zone="Asia/Taipei", region="TW")
        self.effects: dict[str, Result] = {}
        self.turn: Turn | None = None
        self.step = 0
        self.language = "en"
        door.answers.update(
            {
                ListRuns: lambda query: [] if self.turn is None else [summary(self.status)],
                ListLiveFlows: lambda query: LIVE,
                StartFlow: self.start,
                ResumeFlow: lambda command: self.view(),
                StepFlow: self.given,
                GetRun: lambda query: self.view(),
                GetPassed: lambda query: engine.asked(self.programs, self.now.state, query.place, self.world),
            }
        )

    @property
    def now(self) -> Turn:
        assert self.turn is not None
        return self.turn

    @property
    def status(self) -> Any:
        return "ended" if self.now.state.ended or self.now.shown.kind == "end" else "running"

    def view(self) -> RunView:
        return RunView(
            id=RUN, flow=self.flow, version_id=1, status=self.status, step=self.step, speaker="console",
            interaction_id=CALL, agent_id=ME, shown=engine.show(self.programs, self.now.state, self.world),
            path=engine.path(self.programs, self.now.state, self.world),
        )  # fmt: skip

    def start(self, command: StartFlow) -> RunView:
        self.turn = engine.begin(
            self.programs, self.flow, self.world, speaker="console", language=self.language
        )
        return self.settled()

    def given(self, command: StepFlow) -> RunView:
        if command.step != self.step:
            raise Refused(errors.STALE, "somebody went on")
        self.step += 1
        self.turn = engine.step(self.programs, self.now.state, command.input, self.world)
        return self.settled()

    def settled(self) -> RunView:
        while self.now.shown.kind in ("do", "look_up"):
            result = self.effects.get(self.now.shown.effect, Result(outcome="none"))
            self.turn = engine.step(self.programs, self.now.state, result, self.world)
        return self.view()
