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
) -> str:
    """The page of a run as it stands. `problem`: why the last entry did not fit, where it is to be said."""
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
    return _pause_page(run, page, path)


def _pause_page(run: RunView, page: Page, path: list[Passed]) -> str:
    shown, words = run.shown, words_in(page.language)
    values = {"sign": "", "working": False, "advice": "", "again": False, "number": ""}
    values["heading"] = words["working"]
    values["paragraphs"] = paragraphs(shown.text)
    if shown.kind == "end":
        values |= {"sign": "good", "heading": shown.title or words["thanks"], "advice": words["close"]}
    elif shown.kind == "route":
        values |= {"sign": "phone", "heading": words["call_back"], "advice": words["call_back_advice"]}
    elif shown.kind == "transfer":
        values |= {"sign": "phone", "heading": words["call_us"], "advice": words["call_us_advice"]}
        values["number"] = shown.effect
    elif shown.kind == "wait" and shown.seconds > SHORT_WAIT_SECONDS:
        later = words["later_advice"].replace("{time}", duration(shown.seconds, page.language))
        values |= {"sign": "clock", "heading": words["later"], "advice": later, "again": True}
    else:
        advice = words["wait_advice" if shown.kind == "wait" else "working_advice"]
        values |= {"working": True, "advice": advice, "again": True}
        page = replace(page, refresh=WORKING_SECONDS)
    return render(
        "pause.html",
        page,
        step=run.step,
        path=path,
        path_change=False,
        path_open=False,
        **values,
    )


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
