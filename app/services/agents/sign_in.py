"""Sign-in: argon2id, throttled after failures; sessions are kept as hashes of their tokens."""

import hashlib
import secrets
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Refused
from app.models.tables import accounts, agents, sessions
from app.models.unit import Actor, Reader, Unit
from app.protocol import errors
from app.protocol.agents import (
    ChangePassword,
    CloseSession,
    CountFailure,
    OpenSession,
    SignedIn,
    SignIn,
    SignOut,
)
from app.protocol.message import Done
from app.protocol.rows import AgentRow
from app.services.agents.presence import has_caller, leave
from app.services.agents.states import change_state, state_of
from app.services.rows import as_row

FREE_TRIES = 5
"""Wrong passwords after which a login is locked for a while."""
LOCK_MS = 30_000
"""The first lock; it doubles with each further failure, up to an hour."""
LONGEST_LOCK_MS = 3_600_000
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1_000
LONGEST_SESSION_MS = 7 * 24 * 3_600_000
"""After this a session has ended and the agent signs in again."""

_BY_LOGIN = sa.select(agents).where(agents.c.login == sa.bindparam("login"))
_SESSION = (
    sa.select(sessions.c.agent_id, sessions.c.created_at, agents.c.role)
    .join(agents, agents.c.id == sessions.c.agent_id)
    .where(
        sessions.c.token == sa.bindparam("token"),
        sessions.c.ended_at.is_(None),
        sessions.c.created_at > sa.bindparam("oldest"),
        agents.c.active,
    )
)


@cache
def hasher() -> PasswordHasher:
    """argon2id with RFC 9106's second recommended parameters, scaled to 19 MiB as OWASP advises."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """The stored form. Raises `Refused` where it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(errors.BAD_VALUE, f"A password has at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise Refused(errors.BAD_VALUE, f"A password has at most {LONGEST_PASSWORD} characters.")
    return hasher().hash(password)


def token_hash(token: str) -> str:
    """What is kept of a bearer token."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_password(read: Reader, sign_in: SignIn) -> int:
    """The agent's id, if login and password are right and the login is not locked. Takes some 20 ms.

    Raises `Refused` with `wrong_password` (the same for an unknown login) or `throttled`.
    """
    agent = read.one(_BY_LOGIN, login=login_of(sign_in))
    account = read.get(accounts, agent["id"]) if agent else None
    if account is not None and account["locked_until"] and account["locked_until"] > read.at:
        raise locked(account["locked_until"] - read.at)
    known = account["password"] if account and agent and agent["active"] else _nobody()
    if not _fits(known, sign_in.password) or agent is None:
        details = {"agent_id": agent["id"]} if agent else {}
        raise Refused(
            errors.WRONG_PASSWORD,
            "Login or password is wrong. Check both; after five wrong tries the login is locked for a while.",
            **details,
        )
    return int(agent["id"])


def open_session(tx: Unit, command: OpenSession) -> SignedIn:
    """Start a session for an agent whose password was checked; sign-in lands in Not ready."""
    agent = tx.need(agents, command.agent_id, "agent")
    account = tx.need(accounts, command.agent_id, "account")
    tx.update(accounts, account, failures=0, locked_until=None)
    tx.insert(
        sessions,
        token=command.token_hash,
        agent_id=agent["id"],
        created_at=tx.at,
        seen_at=tx.at,
        client=command.client,
    )
    if state_of(tx, agent["id"])["presence"] == "logged_out":
        change_state(tx, agent["id"], presence="not_ready")
    return SignedIn(token="", agent=as_row(AgentRow, agent), must_change=account["must_change"])


def count_failure(tx: Unit, command: CountFailure) -> Done:
    """One more wrong password; after the fifth the login is locked, longer each time."""
    account = tx.get(accounts, command.agent_id)
    if account is not None:
        failures = account["failures"] + 1
        tx.update(accounts, account, failures=failures, locked_until=tx.at + lock_after(failures))
    return Done()


def session_of(read: Reader, token: str) -> tuple[Actor, int] | None:
    """Who a token belongs to and until when (ms); None where the session has ended."""
    values = {"token": token_hash(token), "oldest": read.at - LONGEST_SESSION_MS}
    row = read.connection.execute(_SESSION, values).first()
    if row is None:
        return None
    return Actor(row.agent_id, row.role), row.created_at + LONGEST_SESSION_MS


def sign_out(tx: Unit, _command: SignOut) -> Done:
    """Leave the desk."""
    agent_id = tx.actor.agent_id
    if agent_id is not None:
        if has_caller(tx, agent_id):
            raise Refused(errors.ON_A_CALL, "You have a caller. End or transfer the call, then sign out.")
        leave(tx, agent_id)
    return Done()


def close_session(tx: Unit, command: CloseSession) -> Done:
    """The session's token is no longer good."""
    tx.connection.execute(
        sessions.update().where(sessions.c.token == command.token_hash).values(ended_at=tx.at)
    )
    return Done()


def change_password(tx: Unit, command: ChangePassword) -> Done:
    """One's own password."""
    account = tx.get(accounts, tx.actor.agent_id)
    if account is None or not _fits(account["password"], command.old):
        raise Refused(errors.WRONG_PASSWORD, "The old password is wrong.")
    tx.update(accounts, account, password=hash_password(command.new), must_change=False)
    return Done()


def new_token() -> str:
    """A bearer token: 256 bits."""
    return secrets.token_urlsafe(32)


def _fits(stored: str, password: str) -> bool:
    try:
        return hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash to check against where there is no such login, so that both take the same time."""
    return hasher().hash(secrets.token_urlsafe(16))


def login_of(sign_in: SignIn) -> str:
    """A login as it is kept: spaces around it and capitals do not count."""
    return sign_in.login.strip().lower()


def lock_after(failures: int) -> int:
    """For how long a login is locked after so many wrong passwords in a row (ms; 0: not yet)."""
    if failures < FREE_TRIES:
        return 0
    return min(LOCK_MS << min(failures - FREE_TRIES, 16), LONGEST_LOCK_MS)


def locked(milliseconds: int) -> Refused:
    """The refusal while a login is locked."""
    seconds = milliseconds // 1000 + 1
    return Refused(
        errors.THROTTLED,
        f"Too many wrong passwords: this login is locked for another {seconds} s. "
        "Wait, or ask an administrator.",
        seconds=seconds,
    )


def end_sessions(tx: Unit, agent_id: int) -> None:
    """Whoever is signed in as this agent has to sign in again."""
    tx.connection.execute(
        sessions.update()
        .where(sessions.c.agent_id == agent_id, sessions.c.ended_at.is_(None))
        .values(ended_at=tx.at)
    )
