"""A choice of one in a row: source, confidence, order of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.strip import Strip, StripPart
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class _Part(StripPart):
    key = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        ink, role = "ink2", "body"
        if self.isChecked():
            off = not self.isEnabled()
            fill, line = ("sunken", "line") if off else ("accent_tint", "accent")
            paint.box(painter, rect, theme.px(6), theme.colour(fill), theme.colour(line), 1.0 if off else 1.5)
            ink, role = "ink2" if off else "accent", "body_medium"
        elif not self.isEnabled():
            ink = "ink3"
        elif self.underMouse():
            paint.box(painter, rect.adjusted(2, 2, -2, -2), theme.px(4), theme.colour("sunken"))
        place = rect
        if self.key:
            span = theme.metrics("cap").horizontalAdvance(self.key)
            key = QRect(rect.left() + theme.px(10), rect.top(), span + 2, rect.height())
            paint.words(painter, key, self.key, theme, "cap", ink)
            place = rect.adjusted(span + theme.px(6), 0, 0, 0)
        paint.words(painter, place, self.text(), theme, role, ink, paint.CENTRE)
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(6), theme)


class Segment(Strip):
    """A row of which one part, or none, is chosen.

    Signals:
        chosen: the id of the part that the person chose.

    Args:
        keys: the keys that choose a part, which it shows; what holds the row binds them.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, options: Mapping[str, str], name: str, keys: Sequence[str] = ()) -> None:
        metrics, cap = theme.metrics("body_medium"), theme.metrics("cap")
        widths = [metrics.horizontalAdvance(text) + theme.px(20) for text in options.values()]
        for place, key in enumerate(keys):
            widths[place] += cap.horizontalAdvance(key) + theme.px(6)
        parts = {value: _Part(theme, value, text) for value, text in options.items()}
        super().__init__(theme, parts, widths, theme.px(28))
        self.setAccessibleName(name)
        for part, key in zip(parts.values(), keys, strict=False):
            part.key = key
            part.setAccessibleName(said("reason.open", text=part.text(), key=key))
        for part in parts.values():
            part.clicked.connect(lambda _on=False, value=part.value: self.chosen.emit(value))
