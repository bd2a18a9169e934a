"""The form for a query: which case, which question, whom, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from fjidesk.desk import cases, queries
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both, shown
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.drafting import Drafting
from fjidesk.ui.parts.fault import Fault
from fjidesk.ui.parts.field import labelled
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class _Draft(msgspec.Struct, frozen=True):
    """A query that was begun: of which case and question, and its words."""

    case: str
    question: str
    text: str


class QueryForm(OutcomePage):
    """A new query; what is typed is kept until the page is opened again.

    Signals:
        kept: the id of the first query that was put.
        cancelled: nothing was put.
    """

    kept = Signal(str)
    cancelled = Signal()

    def __init__(self, kit: Kit, desk: Desk, case: str) -> None:
        super().__init__(kit, desk.inspection.title, said("asking.add_title"), "")
        self._desk = desk
        self.lead_back(said("asking.title"))
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.leave)
        self.case = self._choice("case")
        for name in dict.fromkeys(line.reference for line in cases.cases(desk)):
            self.case.addItem(name, name)
        self.question = self._choice("question")
        self.question.addItem(said("asking.whole_case"), "")
        for one in desk.framework.questions:
            self.question.addItem(f"{one.id}  {shown(one.text)}", one.id)
        self.to = self._choice("reader")
        self._saved = Saved(kit.theme)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(kit.theme.px(110))
        self.text.setAccessibleName(said("asking.text"))
        self._fault = Fault(kit.theme, self.text)
        line = NameLine(kit.theme)
        self.naming = Naming(kit.theme, desk, case, [self.text], line)
        self.naming.bind_to(self)
        self._lay_out(line)
        self._take_up(case)
        self.case.currentIndexChanged.connect(lambda _index: self._of_which())
        self._of_which()
        bind("asking_form", self, self)

    def _take_up(self, case: str) -> None:
        """Go on with what was begun; with a case where nothing was."""
        self.drafting = Drafting(self._desk, "query", self._stands, self._saved)
        found = self.drafting.found
        begun = msgspec.json.decode(found, type=_Draft) if found else _Draft(case, "", "")
        self.text.setPlainText(begun.text)
        self.case.setCurrentIndex(max(0, self.case.findData(begun.case)))
        self.question.setCurrentIndex(max(0, self.question.findData(begun.question)))
        self.drafting.watch(self.text)

    def _choice(self, key: str) -> Choice:
        made = Choice(self._tone)
        made.setAccessibleName(said(f"asking.{key}"))
        return made

    def _lay_out(self, names: NameLine) -> None:
        theme = self._tone
        self.put_button = Button(theme, said("asking.put"), "primary", cap="Ctrl+Enter")
        self.put_button.clicked.connect(self.put)
        card = Card(theme)
        card.setMaximumWidth(theme.px(860))
        grid = QGridLayout(card)
        grid.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(labelled(self._tone, self.case), 0, 0)
        grid.addWidget(labelled(self._tone, self.to), 0, 1)
        grid.addWidget(labelled(self._tone, self.question), 1, 0, 1, 2)
        grid.addWidget(labelled(self._tone, self.text), 2, 0, 1, 2)
        grid.addWidget(Text(theme, said("asking.text_more"), "caption", "ink2", wrap=True), 3, 0, 1, 2)
        grid.addWidget(names, 4, 0, 1, 2)
        grid.addWidget(self._fault, 5, 0, 1, 2)
        row = HungRow()
        row.addWidget(self.put_button)
        row.addWidget(self._saved)
        row.addStretch(1)
        grid.addLayout(row, 6, 0, 1, 2)
        self.hold(card)

    def _of_which(self) -> None:
        """Offer the readers of the chosen case, and look for names as in that case, which is no name itself."""
        self.naming.case = self.case.currentData() or ""
        self.naming.look()
        there = queries.readers(self._desk, self.case.currentData() or "")
        self.to.clear()
        if len(there) != 1:
            self.to.addItem(said("asking.all_readers") if there else said("asking.no_reader"), "")
        for key, name in there.items():
            self.to.addItem(name, key)

    def bound(self) -> list[tuple[str, object]]:
        return [("naming", self.naming), ("asking_form", self), *super().bound()]

    @property
    def about(self) -> str:
        return self.case.currentData() or ""

    def take_focus(self) -> None:
        self.text.setFocus()
        self.naming.look()

    def put(self) -> None:
        """Put the query; it travels with the next bundle for the reader."""
        chosen = self.to.currentData()
        try:
            made = queries.put(
                self._desk,
                self.case.currentData() or "",
                self.text.toPlainText(),
                self.question.currentData(),
                [chosen] if chosen else [],
            )
        except Refused as refusal:
            self._fault.say(both(refusal))
            self.take_focus()
            return
        self.drafting.drop()
        self.kept.emit(made[0])

    def _stands(self) -> str:
        text = self.text.toPlainText()
        draft = _Draft(self.case.currentData() or "", self.question.currentData(), text)
        return msgspec.json.encode(draft).decode() if text.strip() else ""

    def save_pending(self) -> bool:
        return self.drafting.keep()

    def leave(self) -> None:
        """Go back to the queries; what is typed stays as a draft."""
        if self.save_pending():
            self.cancelled.emit()
