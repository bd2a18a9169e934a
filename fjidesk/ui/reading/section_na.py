"""Answer what is left of a section with N/A: the list first, one reason, and undo afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.desk import reading
from fjidesk.errors import Refused
from fjidesk.model.framework import OTHER_REASON
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both, shown
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.naming import NameLine
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.round import Round
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.undoing import unchanged
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Question
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.reading.session import Group, Session
    from fjidesk.ui.theme import Theme
    from fjidesk.ui.undoing import Undoing


class SectionPane(Round):
    """Stands in the place of the questions.

    Signals:
        agreed: the reason chosen, and what it is in own words.
        refused: back to the questions.
    """

    agreed = Signal(str, str)
    refused = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Text(theme, "", "screen", wrap=True)
        self._what = Text(theme, "", "body", "ink2", wrap=True)
        self._area = Listing()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls by the arrow keys wherever the focus is
        self.other = QLineEdit()
        self._draft: LineDraft | None = None
        self.other.setAccessibleName(said("card.other"))
        self.names = NameLine(theme)
        self.reasons: Segment | None = None
        self._place = QVBoxLayout()
        self.button = Button(theme, "", "primary", cap="Ctrl+Enter")
        self.button.clicked.connect(self.agree)
        back = Button(theme, said("finish.back"), "quiet", cap="Esc")
        back.clicked.connect(self.refused)
        self.fault = Text(theme, "", "caption_medium", "danger", wrap=True)
        self._lay_out(theme, back)
        bind("section_na", self, self)

    def _lay_out(self, theme: Theme, back: Button) -> None:
        row = HungRow()
        row.addWidget(self.button)
        row.addWidget(back)
        row.addStretch(1)
        card = Card(theme)
        card.setMaximumWidth(theme.px(760))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        inside.setSpacing(theme.px(10))
        inside.addWidget(self._title)
        inside.addWidget(self._what)
        inside.addWidget(self._area, 1)
        inside.addWidget(Text(theme, said("section_na.why"), "body_strong"))
        inside.addLayout(self._place)
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(RING, 0, RING, 0)
        own.setSpacing(theme.px(4))
        own.addWidget(Text(theme, said("card.other"), "caption_medium", "ink2"))
        own.addWidget(self.other)
        own.addWidget(self.names)
        inside.addWidget(self._own)
        inside.addWidget(self.fault)
        inside.addLayout(row)
        # A list that is squeezed to a line says nothing: with large text the whole pane scrolls.
        self._area.setMinimumHeight(theme.px(64))
        self._area.setMaximumHeight(theme.px(240))
        self.hold_card(theme, card)

    def show_section(self, title: str, asked: Sequence[Question], reasons: dict[str, str]) -> None:
        """Show what would be answered, with the reasons to choose from."""
        theme = self._theme
        self._title.setText(said("section_na.title", section=title))
        self._what.setText(said("section_na.what", count=len(asked)))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for row, question in enumerate(asked):
            name = Text(theme, question.id, "caption_medium", "ink2")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(theme, shown(question.text), "body", wrap=True), row, 1)
        grid.setRowStretch(len(asked), 1)
        self._area.hold(sheet)
        if self.reasons is None:
            keys = [*map(str, range(1, len(reasons))), "0"]  # own words come last, as at a question
            self.reasons = Segment(theme, reasons, said("section_na.why"), keys)
            self.reasons.chosen.connect(self._chosen)
            self.reasons.parts[OTHER_REASON].toggled.connect(self._own.setVisible)
            self._place.addWidget(self.reasons, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit()
        self.reasons.show_value("")
        self.other.clear()
        self._own.hide()
        self.fault.setText("")
        self.fault.hide()
        self.button.setText(said("section_na.set", count=len(asked)))
        self.reasons.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the reasons go on in a second row where one is too narrow for them."""
        if self.reasons is not None:
            self.reasons.fit(min(self.width(), self._theme.px(760)) - self._theme.px(100))

    def choose(self, key: str) -> None:
        """Choose the reason that a digit stands for."""
        parts = [*self.reasons.parts.values()] if self.reasons is not None else []
        place = int(key) - 1
        if parts and place < len(parts) - 1:
            part = parts[place]  # nought is one before the first, which is the last
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)
            part.click()

    def _chosen(self, reason: str) -> None:
        """Ask for own words where the reason is none of the list."""
        self.fault.hide()
        if reason == OTHER_REASON:
            self.other.setFocus()

    def begin(self, desk: Desk, name: str) -> None:
        """Keep own words as a draft while they are typed, and go on with those that were begun."""
        self._draft = self._draft or LineDraft(desk, self.other)
        if self._draft.begin(name) and self.reasons is not None:
            self.reasons.show_value(OTHER_REASON)

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._draft is not None:
            self._draft.keep()

    def drop(self) -> None:
        """Let go what was begun: the section is answered."""
        if self._draft is not None:
            self._draft.drop()

    def agree(self) -> None:
        """Say the reason, or what is missing of it."""
        chosen = self.reasons.value if self.reasons is not None else ""
        words = self.other.text().strip() if chosen == OTHER_REASON else ""
        if not chosen or self.reasons is None:
            self.show_fault(said("section_na.no_reason"))
        elif chosen == OTHER_REASON and not words:
            self.show_fault(said("section_na.no_words"))
            self.other.setFocus()
        else:
            self.agreed.emit(chosen, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        step = {Qt.Key.Key_Up: -bar.singleStep(), Qt.Key.Key_Down: bar.singleStep()}
        step |= {Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_PageDown: bar.pageStep()}
        if event.key() in step:
            bar.setValue(bar.value() + step[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def show_fault(self, sentence: str) -> None:
        """Say what is missing or was refused."""
        self.fault.setText(sentence)
        self.fault.show()


class SectionNa(QObject):
    """The target of the key that answers the rest of a section with N/A."""

    def __init__(self, kit: Kit, session: Session, parts: Parts, undoing: Undoing) -> None:
        super().__init__(session)
        self._kit = kit
        self._session = session
        self._parts = parts
        self._undoing = undoing
        parts.section_na.agreed.connect(self._write)
        parts.section_na.refused.connect(self._back)

    @property
    def open(self) -> bool:
        """Tell whether the reading can be changed."""
        return not self._session.locked

    @property
    def _group(self) -> Group:
        current = self._parts.questions.current
        return next(group for group in self._session.groups if current in group.questions)

    def ask(self) -> None:
        """Show what would be answered."""
        session, parts = self._session, self._parts
        parts.card.flush()
        session.retry()
        if session.unsaved:
            return
        group, framework = self._group, session.framework
        names = reading.section_waiting(session.desk, session.case, group.theme, group.section)
        if not names:
            self._kit.say.tell(said("section_na.none"), said("section_na.none_more"))
            return
        titles = [next(shown(one.title) for one in framework.sections if one.id == group.section)]
        titles.append(next(shown(one.title) for one in framework.themes if one.id == group.theme))
        reasons = {one.id: shown(one.label) for one in framework.na_reasons if one.id != OTHER_REASON}
        reasons[OTHER_REASON] = said("card.other_short")
        self._kit.say.clear()
        parts.middle.setCurrentWidget(parts.section_na)
        parts.section_na.show_section(", ".join(titles), [framework.by_id[name] for name in names], reasons)
        parts.section_na.begin(session.desk, f"section {session.case} {group.theme} {group.section}")

    def _back(self) -> None:
        self._parts.middle.setCurrentWidget(self._parts.questions)
        self._parts.card.control.take_focus()

    def _write(self, reason: str, other: str) -> None:
        session, group = self._session, self._group
        try:
            done = reading.section_na(session.desk, session.case, group.theme, group.section, reason, other)
        except Refused as refusal:
            self._parts.section_na.show_fault(both(refusal))
            return
        self._parts.section_na.drop()
        session.take(done.records)
        self._back()
        count = sum(kind == "answer" for kind, _ in done.records)
        now = unchanged(session.desk)
        act = (said("undo.undo_key"), lambda: self._undoing.undo(now))
        self._kit.say.tell(said("section_na.done", count=count), act=act, holds=now)
