"""The choices of a question and the items of a recommendation that are offered now."""

from app.protocol.flow_run import ChoiceShown
from app.scripts.operators import number
from app.scripts.program import Ready
from app.scripts.run import Step
from app.scripts.texts import FAULTS, note


def offered(run: Step, ready: Ready) -> list[ChoiceShown]:
    """The choices of a question that are offered now."""
    found = []
    for choice in ready.choices:
        if choice.when is not None:
            try:
                if not choice.when(run):
                    continue
            except FAULTS as fault:
                note(run, fault)
                continue
        found.append(ChoiceShown(value=choice.value, text=choice.text.write(run), key=choice.key))
    return found


def recommended(run: Step, ready: Ready) -> list[ChoiceShown]:
    """What fits this customer, the best first."""
    fitting: list[tuple[float, int]] = []
    for place, item in enumerate(ready.choices):
        try:
            if item.when is None or item.when(run):
                score = number(item.score(run)) if item.score is not None else 0
                fitting.append((-float(score or 0), place))
        except FAULTS as fault:
            note(run, fault)
    most = getattr(ready.node, "most", 3)
    found = []
    for key, (_, place) in enumerate(sorted(fitting)[: max(1, most)], 1):
        item = ready.choices[place]
        found.append(
            ChoiceShown(
                value=item.value,
                text=item.text.write(run),
                key=str(key) if key < 10 else "",
                reason=item.reason.write(run),
            )
        )
    return found
