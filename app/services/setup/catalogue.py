"""Products and custom fields."""

import re

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import custom_fields, products
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.setup import (
    CustomFieldView,
    ListCustomFields,
    ListProducts,
    ProductView,
    SaveCustomField,
    SaveProduct,
)
from app.services.rows import as_row
from app.services.setup.saving import save

ENTITIES = ("customer", "ticket")
TYPES = ("text", "number", "date", "choice", "yes_no")


def save_product(tx: Unit, command: SaveProduct) -> ProductView:
    """Something customers own."""
    row = save(
        tx,
        products,
        command.id,
        sku=command.sku.strip(),
        name=command.name.strip(),
        category=command.category.strip(),
        active=command.active,
    )
    return as_row(ProductView, row)


def list_products(read: Reader, _query: ListProducts) -> list[ProductView]:
    """The products, by name."""
    return [as_row(ProductView, row) for row in read.all(sa.select(products).order_by(products.c.name))]


def save_custom_field(tx: Unit, command: SaveCustomField) -> CustomFieldView:
    """Declare a field; its key and type stay once there is one, since values hang on them."""
    if command.entity not in ENTITIES or command.type not in TYPES:
        raise Refused(
            errors.BAD_VALUE,
            f"A field belongs to {' or '.join(ENTITIES)} and is one of {', '.join(TYPES)}.",
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", command.key):
        raise Refused(
            errors.BAD_VALUE, f"“{command.key}” is no key: small letters, digits and _, 40 at most."
        )
    if command.type == "choice" and not command.choices:
        raise Refused(errors.BAD_VALUE, "A field with choices needs some.")
    before = tx.get(custom_fields, command.id)
    if before is not None and (before["key"], before["type"]) != (command.key, command.type):
        raise Refused(errors.IN_USE, "Key and type of a declared field stay. Declare a new field instead.")
    row = save(
        tx,
        custom_fields,
        command.id,
        entity=command.entity,
        key=command.key,
        label=command.label.strip() or command.key,
        type=command.type,
        choices=command.choices,
        position=command.position,
        active=command.active,
    )
    return field_view(row)


def list_custom_fields(read: Reader, _query: ListCustomFields) -> list[CustomFieldView]:
    """The declared fields, in order."""
    statement = sa.select(custom_fields).order_by(custom_fields.c.entity, custom_fields.c.position)
    return [field_view(row) for row in read.all(statement)]


def field_view(row: Values) -> CustomFieldView:
    """How a declared field travels."""
    return as_row(CustomFieldView, {**row, "choices": row["choices"] or []})
