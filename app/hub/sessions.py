"""Who a bearer token belongs to, kept in memory: asked with every request."""

import threading

from app.core.errors import Refused
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.agents import CloseSession, CountFailure, OpenSession, SignedIn, SignIn
from app.services.agents.sign_in import actor_of, check_password, new_token, token_hash
from app.services.door import Door


class Sessions:
    """Tokens and their actors. Safe to use from any thread."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._known: dict[str, Actor] = {}
        self._lock = threading.Lock()

    def sign_in(self, sign_in: SignIn) -> SignedIn:
        """Check the password and open a session. Takes some 20 ms. Raises `Refused`."""
        try:
            with self._door.record.read() as connection:
                agent_id = check_password(self._door.reader(connection), sign_in)
        except Refused as refused:
            if refused.code == errors.WRONG_PASSWORD and "agent_id" in refused.details:
                self._door.do(CountFailure(agent_id=refused.details.pop("agent_id")))
            raise
        token = new_token()
        command = OpenSession(agent_id=agent_id, token_hash=token_hash(token), client=sign_in.client)
        signed_in = self._door.do(command)
        return SignedIn(token=token, agent=signed_in.agent, must_change=signed_in.must_change)

    def known(self, token: str) -> Actor | None:
        """The actor, if this token was seen before; never touches the record."""
        return self._known.get(token)

    def actor(self, token: str) -> Actor:
        """The actor of a token. Raises `Refused` with `not_signed_in`."""
        actor = self._known.get(token)
        if actor is not None:
            return actor
        with self._door.record.read() as connection:
            actor = actor_of(self._door.reader(connection), token) if token else None
        if actor is None:
            raise Refused(
                errors.NOT_SIGNED_IN, "You are not signed in, or your session has ended. Sign in again."
            )
        with self._lock:
            self._known[token] = actor
        return actor

    def close(self, token: str) -> None:
        """The token is no longer good."""
        with self._lock:
            self._known.pop(token, None)
        self._door.do(CloseSession(token_hash=token_hash(token)))

    def forget_agent(self, agent_id: int | None) -> None:
        """An agent's role or standing changed: look again."""
        with self._lock:
            for token in [t for t, actor in self._known.items() if actor.agent_id == agent_id]:
                del self._known[token]
