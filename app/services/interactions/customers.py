"""Which customer a contact is with."""

import sqlalchemy as sa

from app.models.tables import contact_points, customers, interactions, notes
from app.models.unit import Unit
from app.protocol.events import Pop
from app.protocol.interactions import LinkCustomer
from app.services.customers.survivors import survivor_of
from app.services.interactions.legs import need_interaction
from app.services.interactions.pops import build_pop

_NOTES = sa.select(notes).where(notes.c.interaction_id == sa.bindparam("interaction_id"))
_POINT = sa.select(contact_points).where(
    contact_points.c.customer_id == sa.bindparam("customer_id"),
    contact_points.c.kind == "phone",
    contact_points.c.normal == sa.bindparam("normal"),
)


def link_customer(tx: Unit, command: LinkCustomer) -> Pop:
    """This contact, with its notes, is that customer's; on request the number becomes theirs too."""
    interaction = need_interaction(tx, command.interaction_id)
    customer = survivor_of(tx, tx.need(customers, command.customer_id, "customer"))
    interaction = tx.update(interactions, interaction, customer_id=customer["id"], matched_by="chosen")
    for note in tx.all(_NOTES, interaction_id=interaction["id"]):
        tx.update(notes, note, customer_id=customer["id"])
    number = interaction["ani"]
    if command.add_point and number and not tx.one(_POINT, customer_id=customer["id"], normal=number):
        raw = interaction["ani_raw"] or number
        tx.insert(
            contact_points, customer_id=customer["id"], kind="phone", raw=raw, normal=number, created_at=tx.at
        )
    return build_pop(tx, interaction)
