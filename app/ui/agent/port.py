"""What the customer's widgets need of the desk, so that they can be shown without a hub behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from app.protocol.message import Command, Query, Refusal
from app.protocol.rows import AgentRow, NoteRow, QueueRow
from app.protocol.views import Card

Done = Callable[[Any], None]
Failed = Callable[[Refusal], None]
Undo = Callable[[Any], Command[Any] | None]


class Reading(Protocol):
    """Enough to show lists: a way to ask, and the names of people and queues.

    `done` and `failed` are called in the GUI thread; an answer whose `owner` is gone is dropped. A refusal
    that nobody takes is shown as a notice.
    """

    @property
    def me(self) -> int:
        """Id of the agent who sits here."""

    def ask(
        self, query: Query[Any], done: Done, failed: Failed | None = None, *, owner: QObject | None = None
    ) -> None:
        """Ask the hub; `done(answer)` or `failed(refusal)`."""

    def agent_name(self, agent_id: int | None) -> str:
        """Name of an agent; empty where unknown."""

    def queue_name(self, queue_id: int | None) -> str:
        """Name of a queue; empty where unknown."""


class Port(Reading, Protocol):
    """With it things are done too, and what is typed goes to the journal."""

    def do(
        self,
        command: Command[Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        said: str = "",
        undo: Undo | None = None,
        draft_key: str = "",
    ) -> None:
        """Have something done. When it worked `said` is shown for a moment; `undo` makes from the answer
        the command that takes it back, for a button beside it. The draft it was made of goes as the journal
        takes the command; who is refused puts it back."""

    def notes_of(self, interaction_id: int) -> list[NoteRow]:
        """The notes of an open interaction, oldest first."""

    def open_card(self, customer_id: int, done: Done, *, owner: QObject | None = None) -> None:
        """Ask for a customer's Card and keep it up to date until `close_card`."""

    def held_card(self, customer_id: int) -> Card | None:
        """A customer's card as the log has it now, where one is held."""

    def close_card(self, customer_id: int) -> None:
        """The card is no longer shown."""

    def draft(self, key: str) -> str:
        """What was typed under `key` and not yet sent; empty where nothing was."""

    def keep_draft(self, key: str, text: str) -> None:
        """Write to the journal what is typed now; an empty text takes it out."""

    def queues(self) -> list[QueueRow]:
        """Queues in use, by name."""

    def agents(self) -> list[AgentRow]:
        """Agents in use, by name."""

    def disposition_name(self, disposition_id: int | None) -> str:
        """Name of a disposition code in the language of the window; empty where unknown."""

    def say(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say something in passing; `action` names a button beside it that calls `then`."""
