"""What the reader answered to the same question in their other cases; never another reader's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from fjidesk.desk import search
from fjidesk.ui.below import sentence
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.answer import ICONS, VALUES, answer_words
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.text import Rule, Text, Title
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QPaintEvent

    from fjidesk.desk.search import Earlier as Answered
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme

_LINE = 20  # px
_MOST = 5  # lines in sight; the rest is scrolled to


class _Lines(QWidget):
    """One painted line an answer: case, answer, and what was said of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def fill(self, lines: list[tuple[str, str, str]]) -> None:
        """Show lines."""
        self.lines = lines
        self.setAccessibleName(". ".join(f"{case} {answer_words(value)} {text}" for case, value, text in lines))
        self.setFixedHeight(self._theme.px(_LINE * len(lines)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, paint.on(self)
        case_room = max([theme.metrics("caption").horizontalAdvance(line[0]) for line in self.lines], default=0)
        word_room = max(theme.metrics("caption_strong").horizontalAdvance(answer_words(value)) for value in VALUES)
        for place, (case, answer, text) in enumerate(self.lines):
            rect = QRect(theme.px(18), place * theme.px(_LINE), self.width() - theme.px(30), theme.px(_LINE))
            paint.words(painter, rect, case, theme, "caption", "ink2")
            left = rect.left() + case_room + theme.px(14)
            paint.icon(painter, f"{ICONS[answer]}-heavy", QPointF(left + 6, rect.center().y() + 1), theme, answer, 12)
            left += theme.px(16)
            word = QRect(left, rect.top(), word_room + 2, rect.height())
            paint.words(painter, word, answer_words(answer), theme, "caption_strong", answer)
            left += word_room + theme.px(12)
            rest = QRect(left, rect.top(), rect.right() - left, rect.height())
            shown = theme.metrics("caption").elidedText(text, Qt.TextElideMode.ElideRight, rest.width())
            paint.words(painter, rest, shown, theme, "caption")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._tip(event)  # type: ignore[arg-type]
            return True
        return super().event(event)

    def _tip(self, event: QHelpEvent) -> None:
        place = event.pos().y() // max(1, self._theme.px(_LINE))
        if 0 <= place < len(self.lines):
            QToolTip.showText(event.globalPos(), self.lines[place][2], self)


class Earlier(QWidget):
    """Follows the open question; it takes no room where there is nothing."""

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self._session = session
        self._counts = Text(theme, "", "caption", "ink2")
        self._lines = _Lines(theme)
        self._area = Listing()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.hold(self._lines)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        head.addWidget(Title(theme, said("earlier.title"), "body_strong"))
        head.addStretch(1)
        head.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(10))
        column.setSpacing(theme.px(5))
        column.addWidget(Rule(theme))
        column.addSpacing(theme.px(5))
        column.addLayout(head)
        column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_question(self, name: str) -> bool:
        """Show the reader's answers to a question in other cases; tell whether there are any."""
        session = self._session
        found = search.earlier(session.desk, session.case, name) if session.member == session.desk.me else []
        lines = [(one.case, one.answer, _said(one)) for one in found]
        self._lines.fill(lines)
        shown = min(len(lines), _MOST)
        self._area.setFixedHeight(self._theme.px(_LINE * shown))
        counts = {value: sum(line[1] == value for line in lines) for value in VALUES}
        self._counts.setText(" · ".join(f"{count} {answer_words(value)}" for value, count in counts.items() if count))
        self.setAccessibleName(said("earlier.title"))
        self.setAccessibleDescription(self._lines.accessibleName())
        return bool(lines)


def _said(one: Answered) -> str:
    return "; ".join(map(sentence, one.reasons)) or one.note
