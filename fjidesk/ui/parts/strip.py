"""A control of some parts in one border, of which one or none is chosen: the answer, and a choice of one in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPen
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QSizePolicy

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

    from fjidesk.ui.theme import Theme


def paint_frame(painter: QPainter, rects: list[QRect], theme: Theme) -> None:
    """Draw the common border and the lines between the parts."""
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.united(rect)
    paint.box(painter, whole, theme.px(6), theme.colour("surface"), theme.colour("line"))
    painter.setPen(QPen(theme.colour("hair"), 1))
    for rect in rects[1:]:
        if rect.left() > whole.left():
            painter.drawLine(rect.left(), rect.top() + 7, rect.left(), rect.bottom() - 6)


class StripPart(QRadioButton):
    """One of the parts. Arrow keys move and do not choose; Space chooses.

    Attributes:
        value: what it stands for.
        locked: whether it cannot be chosen; it keeps the focus, so that a list can be walked by keys.
    """

    def __init__(self, theme: Theme, value: str, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.value = value
        self.locked = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        parent = self.parent()
        if step is not None and isinstance(parent, Strip):
            parent.step(self, step)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # they belong to the list
        else:
            super().keyPressEvent(event)

    def hitButton(self, _place: object) -> bool:
        return not self.locked

    def nextCheckState(self) -> None:
        if not self.locked:
            super().nextCheckState()


class Strip(QGroupBox):
    """The group of the parts. It is a group box, so that a screen reader hears a named group of radio buttons.

    Attributes:
        parts: by what they stand for, from left to right.
    """

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, parts: Mapping[str, StripPart], widths: list[int], height: int) -> None:
        super().__init__()
        self._theme = theme
        self._widths, self._height = widths, height
        self._room = sum(widths)
        self.parts = parts
        self._group = QButtonGroup(self)
        for part in parts.values():
            part.setParent(self)
            self._group.addButton(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, room: int) -> None:
        """Go on in further rows where all parts together are wider than the room, in px."""
        room = max(room - 2 * RING, *self._widths)
        if room != self._room:
            self._room = room
            self.updateGeometry()
            self._place()

    def sizeHint(self) -> QSize:
        rects = self.rects()
        right, bottom = max(rect.right() for rect in rects), rects[-1].bottom()
        return QSize(right + 1 + RING, bottom + 1 + RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_value(self, value: str, *, locked: bool = False) -> None:
        """Show what is chosen; an empty value is nothing."""
        self._group.setExclusive(False)
        for name, part in self.parts.items():
            part.locked = locked
            part.setChecked(name == value)
        self._group.setExclusive(True)
        self.update()

    def told_parts(self) -> list[StripPart]:
        """Return the parts as they are read; for Qt the last is the one that was raised above the others."""
        return list(self.parts.values())

    @property
    def value(self) -> str:
        """Return what is chosen; empty where nothing is."""
        return next((name for name, part in self.parts.items() if part.isChecked()), "")

    def take_focus(self) -> None:
        """Put the focus on the chosen part, on the first where none is."""
        self._focus(self.parts.get(self.value) or next(iter(self.parts.values())))

    def step(self, part: StripPart, step: int) -> None:
        """Move the focus over the parts without choosing."""
        parts = list(self.parts.values())
        place = parts.index(part) + step
        if 0 <= place < len(parts):
            self._focus(parts[place])

    def _focus(self, part: StripPart) -> None:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        part.raise_()

    def rects(self) -> list[QRect]:
        """Return where the parts stand, without the room for their rings."""
        rects, left, top = [], RING, RING
        for width in self._widths:
            if left > RING and left + width > RING + self._room:
                left, top = RING, top + self._height
            rects.append(QRect(left, top, width, self._height))
            left += width
        return rects

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for part, rect in zip(self.parts.values(), self.rects(), strict=True):
            part.setGeometry(rect.adjusted(-RING, -RING, RING, RING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_frame(paint.on(self), self.rects(), self._theme)
