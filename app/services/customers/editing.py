"""Creating and changing customers."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import agents, custom_fields, customers
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.customers import CreateCustomer, EditCustomer
from app.protocol.views import CustomerView
from app.services.conflicts import check_fresh, next_moment
from app.services.custom_values import check_custom
from app.services.customers.points import add_point_to
from app.services.rows import as_row

KINDS = ("person", "organisation")
EDITABLE = frozenset(
    (
        "kind",
        "name",
        "other_names",
        "language",
        "segment",
        "remark",
        "vip",
        "custom",
        "preferred_agent_id",
    )
)
_FIELDS = sa.select(custom_fields).where(custom_fields.c.entity == "customer", custom_fields.c.active)


def create_customer(tx: Unit, command: CreateCustomer) -> CustomerView:
    """A new customer, with contact points."""
    values: Values = {
        "kind": _kind(command.kind),
        "name": _name(command.name),
        "other_names": command.other_names.strip(),
        "language": command.language,
        "segment": command.segment,
        "remark": command.remark,
        "vip": command.vip,
        "custom": check_custom(tx.all(_FIELDS), command.custom),
    }
    customer = tx.insert(customers, **values, created_at=tx.at, updated_at=tx.at)
    for point in command.points:
        add_point_to(tx, customer["id"], point)
    return as_row(CustomerView, customer)


def edit_customer(tx: Unit, command: EditCustomer) -> CustomerView:
    """Change fields; refused as stale where somebody else changed one of the same fields meanwhile."""
    customer = tx.need(customers, command.customer_id, "customer")
    if customer["merged_into"] is not None:
        raise Refused(
            errors.MERGED,
            "This customer was merged into another. Open the other one and make the change there.",
            survivor_id=customer["merged_into"],
        )
    changes = dict(command.changes)
    unknown = sorted(changes.keys() - EDITABLE)
    if unknown:
        raise Refused(
            errors.BAD_VALUE, f"A customer has no field {', '.join(unknown)} that could be changed."
        )
    for name, value in changes.items():
        _check_type(name, value)
    check_fresh(tx, customers, customer, command.seen_at, changes)
    if "name" in changes:
        changes["name"] = _name(changes["name"])
    if "kind" in changes:
        changes["kind"] = _kind(changes["kind"])
    if "custom" in changes:
        changes["custom"] = {**customer["custom"], **check_custom(tx.all(_FIELDS), changes["custom"])}
    if changes.get("preferred_agent_id") is not None:
        tx.need(agents, changes["preferred_agent_id"], "agent")
    moment = next_moment(tx, customer)
    return as_row(CustomerView, tx.update(customers, customer, **changes, updated_at=moment))


def _name(name: object) -> str:
    text = " ".join(str(name).split())
    if not text:
        raise Refused(errors.BAD_VALUE, "A customer needs a name.")
    if len(text) > 300:
        raise Refused(errors.BAD_VALUE, "A name has at most 300 characters.")
    return text


def _kind(kind: object) -> str:
    if kind not in KINDS:
        raise Refused(errors.BAD_VALUE, f"A customer is a person or an organisation, not “{kind}”.")
    return str(kind)


def _check_type(name: str, value: object) -> None:
    wanted: dict[str, tuple[type, ...]] = {
        "vip": (bool,),
        "custom": (dict,),
        "preferred_agent_id": (int, type(None)),
    }
    if not isinstance(value, wanted.get(name, (str,))):
        raise Refused(errors.BAD_VALUE, f"“{value}” does not fit the field {name}.")
