"""Calls past the built-in line: the phone itself consults, joins and transfers them; the hub only records."""

from __future__ import annotations

from app.client.phone import SoftPhone, Third
from app.protocol.rows import InteractionRow
from app.protocol.states import DIRECT_CALL

WITH_THIRD: dict[str, tuple[str, ...]] = {
    "asking": ("conference", "complete", "retrieve", "end"),
    "answered": ("conference", "complete", "retrieve", "end"),
    "joined": ("mute", "keypad", "complete", "retrieve", "end"),
}
"""How far the consult is → the call bar's buttons, as for a call of the line."""


def is_direct(interaction: InteractionRow | None) -> bool:
    """Whether a call came to the agent's phone past the line."""
    return interaction is not None and interaction.call_key.startswith(DIRECT_CALL)


def buttons(usual: tuple[str, ...], third: Third) -> tuple[str, ...]:
    """The buttons of such a call; `usual` are those of its state in the record."""
    return WITH_THIRD.get(third, usual) if usual else usual


def press(phone: SoftPhone, name: str) -> bool:
    """Do what a button says by the phone itself; False where that is the record's affair as well."""
    match name:
        case "complete":
            phone.complete_transfer()
        case "conference":
            phone.conference()
        case "retrieve":
            phone.retrieve()
        case _:
            return False
    return True


def send(phone: SoftPhone, purpose: str, number: str) -> None:
    """Consult a number, or transfer the caller to it."""
    if purpose == "consult":
        phone.consult(number)
    else:
        phone.transfer(number)
