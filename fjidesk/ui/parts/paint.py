"""What several painted widgets draw alike: boxes, rings, words, key caps, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintDevice

    from fjidesk.ui.theme import Theme

CONTRAST = "fjideskHighContrast"  # a property of the application, which the theme sets
_LOW = 7  # px in which two edges of 2 px leave too little between them
RING = 3  # px kept free round each control for the focus ring
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def on(device: QPaintDevice) -> QPainter:
    """Return a painter with smooth edges."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def box(
    painter: QPainter, rect: QRect, radius: float, fill: QColor | None, line: QColor | None = None, width: float = 1.0
) -> None:
    """Draw a rounded box whose line lies inside ``rect``; in high contrast a line is 2 px wide."""
    application = QGuiApplication.instance()
    if application is not None and application.property(CONTRAST):
        width = max(width, 2.0)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if line is not None else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def ring(painter: QPainter, rect: QRect, radius: float, theme: Theme, gap: int = 0) -> None:
    """Draw the focus ring, 2 px, round the outside of ``rect``."""
    out = 1 + gap
    painter.setPen(QPen(theme.colour("ring"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(-out, -out, out, out), radius + out, radius + out)


def words(  # noqa: PLR0913, PLR0917  (what a line of text needs)
    painter: QPainter,
    rect: QRect,
    text: str,
    theme: Theme,
    role: str = "body",
    colour: str = "ink",
    flags: Qt.AlignmentFlag | int = LEFT,
) -> None:
    """Draw text; it is never cut by this function."""
    painter.setFont(theme.font(role, text))
    painter.setPen(theme.colour(colour))
    painter.drawText(rect, int(flags), text)


def icon(painter: QPainter, name: str, place: QPointF, theme: Theme, colour: str, size: int = 16) -> None:
    """Draw an icon with its middle at ``place``."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = theme.icon(name, colour, size, ratio)
    half = theme.px(size) / 2
    painter.drawPixmap(QPointF(place.x() - half, place.y() - half), pixmap)


def cap_width(text: str, theme: Theme) -> int:
    """Return the width of a key cap."""
    return max(theme.px(18), theme.metrics("cap").horizontalAdvance(text) + theme.px(10))


def cap(painter: QPainter, left: int, middle: int, text: str, theme: Theme, colour: str = "ink2") -> int:
    """Draw a key cap and return its right edge."""
    height = theme.px(18)
    rect = QRect(left, middle - height // 2, cap_width(text, theme), height)
    line = theme.colour("line") if colour.startswith("ink") else theme.colour(colour)
    box(painter, rect, theme.px(4), None, line)
    words(painter, rect, text, theme, "cap", colour, CENTRE)
    return rect.right() + 1


def trough(painter: QPainter, rect: QRect, theme: Theme, radius: float = 0) -> None:
    """Draw the ground of a bar; in high contrast, which has no tints, its edge, or one line where it is too low."""
    if theme.high_contrast and rect.height() < _LOW:
        painter.fillRect(rect.left(), rect.center().y(), rect.width(), 1, theme.colour("line"))
        return
    edge = theme.colour("line") if theme.high_contrast else None
    box(painter, rect, radius, theme.colour("sunken"), edge)


def bar(painter: QPainter, rect: QRect, share: float, theme: Theme, colour: str = "accent") -> None:
    """Draw a bar filled to ``share`` of its length, between 0 and 1."""
    radius = rect.height() / 2
    trough(painter, rect, theme, radius)
    if share > 0:
        full = QRect(rect.left(), rect.top(), max(rect.height(), round(rect.width() * min(1.0, share))), rect.height())
        box(painter, full, radius, theme.colour(colour))
