"""Codes of the record in words for people: channels, states, reasons of a match, languages, times."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.protocol.views import Candidate, Match

translate = QCoreApplication.translate

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def channel(kind: str) -> str:
    """A kind of timeline entry."""
    match kind:
        case "call":
            return translate("Words", "Call")
        case "email":
            return translate("Words", "E-mail")
        case "fax":
            return translate("Words", "Fax")
        case "chat":
            return translate("Words", "Chat")
        case "visit":
            return translate("Words", "Visit")
        case "note":
            return translate("Words", "Note")
        case "ticket":
            return translate("Words", "Ticket")
    return kind


def customer_kind(kind: str) -> str:
    """Person or organisation."""
    match kind:
        case "person":
            return translate("Words", "Person")
        case "organisation":
            return translate("Words", "Organisation")
    return kind


def point_kind(kind: str) -> str:
    """A kind of contact point."""
    match kind:
        case "phone":
            return translate("Words", "Phone")
        case "email":
            return translate("Words", "E-mail")
        case "fax":
            return translate("Words", "Fax")
        case "chat":
            return translate("Words", "Chat")
        case "postal":
            return translate("Words", "Address")
    return kind


def point_label(label: str) -> str:
    """The usual labels of contact points in words; any other as it was typed."""
    match label:
        case "mobile":
            return translate("Words", "mobile")
        case "home":
            return translate("Words", "home")
        case "office":
            return translate("Words", "office")
        case "work":
            return translate("Words", "work")
        case "second mobile":
            return translate("Words", "second mobile")
        case "private":
            return translate("Words", "private")
        case "switchboard":
            return translate("Words", "switchboard")
        case "on duty":
            return translate("Words", "on duty")
        case "delivery":
            return translate("Words", "delivery")
        case "fax":
            return translate("Words", "fax")
    return label


def segment(code: str) -> str:
    """The usual segments in words; any other as this centre calls it."""
    match code:
        case "private":
            return translate("Words", "Private")
        case "business":
            return translate("Words", "Business")
        case "member":
            return translate("Words", "Member")
    return code


def consent_source(source: str) -> str:
    """How a consent was given: the usual ways in words; any other as it was typed."""
    match source:
        case "on the phone":
            return translate("Words", "on the phone")
        case "web form":
            return translate("Words", "web form")
        case "order form":
            return translate("Words", "order form")
    return source


def ticket_state(state: str) -> str:
    """The state of a ticket."""
    match state:
        case "open":
            return translate("Words", "Open")
        case "pending":
            return translate("Words", "Pending")
        case "solved":
            return translate("Words", "Solved")
        case "closed":
            return translate("Words", "Closed")
    return state


def priority(code: str) -> str:
    """The priority of a ticket."""
    match code:
        case "low":
            return translate("Words", "Low")
        case "normal":
            return translate("Words", "Normal")
        case "high":
            return translate("Words", "High")
        case "urgent":
            return translate("Words", "Urgent")
    return code


def product_state(code: str) -> str:
    """The state of a product that a customer owns."""
    match code:
        case "active":
            return translate("Words", "in use")
        case "returned":
            return translate("Words", "returned")
        case "expired":
            return translate("Words", "expired")
    return code


def purpose(code: str) -> str:
    """What a consent is for."""
    match code:
        case "marketing":
            return translate("Words", "Marketing")
        case "recording":
            return translate("Words", "Recording of calls")
        case "survey":
            return translate("Words", "Surveys")
        case "data":
            return translate("Words", "Use of data")
    return code


def relation(kind: str) -> str:
    """ "from is KIND of to"."""
    match kind:
        case "employee":
            return translate("Words", "employee")
        case "spouse":
            return translate("Words", "spouse")
        case "child":
            return translate("Words", "child")
        case "parent":
            return translate("Words", "parent")
        case "branch":
            return translate("Words", "branch")
        case "assistant":
            return translate("Words", "assistant")
        case "owner":
            return translate("Words", "owner")
        case "contact":
            return translate("Words", "contact person")
    return kind


def direction(kind: str, way: str) -> str:
    """How a contact went, said as a title: "Incoming call"."""
    if kind == "call":
        if way == "outbound":
            return translate("Words", "Outgoing call")
        return translate("Words", "Incoming call")
    if kind == "email" and way == "outbound":
        return translate("Words", "E-mail sent")
    if kind == "email":
        return translate("Words", "E-mail received")
    if kind == "fax" and way == "outbound":
        return translate("Words", "Fax sent")
    if kind == "fax":
        return translate("Words", "Fax received")
    return channel(kind)


def interaction_state(state: str) -> str:
    """The state of an interaction that is not closed yet."""
    match state:
        case "greeting":
            return translate("Words", "in the greeting")
        case "waiting":
            return translate("Words", "waiting")
        case "offered":
            return translate("Words", "ringing")
        case "connecting":
            return translate("Words", "connecting")
        case "talking":
            return translate("Words", "talking now")
        case "held":
            return translate("Words", "on hold")
        case "consulting":
            return translate("Words", "consulting")
        case "conference":
            return translate("Words", "in conference")
        case "after_call":
            return translate("Words", "after-call work")
    return state


_OWN_NAMES = {"en": "English", "es": "español", "pt": "português", "de": "Deutsch", "fr": "français"}
"""Where Qt would name a country that the code does not: "American English"."""


def language(code: str) -> str:
    """A language by its own name: "繁體中文"; the code where Qt does not know it."""
    if not code:
        return ""
    return _OWN_NAMES.get(code) or QLocale(code).nativeLanguageName() or code


def moment(at: int, now: int) -> str:
    """A time in full, without the year where it is this one. Both in ms."""
    when = QDateTime.fromMSecsSinceEpoch(at)
    if when.date().year() == QDateTime.fromMSecsSinceEpoch(now).date().year():
        pattern = translate("Words", "d MMM, HH:mm", "date and time of this year, as QDateTime has it")
    else:
        pattern = translate("Words", "d MMM yyyy, HH:mm", "date and time, as QDateTime has it")
    return QLocale().toString(when, pattern)


def day(at: int) -> str:
    """A date in full (ms)."""
    pattern = translate("Words", "d MMM yyyy", "date, as QDateTime has it")
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at), pattern)


def ago(at: int, now: int) -> str:
    """How long ago `at` was, seen from `now` (ms): short, and never a plural of one."""
    past = now - at
    if past < -MINUTE:
        return moment(at, now)
    if past < MINUTE:
        return translate("Words", "just now")
    if past < HOUR:
        return translate("Words", "{n} min ago").format(n=past // MINUTE)
    if past < DAY:
        return translate("Words", "{n} h ago").format(n=past // HOUR)
    if past < 2 * DAY:
        return translate("Words", "yesterday")
    if past < 14 * DAY:
        return translate("Words", "{n} days ago").format(n=past // DAY)
    if past < 60 * DAY:
        return translate("Words", "{n} weeks ago").format(n=past // (7 * DAY))
    if past < 730 * DAY:
        return translate("Words", "{n} months ago").format(n=past // (30 * DAY))
    return translate("Words", "{n} years ago").format(n=past // (365 * DAY))


def length(seconds: int) -> str:
    """A length of time: 0:42, 12:05, 1:02:03."""
    hours, rest = divmod(max(0, seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def reason(code: dict[str, Any], now: int) -> str:
    """One reason for a candidate (see `views.Candidate`). A code is in `code` or `reason`."""
    match code.get("code") or code.get("reason") or code.get("what") or "":
        case "main_point":
            return translate("Words", "it is their main number")
        case "recent_contact":
            at = int(code.get("at") or 0)
            return translate("Words", "last contact {ago}").format(ago=ago(at, now))
        case "open_ticket":
            return translate("Words", "open ticket #{number}").format(number=code.get("number", ""))
        case "only_match":
            return translate("Words", "nobody else has it")
        case "organisation":
            return translate("Words", "it is the organisation's number")
        case "label":
            label = point_label(str(code.get("label", "")))
            return translate("Words", "listed as “{label}”").format(label=label)
        case "chosen":
            return translate("Words", "an agent said so")
        case other:
            return str(other)


def reasons(candidate: Candidate, now: int) -> str:
    """All reasons for a candidate, best first, as one line."""
    return " · ".join(reason(code, now) for code in candidate.reasons)


@lru_cache(maxsize=1024)
def number(value: str) -> str:
    """A telephone number as it is read aloud: "+886 912 345 678"; anything else as it is."""
    if not value.startswith("+"):
        return value
    import phonenumbers  # heavy, and most windows never need it at start

    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def number_source(source: str) -> str:
    """Which header a caller's number came from, and what that is worth."""
    match source:
        case "p-asserted-identity":
            return translate("Words", "asserted by the network")
        case "remote-party-id":
            return translate("Words", "given by the network")
        case "from":
            return translate("Words", "as the caller's side gave it")
        case "withheld":
            return translate("Words", "withheld")
    return source


def matched(found: Match, now: int) -> str:
    """Why the screen shows this customer, in one sentence."""
    shown = number(found.value) or found.raw
    if found.by == "withheld":
        return translate("Words", "The caller withholds the number.")
    if found.by == "bad_number":
        return translate("Words", "“{raw}” cannot be read as a number.").format(raw=found.raw)
    if found.by == "unknown" or not found.candidates:
        return translate("Words", "Nobody in the record has {number}.").format(number=shown)
    settled = found.by in ("chosen", "agent")
    if len(found.candidates) > 1 and not settled:
        return translate("Words", "{number} belongs to {n} customers. Who is it?").format(
            number=shown, n=len(found.candidates)
        )
    why = "" if settled else reasons(found.candidates[0], now)
    if found.by == "phone":
        text = translate("Words", "Found by {number}").format(number=shown)
    elif found.by == "email":
        text = translate("Words", "Found by the address {address}").format(address=shown)
    elif found.by == "ticket":
        text = translate("Words", "Found by ticket {number}").format(number=shown)
    elif settled:
        text = translate("Words", "An agent said who it is")
    else:
        text = shown
    return f"{text}: {why}" if why else text
