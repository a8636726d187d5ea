"""Whether an answer fits the question that is asked."""

from typing import Any

from app.scripts.answers import ACCEPT, Limits, Unfit, is_empty, limit
from app.scripts.choices import offered
from app.scripts.faults import ScriptFault
from app.scripts.program import Ready
from app.scripts.run import Step
from app.scripts.texts import FAULTS, note


def accept(run: Step, ready: Ready, value: Any) -> Any:
    """The answer as a value, None where it was left empty. Unfit where it does not fit."""
    if is_empty(value):
        if ready.default is not None and run.speaker == "telephone":
            value = ready.default(run)
        if is_empty(value):
            if ready.required:
                raise Unfit("required")
            return None
    choices = offered(run, ready) if ready.choices else []
    if not choices and ready.type in ("one_of", "many_of"):
        if ready.required:
            raise ScriptFault("no_choices", f"Nothing can be chosen at {run.place}.")
        return None
    least, most = _bound(run, ready, ready.least), _bound(run, ready, ready.most)
    limits = Limits(run.world, run.today, run.language, run.speaker, least, most, choices)
    found = ACCEPT[ready.type](ready, value, limits)
    if ready.required and is_empty(found):
        raise Unfit("required")
    return found


def _bound(run: Step, ready: Ready, bound: Any) -> Any:
    """`least` or `most` now; one that fails bounds nothing."""
    if bound is None:
        return None
    try:
        return limit(ready.type, bound(run))
    except FAULTS as fault:
        note(run, fault)
        return None
