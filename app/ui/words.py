"""Codes in words: states of agents and calls, lengths of time. Shown, therefore translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.agent.words import length
from app.ui.agent.words import number as spoken

translate = QCoreApplication.translate


def agent_state(code: str) -> str:
    """The word of an agent state (TERMS.md)."""
    match code:
        case "ready":
            return translate("States", "Ready")
        case "not_ready":
            return translate("States", "Not ready")
        case "reserved":
            return translate("States", "Reserved")
        case "talking":
            return translate("States", "Talking")
        case "hold":
            return translate("States", "Hold")
        case "after_call":
            return translate("States", "After-call work")
        case "not_responding":
            return translate("States", "Not responding")
        case "logged_out":
            return translate("States", "Logged out")
    return code


def call_state(code: str) -> str:
    """The word of an interaction's state, as the agent on it sees it."""
    match code:
        case "greeting":
            return translate("States", "In the greeting")
        case "waiting":
            return translate("States", "Waiting")
        case "offered":
            return translate("States", "Ringing")
        case "connecting":
            return translate("States", "Connecting")
        case "talking":
            return translate("States", "Talking")
        case "held":
            return translate("States", "On hold")
        case "consulting":
            return translate("States", "Consulting")
        case "consulted":
            return translate("States", "Asked in")
        case "transferred":
            return translate("States", "Passed on")
        case "conference":
            return translate("States", "Conference")
        case "after_call":
            return translate("States", "After-call work")
        case "closed":
            return translate("States", "Closed")
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
    return length(int(seconds))


def withheld_or(number: str, source: str) -> str:
    """A caller's number, or that it was withheld."""
    if source == "withheld" or not number:
        return translate("States", "Number withheld")
    return spoken(number)
