"""Two people changed the same field: both values side by side, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.protocol.message import Refusal
from app.ui.controls import Panel, Text, column

NOW, MINE = 0, 1


class ConflictBox(Panel):
    """A line a field: what is there now, and what was typed here."""

    def __init__(
        self,
        refusal: Refusal,
        field_name: Callable[[str], str],
        value_text: Callable[[str, Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sunken", parent)
        self._groups: dict[str, QButtonGroup] = {}
        self.updated_at = int(refusal.details.get("updated_at") or 0)
        """What `seen_at` must be when it is sent again."""
        layout = column(self, 8, 12)
        layout.addWidget(Text(self.tr("Somebody else changed this meanwhile"), "strong"))
        layout.addWidget(
            Text(self.tr("Choose for each field what shall stand, then save again."), "small", "soft")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        layout.addLayout(grid)
        for column_number, text in ((1, self.tr("There now")), (2, self.tr("Yours"))):
            grid.addWidget(Text(text, "section"), 0, column_number)
        fields: dict[str, dict[str, Any]] = refusal.details.get("fields") or {}
        for line, (field, both) in enumerate(fields.items(), 1):
            self._add(grid, line, field, field_name(field), both, value_text)

    def _add(
        self,
        grid: QGridLayout,
        line: int,
        field: str,
        name: str,
        both: dict[str, Any],
        value_text: Callable[[str, Any], str],
    ) -> None:
        grid.addWidget(Text(name, "body", "soft"), line, 0)
        group = QButtonGroup(self)
        for side, key, said in (
            (NOW, "now", self.tr("{field}, there now: {value}")),
            (MINE, "yours", self.tr("{field}, yours: {value}")),
        ):
            value = value_text(field, both.get(key)) or self.tr("(empty)")
            button = QRadioButton(value if len(value) < 60 else value[:59] + "…")
            button.setToolTip(value)
            button.setAccessibleName(said.format(field=name, value=value))
            group.addButton(button, side)
            grid.addWidget(button, line, side + 1)
        group.button(MINE).setChecked(True)
        self._groups[field] = group

    def choose(self, field: str, mine: bool) -> None:
        """Choose for a field, as its button does."""
        self._groups[field].button(MINE if mine else NOW).setChecked(True)

    def given_up(self) -> set[str]:
        """The fields for which what is there now shall stay."""
        return {field for field, group in self._groups.items() if group.checkedId() == NOW}
