"""The house the crowd calls: agents, queues, skills, codes, products."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from app.services.crowd.sizes import (
    AGENT_BASE,
    CODE_BASE,
    PRODUCT_BASE,
    PRODUCTS,
    QUEUE_BASE,
    QUEUES,
    SKILL_BASE,
    START,
    Rows,
    Sizes,
)
from app.services.demo.names import LANGUAGES, Names

REASONS = ("Break", "Meal", "Training", "Meeting", "Paperwork")
OUTCOMES = (
    ("Settled", "settled"),
    ("Call back", "open"),
    ("Ticket opened", "open"),
    ("Wrong number", "neutral"),
)
SKILLS = ("English", "中文", "ไทย", "Technical", "Billing", "Sales")


def house_rows(sizes: Sizes, password_hash: str) -> Iterator[tuple[str, list[Rows]]]:
    """(table, rows in the order of its columns) of the small tables, parents first.

    Agents are `agent001` …, one in twenty a supervisor, the first an administrator (`admin`); all have
    the password whose hash is given.
    """
    rng = Random(11)
    names = {language: Names(language) for language in LANGUAGES}
    agents: list[Rows] = []
    for index in range(sizes.agents):
        language = LANGUAGES[index % len(LANGUAGES)]
        role = "administrator" if not index else "supervisor" if index % 20 == 0 else "agent"
        login = "admin" if not index else f"agent{index:03d}"
        name = names[language].person(rng).name
        agents.append((AGENT_BASE + index, login, name, role, "en", f"{1000 + index}", True))
    ids = [AGENT_BASE + index for index in range(sizes.agents)]
    yield "agents", agents
    yield "accounts", [(own, password_hash, 0, None, False) for own in ids]
    yield "reason_codes", [(CODE_BASE + at, name, "{}", at, True) for at, name in enumerate(REASONS)]
    yield "agent_states", [(own, "logged_out", None, "idle", START, None, None, "") for own in ids]
    yield "skills", [(SKILL_BASE + at, name, True) for at, name in enumerate(SKILLS)]
    yield (
        "agent_skills",
        [
            (SKILL_BASE + 100 + index * 2 + more, own, SKILL_BASE + (index + more * 3) % len(SKILLS), 3)
            for index, own in enumerate(ids)
            for more in (0, 1)
        ],
    )
    yield "queues", [(QUEUE_BASE + at, name, 20, 0, 0, "", True) for at, name in enumerate(QUEUES)]
    yield (
        "disposition_codes",
        [
            (CODE_BASE + 100 + at, name, "{}", outcome, None, at, True)
            for at, (name, outcome) in enumerate(OUTCOMES)
        ],
    )
    yield (
        "products",
        [
            (
                PRODUCT_BASE + at,
                f"P-{at:03d}",
                f"Model {chr(65 + at % 26)}{at}",
                ("Handset", "Router")[at % 2],
                True,
            )
            for at in range(PRODUCTS)
        ],
    )
