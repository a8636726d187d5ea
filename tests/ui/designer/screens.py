"""Pictures of the designer, to be looked at: `python -m tests.ui.designer.screens OUTDIR [WORD …]`.

Light and dark, three languages, two sizes; the shipped service flow, a small one, 5,000 nodes.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.cli.bench.flow_designer import large_flow
from app.core.resources import resource
from app.protocol.flows import FlowView, GetFlow, GetFlowKnown, ListFlows, VersionView
from app.ui.designer.marks import EdgeMark, NodeMark
from app.ui.designer.stale import StaleDialog
from app.ui.designer.window import DesignerWindow
from app.ui.i18n import Languages
from app.ui.theme import Theme
from tests.ui.designer.conftest import SMALL, source_of, view_of
from tests.ui.floor import Floor

SIZES = ((1366, 768), (1920, 1080))


def shipped(name: str) -> str:
    return resource("flows", f"{name}.yaml").read_text(encoding="utf-8")


def show(window: DesignerWindow, text: str) -> None:
    window.load(source_of(text), view_of())


def small(window: DesignerWindow) -> None:
    show(window, SMALL)
    window.graph.select(["topic"])


def text(window: DesignerWindow) -> None:
    show(window, shipped("service"))
    window.show_panel("text")
    window.graph.select([list(window.graph.scene.cards)[3]])


def service(window: DesignerWindow) -> None:
    show(window, shipped("service"))


def service_far(window: DesignerWindow) -> None:
    show(window, shipped("service"))
    window.fit()


def night(window: DesignerWindow) -> None:
    show(window, shipped("ivr-night"))
    window.fit()
    window.graph.select(["menu"])


def large(window: DesignerWindow) -> None:
    show(window, large_flow(5_000))


def large_far(window: DesignerWindow) -> None:
    show(window, large_flow(5_000))
    window.graph.zoom(0.1 / window.graph.scale)


def problems(window: DesignerWindow) -> None:
    show(window, SMALL.replace("next: bye}", "next: by}").replace("type: one_of", "type: one_off"))
    window.author.typed(window.document.text.index(", zh-TW: 您好"), 0, "}")
    window.author.read_now()
    window.show_panel("text")
    window.graph.select(["hello"])


def found(window: DesignerWindow) -> None:
    show(window, shipped("service"))
    window.bar.search.setText("order")
    window.finding.find()
    window.finding.next()


def kinds(window: DesignerWindow) -> None:
    small(window)
    window.hands.new_node()


def connect(window: DesignerWindow) -> None:
    small(window)
    window.hands.connect_current()


def overlay(window: DesignerWindow) -> None:
    small(window)
    window.graph.set_overlay(
        {
            "hello": NodeMark("good", "1,204", strength=1.0),
            "topic": NodeMark("warn", "12 % left", strength=0.7),
            "check": NodeMark("bad", "31 %", outline="bad"),
        },
        {("hello", "topic"): EdgeMark("98 %", 6, "good"), ("topic", "desk"): EdgeMark("12 %", 2)},
    )


def stale(window: DesignerWindow) -> None:
    show(window, SMALL)
    theirs = source_of(SMALL.replace("Good day.", "Good morning."), 12, 2)
    StaleDialog(SMALL.replace("bye", "the_end"), theirs, "Anna Keller", window).show()


def new_flow(window: DesignerWindow) -> None:
    window.new_flow()


def keys(window: DesignerWindow) -> None:
    small(window)
    window.show_keys()


def flows(window: DesignerWindow) -> None:
    window.show_list()


def no_flows(window: DesignerWindow) -> None:
    window.list.show_flows([])


SCREENS: tuple[Callable[[DesignerWindow], None], ...] = (
    flows, no_flows, new_flow, small, text, service, service_far, night, large, large_far, problems, found,
    kinds, connect, overlay, stale, keys,
)  # fmt: skip


def views() -> list[FlowView]:
    """Flows in every state."""
    live = VersionView(id=31, flow_id=3, number=4, state="live", saved_at=1)
    draft = VersionView(id=32, flow_id=3, number=5, state="draft", saved_at=2)
    return [
        view_of(),
        FlowView(id=3, name="ivr-day", title="Telephone by day", speakers=["telephone"],
                 languages=["en", "zh-TW", "th"], versions=[draft, live]),
        FlowView(id=4, name="satisfaction", title="客戶滿意度", speakers=["console", "web"],
                 languages=["zh-TW"], versions=[VersionView(id=41, flow_id=4, number=2, state="review")]),
        FlowView(id=5, name="old", title="Old script", speakers=["console"], languages=["th"], active=False),
    ]  # fmt: skip


def main(folder: Path, wanted: list[str]) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    languages = Languages(application)
    theme = Theme(application, "light")
    with TemporaryDirectory() as home:
        for look in ("light", "dark"):
            theme.choose(look)
            for language in ("en", "zh_TW", "th"):
                languages.choose(language)
                for size in SIZES:
                    for screen in SCREENS:
                        name = f"{screen.__name__}-{look}-{language}-{size[0]}"
                        if not wanted or any(word in name for word in wanted):
                            take(folder / f"{name}.png", theme, Path(home), size, screen)


def take(
    path: Path, theme: Theme, home: Path, size: tuple[int, int], arrange: Callable[[DesignerWindow], None]
) -> None:
    """One picture: the window with all that lies over it."""
    desk = QMainWindow()
    floor = Floor(time.time_ns() // 1_000_000)
    floor.door.answers[ListFlows] = views()
    floor.door.answers[GetFlow] = source_of(SMALL)
    floor.door.answers[GetFlowKnown] = {}
    workplace = floor.workplace(desk, theme, home / f"{id(desk)}.ini")
    window = DesignerWindow(workplace)
    window.resize(*size)
    window.graph.frame_ms = 10_000.0
    window.show()
    turn()
    arrange(window)
    turn()
    picture = window.grab()
    painter = QPainter(picture)
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible() and isinstance(top, QWidget):
            at = top.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(at, top.grab())
    painter.end()
    picture.save(str(path))
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    window.close()
    workplace.ops.close()
    desk.deleteLater()
    QApplication.processEvents()


def turn() -> None:
    """What was asked has been answered and shown."""
    until = time.monotonic() + 0.6
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
