"""The two kinds of message to the door, and the answer a refusal gets.

A command changes something and has an id, so that sending it twice does it once. A question
changes nothing. Both are msgspec structs that name the type of their answer:
`class AddNote(Command[NoteView])`; the HTTP route, OpenAPI entry and CLI call come from that.
"""

from typing import Any, Generic, Literal, TypeVar, get_args

import msgspec

R = TypeVar("R")

Role = Literal["agent", "supervisor", "technician", "administrator", "system", "machine"]

DESK_ROLES: frozenset[Role] = frozenset(("agent", "supervisor", "technician", "administrator"))
"""Everybody who signs in at a desk."""
LEADS: frozenset[Role] = frozenset(("supervisor", "administrator"))
ADMINISTRATOR: frozenset[Role] = frozenset(("administrator",))
SYSTEM: frozenset[Role] = frozenset(("system",))
"""The hub's own workers: the line, the router, the timers. Never given to a person."""
MACHINES: frozenset[Role] = frozenset(("machine", "system"))
"""Programs outside with a key of their own: an IVR. Never given to a person."""
EVERYBODY = DESK_ROLES | SYSTEM


class Command(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """Something to be done. Subclasses say `Command[AnswerType]`."""


class Query(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """Something to be told. Subclasses say `Query[AnswerType]`."""


class Done(msgspec.Struct, frozen=True):
    """The answer of a command that has nothing to tell but that it was done."""

    number: int = 0
    """The log number it was written under; 0 where nothing changed."""


class Refusal(msgspec.Struct, frozen=True):
    """What a refused command or question is answered with."""

    code: str
    text: str
    details: dict[str, Any] = {}


def answer_type(message: type[Command[Any]] | type[Query[Any]]) -> Any:
    """The type a command or question is answered with."""
    for base in getattr(message, "__orig_bases__", ()):
        arguments = get_args(base)
        if arguments:
            return arguments[0]
    raise TypeError(f"{message.__name__} does not say what it is answered with")
