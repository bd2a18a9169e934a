"""The answer control: Yes, No, N/A as radio buttons that are painted as one control of three parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

    from fjidesk.ui.theme import Theme

VALUES = ("yes", "no", "na")
ICONS = {"yes": "check", "no": "cross", "na": "dash"}


def answer_words(value: str) -> str:
    """Return Yes, No or N/A."""
    return {"yes": said("answer.yes"), "no": said("answer.no"), "na": said("answer.na")}[value]


def part_widths(theme: Theme, role: str = "question") -> list[int]:
    """Return the widths of the three parts: from the longest word, so that bold words do not move anything."""
    bold = theme.metrics("card_title" if role == "question" else role)
    return [bold.horizontalAdvance(answer_words(value)) + theme.px(32) for value in VALUES]


class Part:
    """How one part of the control stands when it is painted."""

    def __init__(
        self, value: str, *, chosen: bool, hover: bool = False, down: bool = False, locked: bool = False
    ) -> None:
        self.value = value
        self.chosen = chosen
        self.hover = hover and not locked
        self.down = down and not locked
        self.locked = locked


def paint_frame(painter: QPainter, rects: list[QRect], theme: Theme) -> None:
    """Draw the common border and the lines between the parts."""
    whole = rects[0].united(rects[-1])
    paint.box(painter, whole, theme.px(6), theme.colour("surface"), theme.colour("line"))
    painter.setPen(QPen(theme.colour("hair"), 1))
    for rect in rects[1:]:
        painter.drawLine(rect.left(), rect.top() + 7, rect.left(), rect.bottom() - 6)


def paint_part(painter: QPainter, rect: QRect, part: Part, theme: Theme) -> None:
    """Draw one part: tint, line, heavy icon and bold word where it is chosen."""
    radius = theme.px(6)
    if part.chosen:
        paint.box(painter, rect, radius, theme.colour(f"{part.value}_tint"), theme.colour(f"{part.value}_line"), 1.5)
    elif part.down:
        paint.box(painter, rect, radius, theme.colour("sunken"), theme.colour("control"))
    elif part.hover:
        paint.box(painter, rect.adjusted(2, 2, -2, -2), radius - 2, theme.colour("sunken"))
    ink = part.value if part.chosen else ("ink3" if part.locked else "ink2")
    role = "card_title" if part.chosen else "question"
    text = answer_words(part.value)
    span = theme.metrics(role).horizontalAdvance(text)
    left = rect.left() + (rect.width() - span - theme.px(19)) // 2
    name = ICONS[part.value] + ("-heavy" if part.chosen else "")
    paint.icon(painter, name, QPointF(left + theme.px(7), rect.center().y() + 1), theme, ink, 14)
    paint.words(painter, QRect(left + theme.px(19), rect.top(), span + 4, rect.height()), text, theme, role, ink)


class AnswerPart(QRadioButton):
    """One of the three. Arrow keys move and do not choose; Space chooses."""

    def __init__(self, theme: Theme, value: str, parent: QWidget) -> None:
        super().__init__(answer_words(value), parent)
        self._theme = theme
        self.value = value
        self.locked = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        parent = self.parent()
        if step is not None and isinstance(parent, AnswerControl):
            parent.step(self, step)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # they belong to the list
        else:
            super().keyPressEvent(event)

    def hitButton(self, _place: object) -> bool:
        return not self.locked

    def nextCheckState(self) -> None:
        if not self.locked:  # a locked part keeps the focus, so that the list can be walked by keys
            super().nextCheckState()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        part = Part(
            self.value, chosen=self.isChecked(), hover=self.underMouse(), down=self.isDown(), locked=self.locked
        )
        paint_part(painter, rect, part, self._theme)
        if self.hasFocus():
            paint.ring(painter, rect, self._theme.px(6), self._theme)


class AnswerControl(QWidget):
    """The group of three, named by its question.

    Signals:
        answered: the person chose ``yes``, ``no`` or ``na``.
    """

    answered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self.parts = {value: AnswerPart(theme, value, self) for value in VALUES}
        for part in self.parts.values():
            self._group.addButton(part)
            part.clicked.connect(lambda _on=False, value=part.value: self._clicked(value))
        self._widths = [width + theme.px(18) for width in part_widths(theme)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _clicked(self, value: str) -> None:
        if not self.parts[value].locked:
            self.answered.emit(value)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths) + 2 * RING, self._theme.px(36) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_value(self, value: str, *, locked: bool) -> None:
        """Show an answer; an empty value is unanswered."""
        self._group.setExclusive(False)
        for name, part in self.parts.items():
            part.locked = locked
            part.setChecked(name == value)
        self._group.setExclusive(True)
        self.update()

    @property
    def value(self) -> str:
        """Return the chosen answer; empty where there is none."""
        return next((name for name, part in self.parts.items() if part.isChecked()), "")

    def take_focus(self) -> None:
        """Put the focus on the chosen part, on Yes where none is."""
        part = self.parts[self.value or "yes"]
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        part.raise_()

    def step(self, part: AnswerPart, step: int) -> None:
        """Move the focus over the parts without answering."""
        place = VALUES.index(part.value) + step
        if 0 <= place < len(VALUES):
            target = self.parts[VALUES[place]]
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            target.raise_()

    def _rects(self) -> list[QRect]:
        rects, left = [], RING
        for width in self._widths:
            rects.append(QRect(left, RING, width, self.height() - 2 * RING))
            left += width
        return rects

    def resizeEvent(self, _event: QResizeEvent) -> None:
        for part, rect in zip(self.parts.values(), self._rects(), strict=True):
            part.setGeometry(rect.adjusted(-RING, -RING, RING, RING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_frame(paint.on(self), self._rects(), self._theme)
