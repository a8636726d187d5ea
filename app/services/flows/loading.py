"""Flows from files: saved, checked together and published, for the demo and for `contactdesk flow load`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.errors import Refused
from app.protocol.flows import (
    FlowSource,
    ProblemView,
    PublishFlow,
    SaveFlowDraft,
    SubmitFlow,
    VersionView,
)
from app.protocol.message import Command

Do = Callable[[Command[Any]], Any]


@dataclass
class Loaded:
    """What became of one file. `version` is 0 where it was live in just these words before; `refused` says
    why it was not published."""

    name: str
    file: str
    version: int = 0
    problems: list[ProblemView] = field(default_factory=list)
    refused: str = ""


def sources_in(folder: Path) -> list[tuple[str, str]]:
    """The flows in a folder: file name and text. Raises OSError."""
    return [(str(path), path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def load_flows(
    do: Do, sources: Iterable[tuple[str, str]], *, publish: bool = True, remark: str = ""
) -> list[Loaded]:
    """Save each text (file name, YAML) as its flow's newest version, then publish those that are new.

    All are saved first, since flows call each other; and saved once more where a check wanted one that came
    later. `do` goes to a door as somebody who may write flows.
    """
    loaded: list[tuple[Loaded, FlowSource]] = []
    for file, text in sources:
        saved: FlowSource = do(SaveFlowDraft(source=text, remark=remark))
        loaded.append((Loaded(name=saved.name, file=file), saved))
    for one, saved in loaded:
        again: FlowSource = do(SaveFlowDraft(source=saved.source, flow_id=saved.version.flow_id))
        one.problems = again.version.problems
        if again.version.state != "live":
            one.version = again.version.number
            if publish:
                _publish(do, one, again.version)
    return [one for one, _ in loaded]


def _publish(do: Do, one: Loaded, version: VersionView) -> None:
    try:
        if version.state == "draft":
            do(SubmitFlow(version_id=version.id))
        do(PublishFlow(version_id=version.id))
    except Refused as refused:
        one.refused = refused.text
