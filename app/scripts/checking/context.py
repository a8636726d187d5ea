"""What the checks of one flow share."""

from collections.abc import Iterable

from app.scripts.checking.known import Known
from app.scripts.nodes import AnyNode, Flow, Problem
from app.scripts.suggest import did_you_mean

MOST_OF_A_CODE = 200
"""A flow that is wrong everywhere is told so often; more would help nobody."""
MOST_SUGGESTIONS = 40


class Context:
    """The flow, what the house has, and the problems found so far."""

    def __init__(self, flow: Flow, known: Known) -> None:
        self.flow = flow
        self.known = known
        self.problems: list[Problem] = []
        self._counts: dict[str, int] = {}
        self._suggestions = 0

    def error(self, code: str, text: str, node: AnyNode | None = None, line: int = 0) -> None:
        """It cannot go live like that."""
        self._add(code, text, node, line, "error")

    def warning(self, code: str, text: str, node: AnyNode | None = None, line: int = 0) -> None:
        """It can go live, but look at it."""
        self._add(code, text, node, line, "warning")

    def _add(self, code: str, text: str, node: AnyNode | None, line: int, severity: str) -> None:
        self._counts[code] = count = self._counts.get(code, 0) + 1
        if count <= MOST_OF_A_CODE:
            place = line or (node.line if node is not None else self.flow.line)
            name = node.name if node is not None else ""
            self.problems.append(
                Problem(code=code, text=text, severity=severity, line=place, node=name)  # type: ignore[arg-type]
            )

    def left_out(self) -> int:
        """How many problems were found beyond those that are told."""
        return sum(max(0, count - MOST_OF_A_CODE) for count in self._counts.values())

    def did_you_mean(self, word: str, words: Iterable[str]) -> str:
        """A suggestion, while there are not too many: each costs a look at all the words."""
        self._suggestions += 1
        return did_you_mean(word, words) if self._suggestions <= MOST_SUGGESTIONS else ""
