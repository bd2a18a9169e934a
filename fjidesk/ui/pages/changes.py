"""What changed since the owner last looked, a case at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fjidesk.desk import access, history
from fjidesk.ui.below import sentence
from fjidesk.ui.kit import local
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.history import Changed
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_MOST = 12  # lines of one case


class ChangesPage(OutcomePage):
    """A headline a case, and below it each record from then to now. Leaving it counts as having looked."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        look = history.changes(desk)
        if look.cases:
            access.viewed_history(desk, *(one.case for one in look.cases))
        count = sum(len(one.entries) for one in look.cases)
        summary = said("changes.count", count=count) if count else said("changes.none")
        super().__init__(kit, desk.inspection.title, said("changes.title"), summary)
        self._desk = desk
        self._upto = look.upto
        theme = kit.theme
        sheet = QWidget()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(12))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnStretch(2, 1)
        row = 0
        for one in look.cases:
            row = self._add(row, one)
        if not look.cases:
            self._grid.addWidget(Text(theme, said("changes.none_more"), "body", "ink2", wrap=True), 0, 0, 1, 3)
        self._grid.setRowStretch(row + 1, 1)
        self.hold_list(sheet)
        self.column.addStretch(1)

    def _add(self, row: int, one: Changed) -> int:
        theme, grid = self._tone, self._grid
        if row:
            grid.addWidget(Rule(theme), row, 0, 1, 3)
        case = Text(theme, one.case or said("changes.all"), "card_title")
        grid.addWidget(case, row + 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(theme, sentence(one.headline), "body_strong", wrap=True), row + 1, 1, 1, 2)
        row += 2
        for entry in one.entries[:_MOST]:
            moment = Text(theme, local(datetime.fromisoformat(entry.at), "%d %b %H:%M"), "caption", "ink2")
            grid.addWidget(moment, row, 1, Qt.AlignmentFlag.AlignTop)
            words = sentence(entry.words)
            words = f"{entry.question}: {words}" if entry.question else words[:1].upper() + words[1:]
            grid.addWidget(Text(theme, words, "body", wrap=True).selectable(), row, 2)
            row += 1
        rest = len(one.entries) - _MOST
        if rest > 0:
            grid.addWidget(Text(theme, said("finish.more", count=rest), "caption", "ink2"), row, 2)
            row += 1
        return row

    def leave(self) -> None:
        """Go back; what was shown counts as seen."""
        history.seen(self._desk, upto=self._upto)
        super().leave()
