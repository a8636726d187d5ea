"""A million tickets that nobody wrote down: answers `ListTickets` line by line, for `bench scroll`.

A process of its own, as a hub is: what it takes to make a page must not be counted to the window.
"""

from __future__ import annotations

import sys
import time

import msgspec

from app.protocol.rows import TicketRow
from app.protocol.tickets import ListTickets
from app.protocol.views import TicketPage

TICKETS = 1_000_000
SUBJECTS = (
    "Router reboots at night",
    "發票地址更改",
    "ขอสอบถามเรื่องการต่ออายุสัญญา",
    "Rechnung zweimal bekommen",
    "No signal since the storm",
    "契約の更新について",
)
NAMES = ("王小明", "สมชาย ใจดี", "Anna Krüger", "Jean-Luc Mbeki", "佐藤 花子", "Мария Иванова")
STATES = ("open", "pending", "closed")
PRIORITIES = ("low", "normal", "normal", "high", "urgent")


def main() -> None:
    """Answer until the questions end."""
    now = time.time_ns() // 1_000_000
    question = msgspec.json.Decoder(ListTickets).decode
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(msgspec.json.encode(page(question(line), now)) + b"\n")
        sys.stdout.buffer.flush()


def page(query: ListTickets, now: int) -> TicketPage:
    """A page of the list, the newest first."""
    rows = [_row(number, now) for number in range(query.offset, min(query.offset + query.limit, TICKETS))]
    names = {row.customer_id: f"{NAMES[row.number % 6]} {row.number % 991}" for row in rows}
    return TicketPage(TICKETS, query.offset, rows, names)


def _row(number: int, now: int) -> TicketRow:
    return TicketRow(
        id=number + 1,
        number=10_000 + number,
        customer_id=1 + number % 40_009,
        subject=f"{SUBJECTS[number % 6]} · {number % 977}",
        state=STATES[number % 3],
        priority=PRIORITIES[number % 5],
        queue_id=1 + number % 7,
        agent_id=1 + number % 97,
        updated_at=now - number * 60_000,
    )


if __name__ == "__main__":
    main()
