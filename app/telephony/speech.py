"""Text to speech: sentences become WAV files, made once and kept by what is said and in which voice.

The voice is espeak-ng's, library and data out of the package `espeakng-loader`, called by ctypes (which
lets go of the interpreter while it speaks). It has English, Mandarin, Thai and a hundred more; for a
language that it has not, English is spoken, and `Prompts.voice` says so.
"""

from __future__ import annotations

import array
import ctypes
import hashlib
import logging
import threading
import uuid
import wave
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from app.core.languages import base_language

log = logging.getLogger(__name__)

RATE = 16_000
"""Samples a second in the files; 16 bit, mono."""
MAX_TEXT = 2_000
"""Characters of one prompt; the rest is cut off."""

_VOICES = {"en": "en-us", "zh": "cmn", "yue": "yue", "nan": "cmn", "no": "nb"}
_FALLBACK = "en-us"
_WORDS_A_MINUTE = 150

# Of speak_lib.h
_SYNCHRONOUS, _UTF8, _CHARACTERS, _PARAMETER_RATE = 2, 1, 1, 1
_DONT_EXIT = 0x8000
_OK = 0
_NOTHING = bytes(2 * RATE // 10)
"""What a text without a word sounds like: a tenth of a second of silence, which can be played."""


class SpeechError(Exception):
    """No speech can be made; `code` is stable."""

    code = "speech_unavailable"


class Voice(NamedTuple):
    """What a language is spoken with."""

    name: str
    exact: bool
    """False: the language has no voice and English is spoken instead."""


class Espeak:
    """The library. It has one state a process, so there is one lock; make one object a process."""

    def __init__(self) -> None:
        """Raises SpeechError where the library or its data cannot be loaded."""
        self._lock = threading.Lock()
        try:
            import espeakng_loader

            self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
            data = str(espeakng_loader.get_data_path()).encode()
        except (ImportError, OSError) as error:
            raise SpeechError(
                f"The speech library cannot be loaded ({error}). Install the package espeakng-loader again."
            ) from error
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT))
        """Samples a second that the library makes."""
        if self.rate <= 0:
            raise SpeechError("The speech library found no data. Install the package espeakng-loader again.")
        self._made = bytearray()
        # The library keeps the pointer: it must live as long as this object does.
        self._callback = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
        )(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def has(self, voice: str) -> bool:
        """Whether there is this voice."""
        with self._lock:
            return bool(self._library.espeak_SetVoiceByName(voice.encode()) == _OK)

    def speak(self, text: str, voice: str) -> bytes:
        """16-bit mono samples at `rate`. Raises SpeechError."""
        data = text.replace("\x00", " ").encode("utf-8", "replace") + b"\x00"
        with self._lock:
            self._made = bytearray()
            if self._library.espeak_SetVoiceByName(voice.encode()) != _OK:
                raise SpeechError(f"The speech library has no voice {voice!r}.")
            self._library.espeak_SetParameter(_PARAMETER_RATE, _WORDS_A_MINUTE, 0)
            result = self._library.espeak_Synth(
                data, ctypes.c_size_t(len(data)), 0, _CHARACTERS, 0, _UTF8, None, None
            )
            if result != _OK:
                raise SpeechError(f"The speech library failed with {result}.")
            return bytes(self._made)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._made += ctypes.string_at(samples, count * 2)
        return 0


class Prompts:
    """Spoken sentences as files in a folder. May be used from any thread."""

    def __init__(self, folder: Path, espeak: Espeak | None = None) -> None:
        """`folder` is made when the first prompt is."""
        self._folder = folder
        self._espeak = espeak
        self._lock = threading.Lock()
        self._voices: dict[str, Voice] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="speech")

    def voice(self, language: str) -> Voice:
        """What a language ("th", "zh-TW") is spoken with. Raises SpeechError."""
        base = base_language(language)
        with self._lock:
            known = self._voices.get(base)
        if known is not None:
            return known
        wanted = _VOICES.get(base, base)
        found = Voice(wanted, True) if wanted and self._library().has(wanted) else Voice(_FALLBACK, False)
        with self._lock:
            self._voices[base] = found
        if not found.exact:
            log.info("No voice for the language %r: prompts in it are read out by the English one", language)
        return found

    def say(self, text: str, language: str) -> Path:
        """File of a sentence; makes it where it is not there yet (some 15 ms a second of speech), so call it
        where that may take its time. Raises SpeechError, and OSError where the folder cannot be written."""
        voice = self.voice(language)
        path = self._path(text[:MAX_TEXT], voice)
        if not path.exists():
            library = self._library()
            samples = resample(library.speak(text[:MAX_TEXT], voice.name), library.rate, RATE)
            _write(path, samples or _NOTHING)
        return path

    def later(self, text: str, language: str) -> Future[Path]:
        """The same in a thread of its own; returns at once."""
        return self._pool.submit(self.say, text, language)

    def made(self, text: str, language: str) -> Path | None:
        """The file if it is there already; never makes one."""
        with self._lock:
            voice = self._voices.get(base_language(language))
        path = self._path(text[:MAX_TEXT], voice) if voice is not None else None
        return path if path is not None and path.exists() else None

    def prepare(self, sentences: Iterable[tuple[str, str]]) -> list[Future[Path]]:
        """Make what will be needed (text, language) ahead of time."""
        return [self.later(text, language) for text, language in sentences]

    def close(self) -> None:
        """Drop what waits to be made and end the thread."""
        self._pool.shutdown(cancel_futures=True)

    def _library(self) -> Espeak:
        with self._lock:
            if self._espeak is None:
                self._espeak = Espeak()
            return self._espeak

    def _path(self, text: str, voice: Voice) -> Path:
        key = f"1|{voice.name}|{RATE}|{_WORDS_A_MINUTE}|{text}"
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}.wav"


def resample(samples: bytes, source: int, target: int) -> bytes:
    """16-bit mono from one rate to another by straight lines between the samples. Speech has next to
    nothing above the telephone's band, so what that folds back is not heard."""
    given = array.array("h", samples)
    if source == target or len(given) < 2:
        return samples
    count = (len(given) - 1) * target // source
    made = array.array("h", bytes(2 * count))
    for i in range(count):
        whole, rest = divmod(i * source, target)
        left = given[whole]
        made[i] = left + (given[whole + 1] - left) * rest // target
    return made.tobytes()


def _write(path: Path, samples: bytes) -> None:
    """Write and rename: nobody ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{uuid.uuid4().hex}.part")
    try:
        with wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
