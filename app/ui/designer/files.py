"""Flows as files: imported, exported. Read and written on a worker thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import Refused
from app.protocol import errors
from app.ui.notices import Notices
from app.ui.ops import Ops

LARGEST = 8 * 1024 * 1024


class FlowFiles(QObject):
    """Asks which file, and reads or writes it."""

    came = Signal(str, str)
    """A file was read: its name without the ending, and its text."""

    def __init__(self, ops: Ops, said: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._ops = ops
        self._said = said
        self._window = window

    def ask_import(self) -> None:
        """Choose a file to read."""
        dialog = self._dialog(self.tr("Import a flow"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def ask_export(self, name: str, text: str) -> None:
        """Choose a file to write the text into."""
        dialog = self._dialog(self.tr("Export the flow"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("yaml")
        dialog.selectFile(f"{name}.yaml")
        dialog.fileSelected.connect(partial(self._write, text))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setNameFilter(self.tr("Flows (*.yaml *.yml)"))
        return dialog

    def read(self, path: str) -> None:
        """Read a file; `came` tells."""
        self._ops.run(lambda: _read(Path(path)), self._read, self._said.refused, owner=self)

    def _read(self, found: tuple[str, str]) -> None:
        self.came.emit(*found)

    def _write(self, text: str, path: str) -> None:
        self.write(path, text)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        said = self.tr("Exported to {path}").format(path=path)
        self._ops.run(
            lambda: _write(Path(path), text), partial(self._wrote, said), self._said.refused, owner=self
        )

    def _wrote(self, said: str, nothing: object) -> None:
        self._said.say(said)


def _read(path: Path) -> tuple[str, str]:
    """On a worker thread."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(errors.BAD_VALUE, f"{path.name} is larger than 8 MB: that is no flow.")
        return path.stem, path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            errors.BAD_VALUE,
            f"{path.name} is not a text in UTF-8. Save it so in your editor, then try again.",
        ) from None
    except OSError as why:
        raise Refused(errors.BAD_VALUE, f"{path.name} cannot be read: {why.strerror}.") from None


def _write(path: Path, text: str) -> None:
    """On a worker thread."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as why:
        raise Refused(
            errors.BAD_VALUE, f"{path.name} cannot be written: {why.strerror}. Choose another folder."
        ) from None
