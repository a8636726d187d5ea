"""Everything the window can do, in one list: keys, the F1 page and the command palette read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def always() -> bool:
    """For actions that are never switched off."""
    return True


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a source text for lupdate, to be translated when it is shown (Qt's own is untyped)."""
    return text


@dataclass(frozen=True)
class Action:
    """Something a person can do. `text` is an English source string, translated in the context `Actions`
    (write it as `QT_TRANSLATE_NOOP("Actions", "…")`); `key` a portable key sequence, or empty."""

    id: str
    text: str
    key: str
    run: Callable[[], None]
    enabled: Callable[[], bool] = always
    group: str = ""
    within: QWidget | None = None
    """Where the key works; None: everywhere in the window."""
    bound: bool = True
    """False where the widgets take the key themselves, and it is only told (F1, palette)."""

    @property
    def title(self) -> str:
        """The text in the language of the window."""
        return QCoreApplication.translate("Actions", self.text)

    @property
    def group_title(self) -> str:
        """The group's name in the language of the window."""
        return QCoreApplication.translate("Actions", self.group)

    @property
    def shown_key(self) -> str:
        """The key as this system writes it."""
        return QKeySequence(self.key).toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The list of actions of a window; adding one binds its key."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}

    def add(self, *actions: Action) -> None:
        """Add actions and bind their keys. Raises ValueError on an id or a key that is taken."""
        for action in actions:
            if action.id in self._actions:
                raise ValueError(f"there is an action {action.id!r} already")
            taken = [
                other.id
                for other in self._actions.values()
                if other.key and other.bound and other.key == action.key and other.within is action.within
            ]
            if taken and action.bound:
                raise ValueError(f"{action.key} of {action.id!r} is the key of {taken[0]!r}")
            self._actions[action.id] = action
            if action.key and action.bound:
                _Key(action, self, self._window)
        self.changed.emit()

    def all(self) -> list[Action]:
        """The actions in the order in which they were added."""
        return list(self._actions.values())

    def get(self, id: str) -> Action:
        """The action with this id; KeyError where there is none."""
        return self._actions[id]

    def clear(self) -> None:
        """Forget all actions and their keys (the page they belong to goes)."""
        for key in self.findChildren(_Key):
            key.release()
        self._actions.clear()
        self.changed.emit()

    def run(self, id: str) -> bool:
        """Do it, if it can be done now."""
        action = self._actions[id]
        if not action.enabled():
            return False
        action.run()
        return True


class _Key(QObject):
    """One bound key. An object of its own: a lambda that holds the window would never be freed."""

    def __init__(self, action: Action, actions: Actions, window: QWidget) -> None:
        super().__init__(actions)
        self._id = action.id
        self._actions = actions
        self._shortcut = QShortcut(QKeySequence(action.key), action.within or window)
        context = Qt.ShortcutContext
        self._shortcut.setContext(
            context.WidgetWithChildrenShortcut if action.within else context.WindowShortcut
        )
        self._shortcut.activated.connect(self._pressed)

    def release(self) -> None:
        """The key does nothing any more."""
        self._shortcut.setEnabled(False)
        self._shortcut.deleteLater()
        self.deleteLater()

    @Slot()
    def _pressed(self) -> None:
        self._actions.run(self._id)
