"""Read and answer one case, by mouse and keyboard, with every answer saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from fjidesk.desk import reading
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both
from fjidesk.ui.on_paper import OnPaper
from fjidesk.ui.pages.page import Page
from fjidesk.ui.reading.answering import Answering
from fjidesk.ui.reading.behind import Behind
from fjidesk.ui.reading.beside import Beside
from fjidesk.ui.reading.finish import Finish, Locked
from fjidesk.ui.reading.folding import Folding
from fjidesk.ui.reading.group_bar import GroupBar
from fjidesk.ui.reading.head import CaseBar
from fjidesk.ui.reading.limiting import LimitingPane
from fjidesk.ui.reading.moves import Moves
from fjidesk.ui.reading.navigator import Navigator
from fjidesk.ui.reading.odd import switched, undecided
from fjidesk.ui.reading.parts import Parts
from fjidesk.ui.reading.questions import Questions
from fjidesk.ui.reading.section_na import SectionNa, SectionPane
from fjidesk.ui.reading.side import Side
from fjidesk.ui.reading.used import TimeKeeper
from fjidesk.ui.undoing import OwnUndo, Undoing, where
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.model.revision import Record
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.session import Session

RETRY = 5_000  # ms between attempts to save what the drive refused


class ReadingPage(Page):
    """One case. It shows the session; ``Moves`` and ``Answering`` do what the keys and clicks ask.

    Signals:
        left: back to the cases.
        elsewhere: case and question to which an undo or a search leads.
    """

    left = Signal()
    elsewhere = Signal(str, str)
    shows = "case"
    seeks = True

    def __init__(self, kit: Kit, session: Session, reader: str) -> None:
        super().__init__()
        self._kit = kit
        self._session = session
        self._reader = reader
        self._fresh = True  # the first focus of a new reading goes to the facts, while one is missing that decides
        session.setParent(self)
        self.parts = self._made()
        self.top = self.parts.bar
        self._lay_out()
        self.moves = Moves(kit, session, self.parts)
        self.answering = Answering(kit, session, self.parts)
        self.undoing = Undoing(kit, session.desk, self.save_pending, self)
        self.behind = Behind(kit, self.undoing, lambda: self.covered, self)
        bind("undo", self, self.behind)
        self.section = SectionNa(kit, session, self.parts, self.undoing)
        self.time = TimeKeeper(kit, session, self.parts.bar, self)
        self.beside = Beside(kit, session, self.parts, self)
        self.guide = self.beside.guide
        self.show_place = self.beside.show_place  # type: ignore[method-assign]
        self._connect()
        self.parts.locked.show_lock(session, reader)
        self.parts.side.facts.refresh()
        self.moves.start()

    def _made(self) -> Parts:
        theme, session = self._kit.theme, self._session
        return Parts(
            bar=CaseBar(theme, session),
            navigator=Navigator(theme, session),
            group_bar=GroupBar(theme),
            locked=Locked(theme),
            questions=Questions(theme, session),
            finish=Finish(theme),
            section_na=SectionPane(theme),
            limiting=LimitingPane(theme, session),
            middle=QStackedWidget(),
            side=Side(theme, session),
        )

    def _lay_out(self) -> None:
        parts = self.parts
        for pane in (parts.questions, parts.finish, parts.section_na, parts.limiting):
            parts.middle.addWidget(pane)
        middle = QWidget()
        column = QVBoxLayout(middle)
        columns = QHBoxLayout()
        self._body = QWidget()  # what stands under a panel that opens over the page: its keys rest meanwhile
        outer, whole = QVBoxLayout(self), QVBoxLayout(self._body)
        for layout in (column, columns, whole, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for part in (parts.group_bar, parts.locked, parts.middle):
            column.addWidget(part)
        columns.addWidget(parts.navigator)
        columns.addWidget(middle, 1)
        columns.addWidget(parts.side)
        whole.addWidget(parts.bar)
        whole.addLayout(columns, 1)
        outer.addWidget(self._body)
        self.folding = Folding(self._kit.theme, parts, self._body, columns)

    def _connect(self) -> None:
        parts, session = self.parts, self._session
        parts.bar.back.clicked.connect(self.leave)
        parts.bar.finish.clicked.connect(self.ask_to_finish)
        parts.questions.answered.connect(self._clicked)
        parts.locked.reopened.connect(self._reopen)
        parts.finish.finished.connect(self._finish)
        parts.finish.place_asked.connect(self.beside.look_at)
        parts.side.facts.corrected.connect(self._correct)
        session.changed.connect(self._changed)
        session.kept.connect(self._show_kept)
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY)
        self._retry.timeout.connect(session.retry)
        self.undoing.moved.connect(self._moved)
        parts.card.saving.late.connect(lambda: parts.bar.show_saving(session, saving=True))
        parts.card.saving.settled.connect(lambda: parts.bar.show_saving(session, saving=False))
        parts.limiting.saving.connect(lambda saving: parts.bar.show_saving(session, saving=saving))
        own = OwnUndo(self._keeps, self)
        own.watch(parts.card.fields)
        parts.side.facts.made.connect(own.watch)
        bind("answer", parts.questions, self.answering)
        bind("walk", parts.questions, self.moves)
        self.paper = OnPaper(self, session.case, own=self.open)
        for place, target in (
            ("reading", self.moves),
            ("section", self.section),
            ("panes", self.folding),
            ("case", self),
            ("locked", parts.locked),
            ("paper", self.paper),
        ):
            bind(place, self._body, target)
        parts.middle.currentChanged.connect(
            lambda _place: parts.group_bar.setHidden(parts.middle.currentWidget() is parts.limiting)
        )
        bind("beside", self._body, self.beside)
        self.beside.go_to.connect(self.moves.go_to)
        self.beside.group.connect(self.moves.to_group)

    def bound(self) -> list[tuple[str, object]]:
        if self.beside.over is not None:
            return self.beside.over.bound()
        middle = self.parts.middle.currentWidget()
        if middle is not self.parts.questions:
            own: list[tuple[str, object]] = [("locked", self.parts.locked), ("case", self)]
            own += [("paper", self.paper), ("beside", self.beside)]
            return [("section_na", middle), *own] if middle is self.parts.section_na else own
        page: list[tuple[str, object]] = [
            ("reading", self.moves),
            ("section", self.section),
            ("locked", self.parts.locked),
            ("case", self),
            ("paper", self.paper),
            ("beside", self.beside),
            ("undo", self.behind),
            ("panes", self.folding),
        ]
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            return [("naming", self.beside.naming), *page]
        if focus is not None and any(pane.isAncestorOf(focus) for pane in (self.parts.side, self.parts.navigator)):
            return page
        return [("answer", self.answering), ("walk", self.moves), *page]

    @property
    def open(self) -> bool:
        """Tell whether the reading can be changed."""
        return not self._session.locked

    @property
    def covered(self) -> bool:
        """Tell whether what an undo changes would not be seen: a panel, or the end, stands over the questions."""
        parts = self.parts
        return self.beside.over is not None or parts.middle.currentWidget() in {parts.finish, parts.section_na}

    def take_focus(self) -> None:
        if self.beside.over is not None:
            self.beside.over.take_focus()
        elif self._fresh and not self.moves.staying.found and undecided(self._session) and self.open:
            self.parts.side.show_facts(undecided(self._session)[0])
        elif self.parts.middle.currentWidget() is self.parts.questions:
            self.parts.card.control.take_focus()
        self._fresh = False

    def go_to(self, question: str) -> None:
        self.moves.go_to(question)

    def _moved(self, records: frozenset[Record]) -> None:
        case, question = where(records, self._session.desk.me)
        if any(kind == "limiting" for kind, _ in records):
            self.beside.refresh_flags()
        if not case or (case == self._session.case and self._session.member != self._session.desk.me):
            return
        if case != self._session.case:
            self.elsewhere.emit(case, question)
            return
        before = self._session.locked
        self._session.take(records)
        if self._session.locked != before:
            self._relock()
        if question and question != self.parts.questions.current:
            self.moves.go_to(question)

    def _keeps(self, field: QWidget, back: bool) -> bool:  # noqa: FBT001  (as it is asked)
        """Tell whether a field undoes or redoes by itself: what is typed in it and no part of the answer yet."""
        card = self.parts.card
        if not card.isAncestorOf(field):
            return self.parts.side.facts.keeps(field, back)
        card.saving.now()
        name = self.parts.questions.current
        return self._session.pending.typing(name, self._session.answers.get(name), back=back)

    def _clicked(self, name: str, value: str) -> None:
        self.moves.go_to(name)
        self.answering.give(value)

    def _correct(self, fact: str, value: str) -> None:
        self.parts.card.flush()
        session = self._session
        before = {name for name, ruling in session.rulings.items() if ruling is False}
        sound = session.correct(fact, value)
        self.parts.side.facts.show_fault(fact, wrong=not sound)
        after = {name for name, ruling in session.rulings.items() if ruling is False}
        if before != after:
            self._kit.say.tell(*switched(session, after - before, before - after))

    def _changed(self, names: set[str]) -> None:
        parts, session = self.parts, self._session
        parts.questions.refresh(names)
        parts.navigator.refresh()
        group = next(group for group in session.groups if parts.questions.current in group.questions)
        parts.group_bar.show_group(session, group)
        parts.side.facts.refresh()
        if parts.questions.current in names:
            parts.side.follow(parts.questions.current)
        parts.bar.refresh(session)
        self.beside.refresh()

    def _show_kept(self) -> None:
        session = self._session
        self.parts.bar.refresh(session)
        if session.failure is not None:
            self._kit.say.refuse(session.failure)
            self._retry.start()
        elif self._retry.isActive():
            self._retry.stop()
            self._kit.say.tell(said("saved.again"))

    def save_pending(self) -> bool:
        self.parts.card.flush()
        self.parts.side.facts.flush()
        for line in (self.parts.finish, self.parts.locked, self.parts.section_na):
            line.keep()
        alerted = self.beside.flush()
        self.time.keep()
        self.moves.staying.keep()
        self._session.retry()
        return alerted and not self._session.unsaved

    def reopened(self) -> None:
        self._session.retry()

    def ask_to_finish(self) -> None:
        """Show what the reading lacks and the ways to finish it."""
        if not self.save_pending():
            return
        self.parts.middle.setCurrentWidget(self.parts.finish)
        lacking = reading.checklist(self._session.desk, self._session.case)
        self.parts.finish.show_checklist(self._session, lacking, self.time.minutes)

    def _finish(self, gaps: bool, manager: str, minutes: int) -> None:  # noqa: FBT001  (a signal's argument)
        try:
            self._session.finish(with_gaps=gaps, case_manager=manager, minutes=minutes)
        except Refused as refusal:
            self.parts.finish.show_fault(both(refusal))
            return
        self.parts.finish.drop()
        self._relock()
        self._kit.say.tell(said("reading.now_finished"), said("reading.now_finished_more"))

    def _reopen(self, reason: str) -> None:
        try:
            self._session.reopen(reason)
        except Refused as refusal:
            self.parts.locked.show_fault(both(refusal))
            self.parts.locked.take_focus()
            return
        self._kit.say.clear()
        self._relock()

    def _relock(self) -> None:
        self.time.settle()
        self.parts.locked.show_lock(self._session, self._reader)
        self.moves.go_to(self.parts.questions.current)

    def escape(self) -> None:
        """Go back one: from a text to the answer, from the end or the side to the questions, then to the cases."""
        parts = self.parts
        focus = QApplication.focusWidget()
        if parts.middle.currentWidget() is not parts.questions:
            self.moves.go_to(parts.questions.current)
        elif self.folding.escape():
            parts.card.flush()
        elif focus is not None and not parts.card.control.isAncestorOf(focus):
            parts.card.flush()
            self.take_focus()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to the cases; what cannot be saved keeps the page."""
        if self.save_pending():
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.folding.fit(self.width())
