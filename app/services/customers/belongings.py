"""What hangs on a customer: consent, relations, products owned."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import consents, customer_products, customer_relations, customers, products
from app.models.unit import Unit
from app.protocol import errors
from app.protocol.customers import AddOwnedProduct, RelateCustomers, SetConsent, UnrelateCustomers
from app.protocol.views import ConsentView, OwnedProductView, RelationView
from app.services.customers.survivors import need_customer

_SAME_RELATION = sa.select(customer_relations).where(
    customer_relations.c.from_id == sa.bindparam("from_id"),
    customer_relations.c.to_id == sa.bindparam("to_id"),
)


def set_consent(tx: Unit, command: SetConsent) -> ConsentView:
    """A new word on a purpose; earlier words stay on record."""
    customer = need_customer(tx, command.customer_id)
    if not command.purpose.strip():
        raise Refused(errors.BAD_VALUE, "Say what the consent is for.")
    row = tx.insert(
        consents,
        customer_id=customer["id"],
        purpose=command.purpose.strip(),
        channel=command.channel,
        given=command.given,
        source=command.source,
        agent_id=tx.actor.agent_id,
        at=tx.at,
    )
    return ConsentView(
        id=row["id"],
        purpose=row["purpose"],
        channel=row["channel"],
        given=row["given"],
        source=row["source"],
        at=row["at"],
    )


def relate_customers(tx: Unit, command: RelateCustomers) -> RelationView:
    """`from_id` is `kind` of `to_id`."""
    one, other = need_customer(tx, command.from_id), need_customer(tx, command.to_id)
    kind = command.kind.strip()
    if one["id"] == other["id"]:
        raise Refused(errors.BAD_VALUE, "A customer cannot be related to itself.")
    if not kind:
        raise Refused(errors.BAD_VALUE, "Say how the two are related.")
    for row in tx.all(_SAME_RELATION, from_id=one["id"], to_id=other["id"]):
        if row["kind"] == kind:
            raise Refused(errors.IN_USE, "This relation is on record already.")
    row = tx.insert(customer_relations, from_id=one["id"], to_id=other["id"], kind=kind)
    return RelationView(
        id=row["id"], customer_id=other["id"], name=other["name"], kind=row["kind"], outward=True
    )


def unrelate_customers(tx: Unit, command: UnrelateCustomers) -> RelationView:
    """Take a relation away."""
    row = tx.delete(customer_relations, command.relation_id)
    other = tx.need(customers, row["to_id"], "customer")
    return RelationView(
        id=row["id"], customer_id=other["id"], name=other["name"], kind=row["kind"], outward=True
    )


def add_owned_product(tx: Unit, command: AddOwnedProduct) -> OwnedProductView:
    """The customer owns this."""
    customer = need_customer(tx, command.customer_id)
    product = tx.need(products, command.product_id, "product")
    row = tx.insert(
        customer_products,
        customer_id=customer["id"],
        product_id=product["id"],
        serial=command.serial.strip(),
        bought_at=command.bought_at,
        warranty_until=command.warranty_until,
    )
    return OwnedProductView(
        id=row["id"],
        product_id=product["id"],
        name=product["name"],
        category=product["category"],
        serial=row["serial"],
        state=row["state"],
        bought_at=row["bought_at"],
        warranty_until=row["warranty_until"],
    )
