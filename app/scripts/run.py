"""One step of a run, while it is being made: the scope of expressions, and what becomes the next state.

A state is never changed. A step shares with it whatever it leaves alone, so that its cost follows from what
it does, not from how long the run is.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from app.scripts.program import Program, Ready
from app.scripts.state import Frame, Hop, Kept, Move, MoveKind, RunState, Stored, World
from app.scripts.values import MARK, kept
from app.scripts.zones import local_day, local_time

FUEL = 100_000
"""What a step may spend: rounds of loops times what is in them, long texts by their length."""
LONGEST_TRAIL = 1_000
MOST_FRAMES = 30
MOST_NODES = 1_000
"""Nodes that a step goes through without a stop."""
MOST_DONE = 300


class Clocked:
    """The date and the time of the house, worked out when somebody asks."""

    world: World
    _today: date | None
    _now: datetime | None

    @property
    def today(self) -> date:
        """The date of the house."""
        if self._today is None:
            self._today = local_day(self.world.now, self.world.zone)
        return self._today

    @property
    def now(self) -> datetime:
        """The time of the house."""
        if self._now is None:
            self._now = local_time(self.world.now, self.world.zone)
        return self._now


class Step(Clocked):
    """The step that runs. `variables` are those of the running flow, a copy as soon as one is set."""

    # What a step begins with, so that it need not be set.
    _today = _now = None
    fuel = FUEL
    locals: dict[str, Any] | None = None
    own_kept = moved = owned = False
    pending: tuple[str, MoveKind, Any] | None = None
    reset: str | None = None
    home = 0

    def __init__(self, programs: Mapping[str, Program], state: RunState, world: World) -> None:
        self.programs, self.state, self.world = programs, state, world
        self.speaker = state.speaker
        self.frames: list[Frame] = state.frames
        self.troubles: list[str] = []
        self.kept = state.kept
        self.done = state.done
        self.ended = state.ended
        self.waiting = state.waiting
        self.moves: list[Move] = []
        self.stored: list[Stored] = []
        self.hops: list[Hop] = []
        self.undo: dict[str, Any] = {}
        self.before: list[Frame] = state.frames
        self.tried: set[str] = set()
        self.chosen = state.language
        self.load()

    def _customers(self) -> str:
        wanted = self.world.customer.get("language")
        return wanted if isinstance(wanted, str) else ""

    # --- where it is ---------------------------------------------------------------------------------
    def load(self) -> None:
        """Take the top frame into the hand."""
        top = self.frames[-1]
        self.program = self.programs[top.flow]
        self.node, self.prefix, self.home = top.node, top.prefix, top.home
        self.variables = self.frames[top.home].variables if top.kind == "jump" else top.variables
        if top.kind != "jump":
            self.home = len(self.frames) - 1
        self.owned = False
        self.language = self.program.language(self.chosen or self._customers())

    def enter(self, frame: Frame) -> None:
        """A sub-flow, or a jump, above what runs now."""
        self.flush()
        self.frames = [*self.frames, frame]
        self.moved = True
        self.load()

    def close_above(self, place: int) -> None:
        """Close what runs above the frame at `place`, which goes on where it stands."""
        self.flush()
        if place < len(self.frames) - 1:
            self.frames = self.frames[: place + 1]
            self.moved = True
        self.load()

    def take_over(self, other: "Step") -> None:
        """Be what another step has become."""
        for name in ("frames", "kept", "done", "ended", "chosen", "waiting"):
            setattr(self, name, getattr(other, name))
        self.load()

    def flush(self) -> None:
        """Put what is in the hand back into the frames."""
        frames = self.frames
        top, last = frames[-1], len(frames) - 1
        if self.home == last:
            if top.node != self.node or self.owned:
                frame = Frame(
                    flow=top.flow, node=self.node, variables=self.variables, home=top.home, prefix=top.prefix
                )
                self.frames = [frame] if not last else [*frames[:-1], frame]
        else:
            self.frames = [*frames[:-1], msgspec.structs.replace(top, node=self.node)]
            if self.owned:
                self.frames[self.home] = msgspec.structs.replace(
                    self.frames[self.home], variables=self.variables
                )
        self.owned = False

    @property
    def ready(self) -> Ready:
        """The node it is at. LookupError where the flow has none of that name."""
        return self.program.nodes[self.node]

    @property
    def place(self) -> str:
        """The name of where it is, in the whole run."""
        return self.prefix + self.node

    # --- variables -----------------------------------------------------------------------------------
    def assign(self, name: str, value: Any) -> None:
        """Set a variable to a value as it is kept."""
        if not self.owned:
            self.variables = dict(self.variables)
            self.owned = True
        if name not in self.undo:
            self.undo[name] = self.variables.get(name, MARK)
        self.variables[name] = value

    def set(self, name: str, value: Any) -> None:
        """What a `set` node does: a variable, or the run's language."""
        if name != "language":
            self.assign(name, kept(value, self))
            return
        if self.reset is None:
            self.reset = self.chosen
        self.chosen = self.language = self.program.language(value if isinstance(value, str) else "")

    def hop(self, target: str) -> None:
        """The node it is at was left."""
        self.hops.append(Hop(flow=self.program.name, node=self.node, target=target))

    # --- moves ---------------------------------------------------------------------------------------
    def begin_move(self, kind: MoveKind, value: Any = None) -> None:
        """What follows is done by this input, until it stops."""
        self.flush()
        self.before = self.frames
        self.pending = (self.node, kind, value)
        self.undo = {}
        self.reset = None
        self.moved = False

    def end_move(self) -> None:
        """It has stopped: the move is part of the path."""
        self.flush()
        if self.pending is None:
            return
        node, kind, value = self.pending
        self.pending = None
        if not self.moved:
            move = Move(node=node, kind=kind, value=value, undo=self.undo, language=self.reset)
        else:
            keep = 0
            for old, new in zip(self.before, self.frames, strict=False):
                if old is not new:
                    break
                keep += 1
            above = self.before[keep:]
            move = Move(node=node, kind=kind, value=value, frames=above, keep=keep, language=self.reset)
        self.moves.append(move)
        self.undo = {}

    def take_back(self, move: Move) -> None:
        """Undo the last move."""
        if move.frames is not None:
            self.frames = [*self.frames[: move.keep], *move.frames]
            self.load()
        else:
            for name, value in move.undo.items():
                self.assign(name, value)
                if value == MARK:
                    del self.variables[name]
            self.node = move.node
            self.flush()
        if move.language is not None:
            self.chosen = move.language
            self.load()
        self.undo = {}
        self.ended = False

    # --- what was answered before going back ---------------------------------------------------------
    def remember(self, place: str, kind: MoveKind, value: Any) -> None:
        """Keep an answer that somebody went back over."""
        self._own_kept()
        self.kept[place] = [*self.kept.get(place, []), Kept(kind, value)]

    def recall(self, place: str) -> Kept | None:
        """What would be used next at this place."""
        found = self.kept.get(place)
        return found[-1] if found else None

    def forget(self, place: str, kind: MoveKind) -> None:
        """An input of this kind was made: what was kept of it, and before it, is used up."""
        stack = self.kept.get(place)
        if stack is None:
            return
        self._own_kept()
        rest = list(stack)
        while rest and rest.pop().kind != kind:
            pass
        if rest:
            self.kept[place] = rest
        else:
            del self.kept[place]

    def _own_kept(self) -> None:
        if not self.own_kept:
            self.kept = dict(self.kept)
            self.own_kept = True

    def finish(self, *, tries: int = 0, problem: str = "", trail: list[Move] | None = None) -> RunState:
        """The state that follows."""
        self.flush()
        path = self.state.trail if trail is None else trail
        if self.moves:
            path = [*path, *self.moves]
            if len(path) > LONGEST_TRAIL:
                path = path[-LONGEST_TRAIL:]
        return RunState(
            frames=self.frames,
            speaker=self.speaker,
            language=self.chosen,
            ended=self.ended,
            trail=path,
            kept=self.kept,
            done=self.done,
            waiting=self.waiting,
            tries=tries,
            problem=problem,
            trouble="; ".join(self.troubles) if self.troubles else "",
        )
