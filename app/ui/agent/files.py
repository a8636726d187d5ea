"""“Photos and signatures”: what a customer sent from a page, one at a time and as large as it fits."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from app.protocol.files import FileContent, FileView, GetFileContent, ListFiles
from app.protocol.message import Refusal
from app.ui.agent import words
from app.ui.agent.port import Reading
from app.ui.controls import Text, column, row
from app.ui.notices import refusal_text

SIZE = QSize(860, 560)
LIST_WIDTH = 230
ROW = 56
"""Two lines in any script."""


class Picture(QLabel):
    """A picture as large as its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(200, 200)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_image(self, image: QImage) -> None:
        """Show this; an empty one shows nothing."""
        self.image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.image.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        fitting = self.image
        if fitting.width() > room.width() or fitting.height() > room.height():
            fitting = fitting.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        pixmap = QPixmap.fromImage(fitting)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class FilesDialog(QDialog):
    """The list at the left, the chosen one at the right."""

    def __init__(
        self, port: Reading, *, customer_id: int, customer_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._port = port
        self._files: list[FileView] = []
        self._wanted = 0
        title = self.tr("Photos and signatures of {name}").format(name=customer_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.list = QListWidget()
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setAccessibleName(self.tr("Photos and signatures"))
        self.list.currentRowChanged.connect(self._chosen)
        self.picture = Picture()
        self.said = Text(self.tr("Looking …"), "body", "soft", wrap=True)
        layout = column(self, 12, 16)
        layout.addWidget(Text(title, "title", elide=True))
        layout.addWidget(self.said)
        body = row(layout, 12)
        body.addWidget(self.list)
        body.addWidget(self.picture, 1)
        port.ask(ListFiles(customer_id=customer_id), self._came, self._failed, owner=self)

    def _came(self, files: list[FileView]) -> None:
        self._files = files
        self.said.setVisible(not files)
        self.list.setVisible(bool(files))
        if not files:
            self.said.setText(
                self.tr("Nothing yet. A questionnaire can ask for a photo or a signature (Ctrl+L).")
            )
        for file in files:
            name = self.tr("Signature") if file.source == "signature" else self.tr("Photo")
            item = QListWidgetItem(f"{name}: {file.name}\n{words.day(file.created_at)}")
            item.setToolTip(file.name)
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        if files:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    @Slot(int)
    def _chosen(self, place: int) -> None:
        if not 0 <= place < len(self._files):
            return
        file = self._files[place]
        self._wanted = file.id
        self.picture.show_image(QImage())
        self.picture.setAccessibleName(file.name)
        self.said.hide()
        self._port.ask(GetFileContent(file_id=file.id), self._content_came, self._failed, owner=self)

    def _content_came(self, content: FileContent) -> None:
        if content.file.id == self._wanted:  # else another was chosen meanwhile
            self.picture.show_image(QImage.fromData(content.data))

    def _failed(self, refusal: Refusal) -> None:
        self.said.setText(refusal_text(refusal))
        self.said.show()
