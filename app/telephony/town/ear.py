"""What a caller can tell from what is heard: music, a person, silence. Pure.

A caller does not know when an agent picks up; nothing in SIP says so. People hear it: the music stops.
"""

from __future__ import annotations

QUIET_LEVEL = 12
"""pjmedia's level (0 to 255) up to which it is quiet."""
MUSIC_SECONDS = 4.0
"""So long without a pause is music; nobody speaks like that."""
PERSON_SECONDS = 1.2
"""So long a silence after music, or after a greeting, is somebody who listens."""
TALKING_SECONDS = 9.0
"""Sounds that are no music for so long: whoever it is, it is no queue any more, and no greeting."""
MENU_SECONDS = 9.0
"""A menu may wait that long for a digit without a sound."""
PUT_THROUGH_SECONDS = 6.0
"""After the last digit a menu says where the caller goes, with pauses, before the queue's music."""


class Ear:
    """Fed with levels; says what is going on at the other end."""

    def __init__(self, *, menu: bool) -> None:
        """`menu`: the number that was dialled asks for digits first, and is silent meanwhile."""
        self._menu = menu
        self._loud_since: float | None = None
        self._quiet_since: float | None = None
        self._heard = False
        self._no_music_since: float | None = None
        self._put_through_until = 0.0
        self.music = False
        """The last long sound was music: in a queue, or on hold."""

    def hear(self, level: int, now: float) -> None:
        """A level, ten times a second; `now` in seconds of any steady clock."""
        if level > QUIET_LEVEL:
            self._quiet_since = None
            self._heard = True
            if self._no_music_since is None:
                self._no_music_since = now
            if self._loud_since is None:
                self._loud_since = now
            if now - self._loud_since >= MUSIC_SECONDS:
                self.music = True
                self._no_music_since = now
                self._menu = False
        else:
            self._loud_since = None
            if self._quiet_since is None:
                self._quiet_since = now

    def pressed(self, now: float) -> None:
        """The last digit the menu asked for was pressed: no silence of the menu's any more."""
        self._put_through_until = now + PUT_THROUGH_SECONDS
        self._menu = self._heard = False
        self._no_music_since = None

    def quiet_for(self, now: float) -> float:
        """Seconds of silence up to now."""
        return 0.0 if self._quiet_since is None else now - self._quiet_since

    def listens(self, now: float) -> bool:
        """Somebody is there and waits for the caller to speak."""
        quiet = self.quiet_for(now)
        if now < self._put_through_until and not self.music:
            return False
        if self._menu:
            someone = quiet >= MENU_SECONDS
        else:
            talking = self._no_music_since is not None and now - self._no_music_since >= TALKING_SECONDS
            someone = self._heard and (quiet >= PERSON_SECONDS or talking)
        if someone:
            self.music = False
        return someone
