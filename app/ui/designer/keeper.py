"""Which version of which flow is open: opened, kept as typed, saved; and when somebody else saved."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.protocol import errors
from app.protocol.flows import FlowSource, FlowView, GetFlow, GetFlowKnown, ListFlows, SaveFlowDraft
from app.protocol.message import Refusal
from app.scripts.nodes import Flow, Problem
from app.ui.designer.author import Author, Prepared
from app.ui.workplace import Workplace

KEEP_MS = 400
"""What was typed is in the journal at most so much later."""


class Typed(msgspec.Struct, frozen=True):
    """What the journal keeps: the text, and the version it was begun with."""

    seen_id: int | None
    text: str


class Keeper(QObject):
    """Opens and saves for the author; works on the GUI thread, the hub is asked on others."""

    listed = Signal(object)
    """The flows, `FlowView`s."""
    opened = Signal()
    saved = Signal()
    stale = Signal(object, object)
    """Somebody else saved: the refusal, and their `FlowSource`."""
    recovered = Signal()
    """What was typed and not saved is back."""
    failed = Signal(object)
    """A refusal."""
    busy = Signal(bool)

    def __init__(self, workplace: Workplace, author: Author, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._author = author
        self.source: FlowSource | None = None
        self.view: FlowView | None = None
        self.flows: list[FlowView] = []
        self._seen_id: int | None = None
        self._key = ""
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        author.stepped.connect(self._stepped)

    # ----------------------------------------------------------------- opening
    def ask_list(self) -> None:
        """Ask for the flows."""
        self._at.ops.ask(ListFlows(), self._listed, self.failed.emit, owner=self)

    def ask_known(self) -> None:
        """Ask what flows may name, for the checks while one writes."""
        self._at.ops.ask(GetFlowKnown(), self._known_came, self.failed.emit, owner=self)

    def _known_came(self, told: dict[str, Any]) -> None:
        from app.scripts.checking import Known

        if told:
            self._author.know(msgspec.convert(told, Known, strict=False))

    def _listed(self, flows: list[FlowView]) -> None:
        self.flows = flows
        if self.view is not None:
            self.view = next((flow for flow in flows if flow.id == self.view.id), self.view)
        self.listed.emit(flows)

    def open(self, flow: FlowView, version_id: int | None = None, over: str = "") -> None:
        """Open a version of a flow; the newest where none is named. `over` is put in its text's place, as a
        step that can be taken back."""
        if not flow.versions:
            return
        self._asked += 1
        asked = self._asked
        self.ask_known()
        query = GetFlow(version_id=version_id or flow.versions[0].id)
        self.busy.emit(True)

        def came(source: FlowSource) -> None:
            done = partial(ready, source)
            self._at.ops.run(lambda: prepared(source), done, self._not_opened, owner=self)

        def ready(source: FlowSource, made: Prepared) -> None:
            if asked == self._asked:
                self.busy.emit(False)
                self.show(source, flow, made)
                if over:
                    self._author.replace_text(over)

        self._at.ops.ask(query, came, self._not_opened, owner=self)

    def _not_opened(self, refusal: Refusal) -> None:
        self.busy.emit(False)
        self.failed.emit(refusal)

    def show(self, source: FlowSource, flow: FlowView | None, made: Prepared | None = None) -> None:
        """Have this version open; what was typed on the flow and not saved comes back on top of it. `made` is
        its text made ready on another thread."""
        self.keep_now()
        self._key = ""
        self.source, self.view = source, flow
        self._seen_id = source.version.id
        self._author.take(made or prepared(source))
        self._key = f"flow:{source.version.flow_id}"
        self.opened.emit()
        self._recover()

    def begin(self, name: str, text: str) -> None:
        """A new flow that the hub does not know yet."""
        self.keep_now()
        self._key = ""
        self.source = self.view = None
        self._seen_id = None
        self.ask_known()
        self._author.load(text)
        self._author.saved("")
        self._key = f"flow:new:{name}"
        self.opened.emit()
        self._recover()

    def _recover(self) -> None:
        kept = self._at.drafts.text(self._key)
        if not kept:
            return
        try:
            typed = msgspec.json.decode(kept, type=Typed)
        except msgspec.MsgspecError:
            return
        if typed.text != self._author.document.text:
            self._seen_id = typed.seen_id
            self._author.replace_text(typed.text)
            self.recovered.emit()

    # ----------------------------------------------------------------- keeping
    @Slot()
    def _stepped(self) -> None:
        if self._key:
            self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Write what is typed to the journal; nothing where it is saved."""
        self._timer.stop()
        if not self._key:
            return
        text = ""
        if self._author.dirty:
            typed = Typed(self._seen_id, self._author.document.text)
            text = msgspec.json.encode(typed).decode()
        self._at.drafts.draft(self._key, text)

    def keep_now(self) -> None:
        """Before something else is opened, or the window goes."""
        if self._timer.isActive():
            self.keep()

    # ----------------------------------------------------------------- saving
    def save(self, remark: str = "", over: int | None = None) -> None:
        """Save the text as the flow's draft; with `over` on top of that version of somebody else's."""
        text = self._author.document.text
        flow_id = self.source.version.flow_id if self.source is not None else None
        seen = over if over is not None else self._seen_id
        command = SaveFlowDraft(source=text, flow_id=flow_id, seen_id=seen, remark=remark)
        key = self._key
        self.busy.emit(True)

        def done(source: FlowSource) -> None:
            self.busy.emit(False)
            self._saved(source, text, key)

        self._at.ops.do(command, done, self._not_saved, owner=self)

    def _saved(self, source: FlowSource, text: str, key: str) -> None:
        if key != self._key:
            return  # something else is open meanwhile; this one is safe at the hub
        self._at.drafts.draft(key, "")
        self.source = source
        self._seen_id = source.version.id
        self._key = f"flow:{source.version.flow_id}"
        self._author.saved(text)
        self.keep()
        self.saved.emit()
        self.ask_list()

    def _not_saved(self, refusal: Refusal) -> None:
        self.busy.emit(False)
        if refusal.code != errors.STALE or self.source is None:
            self.failed.emit(refusal)
            return
        flow_id = self.source.version.flow_id

        def came(source: FlowSource) -> None:
            self.stale.emit(refusal, source)

        def theirs(flows: list[FlowView]) -> None:
            self._listed(flows)
            flow = next((flow for flow in flows if flow.id == flow_id), None)
            if flow is None or not flow.versions:
                self.failed.emit(refusal)
                return
            query = GetFlow(version_id=flow.versions[0].id)
            self._at.ops.ask(
                query, lambda source: self.stale.emit(refusal, source), self.failed.emit, owner=self
            )

        self._at.ops.ask(ListFlows(), theirs, self.failed.emit, owner=self)

    def take(self, source: FlowSource) -> None:
        """Somebody else's text instead of mine, as a step that can be taken back."""
        self.source = source
        self._seen_id = source.version.id
        self._author.saved(source.source)
        self._author.replace_text(source.source)
        self.saved.emit()


def prepared(source: FlowSource) -> Prepared:
    """A version made ready to be shown. Takes a moment where it is large: for a worker thread."""
    return Prepared.of(source.source, compiled(source), _problems(source))


def compiled(source: FlowSource) -> Flow | None:
    """The flow as the hub has read it; None where it could not."""
    raw: Any = source.compiled
    if not raw or bytes(raw) == b"null":
        return None
    try:
        return msgspec.json.decode(raw, type=Flow)
    except msgspec.MsgspecError:
        return None


def _problems(source: FlowSource) -> list[Problem]:
    return [
        Problem(code=p.code, text=p.text, severity="warning" if p.severity == "warning" else "error",
                file=p.file, line=p.line, node=p.node)
        for p in source.version.problems
    ]  # fmt: skip
