"""Signing in, presence and the agent's phone."""

import msgspec

from app.protocol.events import Snapshot
from app.protocol.message import Command, Done, Query
from app.protocol.rows import AgentRow, AgentStateRow


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Sent to /api/sign-in, the one call without a token."""

    login: str
    password: str
    client: str = ""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """`token` goes into `Authorization: Bearer …`."""

    token: str
    agent: AgentRow
    must_change: bool = False


class SignOut(Command[Done], frozen=True, kw_only=True):
    """End this session. Refused with `on_a_call` while the agent has a caller."""


class ChangePassword(Command[Done], frozen=True, kw_only=True):
    """Own password; at least ten characters."""

    old: str
    new: str


class SetPresence(Command[AgentStateRow], frozen=True, kw_only=True):
    """Choose a presence. During a call it takes effect after its after-call work."""

    presence: str
    reason_id: int | None = None


class AttachPhone(Command[AgentStateRow], frozen=True, kw_only=True):
    """Tell where this agent's phone takes calls: a SIP address; empty when it is gone."""

    address: str


class AgentLost(Command[AgentStateRow], frozen=True, kw_only=True):
    """The agent's console is gone: sign them out and put their work back at its place."""

    agent_id: int


class AgentSeen(Command[AgentStateRow], frozen=True, kw_only=True):
    """The agent's console is here: Logged out becomes Not ready."""

    agent_id: int


class GetSnapshot(Query[Snapshot], frozen=True, kw_only=True):
    """What a console starts from."""


class OpenSession(Command[SignedIn], frozen=True, kw_only=True):
    """The hub's own, after it checked a password: start a session. Only the token's hash is told, since
    answers are remembered; the hub adds the token to the answer."""

    agent_id: int
    token_hash: str
    client: str = ""


class CloseSession(Command[Done], frozen=True, kw_only=True):
    """The hub's own: the token is no longer good."""

    token_hash: str


class CountFailure(Command[Done], frozen=True, kw_only=True):
    """The hub's own: a wrong password for this agent."""

    agent_id: int
