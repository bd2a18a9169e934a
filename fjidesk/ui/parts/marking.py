"""The marking at the top of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Marking(QLabel):
    """A dark strip with the highest marking of what is shown; first in the reading order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self._font = QFont(self._theme.font("marking"))
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        self.setFixedHeight(self._theme.px(20))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        painter.fillRect(self.rect(), self._theme.colour("marking"))
        painter.setFont(self._font)
        painter.setPen(self._theme.colour("on_marking"))
        painter.drawText(self.rect(), int(paint.CENTRE), self.text())
