"""The open question's id and text, which wraps and is never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.below import in_english, shown
from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.model.framework import Question
    from fjidesk.ui.theme import Theme

_TEXT_LEFT = 38
_WIDEST = 820


class Heading(QWidget):
    """Painted, so that the id stands on the first line however many lines the text has."""

    role_told = QAccessible.Role.Heading

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._id = ""
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_question(self, question: Question) -> None:
        """Show a question."""
        self._id, self._text = question.id, shown(question.text)
        self.setAccessibleName(f"{question.id}. {shown(question.text)}")
        self.setToolTip(in_english(question.text))
        self.updateGeometry()
        self.update()

    def _width(self, width: int) -> int:
        return max(self._theme.px(80), min(width - self._theme.px(_TEXT_LEFT), self._theme.px(_WIDEST)))

    def heightForWidth(self, width: int) -> int:
        space = QRect(0, 0, self._width(width), 2000)
        return self._theme.metrics("section").boundingRect(space, int(paint.WRAPPED), self._text).height() + 2

    def sizeHint(self) -> QSize:
        width = self._theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.metrics("section").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        high = self.heightForWidth(self.width())
        top = (self.height() - high) // 2
        first = QRect(0, top, theme.px(_TEXT_LEFT), theme.metrics("section").height())
        paint.words(painter, first, self._id, theme, "card_title", "accent")
        place = QRect(theme.px(_TEXT_LEFT), top, self._width(self.width()), high + 4)
        paint.words(painter, place, self._text, theme, "section", "ink", paint.WRAPPED)
