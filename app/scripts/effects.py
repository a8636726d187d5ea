"""What a run wants done outside: its arguments, and the key under which what came of it is remembered."""

import hashlib
from typing import Any

import msgspec

from app.scripts import nodes as n
from app.scripts.operators import text
from app.scripts.program import Ready
from app.scripts.run import MOST_DONE, Step
from app.scripts.state import Outcome
from app.scripts.values import kept, plain

_ENCODE = msgspec.json.Encoder(order="deterministic").encode
_COMMAND = "!"
"""Before the keys of commands: those are never forgotten, look-ups may be."""


def arguments(run: Step, ready: Ready) -> dict[str, Any]:
    """The arguments of a look-up or a command, worked out; dates and amounts are texts."""
    return {name: plain(kept(value(run), run)) for name, value in ready.arguments}


def key_of(run: Step, ready: Ready) -> str:
    """The same for the same node of the run and the same arguments."""
    digest = hashlib.blake2b(_ENCODE(arguments(run, ready)), digest_size=9).hexdigest()
    return f"{_COMMAND if ready.kind == 'do' else ''}{run.place}|{digest}"


def remembered(run: Step, ready: Ready, key: str) -> Outcome | None:
    """What came of it before: of a command always, of a look-up where somebody went back over it."""
    if ready.kind == "do":
        return run.done.get(key)
    last = run.recall(run.place)
    return run.done.get(key) if last is not None and last.kind == "result" and last.value == key else None


def remember(run: Step, key: str, outcome: Outcome) -> None:
    """Keep what came of it."""
    done = {name: value for name, value in run.done.items() if name != key}
    if len(done) >= MOST_DONE:
        oldest = next((name for name in done if name[:1] != _COMMAND), None)
        if oldest is not None:
            del done[oldest]
    done[key] = outcome
    run.done = done


def apply(run: Step, ready: Ready, outcome: Outcome) -> str:
    """Variables get what came of it. The node that follows."""
    node, what = ready.node, outcome.outcome
    if ready.variable:
        run.assign(ready.variable, outcome.value if what == "done" else None)
    if isinstance(node, n.Do):
        if what in ("refused", "failed"):
            run.assign("refusal", outcome.text)
            return node.refused or node.next
        if run.variables.get("refusal"):
            run.assign("refusal", "")
        return node.next
    if isinstance(node, n.LookUp):
        if what == "none":
            return node.none or node.next
        if what != "done":
            return node.failed or node.none or node.next
        return node.next
    return ready.next


def routing(run: Step, ready: Ready) -> dict[str, Any]:
    """Skills, priority and agent of a route."""
    node = ready.node
    found: dict[str, Any] = {}
    if isinstance(node, n.Route) and node.skills:
        found["skills"] = dict(node.skills)
    for name, value in ready.arguments:
        worth = plain(kept(value(run), run))
        if worth is not None and text(worth):
            found[name] = worth
    return found
