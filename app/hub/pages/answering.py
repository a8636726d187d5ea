"""What a sent form does to its run: the input it makes, and the page that follows."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import Refused
from app.hub.pages.fields import answer_of, values_of
from app.hub.pages.forms import Form
from app.hub.pages.pictures import BadPicture, Darkroom, Picture
from app.hub.pages.words import words_in
from app.protocol import errors
from app.protocol.files import KeepFile, reference, referred
from app.protocol.flow_links import FlowLinkView, OpenFlowLink
from app.protocol.flow_run import Answer, AnyInput, Back, Change, Jump, Next, Passed, Return, Shown
from app.protocol.flows import GetPassed, GetRun, RunView, StepFlow
from app.services.door import Door
from app.services.files.shelf import Shelf

LONGEST_NAME = 200
WAITS = ("look_up", "do", "wait", "route", "transfer")


@dataclass(frozen=True)
class Answered:
    """What came of a form. `typed` is given where it did not fit: the page shows it once more; `unsaved`
    where the run had gone on before it came."""

    run: RunView | None = None
    typed: Sequence[str] | None = None
    unsaved: Sequence[str] | None = None
    place: Passed | None = None
    changing: int | None = None
    problem: str = ""


class Answering:
    """Steps runs for customers."""

    def __init__(self, door: Door, darkroom: Darkroom, shelf: Shelf) -> None:
        self._door = door
        self._darkroom = darkroom
        self._shelf = shelf

    def take(self, link: FlowLinkView, form: Form) -> Answered:
        """Do what the form says. Raises `Refused`."""
        if link.run_id is None or form.action in ("open", "language"):
            if form.action in ("open", "language"):
                wanted = form.language if form.language in link.languages else ""
                self._door.do(OpenFlowLink(link_id=link.id, language=wanted))
            return Answered()
        run = self._door.ask(GetRun(run_id=link.run_id))
        if is_over(run) or is_elsewhere(run):
            return Answered()
        if form.step != run.step:
            return _too_late(run, form)
        return self._step(link, run, form)

    def _step(self, link: FlowLinkView, run: RunView, form: Form) -> Answered:
        asked = self._asked(run, form)
        try:
            given = self._input(link, run, asked, form)
        except BadPicture as bad:
            return Answered(run=run, typed=_typed(form), problem=bad.problem, changing=_changed(form))
        if given is None:
            return Answered()
        command = StepFlow(run_id=run.id, step=run.step, input=given)
        try:
            after = self._door.do(command, command_id=_command_id(link, run, given))
        except Refused as no:
            if no.code not in (errors.STALE, errors.WRONG_STATE):
                raise
            return _too_late(self._door.ask(GetRun(run_id=run.id)), form)
        if after.shown.problem:
            return Answered(run=after, typed=_typed(form), changing=_changed(form))
        return Answered()

    def _asked(self, run: RunView, form: Form) -> Shown:
        """The question that the form answers."""
        if form.action == "change":
            return self._door.ask(GetPassed(run_id=run.id, place=form.place))
        return run.shown

    def _input(self, link: FlowLinkView, run: RunView, asked: Shown, form: Form) -> AnyInput | None:
        plain: dict[str, AnyInput] = {
            "next": Next(),
            "back": Back(),
            "return": Return(),
            "jump": Jump(objection=form.objection),
        }
        if form.action in plain:
            return plain[form.action]
        if asked.kind not in ("ask", "recommend"):
            return None
        if form.action == "skip":
            return Answer(value="")
        if form.action not in ("answer", "change"):
            return None
        answer = self._answer(link, asked, form)
        return Change(place=form.place, value=answer.value) if form.action == "change" else answer

    def _answer(self, link: FlowLinkView, asked: Shown, form: Form) -> Answer:
        if asked.type == "photo":
            return Answer(value=self._photo(link, asked, form))
        if asked.type == "signature":
            return Answer(value=self._signature(link, asked, form))
        return answer_of(asked, form.values)

    def _photo(self, link: FlowLinkView, asked: Shown, form: Form) -> Any:
        if not form.file:
            return asked.value  # the one that was sent before stays
        name = _plain_name(form.file_name) or "photo.jpg"
        return reference(self._keep(link, self._darkroom.photo(form.file), "photo", name), name)

    def _signature(self, link: FlowLinkView, asked: Shown, form: Form) -> str:
        name = _plain_name(form.values[0] if form.values else "")
        if not form.drawing:
            kept = asked.value if isinstance(asked.value, str) else ""
            return kept if kept and referred(kept)[1] == name else name
        name = name or words_in(asked.language)["signature"]
        return reference(self._keep(link, self._darkroom.drawing(form.drawing), "signature", name), name)

    def _keep(self, link: FlowLinkView, picture: Picture, source: Any, name: str) -> int:
        """On disk first, then in the record: what the record names is there."""
        self._shelf.keep(picture.sha256, picture.media_type, picture.data)
        row = self._door.do(
            KeepFile(
                sha256=picture.sha256,
                media_type=picture.media_type,
                size=len(picture.data),
                name=name,
                source=source,
                customer_id=link.customer_id,
                run_id=link.run_id,
            )
        )
        return row.id


def _plain_name(text: str) -> str:
    """A typed name, which must not pass for the name of a file."""
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    while name.lower().startswith("file:"):
        name = name[5:].lstrip()
    return name[:LONGEST_NAME]


def is_over(run: RunView) -> bool:
    """Whether nothing more can be said."""
    return run.status == "ended" or run.shown.kind in ("route", "transfer")


def is_elsewhere(run: RunView) -> bool:
    """Whether somebody else goes on with it, or it was put aside: the customer takes it up again first."""
    waits = run.shown.kind in WAITS
    return run.status != "ended" and (run.speaker != "web" or (run.status == "suspended" and not waits))


def _too_late(run: RunView, form: Form) -> Answered:
    """The run had gone on (the browser's Back, a second tab, a second device)."""
    if form.action not in ("answer", "change"):
        return Answered(run=run, unsaved=[])
    passed = [step for step in run.path if step.node == form.node and step.changeable]
    if not passed:
        return Answered(run=run, unsaved=[])
    last = passed[-1]
    if values_of(last.value) == _typed(form) and not form.file and not form.drawing:
        return Answered()  # the same answer once more
    return Answered(run=run, unsaved=_typed(form), place=last)


def _typed(form: Form) -> list[str]:
    return list(form.values)


def _changed(form: Form) -> int | None:
    return form.place if form.action == "change" else None


def _command_id(link: FlowLinkView, run: RunView, given: AnyInput) -> str:
    """The same form sent twice (a double tap, a bad connection) is one command."""
    said = json.dumps([type(given).__name__, getattr(given, "value", None)], sort_keys=True, default=str)
    return f"page-{link.id}-{run.step}-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
