"""Finish a reading: what it lacks, the time used, and the two ways to finish; or reopen it with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from fjidesk.desk.beside_answers import worth
from fjidesk.ui.below import shown
from fjidesk.ui.pages.named import at
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.fault import Fault
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.many import Many
from fjidesk.ui.parts.naming import NameLine
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.round import Round, keep_in_sight
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Card, Pane
from fjidesk.ui.parts.text import Text
from fjidesk.ui.reading.found import Place, place_of
from fjidesk.ui.reading.lists import question_buttons
from fjidesk.ui.reading.odd import disagreeing
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.desk.reading import Checklist
    from fjidesk.model.framework import Contradiction
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme

_MOST_ODD = 4
_MOST_BESIDE = 6  # their names are long
_LONGEST_MINUTES = 1440


class Finish(Round):
    """Stands in the place of the questions. What it holds is made when it is first asked for.

    Signals:
        go_to: a question to go back to; empty for wherever the reading was.
        place_asked: a fact, an alert or another place of the case.
        finished: whether with gaps, whether the case manager was present, minutes used.
    """

    go_to = Signal(str)
    place_asked = Signal(object)
    finished = Signal(bool, str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._draft: LineDraft | None = None  # of the minutes

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._draft is not None:
            self._draft.keep()

    def drop(self) -> None:
        """Let go what was begun: the reading is finished."""
        if self._draft is not None:
            self._draft.drop()

    def _build(self, theme: Theme) -> None:
        card = Card(theme)
        card.setMaximumWidth(theme.px(720))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        inside.setSpacing(theme.px(10))
        self._title = Text(theme, said("finish.title"), "screen")
        inside.addWidget(self._title)
        self._lacks = Text(theme, "", "body", "ink2", wrap=True)
        inside.addWidget(self._lacks)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(theme.px(6))
        inside.addLayout(self._lists)
        inside.addLayout(self._particulars(theme))
        self._fault = Fault(theme, self._minutes, role="body_medium")
        inside.addWidget(self._fault)
        inside.addLayout(self._buttons(theme))
        self.hold_card(theme, card)

    def _particulars(self, theme: Theme) -> QVBoxLayout:
        options = {"present": said("finish.present"), "absent": said("finish.absent")}
        self._manager = Segment(theme, options, said("finish.manager"))
        self._minutes = QLineEdit()
        self._minutes.setValidator(QIntValidator(0, _LONGEST_MINUTES, self))
        self._minutes.setAccessibleName(said("finish.minutes"))
        self._minutes.setFixedWidth(theme.px(70))
        column = QVBoxLayout()
        width = max(theme.metrics("body").horizontalAdvance(said(f"finish.{key}")) for key in ("manager", "minutes"))
        for key, control in (("manager", self._manager), ("minutes", self._minutes)):
            label = Text(theme, said(f"finish.{key}"), "body", "ink2")
            label.setFixedWidth(width + theme.px(8))
            row = QHBoxLayout()
            row.addWidget(label)
            row.addSpacing(RING if key == "minutes" else 0)
            row.addWidget(control)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        self._whole = Button(theme, said("finish.whole"), "primary")
        self._gaps = Button(theme, said("finish.with_gaps"))
        self._back = Button(theme, said("finish.back"), "quiet", cap="Esc")
        self._whole.clicked.connect(lambda: self._say(gaps=False))
        self._gaps.clicked.connect(lambda: self._say(gaps=True))
        self._back.clicked.connect(lambda: self.go_to.emit(""))
        row = HungRow()
        for button in (self._whole, self._gaps, self._back):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _say(self, *, gaps: bool) -> None:
        self.finished.emit(gaps, self._manager.value, int(self._minutes.text() or "0"))

    def show_checklist(self, session: Session, lacking: Checklist, minutes: int = 0) -> None:
        """Show what a reading lacks before it is finished; ``minutes`` were counted so far."""
        if self.layout() is None:
            self._build(self._theme)
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # and not orphaned: a widget without a parent would show as a window of its own
                let_go(widget)
        count = session.count()
        self._lacks.setText(
            said(
                "finish.complete" if lacking.complete else "finish.lacking",
                answered=count.answered,
                applicable=count.applicable,
            )
        )
        for key, names in (("unanswered", lacking.unanswered), ("without_reason", lacking.without_reason)):
            noted = sum(not session.answered(name) and name in session.answers for name in names)
            if names:
                self._add_list(said(f"finish.{key}", count=len(names)), names)
            if noted:
                self._lists.addWidget(Text(self._theme, said("finish.noted", count=noted), "caption", "ink2"))
        self._manager.show_value(session.case_manager)
        self._add_odd(disagreeing(session))
        self._add_worth(session)
        used = minutes or session.minutes
        self._minutes.setText(str(used) if used else "")
        self._draft = self._draft or LineDraft(session.desk, self._minutes)
        self._draft.begin(f"minutes {session.case}")
        self._whole.setVisible(lacking.complete)
        self._gaps.setVisible(not lacking.complete)
        self.show_fault("")
        way = self._whole if lacking.complete else self._back
        way.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, way, lambda: keep_in_sight(None, way))  # a long list is laid out first

    def _add_list(self, title: str, names: list[str]) -> None:
        self._lists.addWidget(Text(self._theme, title, "body_strong"))
        self._ways([(name, partial(self.go_to.emit, name)) for name in names])

    def _ways(self, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self._lists.addWidget(Many(self._theme, ways))

    def _add_worth(self, session: Session) -> None:
        """Name what is worth a look beside the answers; it keeps nobody from finishing."""
        found = worth(session.desk, session.case)
        facts = [
            (shown(session.framework.fact_by_id[name].label), Place("", "", "", "", kind="fact", key=name))
            for name in found.facts
        ]
        alerts = [(said("finish.alert"), Place("", "", "", "", kind="alert", key=name)) for name in found.alerts]
        discuss = [(name, Place("", name, name, "")) for name in found.discuss]
        named = [(at(one), place_of(one)) for one in found.named]
        for key, places in (("facts", facts), ("alerts", alerts), ("discuss", discuss), ("named", named)):
            if places:
                self._lists.addWidget(Text(self._theme, said(f"finish.{key}", count=len(places)), "body_strong"))
                ways = [(name, partial(self.place_asked.emit, place)) for name, place in places]
                self._lists.addWidget(Many(self._theme, ways, _MOST_BESIDE))
            if key == "alerts" and found.incomplete:
                words = said("finish.incomplete", count=len(found.incomplete))
                self._lists.addWidget(Text(self._theme, words, "caption", "ink2"))

    def _add_odd(self, found: Sequence[Contradiction]) -> None:
        """Name the answers that disagree; they keep nobody from finishing."""
        if found:
            self._lists.addWidget(Text(self._theme, said("finish.disagree", count=len(found)), "body_strong"))
        for one in found[:_MOST_ODD]:
            self._lists.addWidget(Text(self._theme, shown(one.ask), "body", "ink2", wrap=True))
            self._lists.addWidget(question_buttons(self._theme, one.questions, self.go_to))

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be finished."""
        self._fault.say(sentence)


class Locked(Pane):
    """The strip above the questions that says why nothing can be changed.

    Attributes:
        reason: the field for why it is reopened.
        names: says what looks like a name in it.

    Signals:
        reopened: the reason given.
    """

    reopened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "accent_tint", "b")
        self._text = Text(theme, "", "body_medium")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(said("reading.reason"))
        self._label = Text(theme, said("reading.reason"), "body", "ink2")
        self._button = Button(theme, said("reading.reopen"), cap="Ctrl+Shift+R")
        self._button.clicked.connect(self._say)
        self.reason.returnPressed.connect(self._say)
        self._fault = Fault(theme, self.reason)
        self._draft: LineDraft | None = None
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._text)
        row.addStretch(1)
        row.addWidget(self._label)
        row.addWidget(self.reason, 2)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(5), theme.px(17), theme.px(5))
        column.setSpacing(theme.px(2))
        column.addLayout(row)
        self.names = NameLine(theme)
        column.addWidget(self.names)
        column.addWidget(self._fault)

    def _say(self) -> None:
        self.reopened.emit(self.reason.text())

    def show_lock(self, session: Session, reader: str) -> None:
        """Show the strip where the reading is locked."""
        self.setVisible(bool(session.locked))
        finished = session.locked == "finished"
        why = "finished" if finished else "withdrawn" if session.locked == "withdrawn" else "of_other"
        self._text.setText(said(f"reading.{why}", reader=reader))
        for widget in (self._label, self.reason, self._button):
            widget.setVisible(finished)
        if finished and self._draft is None:
            self._draft = LineDraft(session.desk, self.reason)
        if self._draft is not None and not session.locked:
            self._draft.drop()  # it is reopened
        self.reason.clear()
        if self._draft is not None and finished:
            self._draft.begin(f"reopening {session.case}")
        self.show_fault("")

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._draft is not None:
            self._draft.keep()

    def show_fault(self, sentence: str) -> None:
        """Say why it was not reopened."""
        self._fault.say(sentence)

    @property
    def finished(self) -> bool:
        """Tell whether the reading is locked because it is finished, and can be reopened."""
        return not self._button.isHidden()

    def ask(self) -> None:
        """Put the focus on the reason; where it stands there already, say it."""
        if self.reason.hasFocus() and self.reason.text().strip():
            self._say()
        else:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the reason."""
        self.reason.setFocus()
