"""What travels and looks like a name: said quietly, with a way to each place. It keeps nobody from anything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fjidesk.ui.pages.home_cards import clear
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.many import Many
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.disclosing import Named
    from fjidesk.ui.theme import Theme


def at(one: Named) -> str:
    """Return where it is, in words."""
    return " ".join(said(f"handing.at_{one.kind}", case=one.case, question=one.question).split())


class NamedPlaces(QWidget):
    """Names the places, those as they stand before those of the history.

    Signals:
        asked: what is named, to go to.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(2))

    def show_named(self, found: Sequence[Named]) -> None:
        """Say what was found; nothing where there is none."""
        clear(self._lines)
        now = [one for one in found if not one.earlier]
        before = [one for one in found if one.earlier]
        if now:
            self._say(said("handing.named", count=len(now)), now)
        if len(before) == 1:
            self._say(said("handing.named_before", place=at(before[0])), before)
        elif before:
            self._say(said("handing.named_before_many", count=len(before)), before)
        self.setVisible(bool(found))

    def _say(self, words: str, places: Sequence[Named]) -> None:
        self._lines.addWidget(Text(self._theme, words, "body", "ink2", wrap=True))
        row = HungRow()
        row.addWidget(Many(self._theme, [(at(one), partial(self.asked.emit, one)) for one in places]), 1)
        self._lines.addLayout(row)
