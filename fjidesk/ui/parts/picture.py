"""An icon beside words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Picture(QWidget):
    """One of the own drawings, ``size`` px at 100%; the words beside it say the same."""

    def __init__(self, theme: Theme, name: str, ink: str = "accent", size: int = 18) -> None:
        super().__init__()
        self._theme, self._name, self._ink, self._size = theme, name, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(20), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint.icon(paint.on(self), self._name, middle, self._theme, self._ink, self._size)
