"""A caller hears when somebody picks up."""

from __future__ import annotations

from app.telephony.town.ear import MENU_SECONDS, PUT_THROUGH_SECONDS, Ear

LOUD, QUIET = 80, 0


def _hear(ear: Ear, level: int, seconds: float, start: float) -> float:
    now = start
    for tick in range(round(seconds * 10)):
        now = start + tick / 10
        ear.hear(level, now)
    return now


def test_silence_after_music_is_a_person() -> None:
    ear = Ear(menu=False)
    now = _hear(ear, LOUD, 6.0, 0.0)
    assert ear.music
    assert not ear.listens(now)
    now = _hear(ear, QUIET, 1.5, now + 0.1)
    assert ear.listens(now)


def test_the_silence_of_a_menu_is_no_person() -> None:
    ear = Ear(menu=True)
    now = _hear(ear, LOUD, 3.0, 0.0)
    now = _hear(ear, QUIET, 5.0, now + 0.1)
    assert not ear.listens(now)
    now = _hear(ear, QUIET, MENU_SECONDS, now + 0.1)
    assert ear.listens(now)


def test_a_pressed_digit_ends_the_menu() -> None:
    ear = Ear(menu=True)
    now = _hear(ear, LOUD, 2.0, 0.0)
    ear.pressed(now)
    now = _hear(ear, QUIET, PUT_THROUGH_SECONDS + 1.5, now + 0.1)
    assert not ear.listens(now), "nobody has said anything since"
    now = _hear(ear, LOUD, 1.0, now + 0.1)
    now = _hear(ear, QUIET, 1.5, now + 0.1)
    assert ear.listens(now)


def test_the_pauses_of_being_put_through_are_no_person() -> None:
    ear = Ear(menu=True)
    now = _hear(ear, LOUD, 2.0, 0.0)
    ear.pressed(now)
    now = _hear(ear, LOUD, 2.0, now + 0.1)
    now = _hear(ear, QUIET, 1.5, now + 0.1)
    assert not ear.listens(now)


def test_the_silence_before_the_first_sound_is_no_person() -> None:
    ear = Ear(menu=False)
    now = _hear(ear, QUIET, 5.0, 0.0)
    assert not ear.listens(now)


def test_speech_with_its_pauses_is_no_music() -> None:
    ear = Ear(menu=False)
    now = 0.0
    for _ in range(10):
        now = _hear(ear, LOUD, 2.0, now + 0.1)
        now = _hear(ear, QUIET, 0.2, now + 0.1)
    assert not ear.music


def test_somebody_who_speaks_without_a_long_pause_is_a_person_too() -> None:
    ear = Ear(menu=False)
    now = _hear(ear, LOUD, 6.0, 0.0)
    for round_ in range(7):
        assert round_ > 3 or not ear.listens(now)
        now = _hear(ear, QUIET, 0.3, now + 0.1)
        now = _hear(ear, LOUD, 1.5, now + 0.1)
    assert ear.listens(now)
