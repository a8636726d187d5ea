"""The simulated town: who may call, and what its window and its process tell each other.

The town is no part of the record: it calls in by SIP like anyone. Its control is a local socket with
JSON objects, one a line: the window sends `SetPace` and `CallNow`, the town answers with `TownStatus`
whenever something changed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Pace = Literal["off", "calm", "normal", "busy"]
PACES: tuple[Pace, ...] = ("off", "calm", "normal", "busy")
CallerKind = Literal["known", "unknown", "withheld", "shared"]


Trouble = Literal["", "line_full", "line_silent", "line_refused", "no_phone"]
"""The line was busy, did not answer, said no; or no caller's phone or voice could be started."""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """One who may call. `number` is E.164, also of one who withholds it."""

    name: str
    number: str
    kind: CallerKind
    language: str
    """BCP 47; the voice speaks it."""
    dnis: str
    """The number they dial (E.164)."""
    digits: str = ""
    """What they press when the menu asks."""
    menu: bool = False
    """The number they dial has a menu."""
    sentences: list[str] = []
    matter: str = ""
    """What it is about, in a few words, for the town's own display."""


class TownBook(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone who may call, in the order in which they begin; after that at random."""

    callers: list[Caller] = []


class SetPace(msgspec.Struct, frozen=True, tag="set_pace", tag_field="say"):
    """How busy the town is."""

    pace: Pace


class CallNow(msgspec.Struct, frozen=True, tag="call_now", tag_field="say"):
    """The next caller calls now; of one kind, where one is named."""

    kind: Literal["", "known", "unknown", "withheld", "shared"] = ""


class OnThePhone(msgspec.Struct, frozen=True, kw_only=True):
    """A caller who is calling at the moment."""

    name: str
    number: str
    kind: CallerKind
    language: str
    matter: str = ""
    state: str = "dialling"
    """dialling, ringing, waiting, talking, held"""
    since: int = 0


class TownStatus(msgspec.Struct, frozen=True, kw_only=True, tag="town", tag_field="say"):
    """How the town is doing."""

    pace: Pace
    calling: list[OnThePhone] = []
    calls: int = 0
    """Calls since the start."""
    abandoned: int = 0
    trouble: Trouble = ""
    """Why the last caller could not call."""


ToTown = SetPace | CallNow
