"""The small pieces every panel is made of: icon buttons, labels with a type and a tone, chips, layouts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon, pixmap
from app.ui.theme import current_tokens

KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ICON_TOKEN = {"primary": "on_accent", "danger": "on_fill", "good": "on_fill"}


def _enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter does what Space does, as people expect of the button they stand on."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~KEYPAD:
        return False
    button.click()
    return True


class IconButton(QToolButton):
    """A button that is only an icon: it always has a name and, with its key, a tooltip."""

    def __init__(self, icon_name: str, name: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._key = key
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(18, 18))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        self._draw()

    def set_name(self, name: str) -> None:
        """Its name, in the window's language: for screen readers and the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(with_key(name, self._key))

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _enter_presses(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        tokens = current_tokens()
        self.setIcon(icon(self._icon_name, tokens.text_soft, disabled=tokens.edge, on=tokens.accent))


class Button(QPushButton):
    """A button with words, and maybe an icon. `kind`: primary, danger, good, plain, link or empty."""

    def __init__(
        self, text: str, icon_name: str = "", kind: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._kind = kind
        self._key = key
        if kind:
            self.setProperty("kind", kind)
        self.setIconSize(QSize(18, 18))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_text(text)
        self._draw()

    def set_text(self, text: str, name: str = "") -> None:
        """Its words in the window's language; `name` where a screen reader needs more than them."""
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setToolTip(with_key(name or text, self._key) if self._key or name else "")

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _enter_presses(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        if not self._icon_name:
            return
        tokens = current_tokens()
        plain = getattr(tokens, _ICON_TOKEN.get(self._kind, "text_soft"))
        self.setIcon(icon(self._icon_name, plain, disabled=tokens.edge, on=tokens.accent))


class Glyph(QLabel):
    """An icon that only shows something. `token` names its colour."""

    def __init__(
        self, icon_name: str, token: str = "text_soft", pixels: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = (icon_name, token, pixels)
        self.setFixedSize(pixels, pixels)
        self._draw()

    def show_icon(self, icon_name: str, token: str) -> None:
        """Show another icon or colour."""
        self._shown = (icon_name, token, self._shown[2])
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, token, pixels = self._shown
        self.setPixmap(pixmap(name, getattr(current_tokens(), token), pixels, self.devicePixelRatioF()))


class Text(QLabel):
    """A label with a place on the type scale and a tone; it shortens with … where it is told to."""

    def __init__(
        self, text: str = "", type: str = "body", tone: str = "", *, elide: bool = False, wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._elide = elide
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(24)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full = text
        self._fit()

    def full_text(self) -> str:
        """The text without shortening."""
        return self._full

    def set_tone(self, tone: str) -> None:
        """Another tone (colour)."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if self._elide:
            self._fit()

    def _fit(self) -> None:
        if not self._elide:
            super().setText(self._full)
            return
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
        self.setAccessibleName(self._full)


class Chip(QLabel):
    """A short word on a ground of its tone: a state, a tag, a count."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setProperty("type", "small")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Another tone (colour)."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class Panel(QFrame):
    """A surface with a border; `role` as in the stylesheet (panel, sunken, raised, plain, bar …)."""

    def __init__(self, role: str = "panel", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def divider(vertical: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "divider")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def column(
    parent: QWidget | QLayout | None = None, gap: int = 8, margin: int | tuple[int, int, int, int] = 0
) -> QVBoxLayout:
    """A vertical layout on the grid; `parent` is the widget it lays out or the layout it goes into."""
    return _laid(QVBoxLayout(), parent, gap, margin)


def row(
    parent: QWidget | QLayout | None = None, gap: int = 8, margin: int | tuple[int, int, int, int] = 0
) -> QHBoxLayout:
    """A horizontal layout on the grid."""
    return _laid(QHBoxLayout(), parent, gap, margin)


def _laid(made, parent, gap, margin):  # type: ignore[no-untyped-def]
    made.setSpacing(gap)
    made.setContentsMargins(*((margin,) * 4 if isinstance(margin, int) else margin))
    if isinstance(parent, QBoxLayout):
        parent.addLayout(made)
    elif parent is not None:
        parent.setLayout(made)
    return made


def restyle(widget: QWidget) -> None:
    """Have the stylesheet looked at again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say this now, where one listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def with_key(text: str, key: str) -> str:
    """`Hold (Ctrl+H)`: a text with its key as this system writes it."""
    if not key:
        return text
    return f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"


class Empty(QWidget):
    """What a panel shows when it has nothing: what this place is for and what to do."""

    def __init__(self, icon_name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text(title, "strong", "soft")
        self._text = Text(text, "body", "faint", wrap=True)
        layout = column(self, 8, 24)
        layout.addStretch(2)
        layout.addWidget(Glyph(icon_name, "edge", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(3)

    def set_texts(self, title: str, text: str) -> None:
        """Other words (another language, another reason)."""
        self._title.setText(title)
        self._text.setText(text)
