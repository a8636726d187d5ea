"""A stand-in for the desk behind the customer's widgets: it remembers what was asked and done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.protocol.customers import GetCard
from app.protocol.message import Command, Query, Refusal
from app.protocol.rows import AgentRow, NoteRow, QueueRow
from app.protocol.views import Card
from app.ui.agent.port import Done, Failed, Undo


class StandIn:
    """Implements `app.ui.agent.port.Port`. Answers come from `answers`, by the name of the message."""

    def __init__(self) -> None:
        self.me = 7
        self.asked: list[tuple[Query[Any], Done, Failed | None]] = []
        self.done: list[Command[Any]] = []
        self.answers: dict[str, Any] = {}
        self.open: list[int] = []
        self.held: dict[int, Card] = {}
        self.drafts: dict[str, str] = {}
        self.notices: list[tuple[str, Any]] = []
        self.notes: list[NoteRow] = []

    def ask(
        self, query: Query[Any], done: Done, failed: Failed | None = None, *, owner: QObject | None = None
    ) -> None:
        self.asked.append((query, done, failed))
        self._answer(query, done, failed)

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
        self.done.append(command)
        self.drafts.pop(draft_key, None)
        answer = self._answer(command, done, failed)
        if answer is not None and said:
            self.notices.append((said, undo(answer) if undo else None))

    def _answer(self, message: Any, done: Done | None, failed: Failed | None) -> Any:
        """The answer that was laid out for the message, or None where there is none or it is a refusal."""
        answer = self.answers.get(type(message).__name__)
        if callable(answer):
            answer = answer(message)
        if isinstance(answer, Refusal):
            if failed is None:
                self.say(answer.text)
            else:
                failed(answer)
            return None
        if answer is not None and done is not None:
            done(answer)
        return answer

    def notes_of(self, interaction_id: int) -> list[NoteRow]:
        return [note for note in self.notes if note.interaction_id == interaction_id]

    def open_card(self, customer_id: int, done: Done, *, owner: QObject | None = None) -> None:
        self.open.append(customer_id)
        self.ask(GetCard(customer_id=customer_id), done, owner=owner)

    def held_card(self, customer_id: int) -> Card | None:
        return self.held.get(customer_id)

    def close_card(self, customer_id: int) -> None:
        self.open.remove(customer_id)

    def last(self) -> Any:
        """The last command that was done."""
        return self.done[-1]

    def draft(self, key: str) -> str:
        return self.drafts.get(key, "")

    def keep_draft(self, key: str, text: str) -> None:
        if text:
            self.drafts[key] = text
        else:
            self.drafts.pop(key, None)

    def agent_name(self, agent_id: int | None) -> str:
        return {7: "Lin Mei", 8: "Anna Krüger", 9: "ปรีชา วงศ์สุข"}.get(agent_id or 0, "")

    def queue_name(self, queue_id: int | None) -> str:
        return {3: "Support", 4: "Billing"}.get(queue_id or 0, "")

    def queues(self) -> list[QueueRow]:
        return [QueueRow(id=4, name="Billing"), QueueRow(id=3, name="Support")]

    def agents(self) -> list[AgentRow]:
        return [AgentRow(id=8, name="Anna Krüger"), AgentRow(id=7, name="Lin Mei")]

    def disposition_name(self, disposition_id: int | None) -> str:
        return {5: "Settled", 6: "Call back"}.get(disposition_id or 0, "")

    def say(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        self.notices.append((text, then))


def keep(qtbot: QtBot, dialog: QDialog) -> None:
    """Have a dialog live until the test ends, though it was closed: so that it can be looked at."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
