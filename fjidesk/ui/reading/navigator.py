"""The left pane: how far the reading is, its sections with what is left to answer, and the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fjidesk.ui.below import shown
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.bars import Bar
from fjidesk.ui.parts.hung import HungColumn
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.reading.waiting import Waiting
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from fjidesk.ui.reading.session import Count, Session
    from fjidesk.ui.theme import Theme


class NavRow(QAbstractButton):
    """A section, or one theme of the section that is open."""

    def __init__(self, theme: Theme, text: str, *, inner: bool) -> None:
        super().__init__()
        self._theme = theme
        self._inner = inner
        self._count: Count | None = None
        self._left = 0
        self.here = False
        self.open = False
        self.setText(text)
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_count(self, count: Count, left: int, *, here: bool, opened: bool) -> None:
        """Show how far this part is; ``left`` questions are to be answered."""
        self._count, self._left, self.here, self.open = count, left, here, opened
        spoken = said("nav.spoken", name=self.text(), answered=count.answered, applicable=count.applicable, left=left)
        self.setAccessibleName(spoken + (said("nav.here") if here else ""))
        self.update()

    def tight(self, tight: bool) -> None:  # noqa: FBT001  (named by the method)
        """Take less height in a low window."""
        high, low = (28, 25) if self._inner else (31, 27)
        self.setFixedHeight(self._theme.px(low if tight else high))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def _state(self) -> tuple[str, str]:
        count = self._count
        if count is None or not count.applicable:
            return "dash", "ink3"
        if not self._left:
            return "done", "yes"
        return ("half", "accent") if count.answered else ("ring", "ink3")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, 0, -RING, 0)
        if self.here:
            paint.box(painter, rect, theme.px(5), theme.colour("select"))
            paint.box(painter, QRect(rect.left(), rect.top() + 5, 3, rect.height() - 10), 1.5, theme.colour("accent"))
        elif self.underMouse():
            paint.box(painter, rect, theme.px(5), theme.colour("sunken"))
        middle = rect.center().y() + 1
        if not self._inner and not isinstance(self, LimitingRow):
            fold = "down" if self.open else "right"
            paint.icon(painter, fold, QPointF(rect.left() + theme.px(14), middle), theme, "ink2", 15)
        name, ink = self._state()
        paint.icon(painter, name, QPointF(rect.left() + theme.px(34), middle), theme, ink, 14)
        role = "body_strong" if self.here or (not self._inner) else "body"
        number = f"{self._left}" if self._left else ""
        place = rect.adjusted(theme.px(48), 0, -theme.px(34), 0)
        text = theme.metrics(role).elidedText(short(self.text()), Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme, role)
        paint.words(painter, rect.adjusted(0, 0, -theme.px(8), 0), number, theme, role, "ink", paint.RIGHT)
        if self.hasFocus():
            paint.ring(painter, rect.adjusted(2, 2, -2, -2), theme.px(5), theme)


class LimitingRow(NavRow):
    """The last section: it has flags, and no questions to answer."""

    flags = 0

    def show_flags(self, flags: int, *, here: bool) -> None:
        """Show how many flags there are."""
        self.flags, self.here = flags, here
        name = said("limiting.spoken", name=self.text(), count=flags)
        self.setAccessibleName(name + (said("nav.here") if here else ""))
        self.update()

    def _state(self) -> tuple[str, str]:
        return ("flag", "danger") if self.flags else ("ring", "ink3")


class Navigator(Pane):
    """Says how far the reading is and goes to any part of it.

    Signals:
        asked: the index of the group to go to.
        limiting_asked: to the flags, the last section.
        waiting_asked: the list of what waits: discuss, queries, disagree.
    """

    asked = Signal(int)
    limiting_asked = Signal()
    waiting_asked = Signal(str)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, "nav", "r")
        self._session = session
        self._tone = theme
        self._current = 0
        self.setAccessibleName(said("nav.name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(5))
        column.addLayout(self._summary(theme))
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.px(6), 0, 0)
        head.addWidget(Text(theme, said("nav.sections"), "caption_strong", "ink2"))
        head.addStretch(1)
        head.addWidget(Text(theme, said("nav.to_answer"), "caption", "ink2"))
        column.addLayout(head)
        tree = HungColumn(theme.px(8))
        self._tree(theme, tree)
        column.addLayout(tree)
        column.addSpacing(theme.px(6))
        self._by_theme = QWidget()
        self._by_theme.setLayout(self._themes(theme))
        column.addWidget(self._by_theme)
        column.addStretch(1)
        column.addWidget(Rule(theme))
        self.waiting = Waiting(theme, self.waiting_asked)
        column.addLayout(self.waiting)

    def _summary(self, theme: Theme) -> QVBoxLayout:
        self._figure = Text(theme, "", "card_title")
        self._percent = Text(theme, "", "body", "ink2")
        self._bar = Bar(theme)
        self._rest = Text(theme, "", "caption", "ink2")
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self._figure)
        row.addWidget(Text(theme, said("nav.answered"), "body", "ink2"))
        row.addStretch(1)
        row.addWidget(self._percent)
        column = QVBoxLayout()
        column.setSpacing(theme.px(5))
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._rest)
        return column

    def _tree(self, theme: Theme, column: QVBoxLayout) -> None:
        framework = self._session.framework
        titles = {theme_.id: shown(theme_.short) for theme_ in framework.themes}
        self._sections: dict[str, NavRow] = {}
        self._groups: list[NavRow] = []
        sections = {section.id: shown(section.title) for section in framework.sections}
        for index, group in enumerate(self._session.groups):
            if group.section not in self._sections:
                row = NavRow(theme, sections[group.section], inner=False)
                row.clicked.connect(lambda _on=False, index=index: self.asked.emit(index))
                self._sections[group.section] = row
                column.addWidget(row)
            row = NavRow(theme, titles[group.theme], inner=True)
            row.clicked.connect(lambda _on=False, index=index: self.asked.emit(index))
            self._groups.append(row)
            column.addWidget(row)
        self.limiting = LimitingRow(theme, said("limiting.title"), inner=False)
        self.limiting.clicked.connect(self.limiting_asked)
        column.addWidget(self.limiting)

    def _themes(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(Rule(theme))
        column.addSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(Text(theme, said("nav.by_theme"), "caption_strong", "ink2"))
        head.addStretch(1)
        head.addWidget(Text(theme, said("nav.answered"), "caption", "ink2"))
        column.addLayout(head)
        self._theme_lines: dict[str, tuple[Bar, Text]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        scored = [entry for entry in self._session.framework.themes if entry.scored]
        for row, entry in enumerate(scored):
            bar, text = Bar(theme), Text(theme, "", "caption", "ink2")
            bar.setMinimumWidth(theme.px(24))
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Text(theme, shown(entry.short), "caption"), row, 0)
            grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(text, row, 2)
            self._theme_lines[entry.id] = (bar, text)
        column.addLayout(grid)
        return column

    def show_limiting(self, flags: int, *, here: bool) -> None:
        """Show how many flags there are, and whether their page is open."""
        self.limiting.show_flags(flags, here=here)
        self.refresh()

    def show_group(self, index: int) -> None:
        """Show which group is open."""
        self._current = index
        self.limiting.show_flags(self.limiting.flags, here=False)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        session = self._session
        whole = session.count()
        self._figure.setText(said("count.of", part=whole.answered, whole=whole.applicable))
        share = round(100 * whole.answered / whole.applicable) if whole.applicable else 0
        self._percent.setText(f"{share}%")
        self._bar.show_share(whole.answered, whole.applicable, self._figure.text())
        self._rest.setText(said("nav.rest", left=whole.applicable - whole.answered, out=whole.out))
        here = session.groups[self._current].section
        for name, row in self._sections.items():
            names = [question for group in session.groups if group.section == name for question in group.questions]
            row.show_count(session.count(names), self._left(names), here=False, opened=name == here)
        for index, (group, row) in enumerate(zip(session.groups, self._groups, strict=True)):
            row.setVisible(group.section == here)
            if group.section == here:
                count = session.count(group.questions)
                row.show_count(
                    count,
                    self._left(group.questions),
                    here=index == self._current and not self.limiting.here,
                    opened=False,
                )
        for name, (bar, text) in self._theme_lines.items():
            count = session.count([question.id for question in session.framework.questions if question.theme == name])
            text.setText(said("count.of", part=count.answered, whole=count.applicable))
            bar.show_share(count.answered, count.applicable, text.text())

    def _left(self, names: list[str]) -> int:
        return sum(self._session.to_do(name) for name in names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.height() < self._tone.px(640)
        for row in (*self._sections.values(), *self._groups, self.limiting):
            row.tight(tight)
        self._by_theme.setVisible(self.height() >= self._tone.px(550))  # the sections say as much
