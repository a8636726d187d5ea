"""The door: the one way in. From a handler's one registration come its route, its permission check,
its idempotency, its log entry and its call from the CLI.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.ids import IdMaker, new_command_id
from app.models.batch import Answer, Job
from app.models.record import Record
from app.models.unit import SYSTEM_ACTOR, Actor, Reader, Unit
from app.models.writer import Writer, refusal_for
from app.protocol import errors
from app.protocol.events import Change, Event
from app.protocol.message import Command, Query, R, Role, answer_type

_encode = msgspec.json.Encoder().encode

Follower = Callable[[Unit, Sequence[Change]], None]
"""Runs inside the transaction after a command, with what it changed: keeps derived tables in step."""


@dataclass(frozen=True)
class CommandHandler:
    """A command, what runs it, and the roles that may call it."""

    message: type[Command[Any]]
    run: Callable[[Unit, Any], Any]
    roles: frozenset[Role]
    again: Callable[[Unit, Any], Any] | None = None
    """What answers the same command id a second time, by looking: for answers that are too large to be kept
    beside every id. Without it the first answer is kept."""


@dataclass(frozen=True)
class QueryHandler:
    """A question, what answers it, and the roles that may ask it."""

    message: type[Query[Any]]
    run: Callable[[Reader, Any], Any]
    roles: frozenset[Role]


class _Entry:
    """A handler with its decoders, made once."""

    def __init__(self, handler: CommandHandler | QueryHandler) -> None:
        self.name = handler.message.__name__
        self.handler: Any = handler
        self.decode = msgspec.json.Decoder(handler.message).decode
        self.answer = answer_type(handler.message)
        self.decode_answer = msgspec.json.Decoder(self.answer).decode


class Door:
    """Takes commands and questions, from whoever, and runs them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        ids: IdMaker,
        *,
        handlers: Iterable[CommandHandler | QueryHandler],
        followers: Sequence[Follower] = (),
        region: str,
    ) -> None:
        self.record = record
        self.clock = clock
        self.region = region
        self._followers = followers
        self._commands: dict[str, _Entry] = {}
        self._queries: dict[str, _Entry] = {}
        for handler in handlers:
            self._register(handler)
        self._writer = Writer(record, clock, ids, region=region)

    def _register(self, handler: CommandHandler | QueryHandler) -> None:
        entries = self._commands if isinstance(handler, CommandHandler) else self._queries
        entry = _Entry(handler)
        if entry.name in entries:
            raise ValueError(f"{entry.name} is registered twice")
        entries[entry.name] = entry

    def start(self) -> None:
        """Begin to take commands."""
        self._writer.start()

    def stop(self) -> None:
        """Run what waits, then close."""
        self._writer.stop()

    def listen(self, listener: Callable[[list[Event]], None]) -> None:
        """Hear the events of each commit, in order, in the writer's thread: hand them on, do not work."""
        self._writer.listen(listener)

    def watch(self, watcher: Callable[[Refused | None], None]) -> None:
        """Hear when the database no longer takes anything, and (None) when it does again."""
        self._writer.watch(watcher)

    @property
    def handlers(self) -> list[CommandHandler | QueryHandler]:
        """Everything registered, for the OpenAPI page and the CLI."""
        return [entry.handler for entry in (*self._commands.values(), *self._queries.values())]

    # --- commands ------------------------------------------------------------------------------
    def submit(self, name: str, body: bytes, actor: Actor, command_id: str) -> "Future[Answer]":
        """Queue a command as it came over a wire. Raises `Refused` at once where it cannot run at all."""
        entry = self._find(self._commands, name, actor)
        return self._writer.submit(self._job(entry, _decoded(entry, body), actor, command_id))

    def do(
        self, command: Command[R], actor: Actor = SYSTEM_ACTOR, command_id: str = "", seconds: float = 30
    ) -> R:
        """Run a command and wait for its answer. Raises `Refused`."""
        entry = self._find(self._commands, type(command).__name__, actor)
        future = self._writer.submit(self._job(entry, command, actor, command_id or new_command_id()))
        answer: Answer = future.result(seconds)
        result: R = entry.decode_answer(answer.body)
        return result

    def _job(self, entry: _Entry, command: Any, actor: Actor, command_id: str) -> Job:
        def work(unit: Unit) -> bytes:
            result = entry.handler.run(unit, command)
            if unit.changes:
                for follower in self._followers:
                    follower(unit, unit.changes)
            return _encode(result)

        again = entry.handler.again
        if again is None:
            return Job(entry.name, command_id, actor, work)
        return Job(entry.name, command_id, actor, work, lambda unit: _encode(again(unit, command)))

    # --- questions -----------------------------------------------------------------------------
    def answer(self, name: str, body: bytes, actor: Actor) -> bytes:
        """Answer a question as it came over a wire."""
        entry = self._find(self._queries, name, actor)
        return _encode(self._run_query(entry, _decoded(entry, body), actor))

    def ask(self, query: Query[R], actor: Actor = SYSTEM_ACTOR) -> R:
        """Answer a question."""
        entry = self._find(self._queries, type(query).__name__, actor)
        result: R = self._run_query(entry, query, actor)
        return result

    def _run_query(self, entry: _Entry, query: Any, actor: Actor) -> Any:
        try:
            with self.record.read() as connection:
                reader = Reader(connection, actor=actor, at=self.clock.now(), region=self.region)
                return entry.handler.run(reader, query)
        except Refused:
            raise
        except Exception as error:
            raise refusal_for(error, entry.name) from error

    def reader(self, connection: Any, actor: Actor = SYSTEM_ACTOR) -> Reader:
        """A reader on a connection of `self.record.read()`, for the hub's own needs."""
        return Reader(connection, actor=actor, at=self.clock.now(), region=self.region)

    def _find(self, entries: dict[str, _Entry], name: str, actor: Actor) -> _Entry:
        entry = entries.get(name)
        if entry is None:
            raise Refused(
                errors.NO_SUCH_MESSAGE,
                f"This hub knows no “{name}”. Is the console newer than the hub?",
                name=name,
            )
        if actor.role not in entry.handler.roles:
            raise Refused(
                errors.NOT_ALLOWED,
                f"Your role ({actor.role}) may not do this ({name}). Ask a supervisor.",
                role=actor.role,
                needs=sorted(entry.handler.roles),
            )
        return entry


def _decoded(entry: _Entry, body: bytes) -> Any:
    try:
        return entry.decode(body or b"{}")
    except RecursionError as error:
        raise Refused(
            errors.BAD_MESSAGE, f"{entry.name} is nested too deeply to be read.", name=entry.name
        ) from error
    except msgspec.MsgspecError as error:
        raise Refused(
            errors.BAD_MESSAGE, f"{entry.name} cannot be read: {error}.", name=entry.name
        ) from error
