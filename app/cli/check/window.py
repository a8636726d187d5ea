"""The console's window as a driver sees it: by accessible names, over its drive socket."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

OPEN_SECONDS = 20.0
LOOK_SECONDS = 0.05


class Missing(Exception):
    """The window does not show or do what was expected; the text says what."""


class Window:
    """One driven window. Every call waits for the window's answer."""

    def __init__(self, path: Path, pictures: Path) -> None:
        """`path` is the drive socket, `pictures` the folder for screenshots."""
        self._path = path
        self._pictures = pictures
        self._line: socket.socket | None = None
        self._lines: Any = None
        self._number = 0
        self.shots = 0
        self._theme = "light"

    def open(self, alive: Callable[[], bool]) -> None:
        """Connect as soon as the window is there; `alive` says whether its process still runs."""
        deadline = time.monotonic() + OPEN_SECONDS
        while True:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.connect(str(self._path))
                break
            except OSError:
                line.close()
                if not alive() or time.monotonic() > deadline:
                    raise Missing("the window did not open") from None
                time.sleep(LOOK_SECONDS)
        line.settimeout(30.0)
        self._line, self._lines = line, line.makefile("rb")

    def close(self) -> None:
        """Let go."""
        if self._line is not None:
            with suppress(OSError):
                self._line.close()

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """One request and its answer. Raises Missing."""
        if self._line is None:
            raise Missing("the window is not open")
        self._number += 1
        request = {"id": self._number, "do": do, **arguments}
        try:
            self._line.sendall(json.dumps(request).encode() + b"\n")
            line = self._lines.readline()
        except OSError as error:
            raise Missing(f"the window does not answer: {error}") from error
        if not line:
            raise Missing("the window has closed")
        answer: dict[str, Any] = json.loads(line)
        if not answer.get("ok"):
            raise Missing(f"{do} {arguments.get('name') or arguments}: {answer.get('error')}")
        return answer

    def click(self, name: str, *, seconds: float = 5.0) -> None:
        """Click what has this name."""
        self.ask("click", name=name, wait_ms=round(seconds * 1000))

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.ask("type", name=name, text=text)

    def choose(self, text: str, menu: str) -> None:
        """Choose an entry of a menu."""
        self.ask("choose", text=text, menu=menu)

    def run(self, action: str) -> None:
        """Do an action by its id."""
        self.ask("run", action=action)

    def key(self, key: str, name: str) -> None:
        """Press a key on what has this name."""
        self.ask("key", key=key, name=name)

    def press(self, key: str) -> None:
        """Press a key on whatever has the keyboard."""
        self.ask("key", key=key)

    def pick(self, name: str, text: str) -> None:
        """Choose the row of a list that has this text."""
        self.ask("pick", name=name, text=text)

    def gone(self, name: str, *, seconds: float = 3.0) -> None:
        """Wait until nothing of this name is shown."""
        self.ask("wait", name=name, visible=False, wait_ms=round(seconds * 1000))

    def there(self, name: str, text: str = "", *, seconds: float = 5.0) -> dict[str, Any]:
        """Wait for a widget (with a text)."""
        return self.ask("wait", name=name, text=text, enabled=False, wait_ms=round(seconds * 1000))

    def state(self) -> dict[str, Any]:
        """What the window shows, in figures."""
        return self.ask("state")

    def until(
        self, what: Callable[[dict[str, Any]], Any], name: str, *, seconds: float = 10.0
    ) -> dict[str, Any]:
        """Wait until the window's state is so. Raises Missing."""
        deadline = time.monotonic() + seconds
        while True:
            state = self.state()
            if what(state):
                return state
            if time.monotonic() > deadline:
                kept = {key: value for key, value in state.items() if key not in ("painted", "id", "ok")}
                raise Missing(f"{name} did not come within {seconds:g} s; the window: {kept}")
            time.sleep(LOOK_SECONDS)

    def shoot(self, name: str) -> None:
        """A screenshot in light and one in dark; the last theme stays for the next screen."""
        self._shot(name)
        self._theme = "dark" if self._theme == "light" else "light"
        self.ask("theme", value=self._theme)
        self._shot(name)

    def _shot(self, name: str) -> None:
        self.ask("shot", path=str(self._pictures / f"{name}-{self._theme}.png"))
        self.shots += 1
