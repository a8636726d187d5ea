"""The commands of the `Line` port that are about one call, for every line whose calls are `Call`s."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.telephony.line.call import Call
from app.telephony.ports import CALLER


class CallCommands(ABC):
    """Hands each command over to the loop that the call lives on."""

    @abstractmethod
    def _command(self, key: str, what: Callable[[Call], None]) -> None:
        """Run something on a call, on its loop; nothing where there is no such call."""

    def ring(self, call: str) -> None:
        """See `Line.ring`."""
        self._command(call, lambda it: it.ring())

    def answer(self, call: str) -> None:
        """See `Line.answer`."""
        self._command(call, lambda it: it.answer())

    def reject(self, call: str, code: int = 486) -> None:
        """See `Line.reject`."""
        self._command(call, lambda it: it.reject(code))

    def play(self, call: str, leg: str, prompts: Sequence[Path], *, loop: bool = False, id: str = "") -> None:
        """See `Line.play`."""
        files = list(prompts)
        self._command(call, lambda it: it.play(leg, files, loop=loop, id=id))

    def music(self, call: str, leg: str = CALLER) -> None:
        """See `Line.music`."""
        self._command(call, lambda it: it.music(leg))

    def stop(self, call: str, leg: str = CALLER) -> None:
        """See `Line.stop`."""
        self._command(call, lambda it: it.stop(leg))

    def dial(
        self,
        call: str,
        leg: str,
        uri: str,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30.0,
    ) -> None:
        """See `Line.dial`."""
        wanted = dict(headers or {})
        self._command(call, lambda it: it.dial(leg, uri, wanted, timeout))

    def mix(self, call: str, groups: Sequence[Sequence[str]]) -> None:
        """See `Line.mix`."""
        wanted = [list(group) for group in groups]
        self._command(call, lambda it: it.mix(wanted))

    def drop(self, call: str, leg: str, code: int = 486) -> None:
        """See `Line.drop`."""
        self._command(call, lambda it: it.drop(leg, code))

    def hangup(self, call: str) -> None:
        """See `Line.hangup`."""
        self._command(call, lambda it: it.hangup())

    def energy(self, call: str, leg: str, seconds: float) -> None:
        """See `Line.energy`."""
        self._command(call, lambda it: it.energy(leg, seconds))

    def quality(self, call: str, leg: str) -> None:
        """See `Line.quality`."""
        self._command(call, lambda it: it.quality(leg))
