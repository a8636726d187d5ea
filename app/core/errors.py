"""A command or a question that is refused: one stable code, one sentence for a person."""

from typing import Any


class Refused(Exception):
    """The door says no.

    `code` is stable (see `app.protocol.errors`), `text` says what happened and what to do next,
    `details` are values for a program.
    """

    def __init__(self, code: str, text: str, **details: Any) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.details = details
