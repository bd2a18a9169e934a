"""A choice of one in a row: source, confidence, order of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from fjidesk.ui.theme import Theme


class _Part(QRadioButton):
    def __init__(self, theme: Theme, text: str, parent: Segment) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def hitButton(self, _place: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(self, step)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

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


class Segment(QWidget):
    """A row of which one part, or none, is chosen. Arrow keys move, Space chooses.

    Signals:
        chosen: the id of the part that the person chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, options: Mapping[str, str], name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._parts: dict[str, _Part] = {}
        for value, text in options.items():
            part = _Part(theme, text, self)
            part.setAccessibleName(f"{name}: {text}")
            part.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._group.addButton(part)
            self._parts[value] = part
        metrics = theme.metrics("body_medium")
        self._widths = [metrics.horizontalAdvance(text) + theme.px(20) for text in options.values()]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths) + 2 * RING, self._theme.px(28) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def value(self) -> str:
        """Return the id of the chosen part; empty where there is none."""
        return next((value for value, part in self._parts.items() if part.isChecked()), "")

    def show_value(self, value: str) -> None:
        """Show a choice; an empty value is none."""
        self._group.setExclusive(False)
        for name, part in self._parts.items():
            part.setChecked(name == value)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """Put the focus on the part that is chosen, or on the first."""
        parts = list(self._parts.values())
        next((part for part in parts if part.isChecked()), parts[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, part: QRadioButton, step: int) -> None:
        """Move the focus without choosing."""
        parts = list(self._parts.values())
        place = next(index for index, found in enumerate(parts) if found is part) + step
        if 0 <= place < len(parts):
            parts[place].setFocus(Qt.FocusReason.OtherFocusReason)
            parts[place].raise_()

    def _rects(self) -> list[QRect]:
        rects, left = [], RING
        for width in self._widths:
            rects.append(QRect(left, RING, width, self.height() - 2 * RING))
            left += width
        return rects

    def resizeEvent(self, _event: QResizeEvent) -> None:
        for part, rect in zip(self._parts.values(), self._rects(), strict=True):
            part.setGeometry(rect.adjusted(-RING, -RING, RING, RING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        rects = self._rects()
        whole = rects[0].united(rects[-1])
        paint.box(painter, whole, self._theme.px(6), self._theme.colour("surface"), self._theme.colour("line"))
        painter.setPen(QPen(self._theme.colour("hair"), 1))
        for rect in rects[1:]:
            painter.drawLine(rect.left(), rect.top() + 7, rect.left(), rect.bottom() - 6)
