"""The case facts to read and not to change: of a finished case, and while the end stands over the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fjidesk.ui.below import shown
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.model.framework import Fact
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class FactSummary(Listing):
    """A line for each fact that is known, by group, and below them the names of the others; arrow keys scroll it."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._stands: dict[str, str] | None = None
        self._lines: dict[str, Text] = {}
        self.setObjectName("held")
        self.setAccessibleName(said("facts.title"))

    def refresh(self) -> None:
        """Show the facts as they stand."""
        if self._stands == self._session.facts:
            return
        self._stands = dict(self._session.facts)
        self._lines = {}
        theme, framework = self._theme, self._session.framework
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(theme.px(18), 0, theme.px(12), theme.px(8))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnStretch(0, 42)
        grid.setColumnStretch(1, 58)
        for group in framework.fact_groups:
            facts = [fact for fact in framework.facts if fact.group == group.id and fact.id in self._stands]
            if facts:
                title = Text(theme, shown(group.title), "caption_strong", "ink2")
                title.setContentsMargins(0, theme.px(5) if grid.rowCount() > 1 else 0, 0, 0)
                grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            for fact in facts:
                self._add(grid, fact, self._stands[fact.id])
        self._add_unknown(grid)
        grid.setRowStretch(grid.rowCount(), 1)
        self.hold(sheet)

    def _add(self, grid: QGridLayout, fact: Fact, value: str) -> None:
        theme, row = self._theme, grid.rowCount()
        words = next((shown(one.label) for one in fact.values if one.id == value), value)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Text(theme, shown(fact.label), "caption", "ink2", wrap=True), row, 0, top)
        self._lines[fact.id] = text = Text(theme, words, "caption_medium", wrap=True)
        text.setAccessibleName(f"{shown(fact.label)}: {words}")
        grid.addWidget(text, row, 1, top)

    def _add_unknown(self, grid: QGridLayout) -> None:
        known = self._stands or {}
        names = [shown(fact.label) for fact in self._session.framework.facts if fact.id not in known]
        if names:
            words = said("facts.not_known", facts=", ".join(names))
            grid.addWidget(Text(self._theme, words, "caption", "ink2", wrap=True), grid.rowCount(), 0, 1, 2)

    def go_to(self, name: str) -> None:
        """Put the focus here and scroll to a fact."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if name in self._lines:
            self.ensureWidgetVisible(self._lines[name], 0, self._theme.px(40))
