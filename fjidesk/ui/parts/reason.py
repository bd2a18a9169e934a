"""A reason as a tick box that is painted as a chip: key, box, words, and its place in the order of weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from fjidesk.ui.letters import as_now
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from fjidesk.ui.theme import Theme


class Reason(QCheckBox):
    """One reason. Colours are those of No, or of N/A.

    Attributes:
        reason: its id.
        badge: "main", "2nd" and so on where it is ticked.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.reason = ""
        self.badge = ""
        self._key = ""
        self._tone = "no"
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def describe(self, reason: str, text: str, key: str, tone: str) -> None:
        """Take another reason's place."""
        self.reason, self._tone = reason, tone
        (self._key,) = as_now((key,))
        self.setText(text)

    def stand(self, badge: str) -> None:
        """Show whether it is ticked, and where it stands among the ticked ones."""
        self.badge = badge
        self.setChecked(bool(badge))
        words = "reason.ticked" if badge else "reason.open"
        self.setAccessibleName(said(words, text=self.text(), place=badge, key=self._key))
        self.updateGeometry()
        self.update()

    def hitButton(self, _place: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        theme = self._theme
        role = "body_medium" if self.isChecked() else "body"
        width = theme.px(10) + theme.metrics("cap").horizontalAdvance(self._key) + theme.px(8) + theme.px(16)
        width += theme.px(7) + theme.metrics(role).horizontalAdvance(self.text()) + theme.px(11)
        if self.badge:
            width += theme.metrics("cap").horizontalAdvance(self.badge) + theme.px(16)
        return QSize(width + 2 * RING, theme.px(28) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ground(self) -> tuple[str, str]:
        if self.isChecked():
            return f"{self._tone}_tint", f"{self._tone}_line"
        return ("sunken" if self.underMouse() and self.isEnabled() else "surface"), "line"

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        on, tone = self.isChecked(), self._tone
        fill, line = self._ground()
        paint.box(painter, rect, theme.px(6), theme.colour(fill), theme.colour(line), 1.5 if on else 1.0)
        ink = tone if on else ("ink" if self.isEnabled() else "ink3")
        middle = rect.center().y() + 1
        left = rect.left() + theme.px(10)
        span = theme.metrics("cap").horizontalAdvance(self._key)
        key_ink = tone if on else "ink2"
        paint.words(painter, QRect(left, rect.top(), span + 2, rect.height()), self._key, theme, "cap", key_ink)
        left += span + theme.px(8)
        tick = QRect(left, middle - theme.px(8), theme.px(16), theme.px(16))
        if on:
            paint.box(painter, tick, theme.px(4), theme.colour(tone))
            paint.icon(painter, "check-heavy", QPointF(tick.center()) + QPointF(1, 1), theme, fill, 12)
        else:
            paint.box(painter, tick, theme.px(4), theme.colour("surface"), theme.colour("control"), 1.3)
        left += theme.px(16) + theme.px(7)
        role = "body_medium" if on else "body"
        span = theme.metrics(role).horizontalAdvance(self.text())
        paint.words(painter, QRect(left, rect.top(), span + 4, rect.height()), self.text(), theme, role, ink)
        if self.badge:
            self._paint_badge(painter, QRect(left + span + theme.px(8), middle - theme.px(9), 0, theme.px(18)), rect)
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(6), theme)

    def _paint_badge(self, painter: QPainter, place: QRect, rect: QRect) -> None:
        theme = self._theme
        place.setRight(rect.right() - theme.px(8) - 1)
        paint.box(painter, place, theme.px(4), theme.colour(self._tone))
        paint.words(painter, place, self.badge, theme, "cap", f"{self._tone}_tint", paint.CENTRE)
