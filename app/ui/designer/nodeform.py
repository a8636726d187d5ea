"""The chosen node as a form: its fields by kind, each a value in the node's text."""

from __future__ import annotations

from functools import partial
from typing import Any

import yaml
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QStackedWidget, QWidget

from app.scripts import grammar
from app.scripts.editing import operations
from app.scripts.editing.blocks import data, parts
from app.scripts.editing.values import Path
from app.ui.controls import Button, Empty, Glyph, IconButton, Panel, Text, column, row
from app.ui.designer.author import Author
from app.ui.designer.drawing import KIND_ICONS, KIND_TONES
from app.ui.designer.fields import Flag, Line, Pairs, Pick, Target, Texts
from app.ui.designer.graph import Graph
from app.ui.designer.itemfields import Items
from app.ui.designer.kinds import kind_word
from app.ui.designer.labels import ANSWER_TYPES, key_label, type_label
from app.ui.designer.nodepicker import NodePicker

_LOOK_UPS = ("customer", "products", "tickets", "interactions", "answers", "queue", "url")
_ALWAYS = {
    "ask": ("type", "next"),
    "look_up": ("with", "into", "next", "none"),
    "do": ("with", "next", "refused"),
    "recommend": ("items", "accepted", "declined"),
    "branch": ("otherwise",),
    "route": ("skills",),
    "transfer": ("failed",),
    "flow": ("with", "into", "next"),
    "wait": ("next",),
    "set": ("next",),
    "say": ("next",),
    "end": ("say",),
}
"""Kind → what is shown also where it is not written; the rest comes by “More”."""
_PAIRS = ("values", "names", "levels")


class NodeForm(QWidget):
    """Follows the graph's current node."""

    text_wanted = Signal()
    """Show the node in the text."""

    def __init__(self, author: Author, graph: Graph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._author = author
        self._graph = graph
        self._name = ""
        self._built: object = None
        self._more: set[str] = set()
        self._fields: dict[str, Any] = {}
        self._stack = QStackedWidget()
        self._empty = Empty("flow", "", "")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        panel = Panel("panel")
        column(panel, 0, (8, 4, 2, 4)).addWidget(self._stack)
        column(self, 0, (0, 6, 0, 0)).addWidget(panel)
        graph.chosen.connect(self._chosen)
        author.drawn.connect(self.refresh)
        self._say()

    # ----------------------------------------------------------------- following
    @Slot(str)
    def _chosen(self, name: str) -> None:
        if name != self._name:
            self.flush()
            self._name = name
            self._more = set()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the current node as it is written now."""
        if not self.isVisible():
            self._built = None
            return
        self._name = self._graph.current
        written = self._written()
        if written is None:
            self._built = None
            self._fields = {}
            self._stack.setCurrentWidget(self._empty)
            self._say()
            return
        kind, values = written
        built = (self._name, kind, _structure(values), tuple(self._languages()), frozenset(self._more))
        if built != self._built:
            self._build(kind, values)
            self._built = built
        for key, field in self._fields.items():
            field.show_value(values.get(key))
        self._stack.setCurrentWidget(self._area)

    def _written(self) -> tuple[str, dict[str, Any]] | None:
        """Kind and values of the current node; None where there is none or it cannot be read."""
        flow = self._author.flow
        node = flow.nodes.get(self._name) if flow is not None else None
        if node is None or not self._author.document.has(self._name):
            return None
        try:
            values = data(parts(self._author.document.block(self._name))).get(self._name)
        except (yaml.YAMLError, AttributeError):
            return None
        return (node.kind, values) if isinstance(values, dict) else None

    def _languages(self) -> list[str]:
        flow = self._author.flow
        return list(flow.languages) if flow is not None else []

    def flush(self) -> None:
        """Take what is typed in a field, now."""
        for field in tuple(self._fields.values()):
            field.flush()

    def focus_first(self) -> None:
        """The keyboard goes to the node's main field."""
        self.refresh()
        flow = self._author.flow
        node = flow.nodes.get(self._name) if flow is not None else None
        field = self._fields.get(node.kind) if node is not None else None
        if field is not None:
            field.setFocus()

    # ----------------------------------------------------------------- building
    def _build(self, kind: str, values: dict[str, Any]) -> None:
        focus = self._focused()
        inside = QWidget()
        inside.setProperty("role", "plain")
        layout = column(inside, 4, (4, 8, 12, 8))
        head = row(layout, 8)
        head.addWidget(Glyph(KIND_ICONS[kind], KIND_TONES[kind], 20))
        head.addWidget(Text(kind_word(kind), "strong"), 1)
        show = IconButton("code", self.tr("Show in the text"))
        show.clicked.connect(self.text_wanted)
        head.addWidget(show)
        name = Line((), self._rename, self.tr("Name of the node"))
        name.show_value(self._name)
        layout.addWidget(Text(self.tr("Name"), "small", "soft"))
        layout.addWidget(name)
        self._fields = {}
        shown = [key for key in self._order(kind) if self._is_shown(kind, key, values)]
        for key in shown:
            field = self._field(kind, key, values)
            if field is None:
                continue
            if not isinstance(field, Flag):
                label = Text(key_label(key), "small", "soft")
                label.setContentsMargins(0, 6, 0, 0)
                label.setToolTip(grammar.KEYS[kind][key].about)
                layout.addWidget(label)
            layout.addWidget(field)
            self._fields[key] = field
        self._add_more(kind, shown, layout)
        layout.addStretch(1)
        self._area.setWidget(inside)
        self._focus(focus)

    def _order(self, kind: str) -> list[str]:
        keys = operations.key_order(kind)
        main = [kind, *(key for key in keys if key not in (kind, "title", "at"))]
        return [*main, "title"]

    def _is_shown(self, kind: str, key: str, values: dict[str, Any]) -> bool:
        if key == "choices" and values.get("type") in ("one_of", "many_of"):
            return True
        return key == kind or key in values or key in _ALWAYS.get(kind, ()) or key in self._more

    def _add_more(self, kind: str, shown: list[str], layout: Any) -> None:
        left = [key for key in self._order(kind) if key not in shown and key != "say"]
        left += ["say"] if "say" in grammar.KEYS[kind] and "say" not in shown else []
        if not left:
            return
        more = Button(self.tr("More fields"), "plus", "link")
        menu = QMenu(more)
        for key in left:
            menu.addAction(key_label(key)).triggered.connect(partial(self._show_more, key))
        more.setMenu(menu)
        line = row(layout, 0)
        line.addWidget(more)
        line.addStretch(1)

    def _show_more(self, key: str, checked: bool = False) -> None:
        self._more.add(key)
        self.refresh()
        field = self._fields.get(key)
        if field is not None:
            field.setFocus()

    def _field(self, kind: str, key: str, values: dict[str, Any]) -> Any:
        """The field for a key, by its shape."""
        shape, label, path = grammar.KEYS[kind][key].shape, key_label(key), (key,)
        if shape == "text":
            return Texts(path, self._commit, label, self._languages())
        if shape == "node":
            target = Target(path, self._commit, label)
            target.wanted.connect(self._choose_target)
            target.followed.connect(self._go)
            return target
        if shape in ("choices", "cases", "items"):
            return self._items(path, label, values.get(key))
        if shape in _PAIRS:
            written = values.get(key)
            pairs = Pairs(path, self._commit, label, list(written) if isinstance(written, dict) else [])
            pairs.renamed.connect(self._rename_pair)
            return pairs
        if shape == "flag":
            return Flag(path, self._commit, label, True)
        if shape == "type":
            return Pick(path, self._commit, label, [(type, type_label(type)) for type in ANSWER_TYPES])
        if key == "look_up":
            return Pick(path, self._commit, label, [(what, what) for what in _LOOK_UPS])
        if shape == "prompt":
            return Texts(path, self._commit, label, self._languages(), short=True)
        if shape == "position":
            return None
        return Line(path, self._commit, label, code=shape in ("value", "limit"))

    def _items(self, path: Path, label: str, written: Any) -> Items:
        count = len(written) if isinstance(written, list) else 0
        items = Items(path, self._commit, label, self._languages(), count)
        items.added.connect(self._add_item)
        items.shifted.connect(self._shift_item)
        items.target_wanted.connect(self._choose_target)
        items.followed.connect(self._go)
        return items

    def _focused(self) -> Path | None:
        """The place of the field that the keyboard is in."""
        widget = QApplication.focusWidget()
        if widget is None or not self._area.isAncestorOf(widget):
            return None
        found: QWidget | None = widget
        while found is not None and found is not self:
            path = getattr(found, "path", None)
            if path is not None:
                return tuple(path)
            found = found.parentWidget()
        return None

    def _focus(self, path: Path | None) -> None:
        inside = self._area.widget()
        if path is None or inside is None:
            return
        for widget in inside.findChildren(QWidget):
            if getattr(widget, "path", None) == path:
                widget.setFocus()
                return

    # ----------------------------------------------------------------- changing
    def _commit(self, path: Path, value: Any) -> None:
        """A field has another value."""
        name = self._name
        if not self._author.document.has(name):
            return
        language = str(path[-1]) if len(path) > 1 else ""
        if language in self._languages() and _is_text(path):
            words = "" if value is None else str(value)
            self._author.do(lambda document: operations.set_text(document, name, path[:-1], language, words))
        elif path and path[-1] in _WAYS:
            self._author.do(lambda document: operations.connect(document, name, [path], value or ""))
        elif value == "" and len(path) == 1 and self._keeps_empty(path[0]):
            self._author.do(lambda document: operations.set_empty(document, name, path))
        else:
            self._author.do(lambda document: operations.set_key(document, name, path, value))

    def _keeps_empty(self, key: str | int) -> bool:
        """The key that makes the node what it is stays, empty."""
        return key in grammar.KINDS

    def _rename(self, path: Path, new: str) -> None:
        if not self._author.rename(self._name, new.strip()):
            self._built = None
            self.refresh()

    @Slot(object, str, str)
    def _rename_pair(self, path: Path, old: str, new: str) -> None:
        name = self._name
        self._author.do(lambda document: operations.rename_key(document, name, path, old, new))

    @Slot(object, object)
    def _add_item(self, path: Path, item: dict[str, Any]) -> None:
        name = self._name
        self._author.do(lambda document: operations.add_item(document, name, path, item))

    @Slot(object, int, int)
    def _shift_item(self, path: Path, place: int, to: int) -> None:
        name = self._name
        self._author.do(lambda document: operations.shift_item(document, name, path, place, to))

    @Slot(object)
    def _choose_target(self, path: Path) -> None:
        cards = list(self._graph.scene.cards.values())
        picker = NodePicker(self.tr("Where it goes"), cards, (), 0, self)
        picker.picked.connect(partial(self._picked, path))
        picker.open()

    def _picked(self, path: Path, way: int, target: str) -> None:
        self._commit(path, target)

    @Slot(str)
    def _go(self, name: str) -> None:
        self._graph.select([name])

    # ----------------------------------------------------------------- the rest
    def _say(self) -> None:
        self.setWindowTitle(self.tr("Node"))
        self._area.setAccessibleName(self.tr("Fields of the node"))
        if self._graph.current:
            self._empty.set_texts(
                self.tr("This node cannot be shown as a form"),
                self.tr("Its text cannot be read just now. Put it right in the text."),
            )
        else:
            self._empty.set_texts(
                self.tr("No node is chosen"),
                self.tr("Choose one in the graph to see and change its fields. N makes a new one."),
            )

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._built = None
            self._say()
            self.refresh()


_WAYS = ("next", "otherwise", "none", "failed", "refused", "accepted", "declined")
_TEXT_KEYS = frozenset(
    key
    for keys in (*grammar.KEYS.values(), grammar.CHOICE, grammar.ITEM)
    for key, shape in keys.items()
    if shape.shape in ("text", "prompt")
)


def _is_text(path: Path) -> bool:
    return len(path) > 1 and path[-2] in _TEXT_KEYS


def _structure(values: Any) -> object:
    """What the form is built from: keys and numbers of items, not the values themselves."""
    if isinstance(values, dict):
        return tuple(
            (key, _structure(value) if isinstance(value, list) or key in _MAPPED else key == "type" and value)
            for key, value in values.items()
        )
    return len(values) if isinstance(values, list) else None


_MAPPED = frozenset(("set", "with", "into", "skills", "results"))
