"""The history of one answer, in words, in the side pane."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.desk import access, history
from fjidesk.ui.actions import cap
from fjidesk.ui.below import sentence
from fjidesk.ui.kit import local
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.text import Rule, Text, Title
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.history import Entry
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class History(QWidget):
    """Every change of the open question's answer, the newest first. Only the reader's own are shown."""

    role_told = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self._session = session
        self._title = Title(theme, "", "body_strong")
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(Cap(theme, cap("history")))
        self._area = Listing()
        self._area.setObjectName("held")  # it takes the focus, so that it can be scrolled by keys
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def show_question(self, name: str) -> None:
        """Show the history of the answer to a question."""
        theme, session = self._theme, self._session
        access.viewed_history(session.desk, session.case, question=name)
        entries = history.history(session.desk, session.case, name)
        mine = [entry for entry in entries if entry.key[1] == session.member]
        self._title.setText(said("history.title", question=name))
        for part in (self, self._area):
            part.setAccessibleName(self._title.text())
        sheet = QWidget()
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(theme.px(18), 0, theme.px(12), theme.px(10))
        lines.setSpacing(theme.px(4))
        for entry in reversed(mine):
            self._add(lines, entry)
        if not mine:
            lines.addWidget(Text(theme, said("history.none"), "body", "ink2", wrap=True))
        lines.addStretch(1)
        self._area.hold(sheet)
        self.setAccessibleDescription(" ".join(f"{entry.at[:16]} {sentence(entry.words)}." for entry in reversed(mine)))

    def _add(self, lines: QVBoxLayout, entry: Entry) -> None:
        theme = self._theme
        moment = local(datetime.fromisoformat(entry.at), "%d %b %H:%M:%S")
        row = QHBoxLayout()
        row.addWidget(Text(theme, moment, "caption", "ink2"))
        row.addStretch(1)
        if entry.stands:
            row.addWidget(Text(theme, said("history.stands"), "caption_strong", "accent"))
        lines.addLayout(row)
        words = sentence(entry.words)
        lines.addWidget(Text(theme, words[:1].upper() + words[1:], "body", wrap=True))
        lines.addWidget(Rule(theme), 0, Qt.AlignmentFlag.AlignBottom)
