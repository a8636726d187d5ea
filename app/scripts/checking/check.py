"""All checks of a flow, in one call."""

from msgspec import structs

from app.scripts.checking.context import Context
from app.scripts.checking.graph import Graph
from app.scripts.checking.known import Known
from app.scripts.checking.structure import check_structure
from app.scripts.nodes import Flow, Problem


def check(flow: Flow, known: Known | None = None, file: str = "") -> list[Problem]:
    """What is wrong with a flow that was read, by line. Never raises."""
    context = Context(flow, known or Known())
    check_structure(context, Graph(flow))
    more = context.left_out()
    if more:
        context.warning("more", f"And {more} problems more of the same kinds.")
    problems = sorted(context.problems, key=lambda problem: problem.line)
    if file:
        problems = [structs.replace(problem, file=file) for problem in problems]
    return problems
