"""Lets another process drive the window by accessible names: for end-to-end checks. Off unless asked for.

JSON lines over a local socket (`QLocalServer`, its path is given; only the same user may connect). A request
is `{"id": 1, "do": "click", "name": "Accept"}`, its answer `{"id": 1, "ok": true, …}` or
`{"id": 1, "ok": false, "error": "…"}`. What can be done:

    find       name [kind] [text]              → visible, enabled, text, description, kind, checked
    click      name [kind] [wait_ms]           waits until it is there and enabled (default 5000 ms)
    type       name text [clear] [wait_ms]     into a field
    key        key                             a portable key sequence to the focused widget
    choose     menu text                       an entry of an open menu (menu: its object name)
    pick       name text                       a row of a list (or a tab) whose text contains `text`
    rows       name                            → rows: the texts of a list
    wait       name [kind] [visible] [enabled] [text] [wait_ms]   text: what its text contains
    run        action                          an action of the list (F1) by its id
    shot       path [width height]             a screenshot into a PNG file
    state                                      → page, agent_state, interaction, script, pops painted …
    hears      seconds                         → speaker, microphone: how loud on average
    theme      value · language value
    close
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from app.protocol.phone import DEVICE, Level
from app.ui import situation
from app.ui.controls import Text
from app.ui.designer.canvas import Canvas

if TYPE_CHECKING:
    from app.protocol.flows import RunView
    from app.ui.window import Window

log = logging.getLogger(__name__)

LOOK_EVERY_MS = 15
WAIT_MS = 5_000
MOST_FRAMES = 100


@dataclass
class _Ears:
    """Levels heard until a moment (monotonic seconds)."""

    until: float
    speaker: list[int] = field(default_factory=list)
    microphone: list[int] = field(default_factory=list)


class NotThere(Exception):
    """What was asked for is not in the window (yet)."""


class Driver(QObject):
    """Listens on `path` and does what is asked; a request that waits is looked at again and again."""

    def __init__(self, window: Window, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._painted: list[dict[str, Any]] = []
        self._ears: _Ears | None = None
        self._waiting: list[tuple[QLocalSocket, dict[str, Any], float]] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        if not self._server.listen(str(path)):
            raise OSError(f"the drive socket {path} cannot be opened: {self._server.errorString()}")
        self._server.newConnection.connect(self._connected)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        window.painted.connect(self._pop_painted)

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._server.close()

    # ----------------------------------------------------------------- the line
    @Slot()
    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        while socket.canReadLine():
            line = bytes(socket.readLine().data())
            try:
                request = json.loads(line)
            except ValueError as wrong:
                self._answer(socket, {"ok": False, "error": f"not JSON: {wrong}"})
                continue
            limit = time.monotonic() + request.get("wait_ms", WAIT_MS) / 1000
            self._waiting.append((socket, request, limit))
        self._look()

    def _answer(self, socket: QLocalSocket, answer: dict[str, Any]) -> None:
        if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            socket.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            socket.flush()

    @Slot()
    def _look(self) -> None:
        """Do what can be done; keep what has to wait. In order: the first that waits holds up the others."""
        while self._waiting:
            socket, request, limit = self._waiting[0]
            answer: dict[str, Any] = {"id": request.get("id")}
            try:
                answer |= {"ok": True, **self._do(request)}
            except NotThere as missing:
                if time.monotonic() < limit:
                    self._timer.start()
                    return
                answer |= {"ok": False, "error": str(missing)}
            except Exception as mistake:  # the one who drives must hear of it, the window goes on
                log.exception("what was asked of the window went wrong")
                answer |= {"ok": False, "error": f"{type(mistake).__name__}: {mistake}"}
            self._waiting.pop(0)
            self._answer(socket, answer)
        self._timer.stop()

    # ----------------------------------------------------------------- what can be done
    def _do(self, request: dict[str, Any]) -> dict[str, Any]:
        what = request.get("do", "")
        act = getattr(self, f"do_{what}", None)
        if act is None:
            raise ValueError(f"there is nothing called {what!r}")
        done: dict[str, Any] = act(**{k: v for k, v in request.items() if k not in ("id", "do", "wait_ms")})
        return done

    def do_find(self, name: str, kind: str = "", text: str = "") -> dict[str, Any]:
        """What a widget is like now; fails where there is none."""
        return _facts(self._find(name, kind, text))

    def do_wait(
        self, name: str, kind: str = "", visible: bool = True, enabled: bool = True, text: str = ""
    ) -> dict[str, Any]:
        """Wait until a widget is there (or, with visible false, is not)."""
        if not visible:
            if any(_named(widget, name, kind) for widget in self._shown()):
                raise NotThere(f"{name!r} is still there")
            return {}
        widget = self._find(name, kind, text)
        if enabled and not widget.isEnabled():
            raise NotThere(f"{name!r} is switched off")
        return _facts(widget)

    def do_click(self, name: str, kind: str = "") -> dict[str, Any]:
        """Click a button (or whatever has that name)."""
        widget = self._find(name, kind)
        if not widget.isEnabled():
            raise NotThere(f"{name!r} is switched off")
        widget.setFocus()
        if isinstance(widget, QAbstractButton):
            QTimer.singleShot(0, widget, widget.click)  # a menu that opens must not hold up the answer
        else:
            _press(widget, "Space")
        return {}

    def do_type(self, name: str, text: str, clear: bool = True) -> dict[str, Any]:
        """Type into a field, letter by letter."""
        widget = self._find(name)
        widget.setFocus()
        if clear and isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.selectAll()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)
        return {}

    def do_key(self, key: str, name: str = "") -> dict[str, Any]:
        """Press a key sequence, on a named widget or on the one with the keyboard."""
        self._to_front()
        widget = self._find(name) if name else QApplication.focusWidget() or self._window
        _press(widget, key)
        return {}

    def _to_front(self) -> None:
        """Without a window manager no window has the keyboard any more once a dialog was closed."""
        if QApplication.activeWindow() is None:
            self._window.activateWindow()
            QApplication.processEvents()

    def do_choose(self, text: str, menu: str = "") -> dict[str, Any]:
        """Choose an entry of a menu that is open (or of the one with this object name)."""
        for opened in self._window.findChildren(QMenu):
            if (menu and opened.objectName() != menu) or not (menu or opened.isVisible()):
                continue
            if menu and not opened.isVisible():
                opened.aboutToShow.emit()
            for action in opened.actions():
                if action.text().split("\t")[0] == text and action.isEnabled():
                    opened.close()
                    action.trigger()
                    return {}
        raise NotThere(f"no menu entry {text!r}")

    def do_pick(self, name: str, text: str) -> dict[str, Any]:
        """Choose a row of a list, an entry of a combo box, or a tab."""
        widget = self._find(name)
        if isinstance(widget, QTabBar):
            place = next((at for at in range(widget.count()) if text in widget.tabText(at)), -1)
            if place < 0:
                raise NotThere(f"no tab {text!r} in {name!r}")
            widget.setCurrentIndex(place)
            return {}
        if isinstance(widget, QComboBox):
            place = widget.findText(text, Qt.MatchFlag.MatchContains)
            if place < 0:
                raise NotThere(f"no entry with {text!r} in {name!r}")
            widget.setCurrentIndex(place)
            widget.activated.emit(place)
            return {}
        if not isinstance(widget, QAbstractItemView):
            raise ValueError(f"{name!r} is no list")
        for place, row in enumerate(_rows(widget)):
            if text in row:
                index = widget.model().index(place, 0)
                widget.setCurrentIndex(index)
                widget.clicked.emit(index)
                return {"row": row}
        raise NotThere(f"no row with {text!r} in {name!r}")

    def do_rows(self, name: str) -> dict[str, Any]:
        """The texts of a list."""
        widget = self._find(name)
        if not isinstance(widget, QAbstractItemView):
            raise ValueError(f"{name!r} is no list")
        return {"rows": _rows(widget)}

    def do_run(self, action: str) -> dict[str, Any]:
        """Do an action by its id; fails while it cannot be done."""
        self._to_front()
        if not self._window.actions_.run(action):
            raise NotThere(f"{action!r} cannot be done now")
        return {}

    def do_shot(self, path: str, width: int = 0, height: int = 0) -> dict[str, Any]:
        """A screenshot of the window, with what lies over it."""
        if width and height:
            self._window.resize(width, height)
            QApplication.processEvents()
        self._finish_drawing()
        picture = self._window.grab()
        over = QPainter(picture)
        for top in QApplication.topLevelWidgets():  # dialogs and menus are windows of their own
            if top is not self._window and top.isVisible():
                over.drawPixmap(self._window.mapFromGlobal(top.pos()), top.grab())
        over.end()
        if not picture.save(path):
            raise OSError(f"{path} cannot be written")
        return {"width": picture.width(), "height": picture.height()}

    def _finish_drawing(self) -> None:
        """Graphs are drawn a few tiles a frame: a picture has all of them."""
        for top in QApplication.topLevelWidgets():
            for canvas in top.findChildren(Canvas) if top.isVisible() else ():
                for _ in range(MOST_FRAMES):
                    canvas.grab()
                    if canvas.whole:
                        break

    def do_state(self) -> dict[str, Any]:
        """What the window shows, in figures: for checks."""
        page = self._window.page
        if page is None:
            return {"page": "sign_in", "painted": self._painted}
        rows = page.workplace.rows
        mine = situation.my_state(rows)
        return {
            "page": "desk",
            "agent_state": mine.word,
            "next": mine.next_presence,
            "liveness": page.bar.liveness.lag.state,
            "interaction": page.shown,
            "contacts": [c.id for c in situation.my_contacts(rows)],
            "offers": [o.id for o in situation.my_offers(rows)],
            "customer": page.customer.card.customer_id,
            "buttons": [name for name in page.call_bar.buttons if page.call_bar.allows(name)],
            "phone": page.workplace.phone.state.state if page.workplace.phone else "off",
            "script": _script(page.script.panel.run),
            "painted": self._painted,
        }

    def do_hears(self, seconds: float) -> dict[str, Any]:
        """How loud speaker and microphone are on average (0 to 255), listened to for so long."""
        phone = self._window.page.workplace.phone if self._window.page is not None else None
        if phone is None:
            raise ValueError("there is no phone")
        if self._ears is None:
            self._ears = _Ears(time.monotonic() + seconds)
            self._window.bridge.phone.connect(self._phone_told)
            phone.watch_levels(True)
        if time.monotonic() < self._ears.until:
            raise NotThere("still listening")
        ears, self._ears = self._ears, None
        self._window.bridge.phone.disconnect(self._phone_told)
        phone.watch_levels(False)
        return {"speaker": _average(ears.speaker), "microphone": _average(ears.microphone)}

    @Slot(object)
    def _phone_told(self, what: object) -> None:
        if self._ears is not None and isinstance(what, Level) and what.key == DEVICE:
            self._ears.microphone.append(what.rx)
            self._ears.speaker.append(what.tx)

    def do_theme(self, value: str) -> dict[str, Any]:
        """Light, dark or system."""
        self._window.choose_theme(value)
        return {}

    def do_language(self, value: str) -> dict[str, Any]:
        """Another language."""
        self._window.choose_language(value)
        return {}

    def do_close(self) -> dict[str, Any]:
        """Close the window, after the answer."""
        QTimer.singleShot(0, self._window, self._window.close)
        return {}

    # ----------------------------------------------------------------- finding
    def _shown(self) -> list[QWidget]:
        """All visible widgets, those of the topmost window first."""
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        tops.sort(key=lambda top: (top is self._window, not top.isModal()))
        return [w for top in tops for w in (top, *top.findChildren(QWidget)) if w.isVisible()]

    def _find(self, name: str, kind: str = "", text: str = "") -> QWidget:
        found = [widget for widget in self._shown() if _named(widget, name, kind)]
        fitting = [widget for widget in found if not text or text in _text(widget)]
        if not fitting:
            says = f", but it says {_text(found[0])!r}" if found else ""
            raise NotThere(f"nothing called {name!r}{f' with {text!r}' if text else ''} is shown{says}")
        fitting.sort(key=lambda widget: (isinstance(widget, QLabel), not widget.isEnabled()))
        return fitting[0]

    @Slot(object, float)
    def _pop_painted(self, pop: Any, moment: float) -> None:
        from app.ui.deskpage import marked

        self._painted.append(marked(pop, moment))


def _script(run: RunView | None) -> dict[str, Any]:
    if run is None:
        return {}
    shown = run.shown
    return {
        "run": run.id,
        "flow": run.flow,
        "status": run.status,
        "node": shown.node,
        "kind": shown.kind,
        "type": shown.type,
        "text": shown.text,
        "disposition": shown.disposition,
        "answers": {step.node: step.answer for step in run.path if step.answer},
    }


def _average(levels: list[int]) -> float:
    return round(sum(levels) / len(levels), 1) if levels else 0.0


def _named(widget: QWidget, name: str, kind: str) -> bool:
    if kind and not any(kind == base.__name__ for base in type(widget).__mro__):
        return False
    if name in (widget.accessibleName(), widget.objectName()):
        return True
    if isinstance(widget, QAbstractButton) and not widget.accessibleName():
        return widget.text().replace("&", "") == name
    return isinstance(widget, QLabel) and _text(widget) == name


def _text(widget: QWidget) -> str:
    if isinstance(widget, Text):
        return widget.full_text()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text() or widget.accessibleDescription()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractItemView):
        return "\n".join(_rows(widget))
    return widget.accessibleDescription() or widget.accessibleName()


def _facts(widget: QWidget) -> dict[str, Any]:
    return {
        "kind": type(widget).__name__,
        "visible": widget.isVisible(),
        "enabled": widget.isEnabled(),
        "text": _text(widget),
        "name": widget.accessibleName(),
        "description": widget.accessibleDescription(),
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "focused": widget.hasFocus(),
    }


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    count = min(model.rowCount(), 200)
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role) or model.index(row, 0).data() or "") for row in range(count)]


def _press(widget: QWidget, key: str) -> None:
    """A key to a widget, as the keyboard would send it: shortcuts first."""
    from PySide6.QtTest import QTest

    keys: Any = QKeySequence(key)
    combination = keys[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())
