"""The cases of the desk with their progress, and the ways in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fjidesk.desk import cases
from fjidesk.desk.concerns import leads_here
from fjidesk.ui.actions import bind
from fjidesk.ui.pages.case_table import CaseModel, CaseTable
from fjidesk.ui.pages.copies_card import CopiesCard
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.undoing import Undoing, where
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Record
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme


class CasesPage(Page):
    """The first page after unlocking.

    Signals:
        opened: case reference and reader's working name; empty for the owner's own reading.
        hand_over_asked, bring_in_asked, scores_asked, changes_asked: the buttons and keys.
        elsewhere: case and question to which an undo leads.
    """

    opened = Signal(str, str)
    hand_over_asked = Signal()
    bring_in_asked = Signal()
    scores_asked = Signal()
    changes_asked = Signal()
    elsewhere = Signal(str, str)
    shows = "case"

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self._kit = kit
        self._desk = desk
        self.is_lead = leads_here(desk)
        theme = kit.theme
        self.top = TopBar(theme)
        self.top.put(Text(theme, desk.inspection.title, "section"))
        me = desk.self_member
        self.top.put(Picture(theme, "user", "ink2"), right=True)
        self.top.put(Text(theme, me.name if me else "", "body", "ink2"), right=True)
        self.model = CaseModel(with_reader=self.is_lead)
        self.table = CaseTable(theme, self.model)
        self.table.doubleClicked.connect(lambda _index: self.open_chosen())
        self._summary = Text(theme, "", "body", "ink2")
        self.copies = CopiesCard(theme, desk)
        self._lay_out(theme)
        self.undoing = Undoing(kit, desk, lambda: True, self)
        self.undoing.moved.connect(self._moved)
        bind("undo", self, self.undoing)
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
        left.addWidget(self._list_card(theme), 1)
        left.addWidget(self.copies)
        columns = QHBoxLayout()
        columns.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(16))
        columns.setSpacing(theme.px(16))
        columns.addLayout(left, 1)
        columns.addLayout(self._ways(theme))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.top is not None:
            whole.addWidget(self.top)
        whole.addLayout(columns, 1)

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

    def _ways(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        self.hand_over_button = Button(theme, said("cases.hand_over"), "primary", cap="Ctrl+H")
        self.bring_in_button = Button(theme, said("cases.bring_in"), cap="Ctrl+I")
        self.scores_button = Button(theme, said("cases.scores"), cap="Ctrl+Shift+P")
        ways = [
            ("hand_over", "send", self.hand_over_button, self.hand_over),
            ("bring_in", "inbox", self.bring_in_button, self.bring_in),
        ]
        if self.is_lead:
            ways.insert(0, ("scores", "star-open", self.scores_button, self.show_scores))
            self.scores_button.set_kind("primary")
            self.hand_over_button.set_kind("plain")
        for key, picture, button, call in ways:
            button.clicked.connect(call)
            column.addWidget(self._way(theme, key, picture, button))
        column.addStretch(1)
        return column

    def _way(self, theme: Theme, key: str, picture: str, button: Button) -> Card:
        card = Card(theme)
        card.setFixedWidth(theme.px(360))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(12))
        column.setSpacing(theme.px(8))
        title = QHBoxLayout()
        title.setSpacing(theme.px(8))
        title.addWidget(Picture(theme, picture))
        of_lead = self.is_lead and key == "hand_over"
        words = said("cases.hand_over_title_lead") if of_lead else said(f"cases.{key}_title")
        title.addWidget(Text(theme, words, "section"), 1)
        column.addLayout(title)
        what = "lead" if self.is_lead and key != "scores" else "what"
        column.addWidget(Text(theme, said(f"cases.{key}_{what}"), "body", "ink2", wrap=True))
        row = HungRow()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def bound(self) -> list[tuple[str, object]]:
        return [("case_list", self), ("cases", self), ("undo", self.undoing)]

    def take_focus(self) -> None:
        if self.has_cases:
            self.table.setFocus()
        else:
            self.bring_in_button.setFocus()

    @property
    def has_cases(self) -> bool:
        """Tell whether there is a case to open."""
        return self.model.rowCount() > 0

    def refresh(self, reference: str = "") -> None:
        """Read the cases again and choose one; the first one left to do where none is named."""
        lines = cases.cases(self._desk)
        self.copies.refresh()
        self.model.fill(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.open_button.setVisible(bool(lines))
        counts = {key: sum(line.state in states for line in lines) for key, states in _KINDS.items()}
        parts = [said("cases.count", count=len(lines))]
        parts += [said(f"cases.count_{key}", count=count) for key, count in counts.items() if count]
        self._summary.setText(". ".join((parts[0], ", ".join(parts[1:]))) + "." if lines else "")
        if lines:
            open_ones = [line.reference for line in lines if line.state in {"open", "reopened"}]
            waiting = open_ones[0] if open_ones and not self.is_lead else ""
            self.table.selectRow(self.model.find(reference or waiting))

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

    def _moved(self, records: frozenset[Record]) -> None:
        case, question = where(records, self._desk.me)
        self.refresh(case)
        if case:
            self.elsewhere.emit(case, question)

    def show_scores(self) -> None:
        """Show the scores."""
        self.scores_asked.emit()


_KINDS = {
    "finished": {"finished"},
    "open": {"open", "reopened"},
    "not_started": {"not started"},
    "not_allocated": {"not allocated"},
}
