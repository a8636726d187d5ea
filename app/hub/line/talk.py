"""One caller in a flow: where the saying and listening stands. The run itself is in the record."""

import time
from dataclasses import dataclass
from typing import Literal

from app.protocol.flow_run import Shown
from app.protocol.flows import StepFlow
from app.protocol.setup import LineView

Phase = Literal["new", "speaking", "listening", "waiting", "dialling", "away", "gone"]
"""What the line does for the caller: says a prompt, waits for a key, waits (for time or a look-up), calls
somebody, waits for the record, hangs up."""


@dataclass
class Talk:
    """`line` is the one that was called (or put through to)."""

    line: LineView
    hops: int = 0
    """How often one line of the house put the caller through to another."""
    run_id: int = 0
    step: int = 0
    shown: Shown | None = None
    over: bool = False
    """The run has ended, or is somebody else's."""
    phase: Phase = "new"
    prompt_id: str = ""
    keys: str = ""
    """Pressed and not yet used."""
    deaf_until: float = 0.0
    deadline: float = 0.0
    """Monotonic seconds at which the phase is over; 0: no time is running."""
    since: float = 0.0
    pending: tuple[StepFlow, str] | None = None
    """A step the record did not take yet, and its command's id."""
    silent: int = 0
    """Steps since something was said."""
    number: str = ""
    leg: str = ""

    def enter(self, phase: Phase, seconds: float = 0.0) -> None:
        """Go over to a phase, for so long (0: until something happens)."""
        self.phase = phase
        self.deadline = time.monotonic() + seconds if seconds else 0.0
