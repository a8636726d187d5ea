"""Who hears whom: from what was asked for to the connections of the conference bridge. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.protocol.phone import DEVICE

What = Literal["both", "from", "to"]


@dataclass(frozen=True)
class Node:
    """A port of the bridge: the sound device, a leg, a key's player or recorder, a stand-in microphone."""

    kind: Literal["device", "leg", "player", "recorder", "microphone", "echo_in", "echo_out"]
    key: str = ""


Link = tuple[Node, Node]

SOUND = Node("device")
MICROPHONE = Node("microphone")
ECHO_IN = Node("echo_in")
ECHO_OUT = Node("echo_out")


@dataclass(frozen=True)
class Wishes:
    """All that decides who hears whom."""

    groups: Sequence[Sequence[str]] = ()
    one_way: Sequence[tuple[str, str]] = ()
    muted: Collection[str] = ()
    held: Collection[str] = ()
    """Legs we hold: they hear their player and nobody, and nobody hears them."""
    players: Collection[str] = ()
    recorders: Mapping[str, What] = field(default_factory=dict)
    microphone_file: bool = False
    watched: Collection[str] = ()
    """Keys whose level is being measured: the bridge reads a port only if somebody listens to it."""
    echo: bool = False


def wanted(wishes: Wishes, live: Collection[str]) -> dict[Link, float]:
    """The connections (speaker, listener) with their gain, among the `live` legs and the device."""
    voices = _voices(wishes, live)
    links: dict[Link, float] = {(_source(a, wishes), _sink(b)): 1.0 for a, b in voices}
    for key in wishes.players:
        if key == DEVICE or key in live:
            links[Node("player", key), _sink(key)] = 1.0
    for key, what in wishes.recorders.items():
        if key == DEVICE or key in live:
            links.update(_recording(key, what, wishes, links))
    if wishes.echo:
        links[_source(DEVICE, wishes), ECHO_IN] = 1.0
        links[ECHO_OUT, SOUND] = 1.0
    for key in wishes.watched:
        heard = any(speaker == _source(key, wishes) for speaker, _ in links)
        if (key == DEVICE or key in live) and not heard:
            links[_source(key, wishes), SOUND] = 0.0
    return links


def _voices(wishes: Wishes, live: Collection[str]) -> Iterable[tuple[str, str]]:
    pairs = [(a, b) for group in wishes.groups for a in group for b in group if a != b]
    pairs += [(a, b) for a, b in wishes.one_way if a != b]
    for speaker, listener in pairs:
        there = all(key == DEVICE or (key in live and key not in wishes.held) for key in (speaker, listener))
        silent = speaker == DEVICE and (DEVICE in wishes.muted or listener in wishes.muted)
        if there and not silent:
            yield speaker, listener


def _recording(key: str, what: What, wishes: Wishes, links: Mapping[Link, float]) -> dict[Link, float]:
    recorder = Node("recorder", key)
    found: dict[Link, float] = {}
    if what in ("both", "from"):
        found[_source(key, wishes), recorder] = 1.0
    if what in ("both", "to"):
        found.update({(speaker, recorder): gain for (speaker, to), gain in links.items() if to == _sink(key)})
    return found


def _source(key: str, wishes: Wishes) -> Node:
    if key != DEVICE:
        return Node("leg", key)
    return MICROPHONE if wishes.microphone_file else SOUND


def _sink(key: str) -> Node:
    return SOUND if key == DEVICE else Node("leg", key)
