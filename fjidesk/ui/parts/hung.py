"""Layouts that hang out by a few pixels, so that controls with room for a focus ring line up with text.

Negative margins of a layout fall back to the style's own, so the rectangle is widened instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.paint import RING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


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
    for part in parts_in(layout):
        if isinstance(part, QLayout):
            measure_again(part)


def parts_in(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts in a layout, in its order.

    What Python gets for the place of a widget outlives that place, and then stands for whatever is made at its address:
    the program ended with it now and then. So it is let go at once.
    """
    if isinstance(layout, Flow):
        return layout.widgets()
    found: list[QWidget | QLayout] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            found.append(item)
        elif item is not None:
            widget = item.widget()
            found += [widget] if widget is not None else []
            shiboken6.invalidate(item)
    return found
