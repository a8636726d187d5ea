"""The sign of life of a desk: every two seconds, in a thread of its own, whatever the window does.

The hub takes an agent whose desk is silent for eight seconds for gone and gives their work to others, so
nothing else may be waited for here: own thread, own connection, a short timeout.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.client.http import HubHttp, HubUnreachable
from app.core.errors import Refused
from app.protocol import errors

EVERY_SECONDS = 2.0
TIMEOUT_SECONDS = 1.8


class Alive:
    """Says to the hub that the desk is here, from `start` to `stop`.

    `on_signed_out` is called, in this thread, when the hub no longer knows the token; that ends it.
    """

    def __init__(
        self,
        url: str,
        token: str,
        on_signed_out: Callable[[Refused], None],
        *,
        every: float = EVERY_SECONDS,
    ) -> None:
        self._http = HubHttp(url, token)
        self._on_signed_out = on_signed_out
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alive", daemon=True)

    def start(self) -> None:
        """Begin with a first sign at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; returns when the thread has gone (unless it is the thread that calls)."""
        self.cancel()
        self._http.close()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(10.0)

    def cancel(self) -> None:
        """End soon, without waiting for it."""
        self._stopping.set()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            due = time.monotonic() + self._every
            try:
                self._http.alive(TIMEOUT_SECONDS)
            except HubUnreachable:
                continue  # the stream says so; this one only keeps trying
            except Refused as refused:
                if refused.code == errors.NOT_SIGNED_IN:
                    self._on_signed_out(refused)
                    return
