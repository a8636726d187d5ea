"""What a console needs of its soft phone. The one that does it is joined in by `app.cli`, which may know
the telephone; a console without one works, and says that it has none."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

PhoneCondition = Literal["off", "starting", "ready", "broken"]


Third = Literal["", "asking", "answered", "joined"]
"""The one the phone itself consults: nobody, is being called, is there, hears and is heard by the caller."""


class PhoneState(msgspec.Struct, frozen=True):
    """How the phone is, with a sentence where it is not ready, and where it takes calls."""

    state: PhoneCondition = "off"
    text: str = ""
    address: str = ""


class SoftPhone(Protocol):
    """The soft phone. No method blocks; what happens is told elsewhere: `PhoneState` where that changes, and
    what the phone process says (`app.protocol.phone`) as it comes.

    Calls of the built-in line are consulted, transferred and joined by the hub, by command. Those that came
    from a PBX directly are the phone's own affair: `consult`, `complete_transfer`, `conference`, `retrieve`.
    """

    @property
    def state(self) -> PhoneState:
        """How the phone is now."""

    @property
    def muted(self) -> bool:
        """Whether the microphone is off."""

    @property
    def ringing(self) -> bool:
        """Whether a call rings here directly, past the line."""

    @property
    def third(self) -> Third:
        """How far a consult of the phone's own is."""

    def expect(self, offer_id: int) -> None:
        """Answer the call that carries this offer by itself."""

    def answer(self) -> None:
        """Answer the call that rings directly."""

    def decline(self) -> None:
        """Turn the call away that rings directly."""

    def hang_up(self, interaction_id: int | None = None) -> None:
        """End the legs of a contact (None: all) at this end, hub or no hub."""

    def ring(self, on: bool) -> None:
        """Ring through the loudspeaker, or stop."""

    def mute(self, on: bool) -> None:
        """Switch the microphone off or on."""

    def hold(self, on: bool) -> None:
        """Put the far end on hold, or take it back."""

    def dtmf(self, digits: str) -> None:
        """Send digits on the running call."""

    def dial(self, target: str) -> None:
        """Call a number or address from this phone."""

    def transfer(self, target: str) -> None:
        """Blind transfer by the phone itself."""

    def consult(self, target: str) -> None:
        """Hold the caller and call somebody else."""

    def complete_transfer(self) -> None:
        """The caller gets the one who was consulted."""

    def conference(self) -> None:
        """All three hear each other."""

    def retrieve(self) -> None:
        """Back to the caller without the third."""

    def ask_devices(self) -> None:
        """Have the devices told."""

    def use_devices(self, capture: int, playback: int) -> None:
        """Take these devices; -1 is the system's own choice."""

    def watch_levels(self, on: bool) -> None:
        """Have the levels of microphone and loudspeaker told, ten times a second, or no longer."""

    def echo_test(self, seconds: float) -> None:
        """Let the user hear the own voice, a second late; 0 ends it."""

    def ask_quality(self) -> None:
        """Have the quality of the running call told."""

    def close(self) -> None:
        """Let go of the phone: nobody sits here any more. A running call is kept for a minute."""
