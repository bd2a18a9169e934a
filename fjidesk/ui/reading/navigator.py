"""The left pane: how far the reading is, its sections with what is left to answer, and the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.ui.below import shown
from fjidesk.ui.parts.bars import Bar
from fjidesk.ui.parts.hung import HungColumn
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Rule, Text, Title
from fjidesk.ui.reading.nav_row import FactsRow, LimitingRow, NavRow
from fjidesk.ui.reading.odd import unknown
from fjidesk.ui.reading.waiting import Waiting
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class _Tree(QWidget):
    """Holds the rows."""

    role_told = QAccessible.Role.Tree


class _Summed(QWidget):
    """Bars with their figures beside them, of which a screen reader hears the sentences of the bars alone."""

    role_told = QAccessible.Role.Grouping

    def told_parts(self) -> list[QWidget]:
        """Return the bars, and what stands above them."""
        return [part for part in self.findChildren(QWidget) if isinstance(part, Bar | Title)]


class Navigator(Pane):
    """Says how far the reading is and goes to any part of it.

    Signals:
        asked: the index of the group to go to.
        facts_asked: to the case facts.
        limiting_asked: to the flags, the last section.
        waiting_asked: the list of what waits: discuss, queries, disagree.
    """

    asked = Signal(int)
    facts_asked = Signal()
    limiting_asked = Signal()
    waiting_asked = Signal(str)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, "nav", "r")
        self._session = session
        self._tone = theme
        self._current = 0
        self.setAccessibleName(said("nav.name"))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(5))
        column.addWidget(self._summary(theme))
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.px(6), 0, 0)
        head.addWidget(Title(theme, said("nav.sections"), "caption_strong", "ink2"))
        head.addStretch(1)
        head.addWidget(Text(theme, said("nav.to_answer"), "caption", "ink2"))
        column.addLayout(head)
        tree = HungColumn(theme.px(8))
        tree.addWidget(self._tree(theme))
        column.addLayout(tree)
        column.addSpacing(theme.px(6))
        self._end(theme, column)
        self._hold(sheet)

    def _end(self, theme: Theme, column: QVBoxLayout) -> None:
        self._by_theme = self._themes(theme)
        column.addWidget(self._by_theme)
        column.addStretch(1)
        column.addWidget(Rule(theme))
        self.waiting = Waiting(theme, self.waiting_asked)
        column.addLayout(self.waiting)

    def _hold(self, sheet: QWidget) -> None:
        """Let the pane scroll where it is too low for all of it."""
        self._area = Listing()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.hold(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(self._area)

    def _summary(self, theme: Theme) -> QWidget:
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
        summary = _Summed()
        column = QVBoxLayout(summary)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._rest)
        return summary

    def _tree(self, theme: Theme) -> QWidget:
        tree = _Tree()
        tree.setAccessibleName(said("nav.name"))
        column = QVBoxLayout(tree)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        framework = self._session.framework
        titles = {theme_.id: shown(theme_.short) for theme_ in framework.themes}
        self._sections: dict[str, NavRow] = {}
        self._groups: list[NavRow] = []
        self.facts = FactsRow(theme, said("facts.title"), inner=False)
        self.facts.clicked.connect(self.facts_asked)
        column.addWidget(self.facts)
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
        return tree

    def _themes(self, theme: Theme) -> QWidget:
        themes = _Summed()
        column = QVBoxLayout(themes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(Rule(theme))
        column.addSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(Title(theme, said("nav.by_theme"), "caption_strong", "ink2"))
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
        return themes

    def show_limiting(self, flags: int, *, here: bool) -> None:
        """Show how many flags there are, and whether their page is open."""
        self.limiting.show_flags(flags, here=here)
        self.refresh()

    def show_group(self, index: int) -> None:
        """Show which group is open; a step inside it changes nothing here."""
        if index == self._current and self._figure.text() and not self.limiting.here:
            return
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
        sentence = said("nav.share", part=whole.answered, whole=whole.applicable)
        self._rest.setText(said("nav.rest", left=whole.applicable - whole.answered, out=whole.out))
        self._bar.show_share(whole.answered, whole.applicable, f"{sentence}, {share}%, {self._rest.text()}")
        self.facts.show_known(len(unknown(session)), len(session.framework.facts))
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
        titles = {entry.id: shown(entry.short) for entry in session.framework.themes}
        for name, (bar, text) in self._theme_lines.items():
            count = session.count([question.id for question in session.framework.questions if question.theme == name])
            text.setText(said("count.of", part=count.answered, whole=count.applicable))
            sentence = said("nav.share", part=count.answered, whole=count.applicable)
            bar.show_share(count.answered, count.applicable, f"{titles[name]}: {sentence}")

    @property
    def rows(self) -> list[NavRow]:
        """Return the rows from top to bottom: facts, sections with their themes, flags."""
        rows: list[NavRow] = [self.facts]
        for name, section in self._sections.items():
            own = zip(self._session.groups, self._groups, strict=True)
            rows += [section, *(row for group, row in own if group.section == name)]
        return [*rows, self.limiting]

    def take_focus(self) -> None:
        """Put the focus on the row of the group that is open."""
        row = self.limiting if self.limiting.here else self._groups[self._current]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row)

    def _left(self, names: list[str]) -> int:
        return sum(self._session.to_do(name) for name in names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.height() < self._tone.px(640)
        for row in self.rows:
            row.tight(tight)
        self._by_theme.setVisible(self.height() >= self._tone.px(550))  # the sections say as much
