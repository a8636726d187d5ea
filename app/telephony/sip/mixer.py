"""The conference bridge: players, recorders and who hears whom, kept in step with what was asked for."""

from __future__ import annotations

import dataclasses
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pjsua2 as pj

from app.protocol.phone import DEVICE, Event, Play, PlayDone, Record, Recorded
from app.telephony.sip.guard import callback, log, why
from app.telephony.sip.links import MICROPHONE, SOUND, Link, Node, Wishes, wanted
from app.telephony.sip.notices import FileEnded, Notice

CLOSE_SECONDS = 2.0
"""How long a recording may take to be closed by the media thread before it is reported anyway."""


RETIRE_SECONDS = 0.5
"""How long a stopped player is kept: the word that its file has ended may be on its way from the media
thread to the next poll, with nothing but the player's address."""


class FilePlayer(pj.AudioMediaPlayer):
    """Plays one file to one key."""

    def __init__(self, key: str, serial: int, post: Callable[[Notice], None]) -> None:
        super().__init__()
        self._key = key
        self._serial = serial
        self._post = post

    @callback
    def onEof2(self) -> None:
        self._post(FileEnded(self._key, self._serial))


@dataclass
class Playing:
    """A `Play` under way."""

    wish: Play
    player: FilePlayer
    serial: int
    index: int = 0


class Mixer:
    """Owns every media object that is no call. Used on the pjsua2 thread only."""

    def __init__(self, post: Callable[[Notice], None], emit: Callable[[Event], None]) -> None:
        self._post = post
        self._emit = emit
        self._wishes = Wishes()
        self._nodes: dict[Node, pj.AudioMedia] = {}
        self._made: dict[Link, float] = {}
        self._playing: dict[str, Playing] = {}
        self._recording: dict[str, tuple[Record, pj.AudioMediaRecorder]] = {}
        self._retired: list[tuple[pj.AudioMediaPlayer, float]] = []
        self._closing: list[tuple[Recorded, float]] = []
        self._serial = 0

    def wish(self, **changes: object) -> None:
        """Change some of the wishes (see `Wishes`) and apply them."""
        self._wishes = dataclasses.replace(self._wishes, **changes)  # type: ignore[arg-type]
        self.refresh()

    @property
    def wishes(self) -> Wishes:
        return self._wishes

    def set_node(self, node: Node, media: pj.AudioMedia | None) -> None:
        """A port of ours or of the sound device came (instead of another), or goes."""
        old = self._nodes.get(node)
        for link in [link for link in self._made if node in link]:
            self._unlink(link)
        self._nodes.pop(node, None)
        if isinstance(old, pj.AudioMediaPlayer):
            self._retired.append((old, time.monotonic() + RETIRE_SECONDS))
        if media is not None:
            self._nodes[node] = media

    def forget(self, node: Node) -> None:
        """The port of a leg is gone: its connections went with it.

        They must not be cut one by one: pjmedia does that later, on the media thread, and aborts the
        process if the port is not there any more.
        """
        self._nodes.pop(node, None)
        self._made = {link: gain for link, gain in self._made.items() if node not in link}

    def set_leg(self, key: str, media: pj.AudioMedia) -> None:
        """The media of a leg came or were renewed. Whether its port is a new one cannot be seen."""
        node = Node("leg", key)
        self._nodes[node] = media
        for link in [link for link in self._made if node in link]:
            self._unlink(link)

    def node(self, node: Node) -> pj.AudioMedia | None:
        """The port behind a node, if it is there."""
        return self._nodes.get(node)

    def refresh(self) -> None:
        """Make the bridge's connections what the wishes say."""
        live = {node.key for node in self._nodes if node.kind == "leg"}
        target = {
            link: gain
            for link, gain in wanted(self._wishes, live).items()
            if link[0] in self._nodes and link[1] in self._nodes
        }
        for link in [link for link, gain in self._made.items() if target.get(link) != gain]:
            self._unlink(link)
        for link, gain in target.items():
            if link not in self._made:
                self._link(link, gain)

    def _link(self, link: Link, gain: float) -> None:
        speaker, listener = link
        try:
            if gain == 1.0:
                self._nodes[speaker].startTransmit(self._nodes[listener])
            else:
                parameters = pj.AudioMediaTransmitParam()
                parameters.level = gain
                self._nodes[speaker].startTransmit2(self._nodes[listener], parameters)
        except pj.Error as error:
            log.warning("could not connect %s to %s: %s", speaker, listener, why(error))
            return
        self._made[link] = gain

    def _unlink(self, link: Link) -> None:
        del self._made[link]
        speaker, listener = link
        try:
            self._nodes[speaker].stopTransmit(self._nodes[listener])
        except pj.Error as error:
            log.debug("could not disconnect %s from %s: %s", speaker, listener, why(error))

    # ------------------------------------------------------------------------------------------- players

    def play(self, wish: Play) -> None:
        """Start playing; raises `pj.Error` if the first file is no WAV file the bridge can play."""
        self.stop_play(wish.key)
        self._start(wish, 0)

    def _start(self, wish: Play, index: int) -> None:
        self._serial += 1
        player = FilePlayer(wish.key, self._serial, self._post)
        endless = wish.loop and len(wish.files) == 1
        player.createPlayer(wish.files[index], 0 if endless else pj.PJMEDIA_FILE_NO_LOOP)
        self._playing[wish.key] = Playing(wish, player, self._serial, index)
        self.set_node(Node("player", wish.key), player)
        self.wish(players=frozenset(self._playing))

    def file_ended(self, notice: FileEnded) -> None:
        """Go on with the next file, or say that all were played."""
        playing = self._playing.get(notice.key)
        if playing is None or playing.serial != notice.serial:
            return
        wish, following = playing.wish, playing.index + 1
        if wish.loop and len(wish.files) == 1:
            return
        self.stop_play(notice.key)
        if following == len(wish.files) and not wish.loop:
            self._emit(PlayDone(key=wish.key, id=wish.id))
            return
        try:
            self._start(wish, following % len(wish.files))
        except pj.Error as error:
            log.error("%s cannot be played: %s", wish.files[following % len(wish.files)], why(error))
            self._emit(PlayDone(key=wish.key, id=wish.id))

    def stop_play(self, key: str) -> None:
        """Stop and drop what plays to a key."""
        if self._playing.pop(key, None) is not None:
            self.set_node(Node("player", key), None)
            self.wish(players=frozenset(self._playing))

    # ----------------------------------------------------------------------------------------- recorders

    def record(self, wish: Record) -> None:
        """Start recording; raises `pj.Error` if the file cannot be written."""
        self.stop_record(wish.key)
        recorder = pj.AudioMediaRecorder()
        recorder.createRecorder(wish.path)
        self._recording[wish.key] = (wish, recorder)
        self.set_node(Node("recorder", wish.key), recorder)
        self.wish(recorders={key: wish.what for key, (wish, _) in self._recording.items()})

    def stop_record(self, key: str) -> None:
        """Stop a recording; `Recorded` follows once the media thread has closed the file."""
        entry = self._recording.pop(key, None)
        if entry is None:
            return
        self.set_node(Node("recorder", key), None)
        self.wish(recorders={key: wish.what for key, (wish, _) in self._recording.items()})
        path = entry[0].path
        del entry  # the last reference: closes the file
        self._closing.append((Recorded(key=key, path=path), time.monotonic() + CLOSE_SECONDS))

    def tick(self) -> None:
        """Report the recordings that are complete by now, and drop the players that nothing can reach."""
        now = time.monotonic()
        self._retired = [(player, until) for player, until in self._retired if until > now]
        for closing in list(self._closing):
            event, deadline = closing
            if is_complete(Path(event.path)) or time.monotonic() > deadline:
                self._closing.remove(closing)
                self._emit(event)

    # --------------------------------------------------------------------------------------- everything

    def use_device(self, sound: pj.AudioMedia | None, microphone: FilePlayer | None) -> None:
        """The sound device's port (capture and playback share it), and what stands in for the microphone."""
        self.set_node(SOUND, sound)
        self.set_node(MICROPHONE, microphone)
        self.wish(microphone_file=microphone is not None)

    def drop(self, key: str) -> None:
        """A leg is over: its port, its player and its recorder go."""
        self.forget(Node("leg", key))
        self.stop_play(key)
        self.stop_record(key)
        self.refresh()

    def clear(self) -> None:
        """Drop everything, before `libDestroy`."""
        for key in [*self._playing, *self._recording, DEVICE]:
            self.drop(key)
        for node in list(self._nodes):
            self.set_node(node, None)
        self._retired.clear()


def is_complete(path: Path) -> bool:
    """Whether a WAV file's header says the length the file has (the writer sets it on closing)."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        size = path.stat().st_size
    except OSError:
        return True
    return len(head) == 8 and size > 44 and struct.unpack("<I", head[4:])[0] == size - 8
