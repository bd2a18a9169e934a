"""Six words, numbered, to be read out by one person and compared by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme

_ROWS = 3


class SixWords(QWidget):
    """Two columns of three."""

    role_told = QAccessible.Role.StaticText

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words.split()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(words)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(34 * _ROWS + 5 * (_ROWS - 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        gap = theme.px(8)
        width = (self.width() - gap) // 2
        for place, word in enumerate(self._words):
            row, column = divmod(place, 2)
            rect = QRect(column * (width + gap), row * theme.px(39), width, theme.px(34))
            paint.box(painter, rect, theme.px(5), theme.colour("accent_tint"))
            number = rect.adjusted(theme.px(11), 0, 0, 0)
            paint.words(painter, number, str(place + 1), theme, "caption_medium", "accent")
            paint.words(painter, rect.adjusted(theme.px(30), 0, 0, 0), word, theme, "section")
