"""Which page a run shows: a question, a pause, the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from app.hub.pages.fields import field_of, paragraphs
from app.hub.pages.render import Page, render
from app.hub.pages.words import words_in
from app.protocol.files import referred
from app.protocol.flow_run import Passed, Shown
from app.protocol.flows import RunView

WORKING_SECONDS = 2
"""A page that waits for something looks again after so long."""
SHORT_WAIT_SECONDS = 90
"""A wait up to this long is sat out on the page."""


@dataclass(frozen=True)
class Offer:
    """A change that is offered with a notice."""

    place: int
    values: Sequence[str]
    label: str


@dataclass(frozen=True)
class Notice:
    """Something to know, above the question."""

    text: str
    change: Offer | None = None


@dataclass(frozen=True)
class Changing:
    """An earlier question, asked again."""

    place: int
    shown: Shown


def answered(path: Sequence[Passed]) -> list[Passed]:
    """The part of a path that the customer gave answers to."""
    asked = [passed for passed in path if passed.kind in ("ask", "recommend")]
    return [structs.replace(passed, answer=referred(passed.answer)[1]) for passed in asked]


def run_page(
    run: RunView,
    page: Page,
    *,
    typed: Sequence[str] | None = None,
    notice: Notice | None = None,
    changing: Changing | None = None,
    problem: str = "",
    pictures: str = "",
    due: int = 0,
) -> str:
    """The page of a run as it stands. `problem`: why the last entry did not fit, where it is to be said;
    `due`: how many seconds are left of a wait."""
    shown = structs.replace(changing.shown if changing else run.shown, problem=problem)
    path = answered(run.path)
    if shown.kind in ("ask", "recommend", "say"):
        asks = shown.kind != "say"
        return render(
            "step.html",
            page,
            shown=shown,
            step=run.step,
            field=field_of(shown, words_in(page.language), typed=typed, pictures=pictures) if asks else None,
            paragraphs=[] if asks else paragraphs(shown.text),
            number=len(path) + 1,
            path=[] if changing else path,
            notice=notice,
            changing=changing is not None,
            place=changing.place if changing else 0,
        )
    return _pause_page(run, page, path, due or shown.seconds)


def _pause_page(run: RunView, page: Page, path: list[Passed], due: int) -> str:
    shown, words = run.shown, words_in(page.language)
    pause = _pause(run, due)
    values = {
        "sign": "",
        "heading": words[pause],
        "advice": words[f"{pause}_advice"],
        "paragraphs": [*_routed(run), *paragraphs(shown.text)],
        "working": False,
        "again": False,
        "number": "",
        "path_title": words["all_answers" if shown.kind == "end" else "your_answers"],
    }
    if pause in ("thanks", "call_back", "call_us", "broken", "later"):
        values["sign"] = _SIGNS[pause]
    if pause == "call_us":
        values["number"] = shown.effect
    elif pause == "later":
        after = duration(due, page.language)
        values |= {"advice": words["later_advice"].replace("{time}", after), "again": True}
    elif pause in ("working", "wait"):
        values |= {"working": True, "again": True}
        page = replace(page, refresh=WORKING_SECONDS)
    if shown.kind == "end" and shown.title and pause == "thanks":
        values["heading"] = shown.title
    return render("pause.html", page, step=run.step, path=path, path_change=False, **values)


_SIGNS = {"thanks": "good", "call_back": "phone", "call_us": "phone", "broken": "bad", "later": "clock"}


def _pause(run: RunView, due: int) -> str:
    """What is going on between questions, as the page's words call it."""
    shown = run.shown
    if shown.kind == "end" and shown.trouble:
        return "broken"
    if shown.kind == "route" or (shown.kind == "end" and _was_routed(run)):
        return "call_back"
    if shown.kind == "end":
        return "thanks"
    if shown.kind == "transfer":
        return "call_us"
    if shown.kind != "wait":
        return "working"
    return "later" if due > SHORT_WAIT_SECONDS else "wait"


def _was_routed(run: RunView) -> bool:
    """Whether a person was asked to go on: on a page that is a ticket, and the run goes on or ends."""
    return any(passed.kind == "route" for passed in run.path)


def _routed(run: RunView) -> list[list[str]]:
    """What the flow said when it handed over, where the page had no chance to show it."""
    if run.shown.kind != "end":
        return []
    return [part for passed in run.path if passed.kind == "route" for part in paragraphs(passed.text)]


_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))
_UNIT_WORDS = {
    "en": {
        "day": ("{n} day", "{n} days"),
        "hour": ("{n} hour", "{n} hours"),
        "minute": ("{n} minute", "{n} minutes"),
    },
    "zh": {"day": ("{n} 天", "{n} 天"), "hour": ("{n} 小時", "{n} 小時"), "minute": ("{n} 分鐘", "{n} 分鐘")},
    "th": {"day": ("{n} วัน", "{n} วัน"), "hour": ("{n} ชั่วโมง", "{n} ชั่วโมง"), "minute": ("{n} นาที", "{n} นาที")},
}


def duration(seconds: int, language: str) -> str:
    """A time in its largest unit, rounded up: "3 days"."""
    size, unit = next(((s, u) for s, u in _UNITS if seconds >= s), _UNITS[-1])
    count = -(-seconds // size)
    one, many = _UNIT_WORDS.get(language.partition("-")[0].lower(), _UNIT_WORDS["en"])[unit]
    return (one if count == 1 else many).replace("{n}", str(count))


def start_page(page: Page, *, begun: bool = False) -> str:
    """Before anything is begun, or taken up again: opening a link changes nothing, since mail programs open
    links, too."""
    return render("start.html", page, begun=begun)


def trouble_page(page: Page, name: str, *, again: str = "", n: int = 0) -> str:
    """What is wrong, and what to do next: unknown, expired, revoked, busy, throttled, too_large …"""
    words = words_in(page.language)
    advice = words[f"{name}_advice"].replace("{n}", str(n))
    return render(
        "trouble.html",
        replace(page, title=page.title or words[name], named=bool(page.title)),
        heading=words[name],
        advice=advice,
        again=again,
    )
