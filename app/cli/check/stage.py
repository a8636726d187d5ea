"""The stage of the check: a fresh demo centre, a hub on it, a console without a screen, a caller."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from app.cli.check.caller import CheckCaller
from app.cli.check.window import Missing, Window
from app.cli.demo_home import BOOK, make_demo
from app.cli.processes import Child, HubProcess, end_phones, socket_folder
from app.client.http import HubHttp
from app.protocol.town import Caller, TownBook
from app.telephony.speech import Prompts

CUSTOMERS = 400
GREETING = "Harbour Home, this is Mei speaking. How can I help you today? "
STORY = "Hello, I ordered a coffee machine two weeks ago, and it has still not arrived. "


class Stage:
    """Everything the check needs; `build` takes some seconds, `clear` ends it all."""

    def __init__(self, folder: Path, *, pictures: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(pictures, ignore_errors=True)
        folder.mkdir(parents=True)
        pictures.mkdir(parents=True, exist_ok=True)
        self.home = folder
        self.sockets = socket_folder()
        self.hub = HubProcess(folder)
        self.window = Window(self.sockets / "drive.sock", pictures)
        self.pictures = pictures
        self.voices: list[Path] = []
        """What the agent says, and what the caller says."""
        self.console: Child | None = None
        self.second: Child | None = None
        self._windows = [self.window]
        self.caller: CheckCaller | None = None
        self.book = TownBook()

    def build(self) -> None:
        """Make the demo centre, start hub and caller. Raises NotStarted."""
        make_demo(self.home, customers=CUSTOMERS, progress=lambda written, of: None)
        self.book = msgspec.json.decode((self.home / BOOK).read_bytes(), type=TownBook)
        prompts = Prompts(self.home / "cache" / "check")
        try:
            self.voices = [prompts.say(text * 4, "en") for text in (GREETING, STORY)]
        finally:
            prompts.close()
        self.hub.launch()
        self.caller = CheckCaller(self.sockets, self.voices[1])
        with ThreadPoolExecutor(1) as pool:
            started = pool.submit(self.caller.start)
            self.hub.wait_ready()
            started.result()

    def open_console(self) -> None:
        """Start the console and connect to its window."""
        self.console = self._console("console", "--drive", self.sockets / "drive.sock")
        self.window.open(lambda: self.console is not None and self.console.alive)

    def open_second(self, login: str, password: str) -> Window:
        """Another console beside the first, signed in."""
        path = self.sockets / "second.sock"
        self.second = self._console("second", "--drive", path, "--login", login, password=password)
        window = Window(path, self.pictures)
        self._windows.append(window)
        window.open(lambda: self.second is not None and self.second.alive)
        return window

    def close_second(self) -> None:
        """End the other console."""
        if self.second is not None:
            self.second.stop(5.0)
            self.second = None

    def _console(self, name: str, *extra: str | Path, password: str = "") -> Child:
        env = {"QT_QPA_PLATFORM": "offscreen", **({"CONTACTDESK_PASSWORD": password} if password else {})}
        return Child(
            "console",
            [
                "--hub", self.hub.url, "--journal", self.home / name, "--language", "en",
                "--theme", "light", "--silent", "--microphone", self.voices[0], *extra,
            ],
            self.home / "log" / f"{name}.log",
            env,
        )  # fmt: skip

    @property
    def shots(self) -> int:
        """Screenshots of all windows."""
        return sum(window.shots for window in self._windows)

    def who(self, kind: str) -> Caller:
        """The book's first caller of this kind."""
        found = next((caller for caller in self.book.callers if caller.kind == kind), None)
        if found is None:
            raise Missing(f"the town's book has no {kind} caller")
        return found

    def colleague(self, login: str, password: str) -> HubHttp:
        """Another agent's connection to the hub."""
        client = HubHttp(self.hub.url)
        client.token = client.sign_in(login, password, client="check").token
        return client

    def forget(self) -> None:
        """Remove the record and the logs; the screenshots stay."""
        shutil.rmtree(self.home, ignore_errors=True)

    def clear(self) -> None:
        """End every process."""
        for window in self._windows:
            window.close()
        self.close_second()
        if self.console is not None:
            self.console.stop(5.0)
        if self.caller is not None:
            self.caller.close()
        self.hub.stop()
        for folder in (self.home / "run" / "line", self.home / "console", self.home / "second"):
            end_phones(folder)
        shutil.rmtree(self.sockets, ignore_errors=True)
