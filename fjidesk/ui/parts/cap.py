"""A key cap beside words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Cap(QWidget):
    """Shows a key; it cannot be pressed."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(paint.cap_width(self._text, self._theme), self._theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.cap(paint.on(self), 0, self.height() // 2, self._text, self._theme)
