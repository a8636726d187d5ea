"""`contactdesk bench flow`: the flow engine, a step saved durably, the designer. Each is a part."""

from __future__ import annotations

from app.cli.bench import flow_check, flow_designer, flow_engine, flow_steps
from app.cli.bench.report import Options, Report

PARTS = (flow_engine, flow_steps, flow_check, flow_designer)
"""Modules with `measure(options: Options, report: Report) -> None`, which adds sizes, figures and bounds."""


def run(options: Options) -> Report:
    """All parts, one after the other."""
    report = Report("flow")
    for part in PARTS:
        part.measure(options, report)
    return report
