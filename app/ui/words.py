"""Codes in words: states of agents and calls, lengths of time. Shown, therefore translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.agent.words import number as spoken

_translate = QCoreApplication.translate


def agent_state(code: str) -> str:
    """The word of an agent state (TERMS.md)."""
    match code:
        case "ready":
            return _translate("States", "Ready")
        case "not_ready":
            return _translate("States", "Not ready")
        case "reserved":
            return _translate("States", "Reserved")
        case "talking":
            return _translate("States", "Talking")
        case "hold":
            return _translate("States", "Hold")
        case "after_call":
            return _translate("States", "After-call work")
        case "not_responding":
            return _translate("States", "Not responding")
        case "logged_out":
            return _translate("States", "Logged out")
    return code


def call_state(code: str) -> str:
    """The word of an interaction's state, as the agent on it sees it."""
    match code:
        case "greeting":
            return _translate("States", "In the greeting")
        case "waiting":
            return _translate("States", "Waiting")
        case "offered":
            return _translate("States", "Ringing")
        case "connecting":
            return _translate("States", "Connecting")
        case "talking":
            return _translate("States", "Talking")
        case "held":
            return _translate("States", "On hold")
        case "consulting":
            return _translate("States", "Consulting")
        case "consulted":
            return _translate("States", "Asked in")
        case "transferred":
            return _translate("States", "Passed on")
        case "conference":
            return _translate("States", "Conference")
        case "after_call":
            return _translate("States", "After-call work")
        case "closed":
            return _translate("States", "Closed")
    return code


def ticket_state(code: str) -> str:
    """The word of a ticket's state."""
    match code:
        case "open":
            return _translate("States", "Open")
        case "pending":
            return _translate("States", "Pending")
        case "closed":
            return _translate("States", "Closed")
    return code


CALL_TONES = {
    "offered": "warn",
    "connecting": "info",
    "talking": "info",
    "held": "warn",
    "consulting": "info",
    "consulted": "info",
    "conference": "info",
    "after_call": "wrap",
}
"""Interaction state → the tone of its chip."""


def running(seconds: int) -> str:
    """A running time: 0:42, 12:05, 1:02:03."""
    hours, rest = divmod(max(0, int(seconds)), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def withheld_or(number: str, source: str) -> str:
    """A caller's number, or that it was withheld."""
    if source == "withheld" or not number:
        return _translate("States", "Number withheld")
    return spoken(number)
