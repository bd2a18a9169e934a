"""Bars and stars, each with its number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QBrush, QColor, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from fjidesk.model.score import Tally
    from fjidesk.ui.theme import Theme


class Bar(QWidget):
    """A bar of progress; the sentence is its accessible name."""

    role_told = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, height: int = 5) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(theme.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, part: int, whole: int, sentence: str) -> None:
        """Fill the bar to a share."""
        self._share = part / whole if whole else 0.0
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.bar(paint.on(self), self.rect(), self._share, self._theme)


def stars(painter: QPainter, left: int, middle: int, theme: Theme, given: int, out_of: int) -> int:
    """Draw filled and outlined stars and return their right edge."""
    for place in range(out_of):
        name = "star" if place < given else "star-open"
        paint.icon(painter, name, QPointF(left + theme.px(7) + place * theme.px(16), middle), theme, "ink", 14)
    return left + out_of * theme.px(16)


def answer_bar(painter: QPainter, rect: QRect, tally: Tally, theme: Theme) -> None:
    """Draw the answers to one question: Yes solid, No striped, N/A outlined, open dashed, each with its count."""
    total = tally.yes + tally.no + tally.na + tally.unanswered
    left = rect.left()
    for kind, count in (("yes", tally.yes), ("no", tally.no), ("na", tally.na), ("open", tally.unanswered)):
        if not count:
            continue
        text = f"{count:,}"
        room = theme.metrics("cap").horizontalAdvance(text) + theme.px(8)
        width = max(room, round(rect.width() * count / total))
        part = QRect(left, rect.top(), width - 1, rect.height())
        _answer_part(painter, part, kind, theme)
        _count(painter, part, kind, text, theme)
        left += width


def bar_room(tally: Tally, width: int, theme: Theme) -> int:
    """Return how wide a bar of ``width`` becomes when each part holds its count."""
    total = tally.yes + tally.no + tally.na + tally.unanswered
    rooms = 0
    for count in (tally.yes, tally.no, tally.na, tally.unanswered):
        if count:
            rooms += max(
                theme.metrics("cap").horizontalAdvance(f"{count:,}") + theme.px(8), round(width * count / total)
            )
    return rooms


def _answer_part(painter: QPainter, part: QRect, kind: str, theme: Theme) -> None:
    colour = theme.colour
    if kind == "yes":
        painter.fillRect(part, colour("yes_fill"))
        return
    lines = {"no": ("no_fill", Qt.PenStyle.SolidLine), "na": ("control", Qt.PenStyle.SolidLine)}
    name, style = lines.get(kind, ("control", Qt.PenStyle.DashLine))
    painter.setRenderHint(painter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour(name), 2 if theme.high_contrast else 1, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(part.adjusted(0, 0, -1, -1))
    painter.setRenderHint(painter.RenderHint.Antialiasing, True)
    if kind == "no":
        stripes(painter, part.adjusted(1, 1, -1, -1), colour("no_fill"))


def stripes(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Fill a rectangle with slanted stripes."""
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QPen(QBrush(colour), 1.6))
    for left in range(rect.left() - rect.height(), rect.right() + 1, 5):
        painter.drawLine(QPointF(left, rect.bottom() + 1), QPointF(left + rect.height(), rect.top()))
    painter.restore()


def _count(painter: QPainter, part: QRect, kind: str, text: str, theme: Theme) -> None:
    span = theme.metrics("cap").horizontalAdvance(text)
    place = QRect(part.left() + theme.px(4), part.top(), span + 2, part.height())
    if kind == "no":
        painter.fillRect(place.adjusted(-2, 2, 1, -2), theme.colour("surface"))
    ink = "on_accent" if kind == "yes" else "ink"
    paint.words(painter, place, text, theme, "cap", ink)
