"""What the window tells: a line that passes (toast), and a banner that stays until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.protocol import errors

if TYPE_CHECKING:
    from app.protocol.message import Refusal

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Said:
    """Something told to the person at the desk. `tone` is good, info, warn or bad."""

    text: str
    tone: str = "info"
    code: str = ""
    action: str = ""
    """The word on the button beside it: "Undo", "Open"."""
    then: Callable[[], None] | None = None
    """What that button does."""


class Notices(QObject):
    """Where messages are put; `app.ui.noticebar` shows them."""

    said = Signal(object)
    """A `Said`."""

    def say(self, text: str, tone: str = "good", *, undo: Callable[[], None] | None = None) -> None:
        """Tell something that passes by itself; with `undo` there is a button to take it back."""
        action = translate("Notices", "Undo") if undo else ""
        self.said.emit(Said(text, tone, "", action, undo))

    def offer(self, text: str, action: str, then: Callable[[], None], tone: str = "info") -> None:
        """Tell something with a button of another name beside it."""
        self.said.emit(Said(text, tone, "", action, then))

    def warn(self, text: str, code: str = "") -> None:
        """Tell something to look at."""
        self.said.emit(Said(text, "warn", code))

    def refused(self, refusal: Refusal) -> None:
        """Tell that something could not be done: in the window's language where the code is known."""
        self.said.emit(Said(refusal_text(refusal), "bad", refusal.code))


def refusal_text(refusal: Refusal) -> str:
    """What a refusal says to a person: a sentence of ours for common codes, else the hub's own."""

    if refusal.code == errors.THROTTLED:
        seconds = int(refusal.details.get("seconds", refusal.details.get("retry_after", 0)) or 0)
        if seconds:
            return translate("Refusals", "Too many failed attempts. Try again in %n s.", None, seconds)
        return translate("Refusals", "Too many failed attempts. Wait a minute, then try again.")
    known = {
        errors.HUB_UNREACHABLE: translate(
            "Refusals", "The hub cannot be reached. What you type is kept; try again when the window is live."
        ),
        errors.HUNG_UP_HERE: translate(
            "Refusals",
            "The hub cannot be reached. Your phone has hung up; the hub takes note when it is back.",
        ),
        errors.WRONG_PASSWORD: translate(
            "Refusals", "Login or password is wrong. Check both; capital letters count."
        ),
        errors.NOT_SIGNED_IN: translate("Refusals", "This session has ended. Sign in again."),
        errors.NOT_ALLOWED: translate("Refusals", "Your role may not do this. Ask a supervisor."),
        errors.OFFER_GONE: translate(
            "Refusals", "This offer is no longer there: somebody else took it, or the caller hung up."
        ),
        errors.WRONG_STATE: translate("Refusals", "This can no longer be done: the call has moved on."),
        errors.ON_A_CALL: translate("Refusals", "You are on a call. Finish it first."),
        errors.NO_PHONE: translate("Refusals", "Your phone is not ready. Open Phone and devices to see why."),
        errors.NO_WAY_OUT: translate(
            "Refusals", "The line cannot dial outside numbers here. Choose an agent or a queue."
        ),
        errors.LINE_DOWN: translate(
            "Refusals", "The telephone line is down. Calls cannot be moved until it is back."
        ),
        errors.STALE: translate(
            "Refusals", "Somebody else changed this first. Look at what is there now, then try again."
        ),
        errors.BAD_NUMBER: translate("Refusals", "This is not a telephone number that can be dialled."),
    }
    return known.get(refusal.code) or refusal.text
