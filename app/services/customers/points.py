"""Contact points: how a customer is reached. Raw text is always kept beside what was read from it."""

import re

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import contact_points
from app.models.unit import Unit, Values
from app.protocol import errors
from app.protocol.customers import AddPoint, EditPoint, NewPoint, RemovePoint
from app.protocol.views import ContactPointView
from app.services.customers.survivors import need_customer
from app.services.phone_numbers import read_number

KINDS = ("phone", "email", "fax", "chat", "postal")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_SAME_KIND = sa.select(contact_points).where(
    contact_points.c.customer_id == sa.bindparam("customer_id"), contact_points.c.kind == sa.bindparam("kind")
)


def add_point(tx: Unit, command: AddPoint) -> ContactPointView:
    """One more way to reach a customer."""
    customer = need_customer(tx, command.customer_id)
    return view_of(add_point_to(tx, customer["id"], command.point))


def add_point_to(tx: Unit, customer_id: int, point: NewPoint) -> Values:
    """Add a contact point; the first of its kind is the main one."""
    if point.kind not in KINDS:
        raise Refused(errors.BAD_VALUE, f"A contact point is one of {', '.join(KINDS)}, not “{point.kind}”.")
    normal = normalise(point.kind, point.raw, tx.region)
    others = tx.all(_SAME_KIND, customer_id=customer_id, kind=point.kind)
    _refuse_twice(others, point.raw, normal)
    if point.main:
        _no_longer_main(tx, others)
    return tx.insert(
        contact_points,
        customer_id=customer_id,
        kind=point.kind,
        raw=point.raw.strip(),
        normal=normal,
        label=point.label,
        main=point.main or not others,
        created_at=tx.at,
    )


def edit_point(tx: Unit, command: EditPoint) -> ContactPointView:
    """Change a contact point."""
    point = tx.need(contact_points, command.point_id, "contact point")
    same_kind = tx.all(_SAME_KIND, customer_id=point["customer_id"], kind=point["kind"])
    others = [other for other in same_kind if other["id"] != point["id"]]
    values: Values = {}
    if command.raw is not None:
        values = {"raw": command.raw.strip(), "normal": normalise(point["kind"], command.raw, tx.region)}
        _refuse_twice(others, command.raw, values["normal"])
    if command.label is not None:
        values["label"] = command.label
    if command.main is not None:
        values["main"] = command.main
        if command.main:
            _no_longer_main(tx, others)
    return view_of(tx.update(contact_points, point, **values))


def remove_point(tx: Unit, command: RemovePoint) -> ContactPointView:
    """Take a contact point away; the answer is what is needed to bring it back."""
    point = tx.delete(contact_points, tx.need(contact_points, command.point_id, "contact point"))
    left = tx.all(_SAME_KIND, customer_id=point["customer_id"], kind=point["kind"])
    if point["main"] and left:
        tx.update(contact_points, min(left, key=lambda row: row["id"]), main=True)
    return view_of(point)


def normalise(kind: str, raw: str, region: str) -> str:
    """What a contact point is compared by: E.164 for numbers, lower case for mail addresses.

    Raises `Refused` with `bad_number` or `bad_address`.
    """
    text = raw.strip()
    if not text:
        raise Refused(errors.BAD_VALUE, "The contact point is empty.")
    if kind in ("phone", "fax"):
        normal = read_number(text, region).normal
        if not normal:
            raise Refused(
                errors.BAD_NUMBER,
                f"“{text}” is no telephone number. Check the digits; "
                "for another country begin with + and its code.",
                raw=text,
            )
        return normal
    if kind == "email":
        if not _ADDRESS.fullmatch(text):
            raise Refused(errors.BAD_ADDRESS, f"“{text}” is no mail address; it looks like name@example.com.")
        return text.lower()
    return " ".join(text.lower().split())


def view_of(row: Values) -> ContactPointView:
    """How a contact point travels."""
    return ContactPointView(
        id=row["id"],
        kind=row["kind"],
        raw=row["raw"],
        normal=row["normal"],
        label=row["label"],
        main=row["main"],
    )


def _refuse_twice(others: list[Values], raw: str, normal: str) -> None:
    for other in others:
        if other["normal"] == normal:
            raise Refused(errors.IN_USE, f"The customer already has {raw.strip()}.", point_id=other["id"])


def _no_longer_main(tx: Unit, points: list[Values]) -> None:
    for point in points:
        if point["main"]:
            tx.update(contact_points, point, main=False)
