"""The answer control: Yes, No, N/A as radio buttons that are painted as one control of three parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Signal

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.strip import Strip, StripPart
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

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


class AnswerPart(StripPart):
    """One of the three."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, RING, -RING, -RING)
        part = Part(
            self.value, chosen=self.isChecked(), hover=self.underMouse(), down=self.isDown(), locked=self.locked
        )
        paint_part(painter, rect, part, self._theme)
        if self.hasFocus():
            paint.ring(painter, rect, self._theme.px(6), self._theme)


class AnswerControl(Strip):
    """The group of three, named by its question.

    Signals:
        answered: the person chose ``yes``, ``no`` or ``na``.
    """

    answered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        parts = {value: AnswerPart(theme, value, answer_words(value)) for value in VALUES}
        super().__init__(theme, parts, [width + theme.px(18) for width in part_widths(theme)], theme.px(36))
        for part in parts.values():
            part.clicked.connect(lambda _on=False, part=part: self._clicked(part))

    def _clicked(self, part: AnswerPart) -> None:
        if not part.locked:
            self.answered.emit(part.value)
