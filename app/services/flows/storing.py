"""Answers that land in the customer record: written with the customers' own commands, or kept in the run
with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.core.errors import Refused
from app.models.tables import customers
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.customers import AddPoint, EditCustomer, NewPoint, SetConsent
from app.protocol.flows import Unstored
from app.scripts.state import Stored
from app.services.customers.belongings import set_consent
from app.services.customers.editing import EDITABLE, edit_customer
from app.services.customers.points import add_point
from app.services.customers.survivors import survivor_of
from app.services.flows.doing import acting_for

NO_CUSTOMER = "no_customer"


def store(
    tx: Unit, run: Values, flow: str, answers: Iterable[Stored | Unstored], seen_at: int
) -> list[Unstored]:
    """Write answers to the run's customer; answers with those that could not be written, and why.

    `seen_at` is the customer's `updated_at` when the question was shown: what somebody else changed since
    is not overwritten.
    """
    kept: list[Unstored] = []
    for answer in answers:
        if answer.value in (None, ""):
            continue
        if run["customer_id"] is None:
            kept.append(
                Unstored(
                    target=answer.target,
                    value=answer.value,
                    code=NO_CUSTOMER,
                    text="Nobody knows yet whose answer this is. Choose the customer.",
                )
            )
            continue
        try:
            with acting_for(tx, run), tx.attempt():
                _write(tx, run["customer_id"], flow, answer.target, answer.value, seen_at)
        except Refused as refused:
            if refused.code != errors.IN_USE:  # it is on record already
                kept.append(
                    Unstored(target=answer.target, value=answer.value, code=refused.code, text=refused.text)
                )
    return kept


def _write(tx: Unit, customer_id: int, flow: str, target: str, value: Any, seen_at: int) -> None:
    entity, _, rest = target.partition(".")
    customer = survivor_of(tx, tx.need(customers, customer_id, "customer"))
    if entity == "contact":
        add_point(tx, AddPoint(customer_id=customer["id"], point=NewPoint(kind=rest, raw=str(value))))
    elif entity == "consent":
        if not isinstance(value, bool):
            raise Refused(errors.BAD_VALUE, f"A consent is yes or no, not “{value}”.")
        set_consent(
            tx,
            SetConsent(customer_id=customer["id"], purpose=rest, given=value, source=f"flow {flow}"),
        )
    elif entity == "customer":
        _edit(tx, customer, rest, value, seen_at)
    else:
        raise Refused(errors.BAD_VALUE, f"Nothing can be kept at “{target}”.")


def _edit(tx: Unit, customer: Values, field: str, value: Any, seen_at: int) -> None:
    name, _, key = field.partition(".")
    changes: dict[str, Any] = {"custom": {key: value}} if name == "custom" and key else {name: value}
    now = customer["custom"].get(key) if key else customer.get(name)
    if name in EDITABLE and now == value:
        return
    edit_customer(tx, EditCustomer(customer_id=customer["id"], seen_at=seen_at, changes=changes))
