"""The IVR hook: who may ask, and what a flow answers."""

from collections.abc import Callable, Iterable
from typing import Any

from app.protocol import ivr
from app.protocol.flows import GetRun, StartFlow, StepFlow
from app.protocol.message import ADMINISTRATOR, MACHINES
from app.services.door import CommandHandler, QueryHandler
from app.services.ivr.asking import Asking
from app.services.ivr.keys import list_ivr_keys, revoke_ivr_key, save_ivr_key


def handlers(
    flows: Iterable[CommandHandler | QueryHandler],
) -> tuple[CommandHandler | QueryHandler, ...]:
    """The handlers of the hook. `flows`: those of flows, which it begins and steps in its own transaction."""
    run: dict[str, Callable[[Any, Any], Any]] = {entry.message.__name__: entry.run for entry in flows}
    asking = Asking(run[StartFlow.__name__], run[StepFlow.__name__], run[GetRun.__name__])
    return (
        CommandHandler(ivr.AskIvr, asking.ask_ivr, MACHINES),
        CommandHandler(ivr.SaveIvrKey, save_ivr_key, ADMINISTRATOR),
        CommandHandler(ivr.RevokeIvrKey, revoke_ivr_key, ADMINISTRATOR),
        QueryHandler(ivr.ListIvrKeys, list_ivr_keys, ADMINISTRATOR),
    )
