"""What the hub says to a caller: sentences made beforehand or in a thread, and played when they are there."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path

from app.hub.line.mixing import LiveCall
from app.services.door import Door
from app.services.queues.waiting import position
from app.telephony.phrases import Phrase, phrase
from app.telephony.ports import CALLER, Line
from app.telephony.speech import Prompts

logger = logging.getLogger(__name__)

FIRST_POSITION = 8.0
NEXT_POSITION = 25.0
"""Seconds in the queue before the place is said, and between two sayings."""


class Announcer:
    """Speaks to callers on a line."""

    def __init__(self, line: Line, prompts: Prompts) -> None:
        self._line = line
        self._prompts = prompts

    def prepare(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Make what will surely be needed: (text, language)."""
        self._prompts.prepare(sentences)

    def close(self) -> None:
        """Make nothing more."""
        self._prompts.close()

    def say(self, call: str, text: str, language: str, prompt_id: str) -> bool:
        """Say a sentence to the caller; `PromptDone` with this id follows. False where it cannot be said."""
        made = self._prompts.made(text, language)
        if made is not None:
            self._line.play(call, CALLER, [made], id=prompt_id)
            return True
        try:
            self._prompts.later(text, language).add_done_callback(self._player(call, prompt_id))
        except RuntimeError:  # the house is closing
            return False
        return True

    def phrase(self, call: str, name: Phrase, language: str, prompt_id: str, *, n: int = 0) -> bool:
        """Say one of the line's own sentences."""
        return self.say(call, phrase(name, language, n=n), language, prompt_id)

    def position(self, call: LiveCall, door: Door, now: float) -> None:
        """Say the place in the queue, and when next."""
        call.announce_at = now + NEXT_POSITION
        with door.record.read() as connection:
            place = position(door.reader(connection), call.interaction_id)
        if place == 1:
            self.phrase(call.key, "next", call.language, "told")
        elif place > 1:
            self.phrase(call.key, "position", call.language, "told", n=place)

    @staticmethod
    def first_after(*, lost: bool) -> float:
        """Seconds until the place is said for the first time."""
        return NEXT_POSITION if lost else FIRST_POSITION

    def _player(self, call: str, prompt_id: str) -> "Callable[[Future[Path]], None]":
        def play(made: "Future[Path]") -> None:
            if made.cancelled():
                return
            error = made.exception()
            if error is None:
                self._line.play(call, CALLER, [made.result()], id=prompt_id)
            else:
                logger.error("A sentence could not be spoken: %s", error)

        return play
