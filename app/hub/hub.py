"""The hub: opens the record, starts the workers, serves HTTP; and stops them in the right order."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn

from app.core.clock import Clock, SystemClock
from app.core.errors import Refused
from app.core.ids import IdMaker
from app.core.settings import HubSettings
from app.hub.flows import FlowWorker
from app.hub.http import Web
from app.hub.line.audio import Announcer
from app.hub.line.controller import LineController
from app.hub.line.prompts import PromptFiles
from app.hub.pages.site import Site
from app.hub.presence import Presence
from app.hub.publisher import Publisher
from app.hub.router import RouterWorker
from app.hub.sessions import Sessions
from app.hub.stream import Streams
from app.models.record import Record
from app.protocol.events import Notice
from app.protocol.setup import ListLines
from app.services.files.shelf import Shelf
from app.services.house import build_door
from app.services.search.rebuild import make_current
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.peers import Peer
from app.telephony.line.settings import LineSettings as BuiltInSettings
from app.telephony.speech import Prompts

logger = logging.getLogger(__name__)


class Hub:
    """One hub. `run` serves until `stop`, which may be called from any thread or a signal."""

    def __init__(self, settings: HubSettings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.record = Record(settings.url)
        self.record.create()
        self.record.claim()
        make_current(self.record)
        ids = IdMaker(self.clock, settings.node)
        shelf = Shelf(settings.home / "files")
        self.door = build_door(
            self.record, self.clock, ids, region=settings.region, zone=settings.zone, shelf=shelf
        )
        self.door.start()
        self.sessions = Sessions(self.door)
        self.publisher = Publisher(self.door)
        self.streams = Streams(self.publisher, self.clock)
        self.door.watch(self._say_trouble)
        self.presence = Presence(self.door)
        self.router = RouterWorker(self.door)
        self.flows = FlowWorker(self.door, settings.lookup_hosts)
        self._line_started = threading.Event()
        self.line = self._make_line() if settings.line.enabled else None
        self.site = Site(self.door, shelf, company=settings.company)
        self._served = threading.Event()
        web = Web(self.door, self.sessions, self.publisher, self.streams, self.presence, self.site)
        self._server = _Server(
            self.streams,
            self._serves,
            uvicorn.Config(
                web.application(),
                host=settings.host,
                port=settings.port,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=2,
                lifespan="on",
            ),
        )

    def _serves(self) -> None:
        """HTTP is up: from now on links can be made."""
        public = self.settings.public_url
        own = self.url.replace("//0.0.0.0:", f"//{socket.gethostname()}:")  # what a phone can go to
        self.site.open_links(public or own, public=bool(public))
        self._served.set()

    def _say_trouble(self, trouble: Refused | None) -> None:
        """Say once to everybody that nothing can be saved, and once that it can again."""
        if trouble is None:
            logger.warning("The database takes changes again")
            text = "The hub saves again. What was kept here is sent now."
            self.streams.notify(Notice(code="database_back", text=text, severity="info"))
        else:
            logger.warning("%s", trouble.text)
            self.streams.notify(Notice(code=trouble.code, text=trouble.text, severity="error"))

    def _make_line(self) -> LineController:
        wanted = self.settings.line
        settings = BuiltInSettings(
            host=wanted.host,
            port=wanted.port,
            calls=wanted.calls,
            peers=(
                *(Peer(network=network) for network in wanted.allowed),
                *(Peer(network=network, trusted=True) for network in wanted.trusted),
            ),
        )
        line = BuiltInLine(settings, self.settings.home / "run" / "line")
        recordings = PromptFiles(self.settings.home / "prompts", self.streams.notify)
        announcer = Announcer(line, Prompts(self.settings.home / "cache" / "prompts"), recordings)
        return LineController(self.door, line, announcer, self.streams.notify, wanted)

    @property
    def url(self) -> str:
        """Where the hub is reached, once it serves."""
        for server in self._server.servers:
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                return f"http://{host}:{port}"
        return f"http://{self.settings.host}:{self.settings.port}"

    def run(self) -> None:
        """Serve until stopped."""
        self.publisher.start()
        self.presence.start()
        self.router.start()
        self.flows.start()
        starting = threading.Thread(target=self._start_line, name="line-start", daemon=True)
        starting.start()
        try:
            self._server.run()
        finally:
            starting.join(15)
            self._close()

    def stop(self) -> None:
        """Ask to end; `run` returns when everything is closed."""
        self._server.should_exit = True

    def wait_until_ready(self, seconds: float = 10) -> bool:
        """Wait until HTTP is up and the line takes calls (or cannot)."""
        deadline = time.monotonic() + seconds
        served = self._served.wait(seconds)
        return served and self._line_started.wait(max(0.0, deadline - time.monotonic()))

    def _start_line(self) -> None:
        try:
            if self.line is not None:
                self._serve_line(self.line)
        finally:
            self._line_started.set()

    def _serve_line(self, line: LineController) -> None:
        try:
            for known in self.door.ask(ListLines()):
                line.prepare(known.greeting, known.language)
            line.start()
        except OSError as error:
            where = f"{self.settings.line.host}:{self.settings.line.port}"
            text = f"The telephone line cannot listen on {where} ({error}). No calls come in; free the port."
            logger.error("%s", text)
            self.streams.notify(Notice(code="line_down", text=text, severity="error"))

    def _close(self) -> None:
        if self.line is not None:
            self.line.stop(keep_calls=True)
        self.flows.stop()
        self.router.stop()
        self.presence.stop()
        self.site.close()
        self.door.stop()
        self.publisher.stop()
        self.record.close()


class _Server(uvicorn.Server):
    """Ends the event streams before it waits for the other requests: they would never end by themselves."""

    def __init__(self, streams: Streams, serves: Callable[[], None], config: uvicorn.Config) -> None:
        super().__init__(config)
        self._streams = streams
        self._serves = serves

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await asyncio.to_thread(self._serves)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._streams.stop()
        await super().shutdown(sockets)


def line_addresses(hub: Hub) -> tuple[str, ...]:
    """Where the built-in line takes calls."""
    return hub.line.addresses if hub.line is not None else ()


def write_ready_file(path: Path, hub: Hub) -> None:
    """Tell whoever started this process where the hub is: written when it serves, whole or not at all."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join([hub.url, *line_addresses(hub)]) + "\n", encoding="utf-8")
    temporary.replace(path)
