"""The fields of a customer, for a new one and for changing one."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from app.protocol.setup import CustomFieldView
from app.protocol.views import CustomerView
from app.ui.agent import words
from app.ui.controls import Text

LANGUAGES = (
    "",
    "en",
    "zh-TW",
    "zh-CN",
    "th",
    "ja",
    "ko",
    "vi",
    "id",
    "de",
    "fr",
    "es",
    "pt",
    "ru",
)
FIELDS = ("name", "other_names", "kind", "language", "segment", "vip", "remark")


def field_name(field: str) -> str:
    """A field of a customer in words."""
    match field:
        case "name":
            return words.translate("CustomerForm", "Name")
        case "other_names":
            return words.translate("CustomerForm", "Other names")
        case "kind":
            return words.translate("CustomerForm", "Kind")
        case "language":
            return words.translate("CustomerForm", "Language")
        case "segment":
            return words.translate("CustomerForm", "Segment")
        case "vip":
            return words.translate("CustomerForm", "VIP")
        case "remark":
            return words.translate("CustomerForm", "Remark")
        case "custom":
            return words.translate("CustomerForm", "Own fields")
    return field


class CustomerForm(QWidget):
    """A field a line. `changed` whenever something is typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._before = CustomerView(id=0, kind="person", name="")
        self._declared: list[CustomFieldView] = []
        self._custom: dict[str, QWidget] = {}
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = self._line("name")
        self.other_names = self._line("other_names")
        self.kind = QComboBox()
        for kind in ("person", "organisation"):
            self.kind.addItem(words.customer_kind(kind), kind)
        self._add("kind", self.kind)
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(words.language(code) or self.tr("not known"), code)
        self._add("language", self.language)
        self.segment = self._line("segment")
        self.vip = QCheckBox(self.tr("Very important customer"))
        self._add("vip", self.vip)
        self.vip.setAccessibleName(field_name("vip"))
        self.remark = QPlainTextEdit()
        self.remark.setTabChangesFocus(True)
        self.remark.setFixedHeight(60)
        self._add("remark", self.remark)
        for box in (self.kind, self.language):
            box.currentIndexChanged.connect(self.changed)
        self.vip.toggled.connect(self.changed)
        self.remark.textChanged.connect(self.changed)
        if brief:
            for widget in (self.other_names, self.segment, self.vip, self.remark):
                self.form.setRowVisible(widget, False)

    def _line(self, field: str) -> QLineEdit:
        line = QLineEdit()
        line.textEdited.connect(self.changed)
        self._add(field, line)
        return line

    def _add(self, field: str, widget: QWidget) -> None:
        label = Text(field_name(field), "body", "soft")
        label.setBuddy(widget)
        widget.setAccessibleName(field_name(field))
        self.form.addRow(label, widget)

    def set_customer(self, customer: CustomerView) -> None:
        """Show what is in the record."""
        self._before = customer
        for field in FIELDS:
            self.set_value(field, getattr(customer, field))

    def set_value(self, field: str, value: Any) -> None:
        """Put a value into a field."""
        widget = getattr(self, field)
        if isinstance(widget, QComboBox):
            place = widget.findData(value)
            if place < 0:
                widget.addItem(words.language(str(value)), value)
                place = widget.count() - 1
            widget.setCurrentIndex(place)
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(str(value))
        else:
            widget.setText(str(value))

    def value(self, field: str) -> Any:
        """What stands in a field."""
        widget = getattr(self, field)
        if isinstance(widget, QComboBox):
            return widget.currentData()
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        return widget.text().strip()

    def declare(self, fields: list[CustomFieldView], values: dict[str, Any]) -> None:
        """Add the fields that this centre declared, with their values."""
        for field in fields:
            if field.entity != "customer" or not field.active or field.key in self._custom:
                continue
            widget = custom_widget(field, values.get(field.key))
            widget.setAccessibleName(field.label)
            label = Text(field.label, "body", "soft")
            label.setBuddy(widget)
            self.form.addRow(label, widget)
            self._custom[field.key] = widget
            self._declared.append(field)

    def values(self) -> dict[str, Any]:
        """All fields that are not empty, for a new customer."""
        made = {field: self.value(field) for field in FIELDS}
        return {field: value for field, value in made.items() if value not in ("", None, False)}

    def changes(self) -> dict[str, Any]:
        """Only what differs from what was shown, for `EditCustomer`."""
        made = {
            field: self.value(field) for field in FIELDS if self.value(field) != getattr(self._before, field)
        }
        own = {}
        for field in self._declared:
            value = custom_value(field, self._custom[field.key])
            if value != self._before.custom.get(field.key) and not (
                value in ("", None) and self._before.custom.get(field.key) in ("", None)
            ):
                own[field.key] = value
        return {**made, "custom": own} if own else made

    def complain(self, text: str) -> None:
        """Mark the name as missing."""
        self.name.setProperty("wrong", True)
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
        self.name.setToolTip(text)
        self.name.setFocus()

    @Slot()
    def focus_first(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus()
        self.name.selectAll()


def custom_widget(field: CustomFieldView, value: Any) -> QWidget:
    """An editor that fits a declared field."""
    if field.type == "choice":
        box = QComboBox()
        box.addItem("", None)
        for choice in field.choices:
            box.addItem(choice, choice)
        box.setCurrentIndex(max(0, box.findData(value)))
        return box
    if field.type == "yes_no":
        box = QComboBox()
        for text, data in (("", None), (yes_no(True), True), (yes_no(False), False)):
            box.addItem(text, data)
        box.setCurrentIndex(0 if value is None else 1 if value else 2)
        return box
    line = QLineEdit("" if value is None else str(value))
    if field.type == "date":
        line.setPlaceholderText(words.translate("CustomerForm", "YYYY-MM-DD"))
    return line


def custom_value(field: CustomFieldView, widget: QWidget) -> Any:
    """What stands in it, as the record wants it; no number stays text, and is refused."""
    if isinstance(widget, QComboBox):
        return widget.currentData()
    assert isinstance(widget, QLineEdit)
    text = widget.text().strip()
    if field.type == "number" and text:
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    return text or None


def custom_text(field: CustomFieldView, value: Any) -> str:
    """The value of a declared field in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if field.type == "date" and isinstance(value, str):
        try:
            at = datetime.datetime.fromisoformat(value).replace(tzinfo=datetime.UTC)
        except ValueError:
            return value
        return words.day(int(at.timestamp() * 1000))
    return str(value)


def yes_no(value: bool) -> str:
    """Yes or no."""
    return words.translate("Words", "yes") if value else words.translate("Words", "no")
