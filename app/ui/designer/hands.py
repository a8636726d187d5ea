"""What is done to the graph by hand: new nodes, ways, copies, deletions; by mouse and by keyboard alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu

from app.scripts.editing import operations
from app.scripts.editing.values import Path
from app.scripts.layout import HEIGHT, WIDTH, Point
from app.scripts.nodes import AnyNode, Branch
from app.scripts.ports import Port, free_path, ports
from app.ui.designer.author import Author
from app.ui.designer.graph import Graph
from app.ui.designer.kinds import kind_menu
from app.ui.designer.nodepicker import NodePicker
from app.ui.designer.scene import Edge
from app.ui.notices import Notices


class Hands(QObject):
    """Turns what the graph wants, and what keys say, into changes of the flow."""

    def __init__(self, author: Author, graph: Graph, said: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._author = author
        self._graph = graph
        self._said = said
        graph.join_wanted.connect(self._join)
        graph.create_wanted.connect(self._create)
        graph.menu_wanted.connect(self._menu)
        graph.moved.connect(author.move)

    def _node(self, name: str) -> AnyNode | None:
        flow = self._author.flow
        return flow.nodes.get(name) if flow is not None else None

    # ----------------------------------------------------------------- new nodes
    def new_node(self) -> None:
        """A menu of kinds; the new node comes after the current one, in the way it goes."""
        self._author.settle()
        name = self._graph.current
        node = self._node(name)
        card = self._graph.scene.cards.get(name)
        place = self._graph.to_view(card.rect.bottomLeft()) if card else QPointF(self._graph.rect().center())
        paths = _main_way(node) if node is not None else ()
        self._ask_kind(name, paths, None, self._graph.mapToGlobal(place.toPoint()))

    def _ask_kind(self, after: str, paths: Sequence[Path], at: Point | None, where: QPoint) -> None:
        menu = kind_menu(self._graph, partial(self._add, after, tuple(paths), at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _add(self, after: str, paths: tuple[Path, ...], at: Point | None, kind: str) -> None:
        if self._author.add(kind, after=after, paths=paths, at=at):
            self._graph.setFocus()

    @Slot(str, object, QPointF, QPoint)
    def _create(self, source: str, edge: Edge | None, place: QPointF, where: QPoint) -> None:
        at = (place.x() - WIDTH / 2, place.y() - (0 if source else HEIGHT / 2))
        if edge is not None:
            self._ask_kind(source, [port.path for port in edge.ports], at, where)
            return
        node = self._node(source)
        if node is None:
            self._ask_kind("", (), at, where)
            return
        self._with_way(node, where, lambda path: self._ask_kind(source, (path,), at, where))

    # ----------------------------------------------------------------- ways
    @Slot(str, object, str)
    def _join(self, source: str, edge: Edge | None, target: str) -> None:
        if edge is not None:
            self.connect_ways(source, [port.path for port in edge.ports], target)
            return
        node = self._node(source)
        if node is not None:
            where = self._graph.mapToGlobal(
                self._graph.to_view(self._graph.scene.cards[source].rect.bottomLeft()).toPoint()
            )
            self._with_way(node, where, lambda path: self.connect_ways(source, [path], target))

    def connect_ways(self, source: str, paths: Sequence[Path], target: str) -> None:
        """Have these ways lead to `target`."""
        self._author.do(lambda document: operations.connect(document, source, paths, target))

    def _with_way(self, node: AnyNode, where: QPoint, then) -> None:  # type: ignore[no-untyped-def]
        """Ask which way is meant, where there are several."""
        ways = self._ways(node)
        if not ways:
            self._said.warn(self.tr("A flow ends here: no way leads on from it."))
            return
        free = [way for way in ways if not way[2]]
        if len(ways) == 1 or (len(free) == 1 and not isinstance(node, Branch)):
            then((free or ways)[0][0])
            return
        menu = QMenu(self._graph)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Which way"))
        for path, words, target in ways:
            action = menu.addAction(f"{words} → {target}" if target else words)
            action.triggered.connect(partial(_then, then, path))
        menu.popup(where)

    def _ways(self, node: AnyNode) -> list[tuple[Path, str, str]]:
        """The ways a node can have: path, words, where it leads now."""
        found = [(port.path, self._way_words(port), port.target) for port in ports(node)]
        if isinstance(node, Branch):
            found.append((("branch", len(node.cases), "next"), self.tr("Another case"), ""))
        return found

    def _way_words(self, port: Port) -> str:
        return port.label or self.tr("next")

    def connect_current(self) -> None:
        """Choose a node by typing; a way of the current one leads there."""
        self._author.settle()
        source = self._graph.current
        node = self._node(source)
        if node is None:
            return
        ways = self._ways(node)
        if not ways:
            self._said.warn(self.tr("A flow ends here: no way leads on from it."))
            return
        main = _main_way(node)
        chosen = next((place for place, way in enumerate(ways) if way[0] in main), 0)
        cards = [card for card in self._graph.scene.cards.values() if card.name != source]
        words = [f"{label} → {target}" if target else label for _, label, target in ways]
        title = self.tr("From “{name}” to …").format(name=source)
        picker = NodePicker(title, cards, words, chosen, self._graph)
        picker.picked.connect(partial(self._picked, source, [way[0] for way in ways]))
        picker.open()

    def _picked(self, source: str, paths: list[Path], way: int, target: str) -> None:
        self.connect_ways(source, [paths[way]], target)
        self._graph.setFocus()

    def go_to_node(self) -> None:
        """Choose a node by typing and go there."""
        picker = NodePicker(self.tr("Go to …"), list(self._graph.scene.cards.values()), (), 0, self._graph)
        picker.picked.connect(self._go)
        picker.open()

    @Slot(int, str)
    def _go(self, way: int, name: str) -> None:
        self._graph.select([name])
        self._graph.setFocus()

    # ----------------------------------------------------------------- what is selected
    def _chosen(self) -> list[str]:
        names = self._graph.selected or frozenset((self._graph.current,))
        return [name for name in self._graph.scene.cards if name in names]

    def delete(self) -> None:
        """Delete what is selected, with the ways to it; a notice takes it back."""
        names = self._chosen()
        if not names:
            return
        after = self._graph.scene.neighbour(names[0], "up")
        if self._author.do(lambda document: operations.delete(document, names)):
            self._graph.select([after] if after and after not in names else [])
            if len(names) == 1:
                words = self.tr("“{name}” was deleted, with the ways to it.").format(name=names[0])
            else:
                words = self.tr("%n nodes were deleted, with the ways to them.", "", len(names))
            self._said.say(words, "info", undo=self._author.undo)

    def copy(self) -> None:
        """Put what is selected on the clipboard, as text."""
        names = self._chosen()
        if names:
            self._author.settle()
            QGuiApplication.clipboard().setText(operations.copied(self._author.document, names))
            self._said.say(self.tr("%n node(s) copied", "", len(names)), "info")

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self.delete()

    def paste(self) -> None:
        """Nodes from the clipboard, after the current one."""
        self._author.paste(QGuiApplication.clipboard().text(), self._graph.current)

    def duplicate(self) -> None:
        """Copies of what is selected."""
        self._author.settle()
        self._author.duplicate(self._chosen())

    def select_all(self) -> None:
        """Every node."""
        self._graph.select(list(self._graph.scene.cards), self._graph.current, look=False)

    def release(self) -> None:
        """What is selected is placed by itself again."""
        names = self._chosen()
        self._author.release(names)

    def rename(self) -> None:
        """Another name for the current node."""
        old = self._graph.current
        if not old:
            return
        dialog = QInputDialog(self._graph)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("New name of “{name}”, everywhere it is named:").format(name=old))
        dialog.setTextValue(old)
        field = dialog.findChild(QLineEdit)
        if field is not None:
            field.setAccessibleName(self.tr("New name"))
        dialog.textValueSelected.connect(partial(self._rename, old))
        dialog.open()

    def _rename(self, old: str, new: str) -> None:
        self._author.rename(old, new.strip())
        self._graph.setFocus()

    # ----------------------------------------------------------------- the context menu
    @Slot(str, QPointF, QPoint)
    def _menu(self, name: str, place: QPointF, where: QPoint) -> None:
        menu = QMenu(self._graph)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        node = self._node(name)
        if node is None:
            at = (place.x() - WIDTH / 2, place.y() - HEIGHT / 2)
            menu.addAction(self.tr("New node here …")).triggered.connect(
                partial(_then, lambda _: self._ask_kind("", (), at, where), None)
            )
            menu.addAction(self.tr("Paste")).triggered.connect(self.paste)
            menu.addAction(self.tr("Arrange")).triggered.connect(self._author.arrange_all)
            menu.popup(where)
            return
        entries = (
            (self.tr("New node after this …"), self.new_node),
            (self.tr("Connect with …"), self.connect_current),
            (self.tr("Rename …"), self.rename),
            (self.tr("Duplicate"), self.duplicate),
            (self.tr("Copy"), self.copy),
            (self.tr("Place by itself"), self.release),
            (self.tr("Delete"), self.delete),
        )
        for words, run in entries:
            menu.addAction(words).triggered.connect(run)
        taken = [port for port in ports(node) if port.target]
        if taken:
            menu.addSeparator()
        for port in taken:
            words = self.tr("Take out: {way} → {node}").format(way=self._way_words(port), node=port.target)
            menu.addAction(words).triggered.connect(partial(self._take_out, name, port.path))
        menu.popup(where)

    def _take_out(self, name: str, path: Path, checked: bool = False) -> None:
        self._author.do(lambda document: operations.disconnect(document, name, [path]))


def _main_way(node: AnyNode) -> tuple[Path, ...]:
    """The way a new node comes into: the first that is free, else the one that is always taken."""
    free = free_path(node)
    if isinstance(node, Branch):
        return (free,) if free is not None else ()
    main = next((port for port in ports(node) if port.kind == "way"), None)
    if main is not None:
        return (main.path,)
    return (free,) if free is not None else ()


def _then(then, value, checked: bool = False) -> None:  # type: ignore[no-untyped-def]
    then(value)
