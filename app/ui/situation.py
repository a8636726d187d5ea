"""What the rows mean for the one who sits here: pure questions to the rows a console holds.

No Qt, no clock: `now` is the hub's time in ms. Everything a panel shows of work, queues and colleagues is
worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.protocol.events import Pop
from app.protocol.rows import (
    AgentRow,
    AgentStateRow,
    DispositionCodeRow,
    InteractionRow,
    LegRow,
    NoteRow,
    OfferRow,
    QueueRow,
    ReasonCodeRow,
    TicketRow,
    WorkItemRow,
)
from app.protocol.states import shown_state

if TYPE_CHECKING:
    from app.client.cards import Cards


class Rows(Protocol):
    """The rows a console holds (`app.client.store`)."""

    @property
    def me(self) -> int:
        """The agent's id; 0 before the first snapshot."""

    @property
    def cards(self) -> Cards:
        """The cards that are kept up to date."""

    def rows(self, table: str) -> list[Any]:
        """All rows held of a desk table."""

    def row(self, table: str, row_id: int | None) -> Any:
        """One of them, or None."""

    def legs(self, interaction_id: int) -> list[LegRow]:
        """An interaction's legs in order of time."""

    def notes(self, interaction_id: int) -> list[NoteRow]:
        """An interaction's notes, oldest first, without those struck out."""

    def put_pop(self, pop: Pop) -> None:
        """Who is calling, as the hub says it now."""

    def pop(self, interaction_id: int) -> Pop | None:
        """What came with the offer of an interaction."""


# ------------------------------------------------------------------------------------------- myself
@dataclass(frozen=True)
class MyState:
    """The state control's face: the word to show, since when, its reason and what comes after the call."""

    word: str
    since: int
    reason_id: int | None
    next_presence: str = ""
    """Chosen during a call: takes effect after its after-call work; empty where nothing else was chosen."""
    next_reason_id: int | None = None


IN_WORK = frozenset(("reserved", "talking", "hold", "after_call"))


def my_state(rows: Rows) -> MyState:
    """What the agent here is shown as."""
    state: AgentStateRow | None = rows.row("agent_states", rows.me)
    if state is None:
        return MyState("logged_out", 0, None)
    word = shown_state(state.presence, state.status)
    if state.status in IN_WORK and state.presence != "ready":
        return MyState(word, state.since, None, state.presence, state.reason_id)
    reason = state.reason_id if word == "not_ready" else None
    return MyState(word, state.since, reason)


def my_agent(rows: Rows) -> AgentRow | None:
    """The agent here."""
    agent: AgentRow | None = rows.row("agents", rows.me)
    return agent


def reason_codes(rows: Rows) -> list[ReasonCodeRow]:
    """The reasons for Not ready that can be chosen, in their order."""
    return sorted((r for r in rows.rows("reason_codes") if r.active), key=lambda r: (r.position, r.id))


def disposition_codes(rows: Rows, queue_id: int | None) -> list[DispositionCodeRow]:
    """The outcomes that can be booked for a contact of this queue, in their order."""
    return sorted(
        (d for d in rows.rows("disposition_codes") if d.active and d.queue_id in (None, queue_id)),
        key=lambda d: (d.position, d.id),
    )


def code_name(row: ReasonCodeRow | DispositionCodeRow | None, language: str) -> str:
    """A code's name in a language (`zh_TW`, `th`, `en`), else the name it was made with."""
    if row is None:
        return ""
    for key in (language, language.replace("_", "-"), language.split("_")[0]):
        if row.names.get(key):
            return row.names[key]
    return row.name


# ------------------------------------------------------------------------------------------- my work
def my_offers(rows: Rows) -> list[OfferRow]:
    """The offers that are out to the agent here, oldest first."""
    mine = (o for o in rows.rows("offers") if o.agent_id == rows.me and o.state == "out")
    return sorted(mine, key=lambda offer: (offer.offered_at, offer.id))


LIVE_CALL = ("connecting", "talking", "held", "consulting", "conference", "consulted")


def my_part(rows: Rows, interaction: InteractionRow) -> str:
    """What an interaction is for the agent here: its own state where it is theirs, `consulted` where they
    were asked in, `after_call` where it has gone on to somebody else; empty where they have no part in it."""
    state: AgentStateRow | None = rows.row("agent_states", rows.me)
    mine = state is not None and state.interaction_id == interaction.id
    if mine and state is not None and state.status == "after_call":
        return "after_call"
    if interaction.agent_id == rows.me and interaction.state not in ("waiting", "offered", "closed"):
        return interaction.state
    if mine and state is not None and state.status in ("talking", "hold"):
        return "consulted"
    return ""


def my_contacts(rows: Rows) -> list[InteractionRow]:
    """The contacts the agent here has a part in: calls first, then after-call work, oldest first."""
    mine = [(my_part(rows, i), i) for i in rows.rows("interactions") if i.closed_at is None]
    found = [(part not in LIVE_CALL, i.started_at, i.id, i) for part, i in mine if part]
    return [interaction for *_, interaction in sorted(found, key=lambda entry: entry[:3])]


def my_tickets(rows: Rows) -> list[TicketRow]:
    """The agent's own tickets that are not closed, latest change first."""
    mine = (t for t in rows.rows("tickets") if t.agent_id == rows.me and t.state != "closed")
    return sorted(mine, key=lambda t: (-t.updated_at, t.id))


def caller(rows: Rows, interaction: InteractionRow) -> str:
    """Who it is, as far as the pop told; empty where nobody knows."""
    pop = rows.pop(interaction.id)
    if pop is not None:
        if pop.card is not None and interaction.customer_id in (None, pop.card.customer.id):
            return pop.card.customer.name
        for candidate in pop.match.candidates:
            if candidate.customer_id == interaction.customer_id:
                return candidate.name
    return interaction.caller_name


def waiting_since(rows: Rows, offer: OfferRow) -> int:
    """Since when what is offered has been waiting (ms); a colleague's question since it was asked."""
    item: WorkItemRow | None = rows.row("work_items", offer.work_item_id)
    return item.placed_at if item is not None else offer.offered_at


# ------------------------------------------------------------------------------------------- times
@dataclass(frozen=True)
class CallTimes:
    """Seconds on a call so far. `since` is when what is going on now began (ms)."""

    talk: int
    hold: int
    since: int


def call_times(rows: Rows, interaction: InteractionRow, now: int) -> CallTimes:
    """Talk and hold time of the agent's own legs of a call, up to now or to its end."""
    talk = hold = 0
    since = interaction.answered_at or interaction.started_at
    for leg in rows.legs(interaction.id):
        if leg.agent_id != rows.me:
            continue
        length = max(0, (leg.ended_at or now) - leg.started_at)
        if leg.kind in ("talk", "consult"):
            talk += length
        elif leg.kind == "hold":
            hold += length
        if leg.ended_at is None and leg.kind in ("talk", "hold", "after_call"):
            since = max(since, leg.started_at)
    return CallTimes(talk // 1000, hold // 1000, since)


@dataclass(frozen=True)
class ThirdParty:
    """Who is consulted or in the conference; `name` is empty where nobody is."""

    name: str = ""
    answered: bool = False


def third_party(rows: Rows, interaction: InteractionRow) -> ThirdParty:
    """The third party of a call, by name or number."""
    for leg in reversed(rows.legs(interaction.id)):
        if leg.ended_at is not None or leg.kind != "consult":
            continue
        who = interaction.agent_id if leg.agent_id == rows.me else leg.agent_id
        agent: AgentRow | None = rows.row("agents", who)
        return ThirdParty(agent.name if agent else leg.party, leg.result == "answered")
    return ThirdParty()


# ------------------------------------------------------------------------------------------- the floor
@dataclass(frozen=True)
class QueueFigure:
    """One queue as the strip at the top shows it. `longest` in seconds."""

    queue: QueueRow
    waiting: int
    longest: int


def queue_figures(rows: Rows, now: int) -> list[QueueFigure]:
    """How many wait in each queue and for how long the first of them has; the queues in order of name."""
    waiting: dict[int, list[WorkItemRow]] = {}
    for item in rows.rows("work_items"):
        if item.state in ("waiting", "offered") and item.kind != "consult" and item.queue_id is not None:
            waiting.setdefault(item.queue_id, []).append(item)
    figures = []
    for queue in sorted((q for q in rows.rows("queues") if q.active), key=lambda q: (q.name, q.id)):
        items = waiting.get(queue.id, [])
        first = min((item.placed_at for item in items), default=now)
        figures.append(QueueFigure(queue, len(items), max(0, now - first) // 1000))
    return figures


def agents_ready(rows: Rows) -> int:
    """How many agents could take an offer now."""
    return sum(1 for s in rows.rows("agent_states") if s.presence == "ready" and s.status == "idle")


@dataclass(frozen=True)
class Colleague:
    """Another agent, as the target chooser lists them."""

    agent: AgentRow
    word: str
    since: int
    reason_id: int | None


_AT_HAND = ("ready", "not_ready", "after_call", "talking", "hold", "reserved", "not_responding", "logged_out")


def colleagues(rows: Rows) -> list[Colleague]:
    """The other agents: who is ready first, who is logged out last; then by name."""
    found = []
    for agent in rows.rows("agents"):
        if agent.id == rows.me or not agent.active:
            continue
        state: AgentStateRow | None = rows.row("agent_states", agent.id)
        word = shown_state(state.presence, state.status) if state else "logged_out"
        reason = state.reason_id if state and word == "not_ready" else None
        found.append(Colleague(agent, word, state.since if state else 0, reason))
    return sorted(found, key=lambda c: (_AT_HAND.index(c.word), c.agent.name, c.agent.id))


# ------------------------------------------------------------------------------------------- buttons
BUTTONS: dict[str, tuple[str, ...]] = {
    "connecting": ("end",),
    "talking": ("hold", "mute", "keypad", "consult", "transfer", "end"),
    "held": ("resume", "mute", "keypad", "consult", "transfer", "end"),
    "consulting": ("conference", "complete", "retrieve", "end"),
    "conference": ("mute", "keypad", "complete", "retrieve", "end"),
    "consulted": ("mute", "keypad", "end"),
}
"""`my_part` → the buttons of the call bar, in their order (TERMS.md, Desktop)."""


def buttons(rows: Rows, interaction: InteractionRow | None) -> tuple[str, ...]:
    """Which buttons the situation allows."""
    if interaction is None:
        return ()
    return BUTTONS.get(my_part(rows, interaction), ())
