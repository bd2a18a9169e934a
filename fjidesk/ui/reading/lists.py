"""The lists that open from below the sections: to discuss, queries from the lead, answers that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.ui.actions import cap
from fjidesk.ui.below import shown
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.naming import NameLine
from fjidesk.ui.parts.over import Over
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from fjidesk.desk.queries import Asked
    from fjidesk.model.framework import Contradiction, Question
    from fjidesk.ui.theme import Theme

_WIDE = 640


def question_buttons(theme: Theme, names: Sequence[str], go_to: SignalInstance) -> QWidget:
    """Return a row of buttons, each of which goes to a question."""
    holder = QWidget()
    flow = Flow(holder, theme.px(2))
    for name in names:
        button = Button(theme, name, "quiet")
        button.setAccessibleName(said("finish.go_to", question=name))
        button.clicked.connect(lambda _on=False, name=name: go_to.emit(name))
        flow.addWidget(button)
    return holder


class ListPanel(Over):
    """A title, one sentence, and what there is; every question in it is a button that goes there.

    Signals:
        go_to: a question.
        replied: the id of a query, and the reply.
        typed_in: the fields for replies, once they are there.
        writing: the id of a query, and the field for the reply to it.
    """

    go_to = Signal(str)
    replied = Signal(str, str)
    typed_in = Signal(object)
    writing = Signal(str, object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, said("waiting.list"), _WIDE)
        self._title = Text(theme, "", "section")
        self._what = Text(theme, "", "body", "ink2", wrap=True)
        self._lines = QWidget()
        self._first: QWidget | None = None
        self._edits: list[QLineEdit] = []
        self.names = NameLine(theme)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        self.saved = Saved(theme)
        head.addWidget(self.saved)
        head.addWidget(Cap(theme, "Esc"))
        self.column.addLayout(head)
        self.column.addWidget(self._what)
        self.go_to.connect(lambda _name: self.close_over())

    def take_focus(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def _open(self, kind: str, count: int) -> QVBoxLayout:
        theme = self._theme
        self._title.setText(said(f"waiting.{kind}"))
        self._what.setText(said(f"waiting.{kind}_what") if count else said(f"waiting.{kind}_none", key=cap("discuss")))
        self._first = None
        self._edits = []
        self.saved.show_state("")
        self.typed_in.emit([])
        self._lines.hide()
        self.column.removeWidget(self._lines)
        let_go(self._lines)
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(6))
        return lines

    def _done(self, lines: QVBoxLayout) -> None:
        lines.addStretch(1)
        self.column.addWidget(self._lines)
        self.column.addWidget(self.names)
        self._lines.setVisible(lines.count() > 1)
        self.typed_in.emit(self._edits)
        self.rise()
        self._first = self._first or next(iter(self._lines.findChildren(Button)), None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._first else Qt.FocusPolicy.StrongFocus)
        if self._first is None:
            self.setFocus()
        self.take_focus()

    def show_discuss(self, asked: Sequence[Question], notes: dict[str, str]) -> None:
        """Show the questions that are to be discussed with the lead."""
        lines = self._open("discuss", len(asked))
        for question in asked:
            self._question(lines, question.id, shown(question.text), notes.get(question.id, ""))
            lines.addWidget(Rule(self._theme))
        self._done(lines)

    def _question(self, lines: QVBoxLayout, name: str, text: str, below: str) -> None:
        theme = self._theme
        row = HungRow()
        button = Button(theme, name, "quiet")
        button.setAccessibleName(said("finish.go_to", question=name))
        button.clicked.connect(lambda: self.go_to.emit(name))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, theme.px(9), 0, theme.px(4))
        words.addWidget(Text(theme, text, "body", wrap=True))
        if below:
            words.addWidget(Text(theme, below, "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        lines.addLayout(row)

    def show_disagree(self, found: Sequence[Contradiction]) -> None:
        """Show what sits oddly together, as questions."""
        theme = self._theme
        lines = self._open("disagree", len(found))
        for one in found:
            lines.addWidget(Text(theme, shown(one.ask), "body", wrap=True))
            row = HungRow()
            row.addWidget(question_buttons(theme, one.questions, self.go_to), 1)
            lines.addLayout(row)
            lines.addWidget(Rule(theme))
        self._done(lines)

    def show_queries(self, asked: Sequence[Asked], at: str = "") -> None:
        """Show what the lead asks, each with a field for the reply; ``at`` is the query to reply to."""
        lines = self._open("queries", len(asked))
        for one in asked:
            self._query(lines, one, at)
        self._done(lines)

    def _query(self, lines: QVBoxLayout, one: Asked, at: str) -> None:
        theme = self._theme
        if one.question:
            self._question(lines, one.question, one.text, "")
        else:
            lines.addWidget(Text(theme, one.text, "body", wrap=True))
        for text in one.replies:
            lines.addWidget(Text(theme, said("waiting.replied", text=text), "body", "ink2", wrap=True))
        if one.settled:
            lines.addWidget(Text(theme, said("waiting.settled"), "caption", "ink2"))
            return
        edit = QLineEdit()
        edit.setAccessibleName(said("waiting.reply_to", text=one.text))
        self._edits.append(edit)
        self.writing.emit(one.id, edit)
        send = Button(theme, said("waiting.reply"))
        send.clicked.connect(lambda: self.replied.emit(one.id, edit.text()))
        edit.returnPressed.connect(lambda: self.replied.emit(one.id, edit.text()))
        row = QHBoxLayout()
        row.addWidget(edit, 1)
        row.addWidget(send)
        lines.addLayout(row)
        lines.addWidget(Rule(theme))
        if self._first is None and at in {"", one.id}:
            self._first = edit
