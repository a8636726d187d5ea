"""What a script says beside the author's own texts: what is wrong with an entry, what is expected, what was
done. In the window's language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.protocol.flow_run import Passed, Shown
from app.protocol.flows import Unstored
from app.ui.agent import words
from app.ui.agent.customerform import field_name

translate = QCoreApplication.translate


PROBLEMS = (
    "required", "silence", "not_a_number", "too_precise", "not_a_date", "not_a_choice", "not_yes_or_no",
    "not_a_phone", "not_an_address", "not_a_file", "not_this_type", "too_long", "too_short", "pattern",
    "too_small", "too_large", "too_early", "too_late", "too_few", "too_many",
)  # fmt: skip
"""Every code of `Shown.problem` that the engine gives."""


def problem(shown: Shown) -> str:
    """Why the last entry did not fit: the author's sentence and ours; empty where nothing was wrong."""
    if not shown.problem:
        return ""
    ours = _problem(shown)
    return f"{shown.again} {ours}" if shown.again else ours


def _problem(shown: Shown) -> str:
    least, most = limit(shown, shown.least), limit(shown, shown.most)
    today = QDate.currentDate().toString("yyyy-MM-dd")
    known = {
        "required": translate("Script", "An answer is needed here. Ask the customer, or go back."),
        "silence": translate("Script", "Nothing was entered."),
        "not_a_number": translate("Script", "This is not a number. Write it in digits."),
        "too_precise": translate("Script", "This has more decimals than the currency."),
        "not_a_date": translate("Script", "This is not a date. Write it as {example}.").format(example=today),
        "not_a_choice": translate("Script", "This is not one of the choices."),
        "not_yes_or_no": translate("Script", "Yes or no?"),
        "not_a_phone": translate(
            "Script", "This cannot be dialled. Check it with the customer, with the area code."
        ),
        "not_an_address": translate("Script", "This is not a mail address. Have it spelled."),
        "not_a_file": translate("Script", "This is no picture and no name."),
        "not_this_type": translate("Script", "This does not fit here."),
        "too_long": translate("Script", "This is too long."),
        "too_short": translate("Script", "This is too short."),
        "pattern": translate("Script", "It must look like this: {pattern}").format(pattern=shown.pattern),
        "too_small": translate("Script", "At least {least}.").format(least=least),
        "too_large": translate("Script", "At most {most}.").format(most=most),
        "too_early": translate("Script", "Not before {least}.").format(least=least),
        "too_late": translate("Script", "Not after {most}.").format(most=most),
        "too_few": translate("Script", "Choose at least {least}.").format(least=least),
        "too_many": translate("Script", "Choose at most {most}.").format(most=most),
    }
    return known.get(shown.problem) or translate("Script", "This does not fit here.")


def expected(shown: Shown) -> str:
    """The range an answer has to be in, in a few words; empty where there is none."""
    least, most = limit(shown, shown.least), limit(shown, shown.most)
    counted = shown.type in ("many_of", "text")
    if shown.type == "text" and not shown.pattern:
        return ""
    if shown.pattern:
        return translate("Script", "as {pattern}").format(pattern=shown.pattern)
    if least and most:
        return translate("Script", "{least} to {most}").format(least=least, most=most)
    if least:
        said = translate("Script", "{least} or more") if counted else translate("Script", "from {least}")
        return said.format(least=least)
    if most:
        said = translate("Script", "{most} at most") if counted else translate("Script", "up to {most}")
        return said.format(most=most)
    return ""


def limit(shown: Shown, text: str) -> str:
    """A limit as it is read in the window's language."""
    if shown.type == "date":
        return date_text(text)
    if shown.type == "money" and text and shown.currency:
        return f"{text} {shown.currency}"
    return text


def date_text(iso: str) -> str:
    """A date (ISO 8601) as it is written in the window's language; what is no such date as it stands."""
    date = QDate.fromString(iso[:10], "yyyy-MM-dd")
    pattern = translate("Words", "d MMM yyyy", "date, as QDateTime has it")
    return QLocale().toString(date, pattern) if date.isValid() else iso


def heading(shown: Shown) -> str:
    """What is to be done with a step, in one or two words."""
    known = {
        "say": translate("Script", "Say"),
        "ask": translate("Script", "Ask"),
        "recommend": translate("Script", "Recommend"),
        "look_up": translate("Script", "Looking up"),
        "do": translate("Script", "At work"),
        "route": translate("Script", "To a queue"),
        "transfer": translate("Script", "Transfer"),
        "wait": translate("Script", "Wait"),
        "end": translate("Script", "End"),
    }
    return known.get(shown.kind, "")


def done(passed: Passed) -> str:
    """A step of the path that did something, as a line: "Ticket #10482 opened"; of one that the author named,
    the name with the number of what came of it."""
    number = _number(passed.value)
    if passed.kind == "look_up" and not passed.text:
        found = passed.outcome not in ("none", "refused", "failed")
        return translate("Script", "Looked up") if found else translate("Script", "Looked up: nothing found")
    if was_refused(passed):
        return _tried(passed.text) or passed.text
    known = {
        "OpenTicket": translate("Script", "Ticket {number} opened").format(number=number),
        "EditTicket": translate("Script", "Ticket {number} changed").format(number=number),
        "AddNote": translate("Script", "Note added"),
        "SetConsent": translate("Script", "Consent recorded"),
        "AddPoint": translate("Script", "Contact point added"),
        "EditPoint": translate("Script", "Contact point changed"),
        "EditCustomer": translate("Script", "Customer changed"),
        "LinkCustomer": translate("Script", "Customer linked to the contact"),
        "LinkTicket": translate("Script", "Contact linked to the ticket"),
    }
    said = known.get(passed.text)
    if said is not None:
        return said.replace("  ", " ")
    return f"{passed.text} · {number}" if number else passed.text


def _tried(command: str) -> str:
    """What was to be done and was not."""
    known = {
        "OpenTicket": translate("Script", "No ticket opened"),
        "EditTicket": translate("Script", "Ticket not changed"),
        "AddNote": translate("Script", "Note not added"),
        "SetConsent": translate("Script", "Consent not recorded"),
        "AddPoint": translate("Script", "Contact point not added"),
        "EditPoint": translate("Script", "Contact point not changed"),
        "EditCustomer": translate("Script", "Customer not changed"),
    }
    return known.get(command, "")


def _number(value: Any) -> str:
    number = value.get("number") if isinstance(value, dict) else None
    return f"#{number}" if number else ""


def result(value: Any) -> str:
    """A value of a result as a person reads it."""
    if value is True:
        return translate("Script", "Yes")
    if value is False:
        return translate("Script", "No")
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return ", ".join(map(result, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {result(inner)}" for key, inner in value.items())
    return str(value)


def yes_no_keys() -> tuple[str, str]:
    """The letters for Yes and No in the window's language, upper case."""
    return translate("Script", "Y", "the key for Yes"), translate("Script", "N", "the key for No")


def was_refused(passed: Passed) -> bool:
    """Whether what a step was to do was not done."""
    return passed.outcome in ("refused", "failed")


def without_text(shown: Shown) -> str:
    """What is shown of a step that has no words of its author's."""
    known = {
        "look_up": translate("Script", "Something is looked up …"),
        "do": translate("Script", "Something is being done …"),
        "route": translate("Script", "Pass the contact on to {queue}.").format(queue=shown.effect),
        "transfer": translate("Script", "Put the caller through to {number}.").format(number=shown.effect),
        "wait": translate("Script", "Wait a moment."),
        "end": translate("Script", "The script is finished."),
    }
    return known.get(shown.kind, "")


def may_be_empty() -> str:
    """Said where no answer is needed."""
    return translate("Script", "May stay empty")


def results(shown: Shown) -> str:
    """The results of a run that ended, a line each."""
    named = ((name.replace("_", " "), value) for name, value in shown.results.items())
    return "\n".join(f"{name[:1].upper()}{name[1:]}: {result(value)}" for name, value in named)


def outcome(shown: Shown) -> str:
    """The outcome that is proposed."""
    return translate("Script", "Outcome: {name}").format(name=shown.disposition)


def trouble(shown: Shown) -> str:
    """That the script itself has a fault, for the agent: go on without it."""
    if not shown.trouble:
        return ""
    return translate("Script", "The script has a fault here; go on in your own words. ({why})").format(
        why=shown.trouble
    )


def speaker(code: str) -> str:
    """Who spoke a run."""
    known = {
        "console": translate("Script", "Console"),
        "telephone": translate("Script", "Telephone"),
        "web": translate("Script", "Web page"),
    }
    return known.get(code, code)


def not_in_record(unstored: list[Unstored]) -> str:
    """Answers that could not be written into the customer's record; empty where all are there."""
    waiting = [target(kept.target) for kept in unstored if kept.code == "no_customer"]
    refused = [
        f"{target(kept.target)} ({(kept.text or kept.code).rstrip('.')})"
        for kept in unstored
        if kept.code != "no_customer"
    ]
    said = []
    if refused:
        text = translate("Script", "Not written into the record: {what}. The answer stays here.")
        said.append(text.format(what=", ".join(refused)))
    if waiting:
        text = translate("Script", "Goes into the record as soon as it is known who it is: {what}.")
        said.append(text.format(what=", ".join(waiting)))
    return " ".join(said)


def target(name: str) -> str:
    """Where an answer lands in the record (`nodes.Ask.store`), in words."""
    kind, _, rest = name.partition(".")
    if kind == "contact":
        return words.point_kind(rest)
    if kind == "consent":
        return words.purpose(rest)
    if rest.startswith("custom."):
        return rest.removeprefix("custom.")
    return field_name(rest)


def unfinished() -> str:
    """Said of a run that has not come to its end."""
    return translate("Script", "unfinished")
