"""All checks of a flow, in one call."""

from msgspec import structs

from app.scripts.checking.context import Context
from app.scripts.checking.graph import Graph
from app.scripts.checking.known import Known
from app.scripts.checking.questions import check_question
from app.scripts.checking.references import check_references
from app.scripts.checking.speakers import check_speakers
from app.scripts.checking.speaking import spoken
from app.scripts.checking.structure import check_loops, check_structure
from app.scripts.checking.texts import check_texts
from app.scripts.checking.uses import Cache
from app.scripts.checking.values import check_values
from app.scripts.checking.variables import check_variables
from app.scripts.nodes import Ask, Flow, Problem


def check(
    flow: Flow, known: Known | None = None, file: str = "", *, cache: Cache | None = None
) -> list[Problem]:
    """What is wrong with a flow that was read, by line. Never raises.

    Who checks the same flow again and again hands in the same `cache`.
    """
    cache = cache or Cache()
    context = Context(flow, known or Known())
    graph = Graph(flow)
    check_structure(context, graph)
    check_texts(context, cache)
    check_variables(context, graph, cache)
    check_values(context, cache)
    for node in flow.nodes.values():
        if isinstance(node, Ask):
            check_question(context, node)
    speaking = spoken(graph, cache)
    check_loops(context, graph, cache, speaking)
    check_speakers(context, {speaker: reached for speaker, (reached, _) in speaking.items()})
    check_references(context, graph)
    cache.forget_others()
    more = context.left_out()
    if more:
        context.warning("more", f"And {more} problems more of the same kinds.")
    problems = sorted(context.problems, key=lambda problem: problem.line)
    if file:
        problems = [structs.replace(problem, file=file) for problem in problems]
    return problems
