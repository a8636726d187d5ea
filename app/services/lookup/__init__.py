"""From a number to a card: who is calling, why we think so, and everything about them."""

from app.protocol.customers import GetCard, GetTimeline, Identify
from app.protocol.message import EVERYBODY
from app.services.door import QueryHandler
from app.services.lookup.card import get_card
from app.services.lookup.identify import identify
from app.services.lookup.timeline import get_timeline

HANDLERS = (
    QueryHandler(GetCard, get_card, EVERYBODY),
    QueryHandler(GetTimeline, get_timeline, EVERYBODY),
    QueryHandler(Identify, identify, EVERYBODY),
)
