"""`contactdesk` alone: a hub on a local record, the demo centre with its town, and a console on it.

Everything that is started here ends with it. What dies on its own is noticed and said: the hub and the
town are started again, for the console outlives them; when the console ends, so does everything.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.cli.demo_home import BOOK, has_record, make_demo
from app.cli.processes import Child, HubProcess, NotStarted, end_phones, socket_folder
from app.core.settings import default_home

WATCH_SECONDS = 0.25
FALLS = 3
"""A process that falls so often within a minute is not started again."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--home", type=Path, default=None, help="folder of the record (default: ./var)")
    parser.add_argument("--port", type=int, default=0, help="the hub's HTTP port; 0 takes any")
    parser.add_argument("--sip-port", type=int, default=0, help="the line's SIP port; 0 takes any")
    parser.add_argument("--pace", choices=("off", "calm", "normal", "busy"), default="normal")
    parser.add_argument("--customers", type=int, default=0, help="size of the demo centre (default: 5,000)")
    parser.add_argument("--login", default="", help="who sits at the desk (default: the demo's own agent)")
    parser.add_argument("--sign-in", action="store_true", help="show the sign-in screen instead")
    parser.add_argument("--language", default="", help="the window's language: en, zh-TW, th")
    parser.add_argument("--silent", action="store_true", help="a phone without a sound device")
    parser.add_argument("--drive", type=Path, metavar="SOCKET", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Until the window is closed or Ctrl+C; 1 where something could not be started."""
    home: Path = (args.home or default_home()).resolve()
    embedded = Embedded(home, args)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: embedded.leave())
    try:
        return embedded.run()
    except (NotStarted, OSError) as error:
        _say(str(error))
        return 1
    finally:
        embedded.close()


class Embedded:
    """The processes of one desk with its own hub."""

    def __init__(self, home: Path, args: argparse.Namespace) -> None:
        self._home = home
        self._args = args
        self._hub = HubProcess(home, port=args.port, sip_port=args.sip_port)
        self._town: Child | None = None
        self._console: Child | None = None
        self._sockets = socket_folder()
        self._leaving = threading.Event()
        self._falls: dict[str, list[float]] = {}

    def leave(self) -> None:
        """End as soon as possible; may be called from a signal."""
        self._leaving.set()

    def run(self) -> int:
        """Start everything, watch it, and return the console's exit code."""
        self._make_record()
        if self._leaving.is_set():
            return 0
        self._hub.start()
        self._console = self._start_console()
        if (self._home / BOOK).exists():
            self._town = self._start_town()
        while not self._leaving.wait(WATCH_SECONDS):
            if not self._console.alive:
                return self._console_ended(self._console)
            if not self._hub.alive:
                self._again("hub", self._restart_hub)
            if self._town is not None and not self._town.alive:
                self._again("town", self._restart_town)
        return 0

    def close(self) -> None:
        """End what runs: first who talks, then who is talked to."""
        for child in (self._town, self._console):
            if child is not None:
                child.stop()
        self._hub.stop()
        for folder in (self._home / "run" / "line", self._home / "console"):
            end_phones(folder)
        shutil.rmtree(self._sockets, ignore_errors=True)

    # ------------------------------------------------------------------------------------ starting
    def _make_record(self) -> None:
        if has_record(self._home):
            return
        _say(f"Making the demo centre in {self._home} (once) …")
        began = time.monotonic()
        make_demo(self._home, customers=self._args.customers, progress=_progress)
        _say(f"\rThe demo centre is ready after {time.monotonic() - began:.0f} s.        ")

    def _start_console(self) -> Child:
        arguments: list[str | Path] = ["--hub", self._hub.url, "--journal", self._home / "console"]
        env: dict[str, str] = {}
        if (self._home / BOOK).exists():
            arguments += ["--town", self._sockets / "town.sock"]
            if not self._args.sign_in:
                from app.services.demo.centre import LOGIN, PASSWORD

                arguments += ["--login", self._args.login or LOGIN, "--ready"]
                env["CONTACTDESK_PASSWORD"] = PASSWORD
        if self._args.drive is not None:
            arguments += ["--drive", self._args.drive]
        if self._args.silent:
            arguments += ["--silent"]
        if self._args.language:
            arguments += ["--language", self._args.language]
        return Child("console", arguments, self._home / "log" / "console.log", env)

    def _start_town(self) -> Child:
        with suppress(FileNotFoundError):
            (self._sockets / "town.sock").unlink()
        arguments: list[str | Path] = ["--book", self._home / BOOK, "--target", self._hub.line]
        arguments += ["--folder", self._sockets / "town", "--control", self._sockets / "town.sock"]
        arguments += ["--pace", self._args.pace, "--voices", self._home / "cache" / "voices"]
        return Child("town", arguments, self._home / "log" / "town.log")

    # ------------------------------------------------------------------------------------ watching
    def _again(self, name: str, restart: Callable[[], None]) -> None:
        """Say that something fell, and start it again unless it falls all the time."""
        now = time.monotonic()
        falls = [at for at in self._falls.get(name, []) if now - at < 60] + [now]
        self._falls[name] = falls
        log = self._home / "log" / f"{name}.log"
        if len(falls) > FALLS:
            if len(falls) == FALLS + 1:
                _say(f"The {name} has ended {FALLS + 1} times within a minute and stays down. Its log: {log}")
            if name == "town":
                self._town = None
            return
        _say(f"The {name} has ended unexpectedly and is started again. Its log: {log}")
        try:
            restart()
        except NotStarted as error:
            _say(str(error))

    def _restart_hub(self) -> None:
        self._hub.start()

    def _restart_town(self) -> None:
        self._town = self._start_town()

    def _console_ended(self, console: Child) -> int:
        code = console.process.returncode
        if code:
            words = console.last_words()
            _say(f"The window has ended with {code}: {words} (log: {console.log})")
        return 1 if code else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _progress(written: int, of: int) -> None:
    if os.isatty(sys.stderr.fileno()):
        print(f"\r{written * 100 // of:3} % of {of:,} rows", end="", file=sys.stderr, flush=True)
