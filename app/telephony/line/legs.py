"""One leg of a call on the built-in line."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from app.protocol import phone as wire
from app.telephony.line.record import LegRecord
from app.telephony.ports import Quality

Sound = Literal["", "prompt", "music", "hold"]
"""What is played to a leg: nothing, a prompt, music because the hub said so, or because someone holds."""


@dataclass(slots=True, eq=False)
class Leg:
    """What is known of a leg while it lives."""

    name: str
    key: str
    uri: str = ""
    answered: bool = False
    ringing: bool = False
    held: bool = False
    sound: Sound = ""
    prompt: str = ""
    waiting: wire.Play | None = None
    """To be played as soon as the leg has media."""
    deadline: float = 0.0
    timer: asyncio.TimerHandle | None = None
    timed_out: bool = False
    dropped: bool = False
    """The hub said so."""
    measuring: dict[str, float] = field(default_factory=dict)

    def cancel_timer(self) -> None:
        """The dial is decided."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def to_record(self) -> LegRecord:
        """As it is written down."""
        return LegRecord(
            name=self.name,
            key=self.key,
            uri=self.uri,
            answered=self.answered,
            ringing=self.ringing,
            held=self.held,
            sound=self.sound,
            prompt=self.prompt,
            deadline=self.deadline,
        )

    @classmethod
    def from_record(cls, record: LegRecord) -> Leg:
        """As it was written down."""
        sound: Sound = record.sound if record.sound in ("prompt", "music", "hold") else ""  # type: ignore[assignment]
        return cls(
            name=record.name,
            key=record.key,
            uri=record.uri,
            answered=record.answered,
            ringing=record.ringing,
            held=record.held,
            sound=sound,
            prompt=record.prompt,
            deadline=record.deadline,
        )


def quality_of(quality: wire.Quality | None) -> Quality | None:
    """The phone's figures as the hub gets them."""
    if quality is None:
        return None
    return Quality(
        codec=quality.codec,
        received=quality.rx_packets,
        lost=quality.rx_lost,
        jitter_ms=quality.rx_jitter_ms,
        round_trip_ms=quality.rtt_ms,
    )
