"""Following merges: what was merged keeps leading to the one who is left."""

from app.models.tables import customers
from app.models.unit import Reader, Values


def survivor_of(read: Reader, customer: Values) -> Values:
    """The customer this one was merged into, however often; itself where it was not."""
    seen = {customer["id"]}
    while customer["merged_into"] is not None and customer["merged_into"] not in seen:
        seen.add(customer["merged_into"])
        customer = read.need(customers, customer["merged_into"], "customer")
    return customer


def need_customer(read: Reader, customer_id: int) -> Values:
    """The customer something is to be added to: of one who was merged, the survivor; or a refusal."""
    return survivor_of(read, read.need(customers, customer_id, "customer"))
