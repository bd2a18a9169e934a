"""The form for a piece of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from fjidesk.desk import cases, evidence
from fjidesk.errors import Refused
from fjidesk.model.records import Evidence
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both, shown
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.drafting import Drafting
from fjidesk.ui.parts.fault import Fault
from fjidesk.ui.parts.field import Field, labelled
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fjidesk.desk.evidence import Piece
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

KINDS = ("interview", "meeting", "document", "observation", "data", "quote", "illustration")
JUDGEMENTS = ("strength", "mixed", "weakness", "not_seen")
MARKS = ("yes", "no")


class EvidenceForm(OutcomePage):
    """Everything of one piece on one page; quotes and illustrations have a case and their two marks.

    Signals:
        kept: the id of the piece.
        cancelled: nothing was written, or nothing was changed.
    """

    kept = Signal(str)
    cancelled = Signal()

    def __init__(self, kit: Kit, desk: Desk, piece: Piece | None, theme: str) -> None:
        title = said("evidence.change_title" if piece else "evidence.add_title")
        super().__init__(kit, desk.inspection.title, title, "")
        self._desk, self._piece, self._id = desk, piece, piece.id if piece else ""
        self.lead_back(said("evidence.title"))
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.leave)
        self._before = piece.evidence if piece else Evidence(kind="interview", theme=theme, text="")
        framework = desk.framework
        self.kind = self._choice("kind", ((name, said(f"evidence.kind_{name}")) for name in KINDS))
        self.theme = self._choice("theme", ((one.id, shown(one.title)) for one in framework.themes))
        self.topic = self._choice("topic", ())
        judged = ((name, said(f"judgement.{name}")) for name in JUDGEMENTS)
        self.judgement = self._choice("judgement", judged, none=said("evidence.no_judgement"))
        named = ((line.reference, line.reference) for line in cases.cases(desk))
        self.case = self._choice("case", named, none=said("evidence.no_case"))
        self.consent, self.altered = (
            self._choice(key, ((mark, said(f"evidence.{key}_{mark}")) for mark in MARKS), none=said(f"evidence.{key}_"))
            for key in ("consent", "altered")
        )
        self._fields(kit)
        self._saved = Saved(kit.theme)
        self._lay_out()
        self._take_up()
        self.theme.currentIndexChanged.connect(lambda _index: self._topics())
        self.kind.currentIndexChanged.connect(lambda _index: self._fit())
        bind("evidence_form", self, self)

    def _fields(self, kit: Kit) -> None:
        self.source = Field(kit.theme, said("evidence.source"), help_text=said("evidence.source_help"))
        self.dated = Field(kit.theme, said("evidence.dated"), help_text=said("evidence.dated_help"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(kit.theme.px(110))
        self.text.setAccessibleName(said("evidence.text"))
        self._fault = Fault(kit.theme, self.text, self.source.edit, self.dated.edit)
        for choice in (self.kind, self.case, self.consent, self.altered):
            choice.currentIndexChanged.connect(lambda _index: self._fault.say(""))

    def _choice(self, key: str, values: Iterable[tuple[str, str]], none: str = "") -> Choice:
        made = Choice(self._tone)
        made.setAccessibleName(said(f"evidence.{key}"))
        if none:
            made.addItem(none, "")
        for value, words in values:
            made.addItem(words, value)
        return made

    def _lay_out(self) -> None:
        theme = self._tone
        self.keep_button = Button(theme, said("evidence.keep"), "primary", cap="Ctrl+Enter")
        self.keep_button.clicked.connect(self.keep)
        card = Card(theme)
        card.setMaximumWidth(theme.px(860))
        grid = QGridLayout(card)
        grid.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._place(grid)
        row = HungRow()
        row.addWidget(self.keep_button)
        row.addWidget(self._saved)
        row.addStretch(1)
        grid.addLayout(row, 8, 0, 1, 2)
        self.hold(card)

    def _place(self, grid: QGridLayout) -> None:
        rows = ((self.kind, self.judgement), (self.theme, self.topic))
        for row, pair in enumerate(rows):
            for column, choice in enumerate(pair):
                grid.addWidget(labelled(self._tone, choice), row, column)
        grid.addWidget(labelled(self._tone, self.text), 2, 0, 1, 2)
        grid.addWidget(self.source, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.dated, 3, 1, Qt.AlignmentFlag.AlignTop)
        self._of_case = [labelled(self._tone, choice) for choice in (self.case, self.consent, self.altered)]
        grid.addWidget(self._of_case[0], 4, 0)
        grid.addWidget(self._of_case[1], 4, 1)
        grid.addWidget(self._of_case[2], 5, 0)
        grid.addWidget(self._names(), 6, 0, 1, 2)
        grid.addWidget(self._fault, 7, 0, 1, 2)

    def _names(self) -> NameLine:
        line = NameLine(self._tone)
        self.naming = Naming(self._tone, self._desk, "", [self.text, self.source.edit], line)
        self.naming.remembers = True
        self.naming.bind_to(self)
        self.case.currentIndexChanged.connect(lambda _index: self._of_which())
        return line

    def _of_which(self) -> None:
        """Look for names as in the chosen case, which is no name itself."""
        self.naming.case = self.case.currentData() or ""
        self.naming.look()

    def _take_up(self) -> None:
        """Go on with what was begun; with the piece as it stands where nothing was."""
        name = f"evidence {self._piece.id}" if self._piece else "evidence"
        self.drafting = Drafting(self._desk, name, self._draft, self._saved)
        found = self.drafting.found
        self._fill(msgspec.json.decode(found, type=Evidence) if found else self._before)
        self.drafting.watch(self.text, self.source.edit, self.dated.edit)

    def _fill(self, before: Evidence) -> None:
        for key in ("kind", "theme", "judgement", "case", "consent", "altered"):
            choice: Choice = getattr(self, key)
            choice.setCurrentIndex(max(0, choice.findData(getattr(before, key))))
        self._topics()
        self.topic.setCurrentIndex(max(0, self.topic.findData(before.topic)))
        self.source.edit.setText(before.source)
        self.dated.edit.setText(before.dated)
        self.text.setPlainText(before.text)
        self._fit()

    def _topics(self) -> None:
        """Offer the topics of the chosen theme."""
        self.topic.clear()
        self.topic.addItem(said("evidence.no_topic"), "")
        for one in self._desk.framework.topics:
            if one.theme == self.theme.currentData():
                self.topic.addItem(f"{one.id}  {shown(one.label)}", one.id)

    def _fit(self) -> None:
        """Show case, consent and altered names for quotes and illustrations alone."""
        for part in self._of_case:
            part.setVisible(self.kind.currentData() in evidence.FROM_CASES)

    def bound(self) -> list[tuple[str, object]]:
        return [("naming", self.naming), ("evidence_form", self), *super().bound()]

    @property
    def about(self) -> str:
        return self.case.currentData() or ""

    def take_focus(self) -> None:
        (self.text if self._piece or self.drafting.found else self.kind).setFocus()

    @property
    def stands(self) -> Evidence:
        """Return what the form says now."""
        from_case = self.kind.currentData() in evidence.FROM_CASES
        return msgspec.structs.replace(
            self._before,
            kind=self.kind.currentData(),
            theme=self.theme.currentData(),
            topic=self.topic.currentData(),
            judgement=self.judgement.currentData(),
            text=self.text.toPlainText().strip(),
            source=self.source.text.strip(),
            dated=self.dated.text.strip(),
            case=self.case.currentData() if from_case else "",
            consent=self.consent.currentData() if from_case else "",
            altered=self.altered.currentData() if from_case else "",
        )

    def _draft(self) -> str:
        stands = self.stands
        begun = stands != self._before if self._piece else stands.text or stands.source or stands.dated
        return msgspec.json.encode(stands).decode() if begun else ""

    def save_pending(self) -> bool:
        return self.drafting.keep()

    def keep(self) -> None:
        """Keep what the form says."""
        if self._save():
            self.drafting.drop()
            self.kept.emit(self._id)

    def _save(self) -> bool:
        stands = self.stands
        try:
            if not self._id:
                self._id = evidence.add(self._desk, stands)
            elif stands != self._before:
                evidence.change(self._desk, self._id, stands)
        except Refused as refusal:
            self._fault.say(both(refusal))
            self.text.setFocus()
            return False
        self._before = stands
        return True

    @property
    def _begun(self) -> bool:
        """Tell whether there is anything to keep: an empty form is left as it is."""
        return bool(self.stands.text) and self.stands != self._before

    def leave(self) -> None:
        """Go back; what was written is kept, and an empty form is left as it is."""
        if self._begun:
            self.keep()
        else:
            self.drafting.drop()
            self.cancelled.emit()
