"""The bar at the top: state, queues, search, how live the window is, the user's menu."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.ui import situation, words
from app.ui.agent.state_control import StateControl
from app.ui.controls import Glyph, IconButton, Panel, Text, divider, row
from app.ui.desktop import Place
from app.ui.workplace import Workplace

HEIGHT = 56
LONG_WAIT = 60
"""A caller who waits longer than this many seconds is shown in the warning colour."""


class TopBar(Panel):
    """Everything that is always in view at the top; the search field goes into `search`."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self.setFixedHeight(HEIGHT)
        self.state = StateControl(workplace)
        self.queues = QueueStrip(workplace)
        self.search = Place("search")
        self.search.setFixedWidth(300)
        self.liveness = LivenessMark()
        self.user = UserButton(workplace)
        layout = row(self, 12, (12, 0, 12, 0))
        layout.addWidget(self.state)
        layout.addWidget(divider(vertical=True))
        layout.addWidget(self.queues, 1)
        layout.addWidget(self.search)
        layout.addWidget(self.liveness)
        layout.addWidget(self.user)

    def show_town(self, button: QWidget) -> None:
        """The simulated town's control, beside how live the window is."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.indexOf(self.liveness), button)


class QueueFace(QWidget):
    """One queue: how many wait and for how long the first has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Text("", "small", "soft")
        self._count = Text("", "strong")
        self._longest = Text("", "small", "faint")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self._count)
        outer.addWidget(self._longest)
        outer.addWidget(self._name)

    def show_figure(self, figure: situation.QueueFigure) -> None:
        """Show these figures."""
        name = figure.queue.name
        self._name.setText(name if len(name) <= 18 else name[:17] + "…")
        self._count.setText(str(figure.waiting))
        long = figure.waiting and figure.longest >= LONG_WAIT
        self._count.set_tone(("warn" if long else "") if figure.waiting else "faint")
        self._longest.setText(words.running(figure.longest) if figure.waiting else "")
        self._longest.setVisible(bool(figure.waiting))
        self._longest.set_tone("warn" if long else "soft")
        said = self.tr("{queue}: {waiting} waiting, longest {longest}").format(
            queue=name, waiting=figure.waiting, longest=words.running(figure.longest)
        )
        self.setAccessibleName(said)
        self.setToolTip(said)


class QueueStrip(QWidget):
    """How many agents are ready; the queues side by side, the busiest first where not all have room."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._ready = Text("", "small", "soft")
        self._ready_mark = Glyph("users", "text_faint", 16)
        self._faces: list[QueueFace] = []
        self._row = row(self, 20, 0)
        pair = row(self._row, 6, 0)
        pair.addWidget(self._ready_mark)
        pair.addWidget(self._ready)
        self._row.addStretch(1)
        workplace.settled.connect(self._settled)
        workplace.tick.connect(self.refresh)
        self.refresh()

    @Slot(object)
    def _settled(self, tables: frozenset[str]) -> None:
        if tables & {"work_items", "queues", "agent_states"}:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Draw the figures as they are now."""
        figures = situation.queue_figures(self._at.rows, self._at.now())
        ready = situation.agents_ready(self._at.rows)
        self._ready.setText(self.tr("%n ready", "", ready))
        said = self.tr("%n agents could take an offer now", "", ready)
        self._ready.setToolTip(said)
        self._ready.setAccessibleName(said)
        while len(self._faces) < len(figures):
            face = QueueFace()
            self._faces.append(face)
            self._row.insertWidget(self._row.count() - 1, face)
        figures.sort(key=lambda figure: (-figure.waiting, -figure.longest, figure.queue.name))
        for face, figure in zip(self._faces, figures, strict=False):
            face.show_figure(figure)
        self._fit(len(figures))

    def _fit(self, shown: int) -> None:
        room = self.width() - self._ready.sizeHint().width() - 16 - 6 - 20
        for index, face in enumerate(self._faces):
            room -= face.sizeHint().width() + 20
            face.setVisible(index < shown and room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(len(situation.queue_figures(self._at.rows, self._at.now())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()


@dataclass(frozen=True)
class Lag:
    """How live the window is: `live`, `behind` by `seconds`, `offline` for `seconds`."""

    state: str = "offline"
    seconds: int = 0


class LivenessMark(QWidget):
    """Says how live the window is, in a word and a colour; the tooltip says what that means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lag = Lag()
        self._mark = Glyph("dot", "text_faint", 14)
        self._word = Text("", "small", "soft")
        layout = row(self, 4, 0)
        layout.addWidget(self._mark)
        layout.addWidget(self._word)
        self.setMinimumWidth(72)
        self.show_lag(self.lag)

    def show_lag(self, lag: Lag) -> None:
        """Show it."""
        self.lag = lag
        if lag.state == "live":
            self._mark.show_icon("dot", "good")
            word, tone = self.tr("Live"), "soft"
            meaning = self.tr("What you see is what is.")
        elif lag.state == "behind":
            self._mark.show_icon("clock", "warn")
            word, tone = self.tr("%n s behind", "", lag.seconds), "warn"
            meaning = self.tr("What you see is some seconds old. It catches up by itself.")
        else:
            self._mark.show_icon("offline", "bad")
            word, tone = self.tr("Offline"), "bad"
            meaning = self.tr(
                "The hub cannot be reached. Everything stays readable; what you type is kept and sent later."
            )
        self._word.setText(word)
        self._word.set_tone(tone)
        self.setAccessibleName(self.tr("How live this window is"))
        self.setAccessibleDescription(f"{word}. {meaning}")
        self.setToolTip(f"{word}. {meaning}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_lag(self.lag)


LANGUAGES = (("en", "English"), ("zh_TW", "繁體中文"), ("th", "ไทย"))
"""The window's languages, each by its own name."""


class UserButton(IconButton):
    """Theme, language, phone and devices, keys, sign out."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("user", "", "Alt+U", parent)
        self._at = workplace
        self._menu = QMenu(self)
        self._menu.setObjectName("user menu")
        self._menu.triggered.connect(self._picked)
        self.clicked.connect(self.open_menu)
        self.setIconSize(QSize(20, 20))
        self._name()

    @Slot()
    def open_menu(self) -> None:
        """Show the menu under the button."""
        self._fill()
        size = self._menu.sizeHint()
        self._menu.popup(self.mapToGlobal(QPoint(self.width() - size.width(), self.height() + 4)))

    def _fill(self) -> None:
        self._menu.clear()
        agent = situation.my_agent(self._at.rows)
        if agent is not None:
            head = self._menu.addAction(f"{agent.name}  ·  {agent.number or agent.login}")
            head.setEnabled(False)
            self._menu.addSeparator()
        for id in ("phone", "keys"):
            self._add(id)
        self._menu.addSeparator()
        themes = (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        self._choices(self.tr("Theme"), "theme", themes, self._at.theme.choice)
        self._choices(self.tr("Language"), "language", LANGUAGES, self._at.language)
        self._menu.addSeparator()
        self._add("sign_out")

    def _add(self, id: str) -> None:
        action = self._at.actions.get(id)
        entry = self._menu.addAction(action.title)
        entry.setData(("run", id))
        if action.key:
            entry.setText(f"{action.title}\t{action.shown_key}")

    def _choices(self, title: str, what: str, choices: tuple[tuple[str, str], ...], current: str) -> None:
        menu = self._menu.addMenu(title)
        menu.setObjectName(f"{what} menu")
        group = QActionGroup(menu)
        for value, text in choices:
            entry = QAction(text, menu, checkable=True, checked=value == current)
            entry.setData((what, value))
            group.addAction(entry)
            menu.addAction(entry)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        data = action.data()
        if not data:
            return
        what, value = data
        if what == "run":
            self._at.actions.run(value)
        elif what == "theme":
            self._at.actions.run(f"theme_{value}")
        elif what == "language":
            self._at.actions.run(f"language_{value}")

    def _name(self) -> None:
        self.set_name(self.tr("You and your settings"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
