"""What the check saw: one JSON object a line, and which facts are still missing."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any, TextIO

FACTS = (
    "sign_in",
    "ready",
    "offer",
    "pop",
    "answered",
    "audio_both_ways",
    "hold",
    "resume",
    "note",
    "hang_up",
    "wrap_up",
    "timeline",
    "legs_add_up",
    "shared_number",
    "ivr",
    "unknown_caller",
    "script",
    "page",
    "designer",
    "withheld_caller",
    "hub_restart",
    "log_replay",
)
"""Every fact that must be seen."""


class Report:
    """Prints facts as they are seen."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._began = time.monotonic()
        self._seen: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def fact(self, name: str, **values: Any) -> None:
        """A fact was seen."""
        with self._lock:
            self._seen[name] = values
        self._print({"fact": name, **values, "at_s": self.seconds})

    def trouble(self, step: str, text: str) -> None:
        """A step did not go as it should."""
        self._print({"trouble": step, "text": text, "at_s": self.seconds})

    def saw(self, name: str) -> bool:
        """Whether a fact was seen."""
        return name in self._seen

    @property
    def missing(self) -> list[str]:
        """Facts not seen."""
        return [name for name in FACTS if name not in self._seen]

    @property
    def seconds(self) -> float:
        """Since the start."""
        return round(time.monotonic() - self._began, 1)

    def close(self, screenshots: int) -> int:
        """Say what is missing; the exit code."""
        missing = self.missing
        self._print(
            {"done": not missing, "missing": missing, "screenshots": screenshots, "seconds": self.seconds}
        )
        return 1 if missing else 0

    def _print(self, line: dict[str, Any]) -> None:
        with self._lock:
            print(json.dumps(line, ensure_ascii=False), file=self._out, flush=True)
