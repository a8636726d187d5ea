"""What must not be lost at a desk: everything typed, and every command the hub has not acknowledged.

Writing is done by one thread of the journal's own, so that neither typing nor sending ever waits for the
disk. Memory is what counts while the console runs; the file is there for the one that is started after a
crash. What could not be written stays marked and is tried again until it can.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from app.client.journal_file import Draft, JournalFile, Unsent
from app.core.clock import Clock, SystemClock
from app.core.errors import Refused

COALESCE_SECONDS = 0.25
"""Typing is written at most this late."""
RETRY_SECONDS = 1.0

Trouble = Callable[[Refused | None], None]
"""Told when writing begins to fail, and (None) when it works again; called in the journal's thread."""


class Journal:
    """A user's journal in `path`. Safe to call from any thread; nothing but `open`, `sync` and `close`
    touches the disk in the caller's thread."""

    def __init__(
        self, path: Path, *, clock: Clock | None = None, on_trouble: Trouble = lambda trouble: None
    ) -> None:
        self.path = path
        self.trouble: Refused | None = None
        self._clock = clock or SystemClock()
        self._on_trouble = on_trouble
        self._file = JournalFile(path)
        self._file_lock = threading.Lock()
        self._drafts: dict[str, Draft] = {}
        self._unsent: dict[str, Unsent] = {}
        self._dirty_drafts: dict[str, None] = {}  # ordered sets: commands are written in their order
        self._dirty_unsent: dict[str, None] = {}
        self._changed = threading.Condition()
        self._hurry = False
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def open(self) -> None:
        """Read what an earlier console left, and begin. A file that cannot be read is `trouble`, no error:
        the desk works without it, and it is tried again."""
        self.reread()
        self._thread.start()

    def reread(self) -> None:
        """Take in what other consoles of this user wrote since."""
        with self._file_lock:  # until it is taken in: what is settled meanwhile must not come back
            try:
                drafts, unsent = self._file.read()
            except Refused as refused:
                self._set_trouble(refused)
                return
            with self._changed:
                for draft in drafts:
                    mine = self._drafts.get(draft.key)
                    if draft.key not in self._dirty_drafts and (mine is None or mine.at < draft.at):
                        self._drafts[draft.key] = draft
                read = {entry.id: entry for entry in unsent if entry.id not in self._dirty_unsent}
                self._unsent = {**read, **self._unsent}

    def close(self) -> None:
        """Write what is left and end; returns when that is done or has failed once more."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(10.0)
        with self._file_lock:
            self._file.close()

    # ----------------------------------------------------------------- drafts
    def draft(self, key: str, text: str) -> None:
        """This is what stands in that field now. An empty text takes the draft out."""
        with self._changed:
            before = self._drafts.get(key)
            if (before.text if before else "") == text:
                return
            if text:
                self._drafts[key] = Draft(key, text, self._clock.now())
            else:
                self._drafts.pop(key, None)
            self._dirty_drafts[key] = None
            self._changed.notify_all()

    def forget(self, key: str) -> None:
        """The draft is done with."""
        self.draft(key, "")

    def text(self, key: str) -> str:
        """What was typed under that key; empty where nothing was."""
        with self._changed:
            draft = self._drafts.get(key)
            return draft.text if draft else ""

    def drafts(self) -> list[Draft]:
        """All drafts, the last typed at first."""
        with self._changed:
            return sorted(self._drafts.values(), key=lambda draft: (-draft.at, draft.key))

    # ----------------------------------------------------------------- commands
    def keep(self, entry: Unsent, draft_key: str = "") -> None:
        """Keep a command until `settle`; the draft it was made of goes in the same transaction."""
        with self._changed:
            self._unsent[entry.id] = entry
            self._dirty_unsent[entry.id] = None
            if draft_key and self._drafts.pop(draft_key, None) is not None:
                self._dirty_drafts[draft_key] = None
            self._hurry = True
            self._changed.notify_all()

    def settle(self, command_id: str) -> None:
        """The hub has done it, or the person has dismissed its refusal."""
        with self._changed:
            if self._unsent.pop(command_id, None) is not None:
                self._dirty_unsent[command_id] = None
                self._hurry = True
                self._changed.notify_all()

    def refuse(self, command_id: str, code: str, text: str) -> None:
        """The hub will not do it: it stays, with the reason, until `settle`."""
        with self._changed:
            entry = self._unsent.get(command_id)
            if entry is not None:
                self._unsent[command_id] = replace(entry, state="refused", code=code, text=text)
                self._dirty_unsent[command_id] = None
                self._hurry = True
                self._changed.notify_all()

    def waiting(self) -> list[Unsent]:
        """Commands to be sent, in order."""
        with self._changed:
            return [entry for entry in self._unsent.values() if entry.state == "waiting"]

    def refused(self) -> list[Unsent]:
        """Commands the hub would not do, in order."""
        with self._changed:
            return [entry for entry in self._unsent.values() if entry.state == "refused"]

    # ----------------------------------------------------------------- writing
    def flush(self) -> None:
        """Write at once (a field lost the focus, the window is closed); does not wait for it."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def sync(self) -> bool:
        """Write in this thread and wait; whether everything is on the disk now."""
        return self._write()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_dirty() or self._stopping)
                if not self._is_dirty():
                    return
                if not self._stopping:
                    self._changed.wait_for(lambda: self._hurry or self._stopping, COALESCE_SECONDS)
                self._hurry = False
            written = self._write()
            with self._changed:
                if self._stopping:
                    return
                if not written:
                    self._changed.wait_for(lambda: self._stopping, RETRY_SECONDS)

    def _is_dirty(self) -> bool:
        return bool(self._dirty_drafts or self._dirty_unsent)

    def _write(self) -> bool:
        with self._file_lock:
            with self._changed:
                dirty_drafts, self._dirty_drafts = self._dirty_drafts, {}
                dirty_unsent, self._dirty_unsent = self._dirty_unsent, {}
                drafts = [(key, self._drafts.get(key)) for key in dirty_drafts]
                unsent = [(command_id, self._unsent.get(command_id)) for command_id in dirty_unsent]
            if not drafts and not unsent:
                return True
            try:
                self._file.write(drafts, unsent)
            except Refused as refused:
                with self._changed:
                    self._dirty_drafts = {**dirty_drafts, **self._dirty_drafts}
                    self._dirty_unsent = {**dirty_unsent, **self._dirty_unsent}
                self._set_trouble(refused)
                return False
        self._set_trouble(None)
        return True

    def _set_trouble(self, trouble: Refused | None) -> None:
        before, self.trouble = self.trouble, trouble
        if (before and before.code) != (trouble and trouble.code):
            self._on_trouble(trouble)
