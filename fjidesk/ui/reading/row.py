"""One closed question: a painted row with its answer, which a click answers or opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from fjidesk.ui.below import in_english, shown
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.answer import VALUES, Part, answer_words, paint_part, part_widths
from fjidesk.ui.parts.strip import paint_frame
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

    from fjidesk.model.framework import Question
    from fjidesk.ui.theme import Theme

ID_LEFT = 30
TEXT_LEFT = 68
WIDEST_TEXT = 820


class Standing(NamedTuple):
    """What a row shows of its question.

    Attributes:
        answer: yes, no, na or empty.
        applies: False where a rule takes the question out.
        why: why it does not apply.
        note: whether there is a note.
        noted: whether something is written although no answer is chosen yet.
        discuss: whether it is to be discussed with the lead.
        query: whether the lead asks something about it.
        reasons: how many reasons are ticked.
        lacking: whether a reason is missing.
        locked: whether it can be changed.
    """

    answer: str = ""
    applies: bool = True
    why: str = ""
    note: bool = False
    noted: bool = False
    discuss: bool = False
    query: bool = False
    reasons: int = 0
    lacking: bool = False
    locked: bool = False


class QuestionRow(QWidget):
    """A question that is not the open one.

    Signals:
        opened: a click on the question.
        answered: a click on a part of its answer.
        why_asked: a click on the reason why it does not apply.
    """

    role_told = QAccessible.Role.ListItem
    opened = Signal(str)
    answered = Signal(str, str)
    why_asked = Signal(str)

    def __init__(self, theme: Theme, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._question = question
        self._standing = Standing()
        self._hover = QPoint(-1, -1)
        self._parts = part_widths(theme)
        self._heights: dict[tuple[int, str, str], int] = {}  # asked at each step, and measuring text takes its time
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def show_standing(self, standing: Standing) -> None:
        """Show how the question stands."""
        self._standing = standing
        self.setAccessibleName(self._spoken())
        self.setToolTip(in_english(self._question.text))
        self.update()

    def _spoken(self) -> str:
        return f"{self._question.id}. {shown(self._question.text)} {self.standing_words}"

    @property
    def standing_words(self) -> str:
        """Return how the question stands, in words."""
        standing = self._standing
        if not standing.applies:
            parts = [said("row.out", why=standing.why)]
        elif standing.answer:
            parts = [said("row.answered", answer=answer_words(standing.answer))]
            parts += [said("row.reasons", count=standing.reasons)] if standing.reasons else []
        else:
            parts = [said("row.noted" if standing.noted else "row.open")]
        marks = {"no_reason": standing.lacking, "note": standing.note and not standing.noted}
        marks |= {"discuss": standing.discuss, "query": standing.query}
        return ", ".join([*parts, *(said(f"row.{mark}") for mark, on in marks.items() if on)])

    def told_state(self) -> list[str]:
        """Return what holds of it as an item of a list."""
        return ["selectable"]

    def told_press(self) -> None:
        """Open the question, as a click on its text does."""
        self.opened.emit(self._question.id)

    def _role(self) -> str:
        return "question_open" if self._standing.applies and not self._standing.answer else "question"

    def _text_width(self, width: int) -> int:
        theme = self._theme
        room = width - theme.px(TEXT_LEFT) - sum(self._parts) - theme.px(62)
        return min(room, theme.px(WIDEST_TEXT))

    def height_for(self, width: int) -> int:
        """Return the height that the row needs at a width."""
        theme, role = self._theme, self._role()
        key = (width, role, self._second())
        if key not in self._heights:
            space = QRect(0, 0, self._text_width(width), 1000)
            text = theme.metrics(role).boundingRect(space, paint.WRAPPED, shown(self._question.text)).height()
            below = self._below(self._text_width(width))
            self._heights[key] = max(theme.px(40), text + below + theme.px(15 if below else 18))
        return self._heights[key]

    def _second(self) -> str:
        if not self._standing.applies:
            return said("row.out", why=self._standing.why)
        if self._standing.noted:
            return said("row.noted")
        return said("row.lacking") if self._standing.lacking else ""

    def _below(self, width: int) -> int:
        """Return the height of what stands below the question; it goes on in the next line where it is long."""
        theme, second = self._theme, self._second()
        if not second:
            return 0
        space = QRect(0, 0, width - theme.px(18), 1000)
        return max(theme.px(17), theme.metrics("caption").boundingRect(space, paint.WRAPPED, second).height())

    def _rects(self) -> list[QRect]:
        theme = self._theme
        height = theme.px(28)
        left = self.width() - theme.px(8) - sum(self._parts)
        rects = []
        for width in self._parts:
            rects.append(QRect(left, (self.height() - 1 - height) // 2, width, height))
            left += width
        return rects

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, standing = self._theme, self._standing
        painter = paint.on(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("nav"))
        painter.fillRect(QRect(theme.px(8), self.height() - 1, self.width() - theme.px(16), 1), theme.colour("hair"))
        self._paint_text(painter)
        if not standing.applies:
            rects = self._rects()
            whole = rects[0].united(rects[-1])
            paint.words(painter, whole, said("answer.by_rule"), theme, "caption_medium", "ink3", paint.CENTRE)
            return
        self._paint_answer(painter)
        self._paint_marks(painter)

    def _paint_text(self, painter: QPainter) -> None:
        theme, standing = self._theme, self._standing
        second = self._second()
        ink = "ink" if standing.applies else "ink3"
        width = self._text_width(self.width())
        role = self._role()
        space = QRect(theme.px(TEXT_LEFT), 0, width, 1000)
        high = theme.metrics(role).boundingRect(space, paint.WRAPPED, shown(self._question.text)).height()
        low = self._below(width)
        whole = high + low
        top = (self.height() - 1 - whole) // 2
        first = theme.metrics(role).height()
        name = QRect(theme.px(ID_LEFT), top, theme.px(38), first)
        paint.words(painter, name, self._question.id, theme, "caption_medium", "ink2" if standing.applies else "ink3")
        place = QRect(theme.px(TEXT_LEFT), top, width, high + 4)
        paint.words(painter, place, shown(self._question.text), theme, role, ink, paint.WRAPPED)
        if second:
            tone = "warn" if standing.lacking else "ink2" if standing.applies else "ink3"
            below = QRect(theme.px(TEXT_LEFT + 18), top + high, width - theme.px(18), low)
            mark = QPointF(theme.px(TEXT_LEFT + 7), below.top() + theme.px(17) // 2 + 1)
            mark_name = "ring" if standing.lacking else "note" if standing.applies else "dash"
            paint.icon(painter, mark_name, mark, theme, tone, 12)
            paint.words(painter, below, second, theme, "caption", tone, paint.WRAPPED)
        if standing.applies and (not standing.answer or standing.lacking):
            paint.icon(painter, "ring-heavy", QPointF(theme.px(14), top + first / 2), theme, "accent", 13)

    def _paint_answer(self, painter: QPainter) -> None:
        rects = self._rects()
        paint_frame(painter, rects, self._theme)
        chosen = self._standing.answer
        for value, rect in sorted(zip(VALUES, rects, strict=True), key=lambda pair: pair[0] == chosen):
            part = Part(value, chosen=value == chosen, hover=rect.contains(self._hover), locked=self._standing.locked)
            paint_part(painter, rect, part, self._theme)

    def _paint_marks(self, painter: QPainter) -> None:
        theme = self._theme
        left = self._rects()[0].left() - theme.px(20)
        for name, on in (
            ("note", self._standing.note and not self._standing.noted),
            ("flag", self._standing.discuss),
            ("chat", self._standing.query),
        ):
            if on:
                paint.icon(painter, name, QPointF(left, self.height() / 2), theme, "ink2", 15)
                left -= theme.px(22)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(500), self.height_for(max(self.width(), self._theme.px(500))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = event.position().toPoint()
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover = QPoint(-1, -1)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(place):
            return
        name = self._question.id
        if not self._standing.applies:
            self.why_asked.emit(name)
            return
        for value, rect in zip(VALUES, self._rects(), strict=True):
            if rect.contains(place) and not self._standing.locked:
                self.answered.emit(name, value)
                return
        self.opened.emit(name)
