"""The four buttons: primary, plain, quiet and danger, each with words, and an icon and a key cap where wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.pressing import entered

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class Look(NamedTuple):
    """Tokens of one state: ground, line and ink; empty for none."""

    fill: str
    line: str
    ink: str


_LOOKS: dict[str, dict[str, Look]] = {
    "primary": {
        "still": Look("accent", "", "on_accent"),
        "hover": Look("accent_hover", "", "on_accent"),
        "pressed": Look("accent_pressed", "", "on_accent"),
    },
    "plain": {
        "still": Look("surface", "control", "ink"),
        "hover": Look("nav", "ink2", "ink"),
        "pressed": Look("sunken", "ink2", "ink"),
    },
    "quiet": {
        "still": Look("", "", "accent"),
        "hover": Look("accent_tint", "", "accent"),
        "pressed": Look("select", "", "accent"),
    },
    "bare": {
        "still": Look("", "", "ink"),
        "hover": Look("sunken", "", "ink"),
        "pressed": Look("select", "", "ink"),
    },
    "alarm": {
        "still": Look("danger_tint", "danger_line", "danger"),
        "hover": Look("surface", "danger_line", "danger"),
        "pressed": Look("danger_tint", "danger", "danger"),
    },
    "danger": {
        "still": Look("danger_fill", "", "on_danger"),
        "hover": Look("danger_hover", "", "on_danger"),
        "pressed": Look("danger_hover", "", "on_danger"),
    },
}
_OFF = Look("sunken", "", "ink3")


class Button(QPushButton):
    """A painted push button. Its outer 3 px are kept for the focus ring.

    Attributes:
        cap: the key that does the same, shown in a cap.
    """

    def __init__(
        self, theme: Theme, text: str, kind: str = "plain", *, icon: str = "", cap: str = "", end: str = ""
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._kind = kind
        self._icon = icon
        self._end = end  # an icon after the words
        self.cap = cap
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if cap:
            self.setAccessibleDescription(cap)
        theme.changed.connect(self._refit)

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Take another look."""
        self._kind = kind
        self.update()

    def event(self, event: QEvent) -> bool:
        return entered(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        theme = self._theme
        inside = theme.px(8) if self._kind in {"quiet", "bare"} else theme.px(14)
        width = 2 * inside
        if self._icon:
            width += theme.px(16) + (theme.px(8) if self.text() else 0)
        width += theme.metrics("body_medium").horizontalAdvance(self.text())
        if self._end:
            width += theme.px(22)
        if self.cap:
            width += theme.px(8) + paint.cap_width(self.cap, theme)
        return QSize(max(width, theme.px(32)) + 2 * RING, theme.px(32) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _look(self) -> Look:
        if not self.isEnabled():
            return _OFF._replace(line="ink3") if self._theme.high_contrast else _OFF
        looks = _LOOKS[self._kind]
        if self.isDown():
            return looks["pressed"]
        return looks["hover"] if self.underMouse() else looks["still"]

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        look = self._look()
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        fill = theme.colour(look.fill) if look.fill else None
        paint.box(painter, rect, theme.px(6), fill, theme.colour(look.line) if look.line else None)
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(6), theme, 1 if self._kind in {"primary", "danger"} else 0)
        middle = rect.center().y() + 1
        metrics = theme.metrics("body_medium")
        width = self.sizeHint().width() - 2 * RING
        left = (
            rect.left()
            + (rect.width() - width) // 2
            + (theme.px(8) if self._kind in {"quiet", "bare"} else theme.px(14))
        )
        if self._icon:
            paint.icon(painter, self._icon, QPointF(left + theme.px(8), middle), theme, look.ink)
            left += theme.px(24)
        span = metrics.horizontalAdvance(self.text())
        paint.words(
            painter, QRect(left, rect.top(), span + 4, rect.height()), self.text(), theme, "body_medium", look.ink
        )
        if self._end:
            paint.icon(painter, self._end, QPointF(left + span + theme.px(14), middle), theme, look.ink, 14)
        if self.cap:
            ink = look.ink if self._kind in {"primary", "danger"} else "ink2"
            paint.cap(painter, left + span + theme.px(8), middle, self.cap, theme, ink)
