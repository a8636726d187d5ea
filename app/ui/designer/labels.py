"""The keys of the language as the form names them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.actions import QT_TRANSLATE_NOOP

_LABELS = {
    "title": QT_TRANSLATE_NOOP("Keys", "Title"),
    "say": QT_TRANSLATE_NOOP("Keys", "What is said"),
    "ask": QT_TRANSLATE_NOOP("Keys", "Question"),
    "branch": QT_TRANSLATE_NOOP("Keys", "Cases"),
    "set": QT_TRANSLATE_NOOP("Keys", "Variables"),
    "look_up": QT_TRANSLATE_NOOP("Keys", "What is looked up"),
    "do": QT_TRANSLATE_NOOP("Keys", "Command"),
    "recommend": QT_TRANSLATE_NOOP("Keys", "What is said"),
    "route": QT_TRANSLATE_NOOP("Keys", "Queue"),
    "transfer": QT_TRANSLATE_NOOP("Keys", "Number to call"),
    "flow": QT_TRANSLATE_NOOP("Keys", "Flow"),
    "wait": QT_TRANSLATE_NOOP("Keys", "How long"),
    "end": QT_TRANSLATE_NOOP("Keys", "Outcome"),
    "type": QT_TRANSLATE_NOOP("Keys", "Answer"),
    "answer": QT_TRANSLATE_NOOP("Keys", "Into the variable"),
    "into": QT_TRANSLATE_NOOP("Keys", "Into the variable"),
    "choices": QT_TRANSLATE_NOOP("Keys", "Choices"),
    "items": QT_TRANSLATE_NOOP("Keys", "Recommendations"),
    "required": QT_TRANSLATE_NOOP("Keys", "Has to be answered"),
    "hint": QT_TRANSLATE_NOOP("Keys", "Hint"),
    "default": QT_TRANSLATE_NOOP("Keys", "Filled in already"),
    "least": QT_TRANSLATE_NOOP("Keys", "At least"),
    "most": QT_TRANSLATE_NOOP("Keys", "At most"),
    "pattern": QT_TRANSLATE_NOOP("Keys", "Pattern"),
    "currency": QT_TRANSLATE_NOOP("Keys", "Currency"),
    "store": QT_TRANSLATE_NOOP("Keys", "Keep in the record as"),
    "again": QT_TRANSLATE_NOOP("Keys", "Said after a wrong entry"),
    "prompt": QT_TRANSLATE_NOOP("Keys", "Recording"),
    "seconds": QT_TRANSLATE_NOOP("Keys", "Time limit"),
    "tries": QT_TRANSLATE_NOOP("Keys", "Tries"),
    "with": QT_TRANSLATE_NOOP("Keys", "Arguments"),
    "skills": QT_TRANSLATE_NOOP("Keys", "Skills"),
    "priority": QT_TRANSLATE_NOOP("Keys", "Priority"),
    "agent": QT_TRANSLATE_NOOP("Keys", "Preferred agent"),
    "results": QT_TRANSLATE_NOOP("Keys", "Results"),
    "next": QT_TRANSLATE_NOOP("Keys", "Next"),
    "otherwise": QT_TRANSLATE_NOOP("Keys", "Otherwise"),
    "none": QT_TRANSLATE_NOOP("Keys", "Nothing found"),
    "failed": QT_TRANSLATE_NOOP("Keys", "Failed"),
    "refused": QT_TRANSLATE_NOOP("Keys", "Refused"),
    "accepted": QT_TRANSLATE_NOOP("Keys", "Accepted"),
    "declined": QT_TRANSLATE_NOOP("Keys", "Declined"),
    "at": QT_TRANSLATE_NOOP("Keys", "Place"),
    "value": QT_TRANSLATE_NOOP("Keys", "Value"),
    "text": QT_TRANSLATE_NOOP("Keys", "Text"),
    "key": QT_TRANSLATE_NOOP("Keys", "Key"),
    "when": QT_TRANSLATE_NOOP("Keys", "When"),
    "reason": QT_TRANSLATE_NOOP("Keys", "Reason"),
    "score": QT_TRANSLATE_NOOP("Keys", "Score"),
}

_TYPES = {
    "text": QT_TRANSLATE_NOOP("Types", "Text"),
    "number": QT_TRANSLATE_NOOP("Types", "Number"),
    "date": QT_TRANSLATE_NOOP("Types", "Date"),
    "money": QT_TRANSLATE_NOOP("Types", "Amount of money"),
    "one_of": QT_TRANSLATE_NOOP("Types", "One of the choices"),
    "many_of": QT_TRANSLATE_NOOP("Types", "Several of the choices"),
    "yes_no": QT_TRANSLATE_NOOP("Types", "Yes or no"),
    "phone": QT_TRANSLATE_NOOP("Types", "Phone number"),
    "email": QT_TRANSLATE_NOOP("Types", "Mail address"),
    "signature": QT_TRANSLATE_NOOP("Types", "Signature"),
    "photo": QT_TRANSLATE_NOOP("Types", "Photo"),
}
ANSWER_TYPES = tuple(_TYPES)


def key_label(key: str) -> str:
    """A key in the language of the window."""
    return QCoreApplication.translate("Keys", _LABELS[key]) if key in _LABELS else key


def type_label(type: str) -> str:
    """A type of answer in the language of the window."""
    return QCoreApplication.translate("Types", _TYPES[type])
