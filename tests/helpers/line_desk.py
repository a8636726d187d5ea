"""A house with a line of make-believe, a flow that answers it, and callers who press keys."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Refused
from app.core.settings import LineSettings
from app.hub.line.audio import Announcer
from app.hub.line.controller import LineController
from app.hub.line.prompts import PromptFiles
from app.models.tables import flow_runs, interactions
from app.protocol.events import Notice
from app.protocol.flows import GetRun, PublishFlow, RetireFlow, RunView, SaveFlowDraft, SubmitFlow
from app.protocol.setup import SaveLine
from app.telephony.fakes import FakeLine
from app.telephony.ports import CALLER
from app.telephony.speech import SpeechError
from tests.helpers.house import ADMINISTRATOR, House
from tests.helpers.wait import until

NUMBER = "0800"


class Spoken:
    """Stands in for the voice: a sentence becomes a file that says what was said, in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.broken = False
        folder.mkdir(parents=True, exist_ok=True)

    def made(self, text: str, language: str) -> Path | None:
        """Always there, unless the voice is broken."""
        if self.broken:
            return None
        path = self.folder / f"{len(text)}-{abs(hash((text, language)))}.wav"
        if path.name not in self.texts:
            silence(path)
            self.texts[path.name] = text
        return path

    def later(self, text: str, language: str) -> Future[Path]:
        """Only asked where it is broken."""
        failed: Future[Path] = Future()
        failed.set_exception(SpeechError("No voice."))
        return failed

    def prepare(self, sentences: Any) -> None:
        """Nothing to prepare."""

    def close(self) -> None:
        """Nothing to close."""


def silence(path: Path, *, rate: int = 8000, channels: int = 1, seconds: float = 0.1) -> Path:
    """A WAV file in which nothing is heard."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * channels * int(rate * seconds)))
    return path


class LineDesk:
    """The house, its line and a door that can be shut."""

    def __init__(self, house: House, folder: Path, **settings: Any) -> None:
        self.house = house
        self.folder = folder
        self.line = FakeLine()
        self.settings = LineSettings(**settings)
        self.notices: list[Notice] = []
        self.voice = Spoken(folder / "spoken")
        self.away = ""
        self.service = house.queue("Service")
        self.billing = house.queue("Billing")
        self._do = house.door.do
        house.door.do = self.do  # type: ignore[method-assign]
        self.control = self.new_control(self.line)

    def new_control(self, line: FakeLine) -> LineController:
        """What serves a line: a hub's, or that of the next one."""
        recordings = PromptFiles(self.folder / "prompts", self.notices.append)
        announcer = Announcer(line, self.voice, recordings)  # type: ignore[arg-type]
        return LineController(self.house.door, line, announcer, self.notices.append, self.settings)

    def start(self, flow: str, *, retired: bool = False, **line: Any) -> LineDesk:
        """Publish the flow and answer the line with it."""
        flow_id = self.publish(flow)
        values = {"number": NUMBER, "queue_id": self.service, "flow": "test", **line}
        self.house.admin(SaveLine(**values))
        if retired:
            self.house.admin(RetireFlow(flow_id=flow_id))
        self.control.start()
        return self

    def publish(self, flow: str) -> int:
        """Draft, review, live; the flow's id."""
        source = self.house.admin(SaveFlowDraft(source=flow))
        errors = [problem for problem in source.version.problems if problem.severity == "error"]
        assert not errors, errors
        self.house.admin(SubmitFlow(version_id=source.version.id))
        self.house.admin(PublishFlow(version_id=source.version.id))
        return source.version.flow_id

    def do(self, command: Any, *more: Any, **named: Any) -> Any:
        """The door, where it is open."""
        actor = more[0] if more else named.get("actor")
        if self.away and actor != ADMINISTRATOR:
            raise Refused(self.away, "The record takes nothing.")
        return self._do(command, *more, **named)

    def call(self, number: str = "0912345678", dialled: str = NUMBER) -> Caller:
        """Somebody calls and is answered."""
        before = len(self.contacts())
        key = self.line.arrive(number=number, dialled=dialled)
        until(lambda: len(self.contacts()) > before, "the call to be recorded")
        return Caller(self, key, self.contacts()[-1].id)

    def contacts(self) -> list[Any]:
        """Every contact."""
        return self.house.rows(interactions)

    def told(self, code: str) -> list[Notice]:
        """What those who lead were told of a kind."""
        return [notice for notice in self.notices if notice.code == code]


class Caller:
    """Somebody on the line."""

    def __init__(self, desk: LineDesk, key: str, contact: int) -> None:
        self.desk = desk
        self.key = key
        self.contact = contact

    @property
    def row(self) -> Any:
        """The contact."""
        return self.desk.house.interaction(self.contact)

    @property
    def run(self) -> RunView:
        """The flow's run."""
        (row,) = self.desk.house.rows(flow_runs, interaction_id=self.contact)
        return self.desk.house.ask(GetRun(run_id=row.id))

    @property
    def place(self) -> Any:
        """Where the caller waits."""
        return self.desk.house.item_of(self.contact)

    def playing(self) -> list[str]:
        """The sentences (or names of recordings) that are played now."""
        try:
            return [self.desk.voice.texts.get(name, name) for name in self.desk.line.plays(self.key, CALLER)]
        except KeyError:  # hung up
            return []

    def hears(self, text: str) -> Caller:
        """Wait until a sentence with this text is being played."""
        until(lambda: any(text in one for one in self.playing()), f"“{text}”; {self.playing()} is played")
        return self

    def listens(self) -> Caller:
        """Hear what is said to its end."""
        self.desk.line.prompt_ends(self.key)
        return self

    def presses(self, digits: str) -> Caller:
        """Keys."""
        self.desk.line.party_presses(self.key, CALLER, digits)
        return self

    def becomes(self, state: str) -> Caller:
        """Wait until the contact is in this state."""
        until(lambda: self.row.state == state, f"{state}; it is {self.row.state}")
        return self

    def waits_in(self, queue: int) -> Caller:
        """Wait until the caller waits in this queue."""
        self.becomes("waiting")
        assert self.row.queue_id == queue
        return self

    def until(self, what: Callable[[], Any], text: str) -> Caller:
        """Wait for something else."""
        until(what, text)
        return self


@pytest.fixture
def line_desk(sqlite_house: House, tmp_path: Path) -> Iterator[LineDesk]:
    """Not started: `line_desk.start(flow)`."""
    made = LineDesk(sqlite_house, tmp_path)
    yield made
    made.away = ""
    made.control.stop(keep_calls=False)
