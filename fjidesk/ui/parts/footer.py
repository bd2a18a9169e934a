"""The line of keys that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPaintEvent

    from fjidesk.ui.theme import Theme

Hint = tuple[tuple[str, ...], str]  # keys and what they do


class Footer(QWidget):
    """Painted key caps with their words; those that find no room are left to the menu."""

    role_told = QAccessible.Role.StaticText

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hints: list[Hint] = []
        self._last: Hint = ((), "")
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(31))
        self.update()

    def show_hints(self, hints: Sequence[Hint], last: Hint) -> None:
        """Show keys from the left, and one at the right."""
        self._hints, self._last = list(hints), last
        self.setAccessibleName("; ".join(f"{' '.join(keys)} {words}" for keys, words in [*hints, last]))
        self.update()

    def _width(self, hint: Hint) -> int:
        theme = self._theme
        caps = sum(paint.cap_width(key, theme) + theme.px(4) for key in hint[0])
        return caps + theme.px(4) + theme.metrics("caption_medium").horizontalAdvance(hint[1])

    def _draw(self, painter: QPainter, left: int, hint: Hint) -> None:
        theme = self._theme
        middle = self.height() // 2
        for key in hint[0]:
            left = paint.cap(painter, left, middle, key, theme) + theme.px(4)
        place = QRect(left + theme.px(3), 0, self.width(), self.height())
        paint.words(painter, place, hint[1], theme, "caption_medium", "ink2")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        painter.fillRect(self.rect(), theme.colour("nav"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("hair"))
        edge = self.width() - theme.px(16)
        if self._last[0]:
            edge -= self._width(self._last)
            self._draw(painter, edge, self._last)
        left = theme.px(16)
        for hint in self._hints:
            width = self._width(hint)
            if left + width > edge - theme.px(16):
                break
            self._draw(painter, left, hint)
            left += width + theme.px(20)
