"""Flat grounds: the card with its edge, and the plain panes of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Card(QWidget):
    """A raised surface with a rounded edge.

    Attributes:
        edge: token of its line.
        fill: token of its ground.
    """

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, edge: str = "hair", fill: str = "surface") -> None:
        super().__init__()
        self._theme = theme
        self.edge = edge
        self.fill = fill
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        colour = self._theme.colour
        paint.box(painter, self.rect(), self._theme.px(8), colour(self.fill), colour(self.edge))


class Pane(QWidget):
    """A flat ground with hairlines on the sides named, such as ``"r"`` or ``"tb"``."""

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, fill: str, sides: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._fill = fill
        self._sides = sides
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        rect = self.rect()
        painter.fillRect(rect, self._theme.colour(self._fill))
        hair = self._theme.colour("hair")
        edges = {
            "l": (rect.left(), rect.top(), 1, rect.height()),
            "r": (rect.right(), rect.top(), 1, rect.height()),
            "t": (rect.left(), rect.top(), rect.width(), 1),
            "b": (rect.left(), rect.bottom(), rect.width(), 1),
        }
        for side in self._sides:
            painter.fillRect(*edges[side], hair)
