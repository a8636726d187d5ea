"""Photos and signatures of a customer at the desk."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.protocol.files import FileContent, FileView, GetFileContent
from app.protocol.message import Refusal
from app.ui.agent.files import FilesDialog
from tests.ui.standin import StandIn, keep


def file(file_id: int, source: str, name: str) -> FileView:
    return FileView(id=file_id, sha256="", media_type="image/png", size=1, name=name, source=source)


def png(width: int, height: int) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height), "brown").save(into, "PNG")
    return into.getvalue()


FILES = [file(2, "signature", "Anna Weber"), file(1, "photo", "cup.jpg")]


def opened(qtbot: QtBot, port: StandIn) -> FilesDialog:
    dialog = FilesDialog(port, customer_id=101, customer_name="王小明")
    keep(qtbot, dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_what_was_sent_can_be_looked_at_with_the_keyboard(qtbot: QtBot, port: StandIn) -> None:
    port.answers["ListFiles"] = FILES
    port.answers["GetFileContent"] = lambda query: FileContent(
        file=next(one for one in FILES if one.id == query.file_id),
        data=png(2_000, 1_000) if query.file_id == 1 else png(30, 20),
    )
    dialog = opened(qtbot, port)
    assert dialog.list.item(0).text().startswith("Signature: Anna Weber")
    assert dialog.picture.image.width() == 30
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.picture.image.width() == 2_000
    shown = dialog.picture.pixmap()
    assert shown.width() <= dialog.picture.width() * shown.devicePixelRatio()
    assert dialog.picture.accessibleName() == "cup.jpg"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_answer_that_comes_late_does_not_take_the_place(qtbot: QtBot, port: StandIn) -> None:
    port.answers["ListFiles"] = FILES
    dialog = opened(qtbot, port)
    (_, first, _), *_ = [asked for asked in port.asked if isinstance(asked[0], GetFileContent)]
    dialog.list.setCurrentRow(1)
    first(FileContent(file=FILES[0], data=png(30, 20)))
    assert dialog.picture.image.isNull()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"ListFiles": []}, "Nothing yet"),
        ({"ListFiles": Refusal("hub_unreachable", "The hub cannot be reached.")}, "cannot be reached"),
        (
            {"ListFiles": FILES, "GetFileContent": Refusal("not_found", "Not in the folder.")},
            "Not in the folder",
        ),
    ],
)
def test_nothing_to_see_says_why(qtbot: QtBot, port: StandIn, answers: dict[str, object], words: str) -> None:
    port.answers |= answers
    assert words in opened(qtbot, port).said.text()
