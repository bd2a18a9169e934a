"""The queries of a lead: what was asked, what was replied, and the ways to end each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.desk import queries
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.kit import local
from fjidesk.ui.pages.outcome import ROOM, OutcomePage
from fjidesk.ui.pages.piece_list import PieceList
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.desk.queries import Put
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class QueriesPage(OutcomePage):
    """Every query on this desk, those with a reply to look at first.

    Signals:
        form_asked: write a new one; the case that is chosen, or empty.
        looked: case, question and reader's name to look at.
        hand_over_asked: first key of the reader for whom the queries are written.
    """

    form_asked = Signal(str)
    looked = Signal(str, str, str)
    hand_over_asked = Signal(str)
    tab = "queries"

    def __init__(self, kit: Kit, desk: Desk, case: str = "") -> None:
        super().__init__(kit, desk.inspection.title, said("asking.title"), "")
        self._kit, self._desk, self._case = kit, desk, case
        theme = kit.theme
        self._count = Text(theme, "", "body", "ink2", wrap=True)
        self.list = PieceList(theme, said("asking.title"), ("body", "ink2"))
        self.list.itemActivated.connect(lambda _item: self.look())
        self.list.currentRowChanged.connect(self._enable)
        self._lay_out()
        bind("asking", self, self)
        self.refresh()

    def _lay_out(self) -> None:
        theme = self._tone
        self.add_button = Button(theme, said("asking.add"), "primary", cap="Ctrl+N")
        self.close_button = Button(theme, said("asking.close"), cap="Ctrl+Enter")
        self.withdraw_button = Button(theme, said("asking.withdraw"), cap="Delete")
        self.look_button = Button(theme, said("asking.look"), cap="Enter")
        self.hand_over_button = Button(theme, said("asking.hand_over"), cap="Ctrl+H")
        row = HungFlow(theme.px(8))
        for button, call in (
            (self.add_button, self.add),
            (self.close_button, self.accept),
            (self.withdraw_button, self.withdraw),
            (self.look_button, self.look),
            (self.hand_over_button, self.hand_over),
        ):
            button.clicked.connect(call)
            row.addWidget(button)
        self._held = self.list.on_card(theme)
        self.column.addWidget(self._count)
        self.column.addWidget(self._held, ROOM)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def bound(self) -> list[tuple[str, object]]:
        return [("asking", self), *super().bound()]

    @property
    def about(self) -> str:
        return self.chosen.case if self.chosen is not None else self._case

    def take_focus(self) -> None:
        (self.list if self.list.count() else self.add_button).setFocus()

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
    def can_close(self) -> bool:
        """Tell whether the chosen query has a reply to accept."""
        return self.chosen is not None and self.chosen.state == "replied"

    @property
    def can_withdraw(self) -> bool:
        """Tell whether the chosen query waits for its reply."""
        return self.chosen is not None and self.chosen.state == "waiting"

    def refresh(self, name: str = "") -> None:
        """Read the queries again and choose one; the same place as before where none is named."""
        found = queries.listed(self._desk)
        self.list.show_pieces(found, words_of, name)
        self._count.setText(in_words(found) if found else said("asking.none"))
        self._held.setVisible(bool(found))
        for button in (self.close_button, self.withdraw_button, self.look_button, self.hand_over_button):
            button.setVisible(bool(found))
        self._enable()

    def _enable(self, _row: int = 0) -> None:
        self.close_button.setEnabled(self.can_close)
        self.withdraw_button.setEnabled(self.can_withdraw)
        for button in (self.look_button, self.hand_over_button):
            button.setEnabled(self.has_one)

    def add(self) -> None:
        """Write a new query."""
        self.form_asked.emit(self.chosen.case if self.chosen is not None and not self._case else self._case)

    def accept(self) -> None:
        """Accept the reply to the chosen query, which closes it."""
        self._end(queries.close, "asking.closed")

    def withdraw(self) -> None:
        """Take the chosen query back."""
        self._end(queries.withdraw, "asking.withdrawn")

    def _end(self, verb: Callable[[Desk, str], object], words: str) -> None:
        one = self.chosen
        if one is None:
            return
        try:
            verb(self._desk, one.id)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self.refresh()
        self.take_focus()
        self._kit.say.tell(said(words), said(f"{words}_more", name=one.who))

    def look(self) -> None:
        """Look at the question in the reading of whoever was asked."""
        one = self.chosen
        if one is not None:
            self.looked.emit(one.case, one.question, one.who)

    def hand_over(self) -> None:
        """Write the bundle for whoever the chosen query was put to."""
        if self.chosen is not None:
            self.hand_over_asked.emit(self.chosen.member)


def in_words(found: Sequence[Put]) -> str:
    """Return how many queries there are of each state."""
    counts = {
        state: sum(one.state == state for one in found) for state in ("replied", "waiting", "closed", "withdrawn")
    }
    return ", ".join(said(f"asking.count_{state}", count=count) for state, count in counts.items() if count)


def words_of(one: Put, *, to_me: bool = False) -> str:
    """Return the state, what it is about and to whom (where not to the owner), what is asked, and the replies."""
    head = [
        f"{one.case} {one.question}".strip(),
        *([] if to_me else [said("asking.to", name=one.who)]),
        said("asking.by", name=one.by, when=_day(one.at)),
    ]
    replies = [said("asking.reply", when=_day(reply.at), text=_line(reply.text)) for reply in one.replies]
    replies += [said("asking.kept")] * bool(one.kept)
    return "\n".join((said(f"asking.state_{one.state}"), " · ".join(head), _line(one.text), "\n".join(replies)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(at: str) -> str:
    try:
        return local(datetime.fromisoformat(at), "%d/%m/%Y %H:%M")
    except ValueError:
        return at
