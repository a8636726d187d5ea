"""From a number to a card: who is calling, why we think so, and everything about them."""

from app.protocol.customers import GetCard, Identify
from app.protocol.message import DESK_ROLES
from app.services.door import QueryHandler
from app.services.lookup.card import get_card
from app.services.lookup.identify import identify

HANDLERS = (QueryHandler(GetCard, get_card, DESK_ROLES), QueryHandler(Identify, identify, DESK_ROLES))
