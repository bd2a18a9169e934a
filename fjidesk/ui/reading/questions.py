"""The questions of one section and theme: closed rows, and the card where the open one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea

from fjidesk.ui.below import shown
from fjidesk.ui.kit import local
from fjidesk.ui.parts.saved import saved_words
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.reading.card import QuestionCard
from fjidesk.ui.reading.nothing import Nothing
from fjidesk.ui.reading.odd import disagreeing
from fjidesk.ui.reading.record_kinds import offered
from fjidesk.ui.reading.row import QuestionRow, Standing
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme

_EDGE = 12  # px from the pane's edge to the card
_GAP = 6  # px above and below the card


class _Sheet(Pane):
    """Holds the rows and the card, in whatever order they were made."""

    role_told = QAccessible.Role.List

    def __init__(self, theme: Theme, told_parts: Callable[[], list[QWidget]]) -> None:
        super().__init__(theme, "surface")
        self.told_parts = told_parts


class Questions(QScrollArea):
    """A scrolling list of which one question is open. Rows are made when their group is first shown.

    Attributes:
        asked: the questions on which a query of the lead waits.
        only_open: whether only those are shown that wait for an answer or a reason, and the open one.

    Signals:
        opened, answered, why_asked: as those of the rows.
    """

    opened = Signal(str)
    answered = Signal(str, str)
    why_asked = Signal(str)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self._session = session
        self._rows: dict[str, QuestionRow] = {}
        self._shown: list[str] = []
        self.current = ""
        self.asked: frozenset[str] = frozenset()
        self.only_open = False
        self._single = False
        self._sheet = _Sheet(theme, self._in_order)
        self._sheet.setAccessibleName(said("reading.questions"))
        self.nothing = Nothing(theme, self._sheet)
        self.nothing.asked.connect(self.opened)
        self.card = QuestionCard(theme, session.framework.na_reasons, offered(session.framework))
        self.card.setParent(self._sheet)
        self._room = QTimer(self)  # a text in the middle of its own layout is not measured
        self._room.setSingleShot(True)
        self._room.setInterval(0)
        self._room.timeout.connect(self._make_room)
        self.card.note.textChanged.connect(self._room.start)
        self.card.saving.late.connect(lambda: self.card.saved.show_state(said("saved.saving")))
        self.card.saving.settled.connect(self._show_saved)
        session.kept.connect(self._show_saved)
        self.card.hide()
        self.card.grown.connect(self.grow)
        self.setWidget(self._sheet)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def open_question(self, name: str) -> None:
        """Open a question. Where its group is on the screen already, the card keeps its height there."""
        group = next(group.questions for group in self._session.groups if name in group.questions)
        keep = self.card.y() - self.verticalScrollBar().value() if self._shown == group else None
        if self._shown != group:
            self._show_group(group)
        self.current = name
        self.card.show_question(
            self._session.framework.by_id[name], self._session.answers.get(name), self._session.locked
        )
        self._show_standing(name)
        self._hold_note()
        self._show_odd()
        self._show_saved()
        self.card.show()
        self._place()
        self._scroll(keep)

    def _show_group(self, group: list[str]) -> None:
        for name in self._shown:
            self._rows[name].hide()
        for name in group:
            if name not in self._rows:
                self._rows[name] = self._made(name)
            self._show_standing(name)
        self._shown = group
        self.nothing.show_group(self._session, group)

    def show_open(self, only: bool) -> None:  # noqa: FBT001  (a signal's argument)
        """Show only what is to answer, or all again."""
        self.only_open = only
        self._place()
        self.show_card()

    def show_single(self, *, single: bool) -> None:
        """Show one question at a time, its answer under its text, as a small window needs it."""
        if single != self._single:
            self._single = self.card.single = single
            if self.current:
                self._place()
                self.show_card()

    def _in_sight(self, name: str) -> bool:
        return not self._single and (not self.only_open or self._session.to_do(name))

    def _in_order(self) -> list[QWidget]:
        """Return what is in sight from top to bottom, as it is read."""
        items = [self.card if name == self.current else self._rows[name] for name in self._shown]
        return [part for part in (self.nothing, *items) if not part.isHidden()]

    def _made(self, name: str) -> QuestionRow:
        row = QuestionRow(self._theme, self._session.framework.by_id[name], self._sheet)
        row.opened.connect(self.opened)
        row.answered.connect(self.answered)
        row.why_asked.connect(self.why_asked)
        return row

    def _show_standing(self, name: str) -> None:
        session = self._session
        question = session.framework.by_id[name]
        answer = session.answers.get(name)
        applies = session.rulings[name] is not False
        why = ""
        if not applies:
            why = shown(question.otherwise) if question.otherwise else said("row.by_rule")
        self._rows[name].show_standing(
            Standing(
                answer=answer.answer if answer is not None else "",
                applies=applies,
                why=why,
                note=bool(answer and answer.note),
                noted=answer is not None and not answer.answer,
                discuss=bool(answer and answer.discuss),
                query=name in self.asked,
                reasons=len(answer.reasons) if answer is not None else 0,
                lacking=session.lacks_reason(name),
                locked=bool(session.locked),
            )
        )
        if name == self.current:
            self.card.setAccessibleName(f"{name}. {self._rows[name].standing_words}")

    @property
    def item_words(self) -> str:
        """Return the open question as the whole item that a screen reader hears of a closed one."""
        return self._rows[self.current].accessibleName()

    def refresh(self, names: set[str]) -> None:
        """Show again how some questions stand; the focus and the height on the screen stay."""
        for name in self._shown:
            if name in names:
                self._show_standing(name)
        if self.current in names:
            self.card.show_answer(self._session.answers.get(self.current), self._session.locked)
            self._hold_note()
        self._show_odd()
        if names & set(self._shown):
            self.nothing.show_group(self._session, self._shown)
            self._place()

    def _show_odd(self) -> None:
        """Name at the open question what its answer does not agree with; nothing is stopped by it."""
        found = [shown(one.ask) for one in disagreeing(self._session) if self.current in one.questions]
        words, odd = "\n".join(found), self.card.odd
        if words == odd.text() and odd.isHidden() == (not words):
            return
        odd.setText(words)
        odd.setVisible(bool(words))

    def _show_saved(self) -> None:
        """Say beside the note when what stands at the open question was saved, or that it is not."""
        session, name = self._session, self.current
        moment = session.saved_at_question(name) if name in session.answers else None
        if session.unsaved and session.failed_at is not None:
            words, kind = said("saved.failed", since=local(session.failed_at, "%H:%M")), "failed"
        elif moment is not None:
            words, kind = saved_words(moment, session.desk.clock())[0], "done"
        else:
            words, kind = "", ""
        self.card.saved.show_state(words, kind)

    def _hold_note(self) -> None:
        """Take neither note nor ground where the question does not apply and there is none yet."""
        name = self.current
        if self._session.rulings[name] is False and name not in self._session.answers:
            self.card.hold(said("reading.out"))

    def _place(self) -> None:
        """Lay the rows and the card out by hand: a layout of its own would measure all of them at each step."""
        theme = self._theme
        width = self.viewport().width()
        edge, gap = theme.px(_EDGE), theme.px(_GAP)
        top = theme.px(4)
        inner = width - 2 * edge
        if not self.nothing.isHidden():
            height = self.nothing.heightForWidth(inner)
            self.nothing.setGeometry(QRect(edge, top + gap, inner, height))
            top += height + 2 * gap
        for name in self._shown:
            if name == self.current:
                self._rows[name].hide()
                height = self.card.height_for(inner)
                height = max(height, min(height + self.card.note.wants, self.viewport().height() - 2 * gap))
                self.card.setGeometry(QRect(edge, top + gap, inner, height))
                top += height + 2 * gap
                continue
            row = self._rows[name]
            row.setVisible(self._in_sight(name))
            if row.isHidden():
                continue
            height = row.height_for(inner)
            row.setGeometry(QRect(edge, top, inner, height))
            top += height
        self._sheet.resize(width, max(top + theme.px(12), self.viewport().height()))

    def _scroll(self, keep: int | None) -> None:
        """Put the card where it was on the screen; where it would be cut off, show it whole."""
        room = self.viewport().height()
        top = self.card.y() - (keep if keep is not None else self._theme.px(_GAP + 4))
        bottom = self.card.y() + self.card.height() + self._theme.px(_GAP)
        top = max(top, bottom - room)
        top = min(top, self.card.y() - self._theme.px(_GAP))
        self.verticalScrollBar().setValue(top)

    def _make_room(self) -> None:
        """Let a long note grow into the room that there is; what stands above it stays where it is."""
        if self.current and self.card.isVisible():
            before = self.card.height()
            self._place()
            if self.card.height() > before:
                self.show_card()

    def grow(self) -> None:
        """Give the card the height that it needs now, and show what came: the last line of it, and the note."""
        self._place()
        self.show_card()
        card, bar = self.card, self.verticalScrollBar()
        if not card.names.isHidden():
            card.layout().activate()  # type: ignore[union-attr]
            bottom = card.y() + card.height() + self._theme.px(_GAP) - self.viewport().height()
            note = card.y() + card.note.mapTo(card, card.note.rect().topLeft()).y() - self._theme.px(_GAP)
            bar.setValue(max(bar.value(), min(bottom, note)))

    def show_card(self) -> None:
        """Scroll no more than is needed for the card to be seen whole."""
        self._scroll(self.card.y() - self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.set_note_lines(self._theme, 3 if self.window().height() < self._theme.px(740) else 4)
        self._place()
        if self.current and event.size().width() != event.oldSize().width():  # a message below moves nothing
            self.show_card()
