"""The way to the hub as the customer's panels are given it (see `app.ui.agent.port`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.protocol.customers import GetCard
from app.protocol.message import Command, Query
from app.protocol.rows import AgentRow, NoteRow, QueueRow
from app.protocol.views import Card
from app.ui import situation
from app.ui.agent.port import Done, Failed, Undo
from app.ui.workplace import Workplace


class WindowPort:
    """A `Port` on the workplace of this window."""

    def __init__(self, workplace: Workplace) -> None:
        self._at = workplace

    @property
    def me(self) -> int:
        """Id of the agent who sits here."""
        return self._at.rows.me

    def ask(
        self, query: Query[Any], done: Done, failed: Failed | None = None, *, owner: QObject | None = None
    ) -> None:
        """Ask the hub."""
        self._at.ops.ask(query, done, failed, owner=owner)

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
        """Have something done."""
        self._at.ops.do(command, done, failed, owner=owner, said=said, undo=undo, draft_key=draft_key)

    def notes_of(self, interaction_id: int) -> list[NoteRow]:
        """The notes of an open interaction, oldest first."""
        return self._at.rows.notes(interaction_id)

    def open_card(self, customer_id: int, done: Done, *, owner: QObject | None = None) -> None:
        """Ask for a customer's card; from then on the log's events keep it up to date."""
        cards = self._at.rows.cards

        def came(card: Card) -> None:
            done(cards.hold(card.customer.id, card))

        self._at.ops.ask(GetCard(customer_id=customer_id), came, owner=owner)

    def held_card(self, customer_id: int) -> Card | None:
        """A customer's card as the log has it now, where one is held."""
        return self._at.rows.cards.get(customer_id)

    def close_card(self, customer_id: int) -> None:
        """The card is no longer shown."""
        self._at.rows.cards.release(customer_id)

    def draft(self, key: str) -> str:
        """What was typed under `key` and not yet sent."""
        return self._at.drafts.text(key)

    def keep_draft(self, key: str, text: str) -> None:
        """Write to the journal what is typed now."""
        self._at.drafts.draft(key, text)

    def say(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say something in passing, maybe with a button beside it."""
        if then is None:
            self._at.notices.say(text)
        else:
            self._at.notices.offer(text, action, then)

    def agent_name(self, agent_id: int | None) -> str:
        """Name of an agent; empty where unknown."""
        agent = self._at.rows.row("agents", agent_id)
        return agent.name if agent else ""

    def queue_name(self, queue_id: int | None) -> str:
        """Name of a queue; empty where unknown."""
        queue = self._at.rows.row("queues", queue_id)
        return queue.name if queue else ""

    def queues(self) -> list[QueueRow]:
        """Queues in use, by name."""
        return sorted((q for q in self._at.rows.rows("queues") if q.active), key=lambda q: q.name)

    def agents(self) -> list[AgentRow]:
        """Agents in use, by name."""
        return sorted((a for a in self._at.rows.rows("agents") if a.active), key=lambda a: a.name)

    def disposition_name(self, disposition_id: int | None) -> str:
        """Name of a disposition code in the language of the window; empty where unknown."""
        code = self._at.rows.row("disposition_codes", disposition_id)
        return situation.code_name(code, self._at.language)
