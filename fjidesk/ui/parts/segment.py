"""A choice of one in a row: source, confidence, order of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.strip import Strip, StripPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme


class _Part(StripPart):
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
        paint.words(painter, rect, self.text(), theme, role, ink, paint.CENTRE)
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(6), theme)


class Segment(Strip):
    """A row of which one part, or none, is chosen.

    Signals:
        chosen: the id of the part that the person chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, options: Mapping[str, str], name: str) -> None:
        metrics = theme.metrics("body_medium")
        widths = [metrics.horizontalAdvance(text) + theme.px(20) for text in options.values()]
        parts = {value: _Part(theme, value, text) for value, text in options.items()}
        super().__init__(theme, parts, widths, theme.px(28))
        self.setAccessibleName(name)
        for part in parts.values():
            part.clicked.connect(lambda _on=False, value=part.value: self.chosen.emit(value))
