"""The flows of the demo centre: what ships, live; of the survey two versions side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.clock import ManualClock
from app.core.resources import resource
from app.scripts.nodes import Flow
from app.scripts.program import Program
from app.scripts.reading import read
from app.services.demo.blank import row
from app.services.demo.centre import Centre
from app.services.demo.customers import DAY

Row = dict[str, Any]
LIVE_DAYS = 90
"""So long ago the first versions went live."""
TRIED_DAYS = 30
"""So long ago the second version of the survey went live, for half of the runs."""
_SHORTER = (
    ("Four short questions, two minutes.", "Three short questions, one minute."),
    ("想請您花兩分鐘回答四個簡短的問題", "想請您花一分鐘回答三個簡短的問題"),
    ("ขอเวลาสองนาทีตอบคำถามสั้น ๆ สี่ข้อ", "ขอเวลาหนึ่งนาทีตอบคำถามสั้น ๆ สามข้อ"),
    ("Do you have two minutes for four questions?", "Do you have a minute for three questions?"),
    ("方便用兩分鐘回答四個問題嗎", "方便用一分鐘回答三個問題嗎"),
    ("ขอเวลาสองนาทีตอบสี่คำถามได้ไหมคะ", "ขอเวลาหนึ่งนาทีตอบสามคำถามได้ไหมคะ"),
    ("There are only four questions", "There are only three questions"),
    ("只有四個問題而已", "只有三個問題而已"),
    ("มีแค่สี่ข้อเท่านั้น", "มีแค่สามข้อเท่านั้น"),
    ('key: "4"}\n    next: comment\n  improve:', 'key: "4"}\n    next: consent\n  improve:'),
)


@dataclass
class Version:
    """A live version."""

    id: int
    flow_id: int
    program: Program
    live_from: int
    share: int = 100


@dataclass
class Flows:
    """The rows by table, and the versions by the flow's name: the newest first."""

    rows: dict[str, list[Row]]
    live: dict[str, list[Version]]

    def of(self, name: str, at: int, draw: float) -> Version:
        """The version that a run takes which begins at this moment (ms); `draw` is from 0 to below 1."""
        for version in self.live[name]:
            if version.live_from <= at and (version.share == 100 or draw < version.share / 100):
                return version
        return self.live[name][-1]


def make_flows(clock: ManualClock, new_id: Callable[[], int], centre: Centre, now: int) -> Flows:
    """Every shipped flow. Raises ValueError where one cannot be read."""
    made = Flows({"flows": [], "flow_versions": [], "flow_compiled": []}, {})
    clock.at = now - LIVE_DAYS * DAY
    for file in sorted(resource("flows").glob("*.yaml")):
        source = file.read_text(encoding="utf-8")
        flow = _read(source, file.name)
        key = new_id()
        made.rows["flows"].append(row("flows", id=key, name=flow.name, created_at=clock.at))
        _add(made, key, 1, source, flow, new_id(), centre, clock.at)
    clock.at = now - TRIED_DAYS * DAY
    first = next(one for one in made.rows["flow_versions"] if one["source"].find("flow: satisfaction\n") >= 0)
    source = shorter(first["source"])
    flow = _read(source, "satisfaction.yaml")
    _add(
        made,
        first["flow_id"],
        2,
        source,
        flow,
        new_id(),
        centre,
        clock.at,
        50,
        "One question less, one minute",
    )
    return made


def shorter(survey: str) -> str:
    """The survey's second version: it promises a minute, and asks only those for a comment who were not
    content. Raises ValueError where the first one says something else by now."""
    for old, new in _SHORTER:
        if old not in survey:
            raise ValueError(f"The survey does not say “{old}”.")
        survey = survey.replace(old, new)
    return survey


def _read(source: str, file: str) -> Flow:
    reading = read(source, file)
    if reading.flow is None:
        raise ValueError("; ".join(map(str, reading.problems)))
    return reading.flow


def _add(
    made: Flows,
    flow_id: int,
    number: int,
    source: str,
    flow: Flow,
    version_id: int,
    centre: Centre,
    at: int,
    share: int = 100,
    remark: str = "",
) -> None:
    made.rows["flow_versions"].append(
        row(
            "flow_versions",
            id=version_id,
            flow_id=flow_id,
            number=number,
            state="live",
            source=source,
            title=flow.title[flow.languages[0]],
            remark=remark,
            agent_id=centre.agents["grace"],
            saved_at=at,
            live_from=at,
            share=share,
        )
    )
    made.rows["flow_compiled"].append(
        row("flow_compiled", id=version_id, flow=msgspec.json.encode(flow).decode(), problems="[]")
    )
    version = Version(version_id, flow_id, Program.of(flow), at, share)
    made.live.setdefault(flow.name, []).insert(0, version)
