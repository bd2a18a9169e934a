"""The strip on the page of cases that says where copies of this desk lie, and in amber what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fjidesk.desk import keeping
from fjidesk.ui.kit import local
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text, Title
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.theme import Theme


class CopiesCard(Card):
    """Says when the newest backup was made, and why there is none of the last hour."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._good = Picture(theme, "done", "yes", 15)
        self._late = Picture(theme, "alert", "warn", 15)
        self.state = Text(theme, "", "body", wrap=True)
        self.second = Text(theme, "", "body", "ink2")
        head = QHBoxLayout()
        head.addWidget(Title(theme, said("copies.title"), "body_strong"))
        head.addStretch(1)
        head.addWidget(self.second)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for picture in (self._good, self._late):
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(9), theme.px(18), theme.px(9))
        column.setSpacing(theme.px(3))
        column.addLayout(head)
        column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands now."""
        found = keeping.kept(self._desk)
        when = local(found.newest, "%d %b %H:%M") if found.newest else ""
        words = said("copies.made", when=when) if when else said("copies.none")
        if found.late:
            words = said("copies.late", when=when) if when else said("copies.none_late")
        elif found.changed:
            words = said("copies.changed", when=when) if when else said("copies.none")
        bad = found.late or bool(found.why)
        self.state.setText(" ".join(part for part in (words, found.why) if part))
        self.state.set_ink("warn" if bad else "ink2")
        self._good.setVisible(not bad)
        self._late.setVisible(bad)
        lying = "copies.second" if found.there else "copies.second_not"
        self.second.setText(said(lying) if found.second else said("copies.no_second"))
        self.edge, self.fill = ("warn_line", "warn_tint") if bad else ("hair", "surface")
        self.setAccessibleName(f"{said('copies.title')}: {self.state.text()} {self.second.text()}")
        self.update()
