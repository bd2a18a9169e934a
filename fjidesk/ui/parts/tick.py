"""A tick box with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Tick(QCheckBox):
    """A painted tick box."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.px(2 + 16 + 8 + 4) + theme.metrics("body").horizontalAdvance(self.text())
        return QSize(width + 2 * RING, theme.px(26) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        middle = rect.center().y() + 1
        tick = QRect(rect.left() + theme.px(2), middle - theme.px(8), theme.px(16), theme.px(16))
        fill = "accent" if self.isEnabled() else "ink3"
        if self.isChecked():
            paint.box(painter, tick, theme.px(4), theme.colour(fill))
            paint.icon(painter, "check-heavy", QPointF(tick.center()) + QPointF(1, 1), theme, "on_accent", 12)
        else:
            ground = "sunken" if self.underMouse() and self.isEnabled() else "surface"
            paint.box(painter, tick, theme.px(4), theme.colour(ground), theme.colour("control"), 1.3)
        place = rect.adjusted(theme.px(26), 0, 0, 0)
        paint.words(painter, place, self.text(), theme, "body", "ink" if self.isEnabled() else "ink3")
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(5), theme)
