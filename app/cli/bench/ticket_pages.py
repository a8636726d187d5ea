"""Answers `ListTickets` from a record, line by line, for `bench scroll`.

A process of its own, as a hub is: what it takes to make a page must not be counted to the window.
"""

from __future__ import annotations

import sys

import msgspec

from app.models.record import Record
from app.models.unit import SYSTEM_ACTOR, Reader
from app.protocol.tickets import ListTickets
from app.services.crowd.sizes import END
from app.services.tickets.tickets import list_tickets


def main(url: str) -> None:
    """Answer until the questions end."""
    record = Record(url)
    question = msgspec.json.Decoder(ListTickets).decode
    for line in sys.stdin.buffer:
        with record.read() as connection:
            page = list_tickets(Reader(connection, actor=SYSTEM_ACTOR, at=END, region="TW"), question(line))
        sys.stdout.buffer.write(msgspec.json.encode(page) + b"\n")
        sys.stdout.buffer.flush()
    record.close()


if __name__ == "__main__":
    main(sys.argv[1])
