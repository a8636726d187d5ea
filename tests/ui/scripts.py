"""A script behind a fake door: plays steps that were laid out, as the hub's engine would answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.core.errors import Refused
from app.protocol import errors
from app.protocol.flow_run import Answer, Back, ChoiceShown, Next, ObjectionShown, Passed, Result, Shown
from app.protocol.flows import (
    GetPassed,
    GetRun,
    ListLiveFlows,
    ListRuns,
    LiveFlow,
    ResumeFlow,
    RunSummary,
    RunView,
    StartFlow,
    StepFlow,
    SuspendFlow,
)
from tests.ui.floor import CALL, ME, FakeDoor

RUN = 90
OBJECTIONS = [
    ObjectionShown(name="too_expensive", text="Too expensive", key="e"),
    ObjectionShown(name="no_time", text="No time now"),
    ObjectionShown(name="competitor", text="Another company is cheaper and faster, says a friend"),
]
LONG = (
    "Before we go on I have to tell you that this call is recorded for training, that you can object "
    "to that at any time, and that your answers are kept for two years. The technician who comes to "
    "you brings a new power supply and, if the fault is not in the power supply, a new router as "
    "well; you need not be at home for the second visit if you leave the key with the guard. The "
    "visit costs nothing within the warranty. Outside of it we charge 1,200 dollars for the first "
    "hour and 600 for each one after that. If you would like to have that in writing I can send it "
    "to the mail address that we have, or to another one. Is that all right?"
)


class PlayedScript:
    """The flow commands of a hub, played from a list of steps: an input goes to the next, Back to the one
    before."""

    def __init__(self, door: FakeDoor, steps: list[Shown], flow: str = "service") -> None:
        self.steps = steps
        self.flow = flow
        self.at = 0
        self.step = 0
        self.status: Any = "running"
        self.runs: list[RunSummary] = []
        self.earlier: dict[int, RunView] = {}
        self.inputs: list[Any] = []
        self.check: Callable[[Shown, Any], str] = lambda shown, value: ""
        self.answers: dict[str, Any] = {}
        self.refuse: Refused | None = None
        self.agent_id = ME
        self.problem = ""
        door.answers.update(
            {
                ListRuns: lambda query: self.runs,
                ListLiveFlows: lambda query: LIVE,
                StartFlow: self.start,
                ResumeFlow: self.resume,
                StepFlow: self.input,
                SuspendFlow: self.suspend,
                GetRun: lambda query: self.earlier.get(query.run_id) or self.view(),
                GetPassed: self.passed,
            }
        )

    def view(self) -> RunView:
        shown = self.steps[self.at]
        value = self.answers.get(shown.node, shown.value)
        shown = msgspec.structs.replace(
            shown, value=value, problem=self.problem, can_back=self.at > 0 or shown.can_back
        )
        return RunView(
            id=RUN, flow=self.flow, version_id=1, status=self.status, step=self.step, speaker="console",
            interaction_id=CALL, agent_id=self.agent_id, shown=shown, path=self.path(),
        )  # fmt: skip

    def path(self) -> list[Passed]:
        return [
            Passed(
                place=place,
                node=shown.node,
                kind=shown.kind,
                text=shown.text or shown.effect,
                answer=_words(shown, self.answers.get(shown.node)),
                value=self.answers.get(shown.node, shown.value),
                changeable=shown.kind == "ask",
                outcome="done" if shown.kind == "do" else "",
            )
            for place, shown in enumerate(self.steps[: self.at])
        ]

    def start(self, command: StartFlow) -> RunView:
        self._now("running")
        return self.view()

    def resume(self, command: ResumeFlow) -> RunView:
        self.status = "running"
        self._now("running")
        return self.view()

    def _now(self, status: Any) -> None:
        self.runs = [summary(status), *(run for run in self.runs if run.id != RUN)]

    def suspend(self, command: SuspendFlow) -> RunView:
        self.status = "suspended"
        self._now("suspended")
        return self.view()

    def passed(self, query: GetPassed) -> Shown:
        shown = self.steps[query.place]
        return msgspec.structs.replace(shown, value=self.answers.get(shown.node))

    def input(self, command: StepFlow) -> RunView:
        if self.refuse is not None:
            raise self.refuse
        if command.step != self.step:
            raise Refused(errors.STALE, "somebody went on")
        what, shown = command.input, self.steps[self.at]
        self.inputs.append(what)
        self.step += 1
        self.problem = ""
        if isinstance(what, Answer):
            self.problem = self.check(shown, what.value)
            if not self.problem:
                self.answers[shown.node] = what.value
                self.at += 1
        elif isinstance(what, Next | Result):
            self.at += 1
        elif isinstance(what, Back):
            self.at -= 1
        while self.steps[self.at].kind == "do":
            self.at += 1
        self.status = "ended" if self.steps[self.at].kind == "end" else "running"
        return self.view()


def _words(shown: Shown, value: Any) -> str:
    for choice in shown.choices:
        if choice.value == value:
            return choice.text
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


LIVE = [
    LiveFlow(
        name="service",
        title={"en": "Inbound service", "zh-TW": "來電服務", "th": "บริการสายเข้า"},
        speakers=["console"],
        languages=["en", "zh-TW", "th"],
    ),
    LiveFlow(
        name="renewal", title={"en": "Renewal", "zh-TW": "續約", "th": "ต่ออายุสัญญา"}, speakers=["console"]
    ),
    LiveFlow(
        name="complaint", title={"en": "Complaint", "zh-TW": "客訴", "th": "ข้อร้องเรียน"}, speakers=["console"]
    ),
]


def summary(status: Any, run_id: int = RUN, speaker: str = "console", **more: Any) -> RunSummary:
    """A run in a list."""
    values: dict[str, Any] = {
        "flow": "service", "title": "Inbound service", "interaction_id": CALL, "agent_id": ME, **more,
    }  # fmt: skip
    return RunSummary(id=run_id, status=status, speaker=speaker, **values)


def say(node: str = "hello", text: str = "Good day, Mr Wang. How can I help you?", **more: Any) -> Shown:
    return Shown(kind="say", node=node, text=text, objections=OBJECTIONS, **more)


def choose(node: str = "topic", type: str = "one_of", **more: Any) -> Shown:
    choices = [
        ChoiceShown(value="order", text="An order"),
        ChoiceShown(value="fault", text="A device does not work"),
        ChoiceShown(value="bill", text="An invoice or a payment"),
        ChoiceShown(value="other", text="Something else", key="0"),
    ]
    return Shown(
        kind="ask", node=node, title="Topic", text="What is it about?", type=type, answer=node,
        choices=choices, objections=OBJECTIONS, **more,
    )  # fmt: skip


def ask(type: str, node: str = "", text: str = "", **more: Any) -> Shown:
    return Shown(
        kind="ask",
        node=node or type,
        text=text or f"What is your {type}?",
        type=type,
        answer=node or type,
        objections=OBJECTIONS,
        **more,
    )


def recommend() -> Shown:
    return Shown(
        kind="recommend",
        node="offer",
        text="There is something that would suit you.",
        choices=[
            ChoiceShown(
                value="MP-2",
                text="Mesh Point M2",
                reason="Has a Fibre Router X7 in a flat of 100 m², and asked twice about the Wi-Fi.",
            ),
            ChoiceShown(value="CP-2", text="Care Plus for two years", reason="The warranty ends in 40 days."),
        ],
        objections=OBJECTIONS,
    )


def end() -> Shown:
    return Shown(
        kind="end", node="bye", text="Thank you for calling. Have a good day!", disposition="Ticket opened",
        results={"settled": False, "topic": "fault"},
    )  # fmt: skip


def service() -> list[Shown]:
    """A whole script."""
    return [
        say(),
        choose(),
        ask("yes_no", "light", "Is the light at the front green?"),
        Shown(kind="do", node="act", effect="OpenTicket", value={"number": 10513}),
        ask("date", "visit", "When may the technician come?", least="2026-11-23", most="2026-12-20"),
        recommend(),
        end(),
    ]


def ivr_run() -> RunView:
    """What the caller answered before anybody took the call."""
    asked = (
        ("welcome", "say", "Welcome", ""),
        ("lang", "ask", "Language", "中文"),
        ("order", "ask", "Order number", "4711"),
    )
    path = [
        Passed(place=place, node=node, kind=kind, text=text, answer=answer, changeable=True)
        for place, (node, kind, text, answer) in enumerate(asked)
    ]
    return RunView(
        id=70, flow="ivr-day", version_id=2, status="ended", step=3, speaker="telephone", interaction_id=CALL,
        shown=Shown(kind="end", node="to_service"), path=path,
    )  # fmt: skip
