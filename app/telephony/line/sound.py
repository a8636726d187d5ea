"""Who hears what in one call: the mix, the prompts and the music, in line with answers and holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.protocol import phone as wire
from app.telephony.line.legs import Leg, Sound
from app.telephony.ports import CALLER


class CallSound:
    """Turns what the hub wants (`groups`, prompts, music) and what the legs are into the phone's commands."""

    def __init__(
        self,
        legs: Mapping[str, Leg],
        groups: list[list[str]],
        send: Callable[[wire.Command], None],
        music: Path,
    ) -> None:
        """`legs` is the call's own table, by name."""
        self.groups = groups
        """Who is to talk with whom, by name of leg; some may not be there yet."""
        self._legs = legs
        self._send = send
        self._music = str(music)
        self._mixed: list[list[str]] | None = None

    def forget(self) -> None:
        """The phone may mix otherwise than was last said: say it again."""
        self._mixed = None

    def apply(self) -> None:
        """Bring mix and music in line with groups, answers and holds. A caller who holds stays in the mix:
        the caller's telephone plays its own music, and the agent hears when the caller is back."""
        groups: list[list[str]] = []
        lonely: set[str] = set()
        for group in self.groups:
            legs = [leg for name in group if (leg := self._legs.get(name)) is not None and leg.answered]
            talking = [leg for leg in legs if not leg.held or leg.name == CALLER]
            if len(talking) >= 2:
                groups.append([leg.key for leg in talking])
                for leg in talking:
                    self.silence(leg)
            elif len(talking) == 1 and len(legs) >= 2:
                lonely.add(talking[0].name)
        for leg in self._legs.values():
            if leg.name in lonely and not leg.sound:
                self.music(leg, "hold")
            elif leg.name not in lonely and leg.sound == "hold":
                self.silence(leg)
        if groups != self._mixed:
            self._mixed = groups
            self._send(wire.Mix(groups=groups))

    def music(self, leg: Leg, why: Sound) -> None:
        """Music to a leg."""
        self.play(leg, wire.Play(key=leg.key, files=[self._music], loop=True), why, "")

    def play(self, leg: Leg, wish: wire.Play, sound: Sound, prompt: str) -> None:
        """Play to a leg; to one that is not answered, as soon as it is."""
        leg.sound, leg.prompt = sound, prompt
        if leg.answered:
            self._send(wish)
        else:
            leg.waiting = wish

    def silence(self, leg: Leg) -> None:
        """Nothing more to a leg."""
        if leg.sound and leg.answered:
            self._send(wire.StopPlay(key=leg.key))
        leg.sound, leg.prompt, leg.waiting = "", "", None
