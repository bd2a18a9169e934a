"""Layouts that hang out by a few pixels, so that controls with room for a focus ring line up with text.

Negative margins of a layout fall back to the style's own, so the rectangle is widened instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.paint import RING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QLayout


class HungRow(QHBoxLayout):
    """A row whose first control's ring hangs out on the left; what it is made with stands there, and room after it."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        for control in controls:
            self.addWidget(control)
        if controls:
            self.addStretch(1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-RING, 0, 0, 0))


class HungColumn(QVBoxLayout):
    """A column that hangs out on both sides."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self._by = by
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-self._by, 0, self._by, 0))


class HungFlow(Flow):
    """Buttons in a row that hangs out on the left; those that find no room go on in the next row."""

    def __init__(self, gap: int, *buttons: QWidget) -> None:
        super().__init__(None, gap)
        for button in buttons:
            self.addWidget(button)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-RING, 0, 0, 0))


def measure_again(layout: QLayout) -> None:
    """Make a layout and those inside it forget their sizes, which they otherwise keep until the next event."""
    layout.invalidate()
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if inner is not None:
            measure_again(inner)
