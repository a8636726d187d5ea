"""What the hub says to a caller: sentences made beforehand or in a thread, and played when they are there."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path

from app.hub.line.mixing import LiveCall
from app.hub.line.prompts import PromptFiles, seconds_of
from app.scripts.telephone.wording import Piece, sentences
from app.services.door import Door
from app.services.queues.waiting import position
from app.telephony.phrases import Phrase, phrase
from app.telephony.ports import CALLER, Line
from app.telephony.speech import Prompts

logger = logging.getLogger(__name__)

FIRST_POSITION = 8.0
NEXT_POSITION = 25.0
"""Seconds in the queue before the place is said, and between two sayings."""
GRACE = 5.0
"""Seconds after which a prompt that should be over is taken for heard."""


class Announcer:
    """Speaks to callers on a line: one thing at a time to each; what is said later takes its place."""

    def __init__(self, line: Line, prompts: Prompts, recordings: PromptFiles | None = None) -> None:
        self._line = line
        self._prompts = prompts
        self._recordings = recordings
        self._lock = threading.Lock()
        self._saying: dict[str, tuple[str, float]] = {}
        self.on_failure: Callable[[str, str], None] = lambda call, prompt_id: None
        """Told (in any thread) of what could not be spoken: call and id."""

    def prepare(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Make what will surely be needed: (text, language)."""
        self._prompts.prepare(sentences)

    def close(self) -> None:
        """Make nothing more."""
        self._prompts.close()

    def say(self, call: str, text: str, language: str, prompt_id: str) -> bool:
        """Say a sentence to the caller; `PromptDone` with this id follows. False where it cannot be said."""
        return self.play(call, [Piece(text, language)], prompt_id)

    def phrase(self, call: str, name: Phrase, language: str, prompt_id: str, *, n: int = 0) -> bool:
        """Say one of the line's own sentences."""
        return self.say(call, phrase(name, language, n=n), language, prompt_id)

    def play(self, call: str, pieces: Sequence[Piece], prompt_id: str) -> bool:
        """Play recordings and sentences one after the other, as soon as all are made; `PromptDone` with this
        id follows, or `on_failure` is told. False where there is nothing to hear."""
        wanted = [found for piece in pieces for found in self._files(piece)]
        if not wanted:
            return False
        self._expect(call, prompt_id, float("inf"))
        missing = [piece for piece in wanted if isinstance(piece, Piece) and self._made(piece) is None]
        try:
            making = [self._prompts.later(piece.text, piece.language) for piece in missing]
        except RuntimeError:  # the house is closing
            return False
        if making:  # one thread makes them in order: with the last all are there
            making[-1].add_done_callback(lambda _: self._start(call, wanted, making, prompt_id))
        else:
            self._start(call, wanted, making, prompt_id)
        return True

    def hush(self, call: str) -> None:
        """Stop what is said or about to be said."""
        with self._lock:
            self._saying.pop(call, None)
            self._line.stop(call)

    def forget(self, call: str) -> None:
        """What is still being made for this call is not wanted any more."""
        with self._lock:
            self._saying.pop(call, None)

    def overdue(self, call: str, prompt_id: str) -> bool:
        """Whether a prompt should have been heard long ago: its end was lost on the way."""
        with self._lock:
            saying, until = self._saying.get(call, ("", 0.0))
        return saying == prompt_id and time.monotonic() > until

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

    def _files(self, piece: Piece) -> list[Path | Piece]:
        """A recording where there is one that can be played, else the sentences to be made."""
        if piece.prompt and self._recordings is not None:
            found = self._recordings.find(piece.prompt, piece.language)
            if found is not None:
                return [found]
        return [Piece(text, piece.language) for text in sentences(piece.text)]

    def _made(self, piece: Piece) -> Path | None:
        return self._prompts.made(piece.text, piece.language)

    def _expect(self, call: str, prompt_id: str, until: float) -> None:
        with self._lock:
            self._saying[call] = (prompt_id, until)

    def _start(
        self, call: str, wanted: Sequence[Path | Piece], making: "Sequence[Future[Path]]", prompt_id: str
    ) -> None:
        files: list[Path] = []
        for piece in wanted:
            made = piece if isinstance(piece, Path) else self._made(piece)
            if made is not None:
                files.append(made)
        error = next((one.exception() for one in making if not one.cancelled() and one.exception()), None)
        if any(one.cancelled() for one in making):  # the house is closing
            return
        seconds = sum(map(seconds_of, files))
        with self._lock:  # until it plays, so that nothing said later is overtaken by it
            if self._saying.get(call, ("", 0.0))[0] != prompt_id:
                return
            self._saying[call] = (prompt_id, time.monotonic() + seconds + GRACE)
            if len(files) == len(wanted):
                self._line.play(call, CALLER, files, id=prompt_id)
                return
        logger.error("A sentence could not be spoken: %s", error)
        self.on_failure(call, prompt_id)
