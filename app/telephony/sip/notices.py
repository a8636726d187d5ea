"""What callbacks enqueue: happenings inside pjsua2, handled after the poll that brought them."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol.phone import DtmfMethod, Quality


@dataclass(frozen=True, slots=True)
class Arrived:
    """An INVITE; `replaces` is the key of the leg it replaces."""

    key: str
    message: str
    peer: str
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class StateChanged:
    key: str
    state: int
    code: int
    reason: str
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class MediaChanged:
    key: str


@dataclass(frozen=True, slots=True)
class DigitCame:
    key: str
    digit: str
    method: DtmfMethod


@dataclass(frozen=True, slots=True)
class TransferCame:
    key: str
    target: str
    new_key: str


@dataclass(frozen=True, slots=True)
class TransferMoved:
    key: str
    code: int
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class Registration:
    account: str
    code: int
    reason: str
    expires_s: int


@dataclass(frozen=True, slots=True)
class NoSlot:
    """pjsua answered 486 by itself: all four calls are taken."""

    from_uri: str
    peer: str


@dataclass(frozen=True, slots=True)
class FileEnded:
    key: str
    serial: int


Notice = (
    Arrived | StateChanged | MediaChanged | DigitCame | TransferCame | TransferMoved | Registration | NoSlot
    | FileEnded
)  # fmt: skip
