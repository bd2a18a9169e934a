"""Says how much of the time for a case is used: words, and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme

_BAR = 56


class TimeUsed(QWidget):
    """A clock, the words, and a bar that a narrow strip gives up."""

    role_told = QAccessible.Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.text = ""
        self._share = 0.0
        self._slot = False
        self._slim = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_time(self, text: str, minutes: int, slot: int) -> None:
        """Show words, and how much of the slot is used."""
        if text != self.text:
            self.text, self._slot = text, bool(slot)
            self._share = minutes / slot if slot else 0.0
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def slim(self, *, slim: bool) -> None:
        """Give up the bar, or take it back."""
        if slim != self._slim:
            self._slim = slim
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.px(21) + theme.metrics("body_medium").horizontalAdvance(self.text) + theme.px(4)
        bar = theme.px(_BAR + 6) if self._slot and not self._slim else 0
        return QSize(width + bar if self.text else 0, theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text:
            return
        theme = self._theme
        painter = paint.on(self)
        paint.icon(painter, "clock", QPointF(theme.px(8), self.height() / 2), theme, "ink2", 15)
        place = QRect(theme.px(21), 0, self.width(), self.height())
        paint.words(painter, place, self.text, theme, "body_medium", "ink2")
        if self._slot and not self._slim:
            bar = QRect(self.width() - theme.px(_BAR), self.height() // 2 - 2, theme.px(_BAR), theme.px(5))
            paint.bar(painter, bar, self._share, theme)
