"""The one stylesheet, made from the tokens. Widgets say what they are with properties, never with colours.

Properties used: `type` (type scale), `tone` (soft, faint, accent, good, warn, bad …), `role` (panel, bar,
chip, toast …), `kind` of a button (primary, danger, good, plain, link, icon).
"""

from __future__ import annotations

from string import Template

from app.ui.tokens import Tokens

_BASE = """
QAbstractItemView, QPushButton, QToolButton { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="window"] { background: $window; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QWidget[role="plain"] { background: transparent; border: none; }
QWidget[role="surface"] { background: $surface; }
QFrame[role="sunken"] { background: $sunken; border: 1px solid $line; border-radius: 6px; }
QFrame[role="bar"] { background: $surface; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $surface; border-top: 1px solid $line; }
QFrame[role="raised"] { background: $raised; border: 1px solid $line; border-radius: 10px; }
QFrame[role="divider"] { background: $line; border: none; }
QLabel, QCheckBox, QRadioButton { background: transparent; border: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 8px; }

QLabel[type="caption"] { font-size: 11px; }
QLabel[type="small"] { font-size: 12px; }
QLabel[type="body"] { font-size: 13px; }
QLabel[type="strong"] { font-size: 14px; font-weight: 600; }
QLabel[type="title"] { font-size: 16px; font-weight: 600; }
QLabel[type="head"] { font-size: 20px; font-weight: 600; }
QLabel[type="display"] { font-size: 26px; font-weight: 600; }
QLabel[type="figure"] { font-size: 20px; font-weight: 600; }
QLabel[type="section"] { font-size: 11px; font-weight: 600; color: $text_faint; }
QLabel[weight="strong"] { font-weight: 600; }
QLabel[tone="soft"] { color: $text_soft; }
QLabel[tone="faint"] { color: $text_faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="wrap"] { color: $wrap; }
QLabel[tone="quiet"] { color: $quiet; }
"""

_BUTTONS = """
QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 0 12px; min-height: 30px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $edge; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 0 11px; min-height: 28px; }
QPushButton:disabled, QToolButton:disabled { color: $edge; background: $sunken; border-color: $line; }
QPushButton[kind="primary"], QToolButton[kind="primary"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:pressed { background: $accent_press; }
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $quiet_soft; color: $edge; border-color: $quiet_soft; }
QPushButton[kind="danger"], QToolButton[kind="danger"] {
  background: $bad_fill; color: $on_fill; border-color: $bad_fill; font-weight: 600;
}
QPushButton[kind="danger"]:hover, QToolButton[kind="danger"]:hover {
  background: $bad_fill_hover; border-color: $bad_fill_hover;
}
QPushButton[kind="good"] {
  background: $good_fill; color: $on_fill; border-color: $good_fill; font-weight: 600;
}
QPushButton[kind="good"]:hover { background: $good_fill_hover; border-color: $good_fill_hover; }
QPushButton[kind="danger"]:focus, QToolButton[kind="danger"]:focus, QPushButton[kind="good"]:focus {
  border: 2px solid $text;
}
QPushButton[kind="danger"]:disabled, QPushButton[kind="good"]:disabled {
  background: $quiet_soft; color: $edge; border-color: $quiet_soft;
}
QPushButton[kind="plain"], QToolButton[kind="plain"] {
  background: transparent; border: 1px solid transparent;
}
QPushButton[kind="plain"]:hover, QToolButton[kind="plain"]:hover { background: $hover; }
QPushButton[kind="plain"]:focus, QToolButton[kind="plain"]:focus { border: 2px solid $focus; }
QPushButton[kind="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px; min-height: 22px;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0 3px; min-height: 20px; }
QToolButton[kind="icon"], QPushButton[kind="icon"] {
  background: transparent; border: 1px solid transparent; padding: 0; min-width: 30px; min-height: 30px;
}
QToolButton[kind="icon"]:hover { background: $hover; }
QToolButton[kind="icon"]:focus { border: 2px solid $focus; padding: 0; min-width: 28px; min-height: 28px; }
QToolButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 0 8px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QSpinBox, QComboBox, QDateEdit { min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $text_soft; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: 0 7px;
}
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus { min-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $edge; background: $sunken; }
QLineEdit[role="search"] { background: $sunken; border-color: $line; }
QLineEdit[role="search"]:focus { background: $surface; border: 2px solid $focus; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $bad; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
  background: $raised; border: 1px solid $line; padding: 4px; selection-background-color: $accent_soft;
  selection-color: $text;
}
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16px; height: 16px; border: 1px solid $edge; background: $surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent; width: 8px; height: 8px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $focus; }
QRadioButton::indicator:focus { border: 2px solid $focus; border-radius: 8px; width: 14px; height: 14px; }
QRadioButton::indicator:checked:focus {
  border: 5px solid $focus; border-radius: 8px; width: 8px; height: 8px;
}
"""

_VIEWS = """
QAbstractItemView {
  background: $surface; alternate-background-color: $sunken; border: none; color: $text;
  selection-background-color: $accent_soft; selection-color: $text;
}
QListView { background: transparent; }
QListView::item { padding: 4px 8px; border-radius: 6px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; color: $text; }
QTableView { gridline-color: $line; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $text_faint; border: none; border-bottom: 1px solid $line; padding: 6px 8px;
  font-size: 11px; font-weight: 600;
}
QMenu { background: $raised; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-width: 120px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $text_faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $text_soft; border: none; border-bottom: 2px solid transparent;
  padding: 6px 12px; font-weight: 500;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; min-height: 32px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter[role="halves"]::handle { background: $line; }
QSplitter::handle:hover { background: $accent_soft; }
QProgressBar { background: $quiet_soft; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_PIECES = """
QLabel[role="chip"] {
  background: $quiet_soft; border: none; border-radius: 4px; padding: 1px 6px; color: $quiet;
}
QLabel[role="chip"][tone="good"] { background: $good_soft; color: $good; }
QLabel[role="chip"][tone="info"] { background: $info_soft; color: $info; }
QLabel[role="chip"][tone="warn"] { background: $warn_soft; color: $warn; }
QLabel[role="chip"][tone="bad"] { background: $bad_soft; color: $bad; }
QLabel[role="chip"][tone="wrap"] { background: $wrap_soft; color: $wrap; }
QLabel[role="chip"][tone="accent"] { background: $accent_soft; color: $accent; }
QLabel[role="key"] {
  background: $sunken; border: 1px solid $line; border-bottom: 2px solid $line; border-radius: 4px;
  padding: 1px 6px; color: $text_soft; font-size: 11px; font-weight: 600;
}
QFrame[role="toast"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[role="banner"][tone="warn"] { background: $warn_soft; border: none; }
QFrame[role="banner"][tone="bad"] { background: $bad_soft; border: none; }
QFrame[role="banner"][tone="info"] { background: $info_soft; border: none; }
QFrame[role="banner"][tone="good"] { background: $good_soft; border: none; }
"""

_SHEET = Template(_BASE + _BUTTONS + _FIELDS + _VIEWS + _PIECES)


def stylesheet(tokens: Tokens) -> str:
    """The application's stylesheet for these tokens."""
    from app.ui.icons import icon_file

    values = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    values["chevron"] = icon_file("chevron-down", tokens.text_soft).as_posix()
    values["check"] = icon_file("check-thick", tokens.on_accent).as_posix()
    return _SHEET.substitute(values)
