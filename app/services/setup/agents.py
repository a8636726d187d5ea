"""Agents and their skills."""

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import accounts, agent_skills, agent_states, agents, skills
from app.models.unit import Reader, Unit, Values
from app.protocol import errors
from app.protocol.rows import AgentRow, AgentSkillRow, SkillRow
from app.protocol.setup import SaveAgent, SaveSkill, SetAgentSkill
from app.services.agents.sign_in import end_sessions, hash_password
from app.services.rows import as_row
from app.services.setup.saving import save, set_level

ROLES = ("agent", "supervisor", "technician", "administrator")

_SAME_LOGIN = sa.select(agents).where(agents.c.login == sa.bindparam("login"))
_ADMINISTRATORS = sa.select(agents).where(agents.c.role == "administrator", agents.c.active)


def agent_by_login(read: Reader, login: str) -> Values | None:
    """The agent with this login."""
    return read.one(_SAME_LOGIN, login=login.strip().lower())


def save_agent(tx: Unit, command: SaveAgent) -> AgentRow:
    """A new agent needs a password; an existing one keeps theirs unless a new one is given."""
    login = command.login.strip().lower()
    if not login or not command.name.strip():
        raise Refused(errors.BAD_VALUE, "An agent needs a login and a name.")
    if command.role not in ROLES:
        raise Refused(errors.BAD_VALUE, f"A role is one of {', '.join(ROLES)}, not “{command.role}”.")
    same = agent_by_login(tx, login)
    if same is not None and same["id"] != command.id:
        raise Refused(errors.IN_USE, f"The login “{login}” belongs to {same['name']}.", agent_id=same["id"])
    before = tx.get(agents, command.id)
    if before is not None and before["role"] == "administrator":
        _keep_one_administrator(tx, command)
    row = save(
        tx,
        agents,
        command.id,
        login=login,
        name=command.name.strip(),
        role=command.role,
        language=command.language,
        number=command.number.strip(),
        active=command.active,
    )
    if tx.get(agent_states, row["id"]) is None:
        tx.insert(agent_states, id=row["id"], since=tx.at)
    _set_password(tx, row["id"], command.password)
    if before is not None and (command.password or row["role"] != before["role"] or not row["active"]):
        end_sessions(tx, row["id"])
    return as_row(AgentRow, row)


def _keep_one_administrator(tx: Unit, command: SaveAgent) -> None:
    """Nobody may lock the house and throw away the key."""
    if command.active and command.role == "administrator":
        return
    if not [row for row in tx.all(_ADMINISTRATORS) if row["id"] != command.id]:
        raise Refused(
            errors.IN_USE, "This is the last administrator. Make somebody else administrator first."
        )


def _set_password(tx: Unit, agent_id: int, password: str) -> None:
    account = tx.get(accounts, agent_id)
    if password:
        hashed = hash_password(password)
        if account is None:
            tx.insert(accounts, id=agent_id, password=hashed)
        else:
            tx.update(accounts, account, password=hashed, failures=0, locked_until=None)
    elif account is None:
        raise Refused(errors.BAD_VALUE, "A new agent needs a password.")


def save_skill(tx: Unit, command: SaveSkill) -> SkillRow:
    """A skill."""
    return as_row(SkillRow, save(tx, skills, command.id, name=command.name.strip(), active=command.active))


def set_agent_skill(tx: Unit, command: SetAgentSkill) -> AgentSkillRow:
    """A level of 1 to 5; 0 takes the skill away."""
    tx.need(agents, command.agent_id, "agent")
    tx.need(skills, command.skill_id, "skill")
    pair = {"agent_id": command.agent_id, "skill_id": command.skill_id}
    return as_row(AgentSkillRow, set_level(tx, agent_skills, "level", command.level, **pair))
