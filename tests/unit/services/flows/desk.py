"""Somebody who writes flows and somebody who runs them, in tests."""

from __future__ import annotations

from typing import Any

from app.protocol.flow_run import Answer, AnyInput, Next
from app.protocol.flows import PublishFlow, RunView, SaveFlowDraft, StepFlow, SubmitFlow, VersionView
from tests.helpers.house import Agent


def publish(author: Agent, source: str, **values: Any) -> VersionView:
    """Save, hand in, publish."""
    saved = author.do(SaveFlowDraft(source=source))
    author.do(SubmitFlow(version_id=saved.version.id))
    return author.do(PublishFlow(version_id=saved.version.id, **values))


def step(agent: Agent, run: RunView, given: AnyInput | None = None, answer: Any = None) -> RunView:
    """One input to a run as it was last seen: an answer, an input, or Next."""
    if given is None:
        given = Next() if answer is None else Answer(value=answer)
    return agent.do(StepFlow(run_id=run.id, step=run.step, input=given))
