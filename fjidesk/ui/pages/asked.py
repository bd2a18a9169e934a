"""The queries that were put to the owner, over all cases: what is asked, and what was replied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.desk import queries
from fjidesk.ui.actions import bind
from fjidesk.ui.pages.asking import words_of
from fjidesk.ui.pages.outcome import ROOM, OutcomePage
from fjidesk.ui.pages.piece_list import PieceList
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.queries import Put
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class AskedPage(OutcomePage):
    """Every query to the owner, those that wait for a reply first.

    Signals:
        reply_asked: the id of the query to reply to.
        looked: case and question to look at.
    """

    reply_asked = Signal(str)
    looked = Signal(str, str)
    tab = "queries"

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk.inspection.title, said("cases.queries_title"), "")
        self._desk = desk
        theme = kit.theme
        self._count = Text(theme, "", "body", "ink2", wrap=True)
        self.list = PieceList(theme, said("cases.queries_title"), ("body", "ink2"))
        self.list.itemActivated.connect(lambda _item: self.open_chosen())
        self.list.currentRowChanged.connect(self._enable)
        self._lay_out()
        bind("asked", self, self)
        self.refresh()

    def _lay_out(self) -> None:
        theme = self._tone
        self.reply_button = Button(theme, said("cases.reply"), "primary", cap="Enter")
        self.look_button = Button(theme, said("replying.look"))
        self.reply_button.clicked.connect(self.reply)
        self.look_button.clicked.connect(self.look)
        self._held = self.list.on_card(theme)
        self.column.addWidget(self._count)
        self.column.addWidget(self._held, ROOM)
        self.column.addLayout(HungFlow(theme.px(8), self.reply_button, self.look_button))
        self.column.addStretch(1)

    def bound(self) -> list[tuple[str, object]]:
        return [("asked", self), *super().bound()]

    @property
    def about(self) -> str:
        return self.chosen.case if self.chosen is not None else ""

    def take_focus(self) -> None:
        bar = self.bar.tabs
        if self.list.count() or bar is None:
            self.list.setFocus()
        else:
            bar.take_focus()

    @property
    def chosen(self) -> Put | None:
        """Return the query that is chosen."""
        found: Put | None = self.list.piece
        return found

    @property
    def has_one(self) -> bool:
        """Tell whether a query is chosen."""
        return self.chosen is not None

    @property
    def waits(self) -> bool:
        """Tell whether the chosen query waits for a reply."""
        return self.chosen is not None and self.chosen.state == "waiting"

    def refresh(self, name: str = "") -> None:
        """Read the queries again and choose one; the same place as before where none is named."""
        found = queries.of_me(self._desk)
        self.list.show_pieces(found, lambda one: words_of(one, to_me=True), name)
        self._count.setText(_in_words(found) if found else said("asked.none"))
        self._held.setVisible(bool(found))
        for button in (self.reply_button, self.look_button):
            button.setVisible(bool(found))
        self._enable()

    def _enable(self, _row: int = 0) -> None:
        self.reply_button.setEnabled(self.waits)
        self.look_button.setEnabled(self.has_one)

    def open_chosen(self) -> None:
        """Reply to the chosen query; look at its question where it has its reply."""
        if self.waits:
            self.reply()
        else:
            self.look()

    def reply(self) -> None:
        """Reply to the chosen query."""
        if self.chosen is not None:
            self.reply_asked.emit(self.chosen.id)

    def look(self) -> None:
        """Look at the question that it is about, in the owner's reading."""
        if self.chosen is not None:
            self.looked.emit(self.chosen.case, self.chosen.question)


def _in_words(found: Sequence[Put]) -> str:
    """Return how many queries there are of each state, as whoever replies sees it."""
    counts = {
        state: sum(one.state == state for one in found) for state in ("waiting", "replied", "closed", "withdrawn")
    }
    return ", ".join(said(f"asked.count_{state}", count=count) for state, count in counts.items() if count)
