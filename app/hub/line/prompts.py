"""Recorded prompts: WAV files by the names that flows call them by.

A file is looked for in the hub's own folder (`prompts` in its home), first in the language's subfolder,
then in what ships with the program. One that is missing or is no telephone's WAV is told once to whoever
wrote the flow; the caller hears the text instead.
"""

import logging
import wave
from collections.abc import Callable
from pathlib import Path

from app.core.languages import base_language
from app.core.resources import resource
from app.protocol.events import Notice

logger = logging.getLogger(__name__)

RATES = (8_000, 16_000)


class PromptFiles:
    """Finds recordings. Used by the line's thread alone."""

    def __init__(self, folder: Path, notify: Callable[[Notice], None] | None = None) -> None:
        self._folders = [folder, *_shipped()]
        self._notify = notify
        self._told: set[tuple[str, str]] = set()

    def find(self, name: str, language: str) -> Path | None:
        """The recording, or None where there is none that can be played."""
        wrong = "it is not there"
        for path in self._places(name, language):
            if path.is_file():
                wrong = why_not(path)
                if not wrong:
                    return path
                break
        self._tell(name, language, wrong)
        return None

    def _places(self, name: str, language: str) -> list[Path]:
        if "\0" in name:  # no file has such a name
            return []
        places = [
            folder / part / name
            for folder in self._folders
            for part in dict.fromkeys((language, base_language(language), ""))
        ]
        roots = [folder.resolve() for folder in self._folders]
        return [
            place for place in places if any(place.resolve().is_relative_to(root) for root in roots)
        ]  # a flow's author names a prompt, never any other file of this machine

    def _tell(self, name: str, language: str, wrong: str) -> None:
        if (name, language) in self._told:
            return
        self._told.add((name, language))
        text = (
            f"The prompt “{name}” ({language}) cannot be played: {wrong}. Callers hear the text instead. "
            f"Put a WAV file (16 bit, mono, 8 or 16 kHz) into {self._folders[0]}."
        )
        logger.warning("%s", text)
        if self._notify is not None:
            self._notify(Notice(code="prompt_missing", text=text, details={"prompt": name}))


def why_not(path: Path) -> str:
    """Why a file cannot be played to a telephone; empty where it can."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2 or file.getnchannels() != 1 or file.getframerate() not in RATES:
                return (
                    f"it has {file.getnchannels()} channels, {8 * file.getsampwidth()} bit, "
                    f"{file.getframerate()} Hz"
                )
            return "" if file.getnframes() else "it is empty"
    except (OSError, EOFError, wave.Error) as error:
        return f"it is no WAV file ({error or 'it ends too early'})"


def seconds_of(path: Path) -> float:
    """How long a WAV file plays; 0 where that cannot be told."""
    try:
        with wave.open(str(path), "rb") as file:
            return float(file.getnframes() / file.getframerate())
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return 0.0


def _shipped() -> list[Path]:
    try:
        return [resource("sounds")]
    except FileNotFoundError:
        return []
