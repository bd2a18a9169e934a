"""The case facts: they decide what applies."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fjidesk.desk import drafts
from fjidesk.errors import StoreRefused
from fjidesk.model.case_table import fact_fault
from fjidesk.ui.below import shown
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.parts.text import Text, Title
from fjidesk.ui.reading.fact_list import FactList
from fjidesk.ui.reading.fact_summary import FactSummary
from fjidesk.ui.reading.odd import undecided, unknown
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from fjidesk.model.framework import Fact
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class Facts(QWidget):
    """Every fact of the framework as a list to choose from, or a field for a date or a number.

    Attributes:
        first: says how many of those are missing on which it depends what applies.
        summary: the facts to read, where they cannot be changed.

    Signals:
        corrected: a fact and its new value; empty where it is not known.
        made: the fields that are typed in, once they are there.
    """

    role_told = QAccessible.Role.Grouping
    corrected = Signal(str, str)
    made = Signal(object)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._lists: dict[str, FactList] = {}
        self._lines: dict[str, QLineEdit] = {}
        self._faults: dict[str, Text] = {}
        self._begun: dict[str, str] = {}  # what is typed, no fact yet, and kept as a draft
        self._saving = Saving(self)
        self._saving.due.connect(lambda _on: self._draft())
        self._known = Text(theme, "", "caption", "ink2")
        self.first = Text(theme, "", "caption_medium", "warn", wrap=True)
        self.first.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget()
        self._area.setWidget(self._sheet)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._area.viewport(), self._sheet):
            part.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(self._head(theme))
        column.addWidget(self.first)
        column.addWidget(self._area, 1)
        self.summary = FactSummary(theme, session)
        self.summary.hide()
        self._rests = False
        column.addWidget(self.summary, 1)

    def _head(self, theme: Theme) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        head.addWidget(Title(theme, said("facts.title"), "body_strong"))
        head.addStretch(1)
        head.addWidget(self._known)
        head.addWidget(Cap(theme, "F4"))
        return head

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fill)

    def rest(self, rests: bool) -> None:  # noqa: FBT001  (named by the method)
        """Show the facts to read alone, while what stands in the middle has been made from them; or the form again."""
        if rests != self._rests:
            self._rests = rests
            self.refresh()

    @property
    def _still(self) -> bool:
        return self._rests or bool(self._session.locked)

    def _show_which(self) -> None:
        if self._still:
            self.summary.refresh()
        self._area.setHidden(self._still)
        self.summary.setVisible(self._still)

    def fill(self) -> None:
        """Make the form, once: after the page is shown, for its fifty fields take as long as all the rest of it."""
        if self._sheet.layout() is not None or self._session.locked:
            return
        theme = self._theme
        self._sheet.hide()
        grid = QGridLayout(self._sheet)
        grid.setContentsMargins(theme.px(18), 0, theme.px(10), theme.px(8))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(0, 42)
        grid.setColumnStretch(1, 58)
        row = 0
        for group in self._session.framework.fact_groups:
            title = Title(theme, shown(group.title), "caption_strong", "ink2", parent=self._sheet)
            title.setContentsMargins(0, theme.px(6) if row else 0, 0, 0)
            grid.addWidget(title, row, 0, 1, 2)
            row += 1
            for fact in self._session.framework.facts:
                if fact.group == group.id:
                    row = self._add(theme, grid, row, fact)
        self.setAccessibleName(said("facts.title"))
        self.made.emit(list(self._lines.values()))
        self._take_up()
        self.refresh()
        self._sheet.show()  # all at once, and at once: a layout shows a part of its own only at the next turn

    def _add(self, theme: Theme, grid: QGridLayout, row: int, fact: Fact) -> int:
        label = Text(theme, shown(fact.label), "caption", "ink2", wrap=True, parent=self._sheet)
        control = self._list(theme, fact) if fact.kind == "choice" else self._line(fact)
        control.setAccessibleName(shown(fact.label))
        label.setBuddy(control)
        grid.addWidget(label, row, 0)
        grid.addWidget(control, row, 1)
        if fact.kind == "choice":
            return row + 1
        fault = Text(theme, "", "caption", "danger", wrap=True, parent=self._sheet)
        fault.hide()
        self._faults[fact.id] = fault
        grid.addWidget(fault, row + 1, 0, 1, 2)
        return row + 2

    def _list(self, theme: Theme, fact: Fact) -> FactList:
        values = {"": said("facts.unknown"), **{value.id: shown(value.label) for value in fact.values}}
        choice = FactList(theme, values, self._sheet)
        choice.activated.connect(lambda _index, name=fact.id: self._chosen(name))
        self._lists[fact.id] = choice
        return choice

    def _line(self, fact: Fact) -> QLineEdit:
        edit = QLineEdit(self._sheet)
        edit.setMinimumWidth(10)
        edit.editingFinished.connect(lambda name=fact.id: self._left(name))
        edit.textEdited.connect(self._saving.key)
        edit.textEdited.connect(lambda _text, name=fact.id: self.show_fault(name, wrong=False))
        self._lines[fact.id] = edit
        return edit

    def _chosen(self, name: str) -> None:
        self.corrected.emit(name, self._lists[name].value)

    def _left(self, name: str) -> None:
        self._typed(name)
        self._saving.now()

    def _typed(self, name: str) -> None:
        text = self._lines[name].text().strip()
        if text != self._session.facts.get(name, ""):
            self.corrected.emit(name, text)
        else:
            self.show_fault(name, wrong=False)

    def show_fault(self, name: str, *, wrong: bool) -> None:
        """Say below a field that its value is of the wrong form, with an example."""
        fact = self._session.framework.fact_by_id[name]
        fault = self._faults.get(name)
        if fault is not None:
            fault.setText(said(f"facts.fault_{fact.kind}") if wrong else "")
            fault.setVisible(wrong)
            self._lines[name].setAccessibleDescription(fault.text())

    def refresh(self) -> None:
        """Show the facts as they stand."""
        self._show_which()
        if self.isVisible():
            self.fill()  # a finished case that is open again has no form yet
        facts, locked = self._session.facts, bool(self._session.locked)
        for name, choice in self._lists.items():
            choice.stand(facts.get(name, ""))
            choice.setEnabled(not locked)
        for name, edit in self._lines.items():
            typing = (edit.hasFocus() and edit.isModified()) or (name in self._begun and not locked)
            if edit.text() != facts.get(name, "") and not typing:
                edit.setText(facts.get(name, ""))
            edit.setReadOnly(locked)
        total, deciding = len(self._session.framework.facts), len(undecided(self._session))
        self._known.setText(said("count.of", part=total - len(unknown(self._session)), whole=total))
        self.first.setText(said("facts.first", count=deciding) if deciding and not locked else "")
        self.first.setVisible(bool(self.first.text()))

    def flush(self) -> None:
        """Say what is typed and not said yet."""
        for name in self._lines:
            self._typed(name)
        self._saving.now()

    def _open(self) -> dict[str, str]:
        """Return what stands in the fields and is no fact yet: half typed, or of the wrong form."""
        typed = {name: edit.text().strip() for name, edit in self._lines.items()}
        return {name: text for name, text in typed.items() if text != self._session.facts.get(name, "")}

    def _draft(self) -> None:
        """Keep what is no fact yet as a draft: half a date says nothing, and half a number something else."""
        session, now = self._session, self._open()
        if session.locked or session.desk.locked or now == self._begun:
            return
        with suppress(StoreRefused):  # the next key tries again, and leaving the field says it aloud
            drafts.put(session.desk, f"facts {session.case}", msgspec.json.encode(now).decode() if now else "")
            self._begun = now

    def _take_up(self) -> None:
        """Put what was begun into its fields again, with what is wrong about it."""
        session = self._session
        found = "" if session.locked or session.desk.locked else drafts.text(session.desk, f"facts {session.case}")
        self._begun = msgspec.json.decode(found, type=dict[str, str]) if found else {}
        for name, text in self._begun.items():
            if name in self._lines:
                self._lines[name].setText(text)
                self.show_fault(name, wrong=fact_fault(session.framework.fact_by_id[name], text) is not None)

    def keeps(self, field: QWidget, back: bool) -> bool:  # noqa: FBT001  (as it is asked)
        """Tell whether a field of the form takes back typing of its own that is not said yet, or what it took back."""
        name = next((name for name, edit in self._lines.items() if edit is field), "")
        return bool(name) and (not back or self._lines[name].text().strip() != self._session.facts.get(name, ""))

    def first_unknown(self) -> str:
        """Return the first fact that is missing, one that decides what applies before others; the first of all else."""
        session = self._session
        return next(iter([*undecided(session), *unknown(session)]), session.framework.facts[0].id)

    def go_to(self, name: str) -> None:
        """Put the focus on a fact and scroll to it."""
        if self._still:
            self.summary.go_to(name)
            return
        self.fill()
        control: QWidget = self._lists[name] if name in self._lists else self._lines[name]
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(control, 0, self._theme.px(40))
