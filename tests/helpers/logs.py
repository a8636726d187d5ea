"""A log record of WARNING or above that the test did not expect fails the test."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest


@dataclass
class Expectation:
    """One message the test foresees; `seen` counts how often it came."""

    pattern: re.Pattern[str]
    logger: str
    required: bool
    seen: int = 0

    def matches(self, record: logging.LogRecord) -> bool:
        inside = record.name == self.logger or record.name.startswith(f"{self.logger}.")
        return (not self.logger or inside) and self.pattern.search(record.getMessage()) is not None


@dataclass
class ExpectedLog:
    """The test's list of foreseen messages, and what came unforeseen."""

    expectations: list[Expectation] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)

    def __call__(self, pattern: str, *, logger: str = "", required: bool = True) -> Expectation:
        """Foresee records (WARNING and above) whose message matches `pattern`, of `logger` and below it.

        With `required` the test fails where none came. Say it before the record is written.
        """
        expectation = Expectation(re.compile(pattern), logger, required)
        self.expectations.append(expectation)
        return expectation

    def receive(self, record: logging.LogRecord) -> None:
        for expectation in self.expectations:
            if expectation.matches(record):
                expectation.seen += 1
                return
        self.surprises.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def verdict(self) -> str:
        """Why the test must fail, or an empty string."""
        lines = [f"unexpected log record: {surprise}" for surprise in self.surprises]
        lines += [
            f"no log record matched {expectation.pattern.pattern!r}"
            for expectation in self.expectations
            if expectation.required and not expectation.seen
        ]
        return "\n".join(lines)


class _Catcher(logging.Handler):
    def __init__(self, log: ExpectedLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.receive(record)


@pytest.fixture(autouse=True)
def expected_log() -> Iterator[ExpectedLog]:
    """Call it with a pattern to foresee a warning: `expected_log("hub is full")`."""
    log = ExpectedLog()
    catcher = _Catcher(log)
    root = logging.getLogger()
    root.addHandler(catcher)
    try:
        yield log
    finally:
        root.removeHandler(catcher)
    verdict = log.verdict()
    if verdict:
        pytest.fail(verdict, pytrace=False)
