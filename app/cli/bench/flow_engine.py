"""Steps a second of the flow engine, against transitions and python-statemachine on the same form.

The form has 30 nodes: 15 typed questions, each but the last followed by a three-way branch on its answer, and
an end. All three check the answer with the same functions, evaluate the same conditions and have the next
question's text at hand; the engine beside that makes a state that can be kept, taken back and taken up
elsewhere, while the others have their conditions as plain Python. They take turns, round by round; times are
the processor's, the ratios medians of the rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any

from app.cli.bench.report import Options, Report, at_least
from app.protocol.flow_run import Answer
from app.scripts.answers import ACCEPT, Limits
from app.scripts.engine import begin, step
from app.scripts.fast_answers import MISS
from app.scripts.nodes import AnyNode, Ask, Branch, Case, Choice, End, Flow
from app.scripts.program import Program, Ready
from app.scripts.state import World
from app.scripts.values import alive

QUESTIONS = 15
_TODAY = date(2026, 11, 21)
_WORLD = World(customer={"name": "Mei", "vip": True}, now=1_795_219_200_000, region="TW")

# type → (limits, answers as they are typed, two conditions on the variable {v}, the same in Python)
_Test = Callable[[Any], bool]
_KINDS: dict[str, tuple[tuple[str, str], list[str], tuple[str, str], tuple[_Test, _Test]]] = {
    "number": (
        ("0", "100"), ["5", "45", "99", "7", "20", "60"],
        ("{v} < 20", "{v} < 60 and customer.vip"), (lambda v: v < 20, lambda v: v < 60),
    ),
    "date": (
        ("2000-01-01", "2099-12-31"), ["2026-01-31", "2026-11-30", "30.11.2026", "2027-05-01", "2025-12-24"],
        ("{v} < today", "{v} < today + 30"), (lambda v: v < _TODAY, lambda v: (v - _TODAY).days < 30),
    ),
    "one_of": (
        ("", ""), ["red", "green", "blue", "1"],
        ("{v} == 'red'", "{v} == 'blue'"), (lambda v: v == "red", lambda v: v == "blue"),
    ),
    "money": (
        ("1", "5000"), ["9.50", "1,250.00", "50", "99.99", "5"],
        ("{v} < 10", "{v} * 2 < 200"), (lambda v: v < 10, lambda v: v * 2 < 200),
    ),
    "yes_no": (
        ("", ""), ["yes", "no", "Y", "n"],
        ("{v} and customer.vip", "not {v} and customer.name"), (lambda v: v, lambda v: not v),
    ),
}  # fmt: skip


def _kind(question: int) -> str:
    return list(_KINDS)[question % len(_KINDS)]


def form() -> Flow:
    """The form: q0 → b0 → q1, q2 or q3 …"""
    nodes: dict[str, AnyNode] = {}
    for at in range(QUESTIONS):
        kind = _kind(at)
        (least, most), _, conditions, _ = _KINDS[kind]
        choices = [Choice(value=value) for value in ("red", "blue", "green")] if kind == "one_of" else []
        nodes[f"q{at}"] = Ask(
            name=f"q{at}", answer=f"v{at}", type=kind, text={"en": f"Question {at}"}, choices=choices,  # type: ignore[arg-type]
            least=least, most=most, currency="TWD", next=f"b{at}" if at < QUESTIONS - 1 else "end",
        )  # fmt: skip
        if at < QUESTIONS - 1:
            cases = [
                Case(when=condition.format(v=f"v{at}"), next=_target(at, way))
                for way, condition in enumerate(conditions)
            ]
            nodes[f"b{at}"] = Branch(name=f"b{at}", cases=cases, otherwise=_target(at, 2))
    nodes["end"] = End(name="end", disposition="Done", text={"en": "Done"})
    return Flow(
        name="form", title={"en": "Form"}, languages=["en"], speakers=["web"], start="q0", nodes=nodes,
    )  # fmt: skip


def _target(question: int, way: int) -> str:
    return f"q{min(question + 1 + way, QUESTIONS - 1)}"


class Form:
    """What the machines are about: an answer is checked and kept before a condition is asked."""

    state: str

    def __init__(self, program: Program) -> None:
        self.answers: dict[str, Any] = {}
        self.asked = {name: _Asked(ready) for name, ready in program.nodes.items() if ready.kind == "ask"}
        self.texts = {name: ready.text.sources["en"] for name, ready in program.nodes.items() if ready.text}
        self.at, self.text = "q0", ""

    def check(self, name: str, value: Any) -> None:
        """Type and bounds; the answer is kept."""
        asked = self.asked[name]
        worth = MISS if asked.ready.fast is None else asked.ready.fast(value)
        self.answers[name] = asked.accept(asked.ready, value, asked.limits) if worth is MISS else alive(worth)

    def shown(self, name: str) -> None:
        """The next question is at hand."""
        self.at, self.text = name, self.texts[name]


class _Asked:
    """A question with its limits, for the machines."""

    def __init__(self, ready: Ready) -> None:
        (least, most), *_ = _KINDS[ready.type]
        readers: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "number": int}
        of = readers.get(ready.type, Decimal)
        self.ready, self.accept = ready, ACCEPT[ready.type]
        self.limits = Limits(
            _WORLD, _TODAY, "en", "web", of(least) if least else None, of(most) if most else None,
            [_Offered(choice.value, choice.value, choice.key) for choice in ready.choices],
        )  # fmt: skip


class _Offered:
    def __init__(self, value: str, text: str, key: str) -> None:
        self.value, self.text, self.key = value, text, key


Walk = Callable[[int], float]
"""Steps → seconds."""


_RANDOM = Random(7)
_PICKS = [_RANDOM.randrange(60) for _ in range(997)]


def _typed(question: str, turn: int) -> str:
    answers = _KINDS[_kind(int(question[1:]))][1]
    return answers[_PICKS[turn % 997] % len(answers)]


def engine_walk() -> Walk:
    """The engine: a state from a state; the next question, or a new run after the end."""
    programs = {"form": Program.of(form())}
    given = {f"q{at}": [Answer(value=value) for value in _KINDS[_kind(at)][1]] for at in range(QUESTIONS)}

    def walk(steps: int) -> float:
        turn = begin(programs, "form", _WORLD, speaker="web")
        started = time.thread_time()
        for place in range(steps):
            shown = turn.shown
            if shown.kind == "end":
                turn = begin(programs, "form", _WORLD, speaker="web")
            else:
                answers = given[shown.node]
                turn = step(programs, turn.state, answers[_PICKS[place % 997] % len(answers)], _WORLD)
        return time.thread_time() - started

    return walk


def transitions_walk() -> Walk:
    """transitions: a trigger with conditions, in order, from each question."""
    from transitions import Machine

    program = Program.of(form())
    model = Form(program)
    ways: list[dict[str, Any]] = []
    for at in range(QUESTIONS - 1):
        for way in range(3):
            ways.append(
                {
                    "trigger": "answer", "source": f"q{at}", "dest": _target(at, way),
                    "prepare": _prepare(model, f"q{at}") if way == 0 else None,
                    "conditions": _condition(model, at, way) if way < 2 else None,
                    "after": _after(model, _target(at, way)),
                }
            )  # fmt: skip
    last = f"q{QUESTIONS - 1}"
    ways.append(
        {"trigger": "answer", "source": last, "dest": "end", "prepare": _prepare(model, last),
         "after": _after(model, "end")}
    )  # fmt: skip
    ways.append({"trigger": "answer", "source": "end", "dest": "q0", "after": _after(model, "q0")})
    states = [*(f"q{at}" for at in range(QUESTIONS)), "end"]
    Machine(model, states=states, transitions=ways, initial="q0", auto_transitions=False)
    answer: Callable[[str], bool] = model.answer  # type: ignore[attr-defined]

    def walk(steps: int) -> float:
        started = time.thread_time()
        for place in range(steps):
            answer("" if model.state == "end" else _typed(model.state, place))
        return time.thread_time() - started

    return walk


def _prepare(model: Form, name: str) -> Callable[[str], None]:
    return lambda value: model.check(name, value)


def _condition(model: Form, question: int, way: int) -> Callable[[str], bool]:
    test, name = _KINDS[_kind(question)][3][way], f"q{question}"
    return lambda value: test(model.answers[name])


def _after(model: Form, name: str) -> Callable[[str], None]:
    return lambda value: model.shown(name)


def statemachine_walk() -> Walk:
    """python-statemachine: an event with guarded transitions, in order, from each question."""
    from statemachine import State, StateMachine

    form_ = Form(Program.of(form()))
    names = [*(f"q{at}" for at in range(QUESTIONS)), "end"]
    states = {name: State(initial=name == "q0") for name in names}
    body: dict[str, Any] = dict(states)
    event: Any = None
    for at in range(QUESTIONS - 1):
        for way in range(3):
            guard = f"guard_{at}_{way}"
            body[guard] = _guard(form_, at, way)
            made = states[f"q{at}"].to(states[_target(at, way)], cond=guard, on="show")
            event = made if event is None else event | made
    last = f"q{QUESTIONS - 1}"
    body["last"] = _last(form_, last)
    event = (
        event
        | states[last].to(states["end"], cond="last", on="show")
        | states["end"].to(states["q0"], on="show")
    )
    body["answer"] = event
    body["show"] = lambda self, target: form_.shown(target.id)
    machine = type("FormMachine", (StateMachine,), body)()

    def walk(steps: int) -> float:
        started = time.thread_time()
        for place in range(steps):
            name = form_.at
            machine.answer("" if name == "end" else _typed(name, place))
        return time.thread_time() - started

    return walk


def _last(form_: Form, name: str) -> Callable[[Any, str], bool]:
    def guard(self: Any, value: str) -> bool:
        form_.check(name, value)
        return True

    return guard


def _guard(form_: Form, question: int, way: int) -> Callable[[Any, str], bool]:
    """The first guard of a question checks the answer."""
    name = f"q{question}"
    tests = _KINDS[_kind(question)][3]

    def guard(self: Any, value: str) -> bool:
        if way == 0:
            form_.check(name, value)
        return way == 2 or bool(tests[way](form_.answers[name]))

    return guard


def measure(options: Options, report: Report) -> None:
    """Rounds in turn; medians of the rounds and of their ratios."""
    rounds, steps = (3, 3_000) if options.quick else (9, 20_000)
    walks: dict[str, tuple[Walk, int]] = {
        "engine": (engine_walk(), steps),
        "transitions": (transitions_walk(), steps),
        "python-statemachine": (statemachine_walk(), max(300, steps // 20)),
    }
    rates: dict[str, list[float]] = {name: [] for name in walks}
    for walk, count in walks.values():
        walk(count // 10)
    for _ in range(rounds):
        for name, (walk, count) in walks.items():
            rates[name].append(count / walk(count))
    report.sizes |= {"nodes": 2 * QUESTIONS, "rounds": rounds, "steps a round": steps}
    for name, found in rates.items():
        report.figures[f"{name}_steps_a_second"] = round(median(found))
    report.reach += [
        at_least("engine / transitions", _ratio(rates, "transitions"), 2, "times"),
        at_least("engine / python-statemachine", _ratio(rates, "python-statemachine"), 40, "times"),
    ]


def _ratio(rates: dict[str, list[float]], other: str) -> float:
    pairs: Sequence[tuple[float, float]] = list(zip(rates["engine"], rates[other], strict=True))
    return median(ours / theirs for ours, theirs in pairs)
