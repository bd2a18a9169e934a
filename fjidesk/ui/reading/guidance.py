"""What good enough looks like for the open question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fjidesk.ui.below import all_shown, shown
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.text import Text, Title
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.model.framework import Question
    from fjidesk.ui.theme import Theme

_MOST = 4  # sentences of one kind


class _Mark(QWidget):
    """The tick or cross before a sentence; the words say the same."""

    def __init__(self, theme: Theme, name: str, ink: str) -> None:
        super().__init__()
        self._theme, self._name, self._ink = theme, name, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(16), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint.icon(paint.on(self), self._name, middle, self._theme, self._ink, 15)


class Guidance(QWidget):
    """Follows the open question."""

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        head.addWidget(Title(theme, said("guidance.title"), "body_strong"))
        head.addStretch(1)
        head.addWidget(Cap(theme, "F1"))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(theme.px(18), 0, theme.px(12), theme.px(10))
        lines.setSpacing(theme.px(5))
        self._good = [self._line(lines, "check", "yes") for _ in range(_MOST)]
        self._not_enough = [self._line(lines, "cross", "no") for _ in range(_MOST)]
        self._where = Text(theme, "", "caption", "ink2", wrap=True)
        self._na = Text(theme, "", "caption", "ink2", wrap=True)
        lines.addWidget(self._where)
        lines.addWidget(self._na)
        lines.addStretch(1)
        self._area = Listing()
        self._area.hold(inside)
        self._area.setObjectName("held")  # it takes the focus, so that it can be scrolled by keys
        self._area.setAccessibleName(said("guidance.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def take_focus(self) -> None:
        """Put the focus on the text, which the keys scroll."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, column: QVBoxLayout, name: str, ink: str) -> tuple[QWidget, Text]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(6))
        text = Text(self._theme, "", "body", wrap=True)
        row.addWidget(_Mark(self._theme, name, ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        column.addWidget(holder)
        return holder, text

    def show_question(self, question: Question) -> None:
        """Show the guidance of a question."""
        guidance = question.guidance
        for lines, sentences in (
            (self._good, all_shown(guidance.good)),
            (self._not_enough, all_shown(guidance.not_enough)),
        ):
            for place, (holder, text) in enumerate(lines):
                holder.setVisible(place < len(sentences))
                text.setText(sentences[place] if place < len(sentences) else "")
        self._where.setText(said("guidance.where", where=shown(guidance.where)))
        self._na.setText(shown(guidance.na))
        self._area.verticalScrollBar().setValue(0)
        self.setAccessibleName(said("guidance.title"))
        self.setAccessibleDescription(" ".join([*all_shown(guidance.good), *all_shown(guidance.not_enough)]))
