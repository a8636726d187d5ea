"""Search as you type: names in any script, numbers in any notation, mail addresses, tickets.

`fold` and `entries` say what is looked for; `index` keeps it in step with the record; `engine` finds it.
"""

from app.models.unit import Reader
from app.protocol.customers import Search
from app.protocol.message import EVERYBODY
from app.protocol.views import SearchPage
from app.services.door import QueryHandler
from app.services.search.engine import search
from app.services.search.index import follow


def answer_search(read: Reader, query: Search) -> SearchPage:
    """The first page of what was found."""
    return search(read.connection, query.text, query.limit, read.region)


HANDLERS = (QueryHandler(Search, answer_search, EVERYBODY),)
FOLLOWERS = (follow,)
