"""A customer's card: what the screen shows of them at once."""

import sqlalchemy as sa

from app.models.tables import contact_points, customers, interactions, tickets
from app.models.unit import Reader
from app.protocol.customers import GetCard
from app.protocol.rows import TicketRow
from app.protocol.views import Card, ContactPointView, CustomerView, TimelineEntry
from app.services.customers.survivors import survivor_of
from app.services.rows import as_row

_POINTS = sa.select(contact_points).where(contact_points.c.customer_id == sa.bindparam("customer_id"))
_TICKETS = sa.select(tickets).where(
    tickets.c.customer_id == sa.bindparam("customer_id"), tickets.c.state.in_(("open", "pending"))
)
_CONTACTS = (
    sa.select(interactions)
    .where(interactions.c.customer_id == sa.bindparam("customer_id"))
    .order_by(interactions.c.started_at.desc())
    .limit(20)
)


def read_card(read: Reader, customer_id: int) -> Card:
    """The card; of the survivor where the customer was merged."""
    customer = survivor_of(read, read.need(customers, customer_id, "customer"))
    own = customer["id"]
    return Card(
        customer=as_row(CustomerView, customer),
        points=[
            ContactPointView(
                id=row["id"],
                kind=row["kind"],
                raw=row["raw"],
                normal=row["normal"],
                label=row["label"],
                main=row["main"],
            )
            for row in read.all(_POINTS, customer_id=own)
        ],
        tickets=[as_row(TicketRow, row) for row in read.all(_TICKETS, customer_id=own)],
        timeline=[
            TimelineEntry(kind=row["channel"], id=row["id"], at=row["started_at"], title=row["subject"])
            for row in read.all(_CONTACTS, customer_id=own)
        ],
    )


def get_card(read: Reader, query: GetCard) -> Card:
    """A customer's card."""
    return read_card(read, query.customer_id)
