"""Spoken prompts: files that hold speech, made once, in the language asked for or English."""

from __future__ import annotations

import array
import math
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.resources import resource
from app.telephony.phrases import phrase
from app.telephony.speech import RATE, Espeak, Prompts, SpeechError, Voice, resample


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


@pytest.fixture
def prompts(tmp_path: Path, espeak: Espeak) -> Iterator[Prompts]:
    made = Prompts(tmp_path / "prompts", espeak)
    yield made
    made.close()


def read(path: Path) -> tuple[int, array.array[int]]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), array.array("h", file.readframes(file.getnframes()))


def loudness(samples: array.array[int]) -> float:
    return math.sqrt(sum(value * value for value in samples) / max(1, len(samples)))


@pytest.mark.parametrize("language", ["en", "zh-TW", "th"])
def test_a_place_in_the_queue_is_spoken(prompts: Prompts, language: str) -> None:
    rate, samples = read(prompts.say(phrase("position", language, n=3), language))
    assert rate == RATE
    assert RATE < len(samples) < 6 * RATE
    assert loudness(samples) > 500
    assert prompts.voice(language).exact


def test_a_prompt_is_made_once(prompts: Prompts) -> None:
    assert prompts.made("Hello.", "en") is None
    path = prompts.later("Hello.", "en").result(10)
    before = path.stat().st_mtime_ns
    assert prompts.say("Hello.", "en") == prompts.made("Hello.", "en") == path
    assert path.stat().st_mtime_ns == before
    assert prompts.say("Hello.", "fr") != path
    assert len(list(path.parent.iterdir())) == 2


def test_a_language_without_a_voice_is_read_in_english(prompts: Prompts) -> None:
    assert prompts.voice("tlh-QO") == Voice("en-us", False)
    assert prompts.say("Hello.", "tlh-QO") == prompts.say("Hello.", "en")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, espeak: Espeak) -> None:
    (tmp_path / "file").write_text("")
    prompts = Prompts(tmp_path / "file" / "below", espeak)
    with pytest.raises(OSError):
        prompts.say("Hello.", "en")
    prompts.close()


def test_an_unknown_voice_is_an_error(espeak: Espeak) -> None:
    with pytest.raises(SpeechError, match="no voice"):
        espeak.speak("Hello.", "nobody")


def test_no_text_and_odd_text_are_no_error(prompts: Prompts) -> None:
    for text in ("", "\x00", "\ud800", "<speak>&", "a" * 5_000):
        read(prompts.say(text, "en"))


@given(st.lists(st.integers(-32_768, 32_767), max_size=200), st.sampled_from([8_000, 16_000, 22_050]))
def test_resampling_stays_within_its_neighbours(values: list[int], source: int) -> None:
    made = array.array("h", resample(array.array("h", values).tobytes(), source, 16_000))
    assert not made or (min(values) <= min(made) and max(made) <= max(values))
    if len(values) >= 2:
        expected = len(values) if source == 16_000 else (len(values) - 1) * 16_000 // source
        assert len(made) == expected


def test_the_shipped_sounds_can_be_played() -> None:
    for name, seconds in (("hold.wav", 32), ("ringback.wav", 5), ("beep.wav", 0.2)):
        rate, samples = read(resource("sounds", name))
        assert rate == 8_000
        assert len(samples) / rate == pytest.approx(seconds)
        assert loudness(samples) > 500
        assert max(abs(value) for value in samples) < 32_000
