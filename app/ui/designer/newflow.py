"""A new flow: its name, its title, and the template it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.core.resources import resource
from app.scripts.editing.blocks import split
from app.scripts.editing.values import set_value
from app.ui.agent.dialogs import FormDialog
from app.ui.controls import Text

TEMPLATES = ("script", "menu", "questionnaire", "checklist")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
ROLE = int(Qt.ItemDataRole.UserRole)


def from_template(template: str, name: str, title: str) -> str:
    """The template's text with the flow's name and title."""
    text = resource("templates", "flows", f"{template}.yaml").read_text(encoding="utf-8")
    pieces = split(text)
    head = set_value(pieces[0].text, ("flow",), name)
    head = set_value(head, ("title", "en"), title or name)
    return head + "".join(piece.text for piece in pieces[1:])


class NewFlowDialog(FormDialog):
    """`begun` tells name and text; nothing is at the hub until the draft is saved."""

    begun = Signal(str, str)

    def __init__(self, taken: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("New flow"), self.tr("Begin"), parent)
        self._taken = set(taken)
        self.title = QLineEdit()
        self.name = QLineEdit()
        self.templates = QListWidget()
        self._by_hand = False
        self.add(self.tr("Title"), self.title)
        self.add(self.tr("Name for machines"), self.name)
        self.form.addRow(Text(self.tr("Begin with"), "body", "soft"))
        self.form.addRow(self.templates)
        self.templates.setAccessibleName(self.tr("Begin with"))
        self.templates.setMinimumHeight(150)
        for template, words in (
            ("script", self.tr("A call script: say, ask, keep a note")),
            ("menu", self.tr("A telephone menu: digits lead to queues")),
            ("questionnaire", self.tr("A questionnaire: by an agent or by a link")),
            ("checklist", self.tr("A checklist for a visit: photo and signature")),
        ):
            item = QListWidgetItem(words)
            item.setData(ROLE, template)
            self.templates.addItem(item)
        self.templates.setCurrentRow(0)
        self.title.textEdited.connect(self._title_typed)
        self.name.textEdited.connect(self._name_typed)
        self.title.setFocus()

    @Slot(str)
    def _title_typed(self, title: str) -> None:
        if not self._by_hand:
            self.name.setText(re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:64])

    @Slot()
    def _name_typed(self) -> None:
        self._by_hand = True

    def send(self) -> bool:
        """Begin, if the name can be one."""
        name = self.name.text().strip()
        if not _NAME.fullmatch(name):
            self._wrong(
                self.tr("A name for machines has small letters, digits and hyphens, such as night-menu.")
            )
            return False
        if name in self._taken:
            self._wrong(
                self.tr("There is a flow of this name already. Choose another name, or open that one.")
            )
            return False
        template = str(self.templates.currentItem().data(ROLE))
        self.begun.emit(name, from_template(template, name, self.title.text().strip()))
        self.accept()
        return True

    def _wrong(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()
        self.name.setFocus()
