"""Who a bearer token belongs to, kept in memory: asked with every request."""

import threading
from collections import OrderedDict

from app.core.errors import Refused
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.agents import CloseSession, CountFailure, OpenSession, SignedIn, SignIn
from app.services.agents.sign_in import (
    check_password,
    lock_after,
    locked,
    login_of,
    new_token,
    session_of,
    token_hash,
)
from app.services.door import Door

LANES = 64
"""Sign-ins that may be checked at the same time; those of one login wait for each other, so that a
thousand tries at once are counted like a thousand one after the other."""
STRANGERS = 10_000
"""Unknown logins whose wrong tries are counted, in memory: they are locked like known ones, or the lock
would tell which logins there are."""


class Sessions:
    """Tokens and their actors. Safe to use from any thread."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._known: dict[str, tuple[Actor, int]] = {}
        self._lock = threading.Lock()
        self._closings = 0
        self._lanes = [threading.Lock() for _ in range(LANES)]
        self._strangers: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def sign_in(self, sign_in: SignIn) -> SignedIn:
        """Check the password and open a session. Takes some 20 ms. Raises `Refused`."""
        with self._lanes[hash(login_of(sign_in)) % LANES]:
            agent_id = self._check(sign_in)
        token = new_token()
        command = OpenSession(agent_id=agent_id, token_hash=token_hash(token), client=sign_in.client)
        signed_in = self._door.do(command)
        return SignedIn(token=token, agent=signed_in.agent, must_change=signed_in.must_change)

    def known(self, token: str) -> Actor | None:
        """The actor, if this token was seen before; never touches the record."""
        actor, until = self._known.get(token, (None, 0))
        return actor if until > self._door.clock.now() else None

    def actor(self, token: str) -> Actor:
        """The actor of a token. Raises `Refused` with `not_signed_in`."""
        actor = self.known(token)
        if actor is not None:
            return actor
        closings = self._closings
        with self._door.record.read() as connection:
            session = session_of(self._door.reader(connection), token) if token else None
        if session is None:
            raise Refused(
                errors.NOT_SIGNED_IN, "You are not signed in, or your session has ended. Sign in again."
            )
        with self._lock:
            if closings == self._closings:  # else it may be the one that was closed since it was read
                self._known[token] = session
        return session[0]

    def close(self, token: str) -> None:
        """The token is no longer good."""
        self._door.do(CloseSession(token_hash=token_hash(token)))
        with self._lock:
            self._closings += 1
            self._known.pop(token, None)

    def forget_agent(self, agent_id: int) -> list[str]:
        """An agent's role or standing changed: look again with the next request. Answers with the tokens."""
        with self._lock:
            self._closings += 1
            tokens = [token for token, (actor, _) in self._known.items() if actor.agent_id == agent_id]
            for token in tokens:
                del self._known[token]
        return tokens

    def _check(self, sign_in: SignIn) -> int:
        login = login_of(sign_in)
        failures, until = self._strangers.get(login, (0, 0))
        if until > self._door.clock.now():
            raise locked(until - self._door.clock.now())
        try:
            with self._door.record.read() as connection:
                return check_password(self._door.reader(connection), sign_in)
        except Refused as refused:
            if refused.code == errors.WRONG_PASSWORD:
                agent_id = refused.details.pop("agent_id", None)
                if agent_id is not None:
                    self._door.do(CountFailure(agent_id=agent_id))
                else:
                    self._count_stranger(login, failures + 1)
            raise

    def _count_stranger(self, login: str, failures: int) -> None:
        with self._lock:
            now = self._door.clock.now()
            self._strangers[login] = (failures, now + lock_after(failures))
            self._strangers.move_to_end(login)
            while len(self._strangers) > STRANGERS:
                self._strangers.popitem(last=False)
