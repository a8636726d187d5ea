"""The event stream: one bounded queue a reader. Who reads slowly is told so and comes back by number;
nobody waits for them.
"""

import asyncio
import itertools
import logging
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

import msgspec

from app.core.clock import Clock
from app.hub.publisher import Frame, Publisher, notice_frame, pulse_frame
from app.models.unit import Actor
from app.protocol.events import Notice, Pulse
from app.protocol.message import Refusal

logger = logging.getLogger(__name__)

PULSE_SECONDS = 2.0
QUEUE = 2_000
"""Frames that may wait for one reader."""
AT_A_TIME = 25
"""Readers that are woken before the event loop looks at anything else."""
CATCH_UP = 500
"""Entries read from the log at a time."""

BEHIND = b"event: behind\ndata: {}\n\n"

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Reader:
    """One open stream: what waits to be sent to it."""

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self.token = token
        self.number = 0
        """The last entry that was sent or queued."""
        self.early: list[Frame] | None = []
        """Live frames that came while the reader still catches up; None once it is live."""
        self.waiting: deque[bytes] = deque()
        self.wake = asyncio.Event()
        self.closing = b""

    def offer(self, frames: Sequence[Frame]) -> None:
        """Take live frames; each number once and in order."""
        if self.early is not None:
            self.early.extend(frames)
            if len(self.early) > QUEUE:  # it does not even take what it missed
                self.early.clear()
                self.end(BEHIND)
            return
        for frame in frames:
            if frame.number > self.number:
                self.number = frame.number
                self.push(frame.for_agent(self.actor.agent_id))

    def go_live(self) -> None:
        """Everything that was missed is sent: from here on live frames are queued."""
        early, self.early = self.early or [], None
        self.offer(early)
        if self.waiting:
            self.wake.set()

    def push(self, body: bytes) -> None:
        """Queue bytes, to be sent when the reader is woken; a reader with too many waiting is sent away to
        come back by number."""
        if self.closing:
            return
        if len(self.waiting) >= QUEUE:
            self.waiting.clear()
            self.end(BEHIND)
        else:
            self.waiting.append(body)

    def end(self, last: bytes) -> None:
        """Close after one last frame."""
        self.closing = last
        self.wake.set()


class Streams:
    """All open streams. Lives in the event loop; `publish` and `notify` may be called from any thread."""

    def __init__(self, publisher: Publisher, clock: Clock) -> None:
        self._publisher = publisher
        self._clock = clock
        self._readers: set[Reader] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pulse: asyncio.Task[None] | None = None
        self._sleepers: dict[Reader, None] = {}
        """Readers that have something waiting, in the order in which they are woken."""
        publisher.listen(self.publish)

    async def start(self) -> None:
        """Begin to beat."""
        self._loop = asyncio.get_running_loop()
        self._pulse = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """Say goodbye to everybody."""
        if self._pulse is not None:
            self._pulse.cancel()
        for reader in list(self._readers):
            reader.end(b"event: bye\ndata: {}\n\n")

    def publish(self, frames: Sequence[Frame]) -> None:
        """Hand frames to every reader."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._deliver, frames)

    def notify(self, notice: Notice) -> None:
        """Say something once to everybody at a desk."""
        told = msgspec.structs.replace(notice, at=notice.at or self._clock.now())
        logger.info("Notice %s: %s", told.code, told.text)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._push_all, notice_frame(told))

    def sign_out(self, agent_id: int | None, token: str, refusal: Refusal) -> None:
        """Close the streams of one session."""
        last = b"event: signed_out\ndata: %b\n\n" % msgspec.json.encode(refusal)
        for reader in list(self._readers):
            if reader.token == token and reader.actor.agent_id == agent_id:
                reader.end(last)

    def _deliver(self, frames: Sequence[Frame]) -> None:
        """Queue for everybody; those whose offer is among the frames are woken at once."""
        concerned = {frame.agent_id for frame in frames if frame.agent_id is not None}
        for reader in self._readers:
            reader.offer(frames)
            if reader.actor.agent_id in concerned:
                reader.wake.set()
        self._wake_all()

    def _push_all(self, body: bytes) -> None:
        for reader in self._readers:
            reader.push(body)
        self._wake_all()

    def _wake_all(self) -> None:
        begun = bool(self._sleepers)
        self._sleepers.update(dict.fromkeys(self._readers))
        if not begun and self._loop is not None:
            self._wake_some()

    def _wake_some(self) -> None:
        """A few at a time: sending to hundreds takes a while, and an offer must not wait for its end. What
        comes meanwhile is sent along."""
        for reader in list(itertools.islice(self._sleepers, AT_A_TIME)):
            del self._sleepers[reader]
            reader.wake.set()
        if self._sleepers and self._loop is not None:
            self._loop.call_soon(self._wake_some)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(PULSE_SECONDS)
            self._push_all(pulse_frame(Pulse(self._clock.now(), self._publisher.number)))

    async def serve(self, actor: Actor, token: str, after: int, receive: Receive, send: Send) -> None:
        """One reader's stream, from the entry that follows `after`, until it goes away."""
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        reader = Reader(actor, token)
        gone = asyncio.create_task(_until_gone(receive, reader))
        try:
            await self._catch_up(reader, after, send)
            while True:
                await reader.wake.wait()
                reader.wake.clear()
                if reader.waiting:
                    body = b"".join(reader.waiting)
                    reader.waiting.clear()
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                if reader.closing:
                    await send({"type": "http.response.body", "body": reader.closing, "more_body": False})
                    return
        finally:
            self._readers.discard(reader)
            self._sleepers.pop(reader, None)
            gone.cancel()

    async def _catch_up(self, reader: Reader, after: int, send: Send) -> None:
        """Send what was missed. The reader joins the live ones before the last look at the log, so that
        nothing falls between the two."""
        reader.number = after
        first = pulse_frame(Pulse(self._clock.now(), self._publisher.number))
        await send({"type": "http.response.body", "body": first, "more_body": True})
        while await self._send_missed(reader, send):
            pass
        self._readers.add(reader)
        while await self._send_missed(reader, send):
            pass
        reader.go_live()

    async def _send_missed(self, reader: Reader, send: Send) -> bool:
        """Send one helping out of the log; True where there may be more. One who has everything that was
        published costs no look: what is published later comes live."""
        if reader.number >= self._publisher.number:
            return False
        loop = asyncio.get_running_loop()
        frames = await loop.run_in_executor(None, self._publisher.frames_after, reader.number, CATCH_UP)
        if frames:
            body = b"".join(frame.for_agent(reader.actor.agent_id) for frame in frames)
            reader.number = frames[-1].number
            await send({"type": "http.response.body", "body": body, "more_body": True})
        return len(frames) == CATCH_UP


async def _until_gone(receive: Receive, reader: Reader) -> None:
    """A console that is gone ends its stream."""
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.end(b"")
