"""Commands that flows send: run in the step's own transaction, behind a savepoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from app.core.errors import Refused
from app.models.batch import ends_everything
from app.models.record import explain
from app.models.statement import Statement
from app.models.tables import agents, customers, tickets
from app.models.unit import Actor, Unit, Values
from app.protocol import errors
from app.protocol.events import Pop
from app.protocol.flow_run import Result, Shown
from app.protocol.message import Command
from app.services.door import CommandHandler

NOT_FOR_FLOWS = frozenset(("SignOut", "ChangePassword", "AttachPhone", "ReportQuality", "ReportCall"))
"""What concerns a desk and not a contact."""
WITHOUT_AN_AGENT = frozenset(
    (
        "AddNote",
        "AddOwnedProduct",
        "AddPoint",
        "CreateCustomer",
        "EditCustomer",
        "EditTicket",
        "LinkCustomer",
        "LinkTicket",
        "OpenTicket",
        "SetConsent",
    )
)
"""What a flow may do while nobody sits before it (telephone, web page): the author who published it is
the one who allowed it. Nothing that takes away, merges, or moves a call."""


_QUEUE = Statement("SELECT id FROM queues WHERE name = :name AND active")


class Doing:
    """Runs commands for flows. `commands` are those that desks may send, by name."""

    def __init__(self, commands: Mapping[str, CommandHandler]) -> None:
        self._commands = {name: entry for name, entry in commands.items() if name not in NOT_FOR_FLOWS}

    @property
    def messages(self) -> list[type[Command[Any]]]:
        """What flows may send."""
        return [entry.message for entry in self._commands.values()]

    def do(self, tx: Unit, run: Values, name: str, arguments: Mapping[str, Any]) -> Result:
        """Run the command `name`; a refusal is a result, and nothing of it is kept."""
        try:
            with acting_for(tx, run), tx.attempt():
                handler = self._handler(tx, name)
                command = _command(tx, handler, run, arguments)
                return Result(outcome="done", value=_plain(handler.run(tx, command)))
        except Refused as no:
            return Result(outcome="refused", value=no.code, text=no.text)
        except Exception as error:
            refused = explain(error)
            if refused is None or ends_everything(error):
                raise
            return Result(outcome="refused", value=refused.code, text=refused.text)

    def call_back(self, tx: Unit, run: Values, shown: Shown, title: Mapping[str, str]) -> Result:
        """What a page does with a customer who should speak with somebody: a ticket in that queue."""
        row = _QUEUE.first(tx.connection, {"name": shown.effect})
        if row is None:
            return Result(outcome="failed", text=f"There is no queue “{shown.effect}”.")
        subject = title.get(shown.language) or next(iter(title.values()), shown.node)
        arguments = {"subject": subject, "queue_id": row[0], "text": shown.text}
        return self.do(tx, run, "OpenTicket", arguments)

    def _handler(self, tx: Unit, name: str) -> CommandHandler:
        handler = self._commands.get(name)
        if handler is None:
            raise Refused(errors.NO_SUCH_MESSAGE, f"No flow can do “{name}”.", name=name)
        role = tx.actor.role
        allowed = name in WITHOUT_AN_AGENT if role == "system" else role in handler.roles
        if not allowed:
            raise Refused(errors.NOT_ALLOWED, f"{name} may not be done here by the role {role}.", role=role)
        return handler


@contextmanager
def acting_for(tx: Unit, run: Values) -> Iterator[None]:
    """What a worker goes on with is still the agent's who runs the flow."""
    actor = tx.actor
    if actor.agent_id is None and run["speaker"] == "console":
        agent = tx.get(agents, run["agent_id"])
        if agent is not None:
            tx.actor = Actor(agent["id"], agent["role"])
    try:
        yield
    finally:
        tx.actor = actor


def _command(tx: Unit, handler: CommandHandler, run: Values, arguments: Mapping[str, Any]) -> Any:
    """The command with what the flow gives; the run's customer and contact where it gives none."""
    given = {name: value for name, value in arguments.items() if value is not None}
    fields = {field.name for field in msgspec.structs.fields(handler.message)}
    for name in ("customer_id", "interaction_id"):
        if name in fields and name not in given and run[name] is not None:
            given[name] = run[name]
    if "seen_at" in fields and "seen_at" not in given:
        given["seen_at"] = _seen_at(tx, given)
    unknown = sorted(given.keys() - fields)
    if unknown:
        raise Refused(
            errors.BAD_VALUE, f"{handler.message.__name__} has no {', '.join(unknown)}.", fields=unknown
        )
    try:
        return msgspec.convert(given, handler.message, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(errors.BAD_VALUE, f"{handler.message.__name__}: {error}.") from error


def _seen_at(tx: Unit, given: Mapping[str, Any]) -> int:
    """A flow sees the row as it is now: that is what it changes."""
    for name, table in (("customer_id", customers), ("ticket_id", tickets)):
        if isinstance(given.get(name), int):
            row = tx.get(table, given[name])
            if row is not None:
                return int(row["updated_at"])
    return 0


def _plain(answer: Any) -> Any:
    """An answer as variables hold it. Of a pop only whose it is: the card is in `customer` already."""
    if isinstance(answer, Pop):
        customer_id = answer.card.customer.id if answer.card else None
        return {"interaction_id": answer.interaction_id, "customer_id": customer_id}
    return msgspec.to_builtins(answer)
