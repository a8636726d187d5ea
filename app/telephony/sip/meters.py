"""Levels, energy and the echo test."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pjsua2 as pj

from app.protocol.phone import DEVICE, EchoTest, Energy, Event, Level, Measure
from app.telephony.sip.guard import log, why
from app.telephony.sip.links import ECHO_IN, ECHO_OUT, MICROPHONE, SOUND, Node
from app.telephony.sip.mixer import Mixer, is_complete

LEVEL_SECONDS = 0.1
SAMPLE_SECONDS = 0.02


@dataclass
class _Measuring:
    wish: Measure
    until: float
    rx: list[int] = field(default_factory=list)
    tx: list[int] = field(default_factory=list)


class Meters:
    """Samples the bridge from the poll loop; a key without media counts as silence."""

    def __init__(self, mixer: Mixer, emit: Callable[[Event], None]) -> None:
        self._mixer = mixer
        self._emit = emit
        self._keys: list[str] = []
        self._measuring: list[_Measuring] = []
        self._next_level = self._next_sample = 0.0
        self._echo: _Echo | None = None

    def levels(self, keys: list[str]) -> None:
        """Report these keys ten times a second from now on."""
        self._keys = list(keys)
        self._watch()

    def measure(self, wish: Measure) -> None:
        """Average one key's levels; `Energy` comes at the end."""
        self._measuring.append(_Measuring(wish, time.monotonic() + wish.seconds))
        self._watch()

    def echo_test(self, wish: EchoTest) -> None:
        """Start or end the echo test."""
        if self._echo is not None:
            self._echo.close()
            self._echo = None
        if wish.seconds > 0:
            self._echo = _Echo(self._mixer, wish)

    def drop(self, key: str) -> None:
        """A leg is over: what was measured of it is reported now."""
        for measuring in [one for one in self._measuring if one.wish.key == key]:
            self._report(measuring)
        if key in self._keys:
            self._keys.remove(key)
        self._watch()

    def clear(self) -> None:
        """Stop everything, before `libDestroy`."""
        self._keys, self._measuring = [], []
        self.echo_test(EchoTest(seconds=0))

    def tick(self) -> None:
        """Sample what is due."""
        if not (self._keys or self._measuring or self._echo):
            return
        now = time.monotonic()
        if now >= self._next_sample:
            self._next_sample = now + SAMPLE_SECONDS
            for measuring in list(self._measuring):
                rx, tx = self._level(measuring.wish.key)
                measuring.rx.append(rx)
                measuring.tx.append(tx)
                if now >= measuring.until:
                    self._report(measuring)
                    self._watch()
        if now >= self._next_level:
            self._next_level = now + LEVEL_SECONDS
            for key in self._keys:
                rx, tx = self._level(key)
                self._emit(Level(key=key, rx=rx, tx=tx))
        if self._echo is not None and not self._echo.tick(now):
            self._echo = None

    def _level(self, key: str) -> tuple[int, int]:
        microphone = self._mixer.node(MICROPHONE) if key == DEVICE else None
        media = self._mixer.node(SOUND if key == DEVICE else Node("leg", key))
        if media is None:
            return 0, 0
        try:
            # pjmedia names them from the port's side: what a port transmits comes from the far end.
            return (microphone or media).getTxLevel(), media.getRxLevel()
        except pj.Error as error:
            log.debug("no level of %s: %s", key, why(error))
            return 0, 0

    def _report(self, measuring: _Measuring) -> None:
        self._measuring.remove(measuring)
        rx, tx = measuring.rx or [0], measuring.tx or [0]
        self._emit(
            Energy(
                key=measuring.wish.key,
                id=measuring.wish.id,
                samples=len(measuring.rx),
                rx_average=sum(rx) / len(rx),
                tx_average=sum(tx) / len(tx),
                rx_peak=max(rx),
                tx_peak=max(tx),
            )
        )

    def _watch(self) -> None:
        self._mixer.wish(watched=frozenset([*self._keys, *(one.wish.key for one in self._measuring)]))


class _Echo:
    """The microphone, late: pieces of `delay_s` are recorded, and played while the next is recorded.

    pjmedia has no delay line that pjsua2 can reach, and frames made in Python would stall the sound.
    """

    def __init__(self, mixer: Mixer, wish: EchoTest) -> None:
        self._mixer = mixer
        self._delay = max(wish.delay_s, 0.2)
        self._folder = tempfile.TemporaryDirectory(prefix="contactdesk-echo-")
        self._until = time.monotonic() + wish.seconds
        self._piece = 0
        self._closing: Path | None = None
        self._recorder: pj.AudioMediaRecorder | None = None
        self._record()
        mixer.wish(echo=True)

    def tick(self, now: float) -> bool:
        """Go on; False when the test is over."""
        if self._closing is not None and is_complete(self._closing):
            self._play(self._closing)
            self._closing = None
        if now >= self._until:
            self.close()
            return False
        if now >= self._piece_ends:
            path = self._path()
            self._piece += 1
            self._record()
            self._closing = path
        return True

    def close(self) -> None:
        """Stop, and drop the media objects."""
        self._mixer.wish(echo=False)
        self._mixer.set_node(ECHO_IN, None)
        self._mixer.set_node(ECHO_OUT, None)
        self._recorder = None
        self._folder.cleanup()

    def _path(self) -> Path:
        return Path(self._folder.name) / f"{self._piece}.wav"

    def _record(self) -> None:
        recorder = pj.AudioMediaRecorder()
        recorder.createRecorder(str(self._path()))
        self._mixer.set_node(ECHO_IN, None)
        self._recorder = recorder
        self._mixer.set_node(ECHO_IN, recorder)
        self._mixer.refresh()
        self._piece_ends = time.monotonic() + self._delay

    def _play(self, path: Path) -> None:
        player = pj.AudioMediaPlayer()
        try:
            player.createPlayer(str(path), pj.PJMEDIA_FILE_NO_LOOP)
        except pj.Error as error:
            log.warning("echo test: %s", why(error))
            return
        self._mixer.set_node(ECHO_OUT, None)
        self._mixer.set_node(ECHO_OUT, player)
        self._mixer.refresh()
