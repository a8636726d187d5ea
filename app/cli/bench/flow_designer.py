"""The part of `bench flow` that is about the designer: a flow of 5,000 nodes opened and panned.

The window runs in a process of its own: `python -m app.cli.bench.flow_designer NODES FRAMES` prints what
`app.ui.measure.designer` found.
"""

from __future__ import annotations

import itertools
import subprocess
import sys

import msgspec

from app.cli.bench.report import Options, Report, at_most, percentile, spread
from app.protocol.flows import FlowSource, VersionView
from app.scripts.reading import read

NODES, QUICK_NODES = 5_000, 1_000
FRAMES, QUICK_FRAMES = 1_200, 150
OPENED_MS = 1_000.0
FRAME_MS = 16.7
LIMIT_S = 600


class Found(msgspec.Struct):
    """What the window's process prints: see `app.ui.measure.designer.Drawn`."""

    nodes: int
    opened: list[float]
    work: list[float]
    frames: dict[str, list[float]]
    frame_work: dict[str, list[float]]


def measure(options: Options, report: Report) -> None:
    """Add the designer's figures and bounds."""
    nodes, frames = (QUICK_NODES, QUICK_FRAMES) if options.quick else (NODES, FRAMES)
    command = [sys.executable, "-m", "app.cli.bench.flow_designer", str(nodes), str(frames)]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=LIMIT_S, check=True)
    found = msgspec.json.decode(done.stdout, type=Found)
    report.sizes["designer, nodes"] = found.nodes
    report.sizes["designer, frames"] = len(list(itertools.chain.from_iterable(found.frames.values())))
    report.figures["designer: opened, ms"] = [round(value, 1) for value in found.opened]
    report.figures["designer: of it processor time of the window, ms"] = [
        round(value, 1) for value in found.work
    ]
    report.figures["designer: frame, ms"] = {way: spread(times) for way, times in found.frames.items()}
    report.figures["designer: processor time of a frame, ms"] = {
        way: spread(times) for way, times in found.frame_work.items()
    }
    report.reach.append(at_most("designer, opened, the slowest time", max(found.opened), OPENED_MS, "ms"))
    for way, times in found.frames.items():
        report.reach.append(at_most(f"designer, frame p99, {way}", percentile(times, 0.99), FRAME_MS, "ms"))


def large_flow(nodes: int) -> str:
    """A flow of about so many nodes: questions with choices, branches of three ways, ways that meet again,
    one desk that many lead to; in three languages."""
    parts = [
        "flow: large\ntitle: {en: Large, zh-TW: 大型, th: ใหญ่}\nlanguages: [en, zh-TW, th]\nstart: ask0\n"
        "person: desk\nnodes:\n"
    ]
    rounds = max(1, nodes // 6)
    for number in range(rounds):
        follow = f"ask{number + 1}"
        parts.append(
            f"""\
  # round {number}
  ask{number}:
    ask: {{en: "Question {number}, {{{{ customer.name }}}}?", zh-TW: "第 {number} 題？", th: "ข้อ {number}?"}}
    type: one_of
    choices:
      - {{value: a, text: {{en: The first, zh-TW: 第一, th: ที่หนึ่ง}}, key: "1"}}
      - {{value: b, text: {{en: The second, zh-TW: 第二, th: ที่สอง}}, key: "2"}}
    otherwise: desk
    next: which{number}
  which{number}:
    branch:
      - {{when: "ask{number} == 'a'", next: first{number}}}
      - {{when: "ask{number} == 'b'", next: second{number}}}
    otherwise: other{number}
  first{number}: {{say: {{en: Aha, zh-TW: 喔, th: อ๋อ}}, next: {follow}}}
  second{number}: {{set: {{sum{number}: "{number} + 1"}}, next: {follow}}}
  other{number}: {{say: {{en: Oh, zh-TW: 哦, th: โอ้}}, next: pause{number}}}
  pause{number}: {{wait: 10s, next: {follow}}}
"""
        )
    parts.append(f"  ask{rounds}: {{end: Settled}}\n  desk: {{route: Service}}\n")
    return "".join(parts)


def answer(nodes: int) -> bytes:
    """The hub's answer to `GetFlow` for such a flow."""
    text = large_flow(nodes)
    flow = read(text).flow
    version = VersionView(id=1, flow_id=1, number=1, state="draft")
    compiled = msgspec.Raw(msgspec.json.encode(flow))
    return msgspec.json.encode(FlowSource(version=version, name="large", source=text, compiled=compiled))


def main(nodes: int, frames: int) -> None:
    """In the window's process."""
    from app.ui.measure.designer import measure_designer

    found = measure_designer(answer(nodes), frames)
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
