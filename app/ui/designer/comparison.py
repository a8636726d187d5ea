"""Two versions side by side: how many came to an outcome, and how sure one can be of the difference."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.protocol.flows import Comparison, Share
from app.ui.controls import Text, column
from app.ui.theme import current_tokens

ROW = 34
LABEL = 96


class ComparisonView(QWidget):
    """What the comparison says in words, and the two intervals drawn over each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Text("", "strong", wrap=True)
        self.detail = Text("", "body", "soft", wrap=True)
        self.how = Text("", "small", "faint", wrap=True)
        self.picture = Intervals()
        layout = column(self, 8, (4, 12, 4, 0))
        for part in (self.verdict, self.picture, self.detail, self.how):
            layout.addWidget(part)
        layout.addStretch(1)
        self._shown: tuple[Comparison, dict[int, int]] | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No two versions are compared."""
        self._shown = None
        self.verdict.setText(self.tr("Choose a second version and an outcome to compare two versions."))
        for part in (self.picture, self.detail, self.how):
            part.hide()

    def show_comparison(self, found: Comparison, numbers: dict[int, int]) -> None:
        """Show this; `numbers` are the versions' numbers by id."""
        self._shown = (found, numbers)
        first, second = numbers[found.first.version_id], numbers[found.second.version_id]
        words = {
            "too_few": self.tr("Too few runs to compare: wait for more."),
            "no_difference": self.tr("No difference can be told from these runs."),
            "first": self.tr("Version {number} does better.").format(number=first),
            "second": self.tr("Version {number} does better.").format(number=second),
        }
        self.verdict.setText(words.get(found.verdict, found.verdict))
        points = self.tr("Version {second} − version {first}: {points} points ({low} to {high})")
        shares = [
            (self.tr("Version {number}").format(number=numbers[share.version_id]), share)
            for share in (found.first, found.second)
        ]
        self.detail.setText(
            "\n".join(f"{name}: {words_of(share)}" for name, share in shares)
            + "\n"
            + points.format(
                second=second,
                first=first,
                points=_points(found.difference),
                low=_points(found.low),
                high=_points(found.high),
            )
        )
        self.how.setText(
            self.tr(
                "Counted are runs that are over. 95 % intervals: of a share Wilson's, of the difference "
                "Newcombe's (1998, method 10)."
            )
        )
        self.picture.show_shares(shares)
        for part in (self.picture, self.detail, self.how):
            part.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._shown is None:
                self.show_nothing()
            else:
                self.show_comparison(*self._shown)


class Intervals(QWidget):
    """A line a version: its share as a point, its interval as a bar, the counts beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: list[tuple[str, Share]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: list[tuple[str, Share]]) -> None:
        """Draw these."""
        self._shares = shares
        told = [f"{name}: {words_of(share)}" for name, share in shares]
        self.setAccessibleName("; ".join(told))
        self.setToolTip("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * max(1, len(self._shares)) + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        least = min((share.low for _, share in self._shares), default=0.0)
        most = max((share.high for _, share in self._shares), default=1.0)
        room = QRectF(LABEL, 0, max(40.0, self.width() - LABEL - 12), ROW)
        reach = max(0.02, most - least)
        for place, (name, share) in enumerate(self._shares):
            middle = place * ROW + ROW / 2

            def x_of(value: float) -> float:
                return room.left() + (value - least) / reach * room.width()

            painter.setPen(QColor(tokens.text))
            label = QRectF(0, place * ROW, LABEL - 8, ROW)
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QPen(QColor(tokens.accent), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(int(x_of(share.low)), int(middle), int(x_of(share.high)), int(middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.text))
            rate = share.with_it / share.of if share.of else 0.0
            painter.drawEllipse(QRectF(x_of(rate) - 5, middle - 5, 10, 10))
        painter.setPen(QColor(tokens.text_faint))
        scale = QRectF(room.left(), len(self._shares) * ROW, room.width(), 18)
        painter.drawText(scale, Qt.AlignmentFlag.AlignLeft, f"{100 * least:.0f} %")
        painter.drawText(scale, Qt.AlignmentFlag.AlignRight, f"{100 * most:.0f} %")
        painter.end()


def words_of(share: Share) -> str:
    """`61 / 120 = 50.8 % (42.0 – 59.6)`."""
    rate = 100 * share.with_it / share.of if share.of else 0.0
    return f"{share.with_it} / {share.of} = {rate:.1f} % ({100 * share.low:.1f} – {100 * share.high:.1f})"


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace("-", "−")
