"""What the line writes down of each phone process, so that the next hub finds its call again."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from app.telephony.identity import Ani, Dnis
from app.telephony.ports import CallPhase

log = logging.getLogger(__name__)


class LegRecord(msgspec.Struct, kw_only=True):
    """One leg of a call."""

    name: str
    key: str
    """The phone's name for it."""
    uri: str = ""
    answered: bool = False
    ringing: bool = False
    held: bool = False
    sound: str = ""
    prompt: str = ""
    deadline: float = 0.0
    """Wall clock at which an unanswered dial is given up, Unix seconds."""


class CallRecord(msgspec.Struct, kw_only=True):
    """One call."""

    call: str
    ani: Ani
    dnis: Dnis
    peer: str
    sip_call_id: str
    from_tag: str
    branch: str
    arrived_at: int
    phase: CallPhase = "arrived"
    legs: list[LegRecord] = []
    groups: list[list[str]] = []
    dialled: int = 0


class PhoneRecord(msgspec.Struct, kw_only=True):
    """One phone process: how far its events were handled, and its call."""

    instance: str = ""
    last: int = 0
    call: CallRecord | None = None


_decoder = msgspec.json.Decoder(PhoneRecord)


def read(path: Path) -> PhoneRecord:
    """The record in a file; an empty one where there is none or it cannot be read."""
    try:
        return _decoder.decode(path.read_bytes())
    except FileNotFoundError:
        return PhoneRecord()
    except (OSError, msgspec.DecodeError) as error:
        log.warning("%s cannot be read (%s): the call in it, if any, is hung up", path, error)
        return PhoneRecord()


def write(path: Path, record: PhoneRecord) -> None:
    """Replace the file in one step. Not flushed to disk: the phone does not outlive the machine either.
    Raises OSError."""
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(record))
    part.replace(path)
