"""The cases of the desk with their progress, and the ways in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fjidesk.desk import bundles, home, last_place, queries
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.inspection import leads
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.on_paper import OnPaper
from fjidesk.ui.pages.case_table import CaseModel, CaseTable
from fjidesk.ui.pages.copies_card import CopiesCard
from fjidesk.ui.pages.home_cards import (
    HandOverCard,
    HomeCard,
    PutCard,
    QueriesCard,
    ReceivedCard,
    TonightCard,
    plain_card,
)
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.panes import Panes, into
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.undoing import Undoing, where
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from fjidesk.desk.bundles import Travels
    from fjidesk.desk.home import Asked
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Record
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme

SIDE_BY_SIDE = 1060  # effective px; below it the cards stand under the list
_ROOM = 1000  # how much more the list grows than the room below it
_LEAST, _MOST = 4, 12  # rows of the list that a page shows at least, and at most where it scrolls as a whole


class CasesPage(Page):
    """The first page after unlocking.

    Signals:
        opened: case reference and reader's working name; empty for the owner's own reading.
        hand_over_asked, bring_in_asked, scores_asked, changes_asked, evidence_asked: the buttons and keys.
        reply_asked: a query to reply to.
        queries_asked: what a lead asked; the chosen case.
        draft_asked: kind and key of a draft to go on with.
        elsewhere: case and question to which an undo, or what waits, leads.
    """

    opened = Signal(str, str)
    hand_over_asked = Signal()
    bring_in_asked = Signal()
    scores_asked = Signal()
    changes_asked = Signal()
    evidence_asked = Signal()
    queries_asked = Signal(str)
    reply_asked = Signal(object)
    draft_asked = Signal(str, str)
    elsewhere = Signal(str, str)
    shows = "case"
    tab = "cases"

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self._kit, self._desk = kit, desk
        self.is_lead = leads_here(desk)
        self.hands_over = not self.is_lead or bool(set(leads(desk)) - {desk.me, desk.fingerprint})  # to whoever leads
        self.queries: list[Asked] = []
        theme = kit.theme
        me = desk.self_member
        self.top = DeskBar(theme, desk.inspection.title, who=me.name if me else "")
        self.model = CaseModel(with_reader=self.is_lead)
        self.table = CaseTable(theme, self.model)
        self.table.doubleClicked.connect(lambda _index: self.open_chosen())
        self._summary = Text(theme, "", "body", "ink2", wrap=True)
        self.copies = CopiesCard(theme, desk)
        self.waiting = TonightCard(theme)
        self.asked = QueriesCard(theme, self.reply_asked.emit)
        self.received = ReceivedCard(theme)
        self.paper = OnPaper(self)
        self._lay_out(theme)
        self.undoing = Undoing(kit, desk, lambda: True, self)
        self.undoing.moved.connect(self._moved)
        bind("undo", self, self.undoing)
        self._more: list[tuple[str, object]] = []
        self.lead_on("papers", self.paper)
        self.panes = Panes(self._panes)
        bind("panes", self, self.panes)
        bind("cases", self, self)
        bind("case_list", self.table, self)
        self.refresh()

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Text(theme, said("cases.all" if self.is_lead else "cases.title"), "screen"))
        head.addWidget(self._summary, 1, Qt.AlignmentFlag.AlignVCenter)
        self.open_button = Button(theme, said("cases.open"), cap="Enter")
        self.open_button.clicked.connect(self.open_chosen)
        head.addWidget(self.open_button)
        left = QVBoxLayout()
        left.setSpacing(theme.px(10))
        left.addLayout(head)
        self._list = self._list_card(theme)
        left.addWidget(self._list, _ROOM)
        left.addWidget(self.asked)
        left.addWidget(self.copies)
        left.addStretch(1)
        self._side = QWidget()
        self.waiting.asked.connect(self.elsewhere)
        self.waiting.draft_asked.connect(self.draft_asked)
        self.waiting.form_asked.connect(self.paper.typing)
        self._ways(theme)
        self._beside(theme, left)

    def _beside(self, theme: Theme, left: QVBoxLayout) -> None:
        sheet = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        self._columns.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        self._columns.setSpacing(theme.px(14))
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        area = Listing()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.hold(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.top is not None:
            whole.addWidget(self.top)
        whole.addWidget(area, 1)

    def _list_card(self, theme: Theme) -> Card:
        card = Card(theme)
        self._stack = QStackedLayout(card)
        self._stack.setContentsMargins(1, theme.px(4), 1, theme.px(6))
        self._stack.addWidget(self.table)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        key = "cases.none_lead" if self.is_lead else "cases.none"
        column.addWidget(Text(theme, said(key), "card_title", wrap=True))
        column.addWidget(Text(theme, said(f"{key}_more"), "body", "ink2", wrap=True))
        column.addStretch(1)
        self._stack.addWidget(empty)
        return card

    def _ways(self, theme: Theme) -> None:
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.hand_over_button = Button(theme, said("cases.hand_over"), "primary", cap="Ctrl+H")
        self.bring_in_button = Button(theme, said("cases.bring_in"), cap="Ctrl+I")
        self.scores_button = Button(theme, said("cases.scores"), cap="Ctrl+Shift+P")
        self.hand_over_button.clicked.connect(self.hand_over)
        self.bring_in_button.clicked.connect(self.bring_in)
        self.scores_button.clicked.connect(self.show_scores)
        self.next = HandOverCard(theme, self.hand_over_button)
        which = "lead" if self.is_lead else "what"
        words = said(f"cases.bring_in_{which}")
        inward = plain_card(theme, said("cases.bring_in_title"), "inbox", words, self.bring_in_button)
        if self.is_lead:
            self.next.title.setText(said("cases.hand_over_title_lead"))
            scores = said("cases.scores_what")
            column.addWidget(plain_card(theme, said("cases.scores_title"), "star-open", scores, self.scores_button))
            self.scores_button.set_kind("primary")
            self.hand_over_button.set_kind("plain")
            self.queries_button = Button(theme, said("cases.put"), cap="Ctrl+Shift+Q")
            self.queries_button.clicked.connect(self.show_queries)
            self.put = PutCard(theme, self.queries_button)
            packs = HomeCard(theme, said("cases.packs_title"), "send")
            packs.add_text(said("cases.packs_what"))
            cards = [inward, self.put, self.next if self.hands_over else packs, self.waiting]
        else:
            cards = [self.next, self.received, self.waiting, inward]
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)

    def bound(self) -> list[tuple[str, object]]:
        return [("case_list", self), ("cases", self), *self._more, ("panes", self.panes), ("undo", self.undoing)]

    def lead_on(self, place: str, target: object) -> None:
        """Let the keys of one more place work on this page."""
        bind(place, self, target)
        self._more.append((place, target))

    def _panes(self) -> tuple[tuple[QWidget, Callable[[], object]], ...]:
        bar = self.top or self
        return (
            (self._list, self.table.setFocus),
            (self.asked, lambda: into(self.asked)),
            (self._side, lambda: into(self._side)),
            (bar, lambda: into(bar)),
        )

    @property
    def about(self) -> str:
        row = self.table.currentIndex().row()
        return self.model.line(row).reference if row >= 0 else ""

    def take_focus(self) -> None:
        if self.has_cases:
            self.table.setFocus()
        else:
            self.bring_in_button.setFocus()

    @property
    def has_cases(self) -> bool:
        """Tell whether there is a case to open."""
        return self.model.rowCount() > 0

    @property
    def has_queries(self) -> bool:
        """Tell whether there is a query to reply to."""
        return bool(self.queries)

    def refresh(self, reference: str = "") -> None:
        """Read the cases again and choose one; where none is named the one chosen before, or that was open last."""
        reference = reference or self.about or last_place.case(self._desk)
        found = home.home(self._desk)
        lines = found.cases
        self.queries = found.queries
        self.copies.refresh()
        self.model.fill(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.open_button.setVisible(bool(lines))
        states = [line.line.state for line in lines]
        counts = {key: sum(state in some for state in states) for key, some in _KINDS.items()}
        parts = [said("cases.count", count=len(lines) - states.count("withdrawn"))]
        parts += [said(f"cases.count_{key}", count=count) for key, count in counts.items() if count]
        self._summary.setText(". ".join((parts[0], ", ".join(parts[1:]))) + "." if lines else "")
        self.asked.show_queries(found.queries)
        self.received.show_standing(found.standing)
        if self.is_lead:
            self.put.show_put(queries.listed(self._desk, only_open=True))
        self.waiting.show_waiting(found.waiting, len(found.queries))
        if self.hands_over:
            self.next.show_next(_next(self._desk))
        if lines:
            open_ones = [line.reference for line in lines if line.state in {"open", "reopened"}]
            waiting = open_ones[0] if open_ones and not self.is_lead else ""
            known = reference in {line.reference for line in lines}
            self.table.selectRow(self.model.find(reference if known else waiting))
        self._fit()

    def _fit(self) -> None:
        """Put the cards beside the list, or below it where the window is narrow for the size of the text."""
        theme = self._kit.theme
        beside = self.width() >= theme.px(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        wide = theme.px(400 if self.width() >= theme.px(1700) else 352)
        self._side.setMinimumWidth(wide if beside else 0)
        self._side.setMaximumWidth(wide if beside else 16_777_215)
        rows = self.model.rowCount()
        self.table.setMinimumHeight(self.table.height_of(min(_LEAST if beside else _MOST, rows)))
        self._list.setMaximumHeight(self.table.height_of(max(rows, _LEAST)) + theme.px(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def open_chosen(self) -> None:
        """Open the chosen case."""
        row = self.table.currentIndex().row()
        if row < 0:
            return
        line = self.model.line(row)
        if line.state == "not allocated":
            self._kit.say.warn(said("cases.not_allocated"), said("cases.not_allocated_more"))
            return
        me = self._desk.self_member
        self.opened.emit(line.reference, "" if me is not None and line.reader == me.name else line.reader)

    def hand_over(self) -> None:
        """Hand over what the owner made."""
        self.hand_over_asked.emit()

    def bring_in(self) -> None:
        """Bring bundles in."""
        self.bring_in_asked.emit()

    def show_changes(self) -> None:
        """Show what changed since the owner last looked."""
        self.changes_asked.emit()

    def show_queries(self) -> None:
        """Show what was asked of the readers, and ask about the chosen case."""
        self.queries_asked.emit(self.about)

    def show_evidence(self) -> None:
        """Show interviews, meetings, documents and the rest of week two."""
        self.evidence_asked.emit()

    def reply(self) -> None:
        """Reply to the query on the chosen case, or to the first there is."""
        self.reply_asked.emit(next((one for one in self.queries if one.case == self.about), self.queries[0]))

    def _moved(self, records: frozenset[Record]) -> None:
        case, question = where(records, self._desk.me)
        self.refresh(case)
        if case:
            self.elsewhere.emit(case, question)

    def show_scores(self) -> None:
        """Show the scores."""
        self.scores_asked.emit()


def _next(desk: Desk) -> Travels | None:
    """Return what the next bundle would hold; None where there is nothing new."""
    try:
        return bundles.travels(desk)
    except Refused:
        return None


_KINDS = {
    "finished": {"finished"},
    "open": {"open", "reopened"},
    "not_started": {"not started"},
    "not_allocated": {"not allocated"},
    "withdrawn": {"withdrawn"},
}
