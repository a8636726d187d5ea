"""Why a contact was offered to this agent, in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.ui.situation import Rows

translate = QCoreApplication.translate


def offer_in_words(reasons: list[dict[str, Any]], rows: Rows) -> str:
    """Why the router put this contact before this agent: the first reasons, joined."""
    said = [text for text in (_reason(reason, rows) for reason in reasons[:3]) if text]
    return " · ".join(said)


def _reason(reason: dict[str, Any], rows: Rows) -> str:
    match reason.get("code", ""):
        case "skill":
            skill = rows.row("skills", reason.get("skill_id"))
            name = skill.name if skill else str(reason.get("skill", reason.get("name", "")))
            if name and reason.get("level"):
                return translate("Why", "you have {skill}, level {level}").format(
                    skill=name, level=reason["level"]
                )
            return translate("Why", "you have the skill {skill}").format(skill=name) if name else ""
        case "preferred":
            return translate("Why", "the customer asks for you")
        case "longest_idle":
            return translate("Why", "you have been free the longest")
        case "only_one":
            return translate("Why", "nobody else is free")
        case "consult":
            agent = rows.row("agents", reason.get("agent_id"))
            name = agent.name if agent else ""
            return translate("Why", "{agent} asks you").format(agent=name) if name else ""
    return ""
