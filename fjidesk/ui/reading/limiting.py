"""The last section: flags where something serious was left undone. Nothing follows from them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.desk import alerts, concerns
from fjidesk.errors import Refused
from fjidesk.model.records import Limiting
from fjidesk.ui.below import both, shown
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.round import Round
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.reading.act_now import AT_RISK
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.desk.alerts import Flag
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class _ThemeFlag(Card):
    """The flag on one theme: who is at risk, and what was left undone.

    Signals:
        written: at risk, text, and whether it goes on with what was written before.
        withdrawn: take it back.
    """

    written = Signal(str, str, bool)
    withdrawn = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme)
        self.risk = Segment(theme, {value: said(f"alert.{value}") for value in AT_RISK}, said("limiting.at_risk"))
        self.text = QLineEdit()
        self.text.setAccessibleName(said("limiting.text_of", theme=title))
        self.back = Button(theme, said("limiting.take_back"), "quiet")
        self.names = NameLine(theme)
        self.state = Text(theme, "", "caption_medium", "ink2")
        self.saving = Saving(self)
        self.saving.due.connect(self._say)
        self.risk.chosen.connect(lambda _value: self.say())
        self.text.textEdited.connect(self.saving.key)
        self.text.editingFinished.connect(self.say)
        self.back.clicked.connect(self.withdrawn)
        self._lay_out(theme, title)

    def _lay_out(self, theme: Theme, title: str) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(theme, title, "card_title"), 1)
        head.addWidget(self.state)
        who = HungRow()
        who.addWidget(self.risk)
        who.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(theme.px(6))
        below.addWidget(self.text, 1)
        below.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(5))
        column.addLayout(head)
        column.addLayout(who)
        column.addWidget(Text(theme, said("limiting.text"), "caption_medium", "ink2"))
        column.addLayout(below)
        column.addWidget(self.names)

    def say(self) -> None:
        """Say what stands here, once it is known who is at risk."""
        self.saving.now()

    def _say(self, going_on: bool) -> None:  # noqa: FBT001  (a signal's argument)
        if self.risk.value and self.isVisible():
            self.written.emit(self.risk.value, self.text.text().strip(), going_on)

    def show_flag(self, flag: Flag | None, *, locked: bool) -> None:
        """Show the flag that stands, or that none does."""
        self.edge = "danger_line" if flag else "hair"
        self.risk.show_value(flag.at_risk if flag else "")
        if flag is None or self.text.text().strip() != flag.text:
            self.text.setText(flag.text if flag else "")
        self.state.setText(said(f"limiting.{flag.decision.replace(' ', '_')}") if flag else said("limiting.no_flag"))
        self.state.set_ink("danger" if flag else "ink2")
        self.back.setVisible(flag is not None and not locked)
        self.risk.setEnabled(not locked)
        self.text.setReadOnly(locked or flag is None)
        self.update()


class LimitingPane(Round):
    """Stands in the place of the questions.

    Signals:
        changed: a flag was set or taken back.
        saving: whether typing goes on of which the last words are not saved yet.
    """

    changed = Signal()
    saving = Signal(bool)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self._session = session
        self.cards: dict[str, _ThemeFlag] = {}
        self._shown: dict[str, Flag] = {}
        self._last = ""  # the revision that was written last
        self.fault = Text(theme, "", "body_medium", "danger", wrap=True)
        self.fault.hide()

    def flags(self) -> dict[str, Flag]:
        """Return the flags of this reading by theme."""
        session = self._session
        found = alerts.flags(session.desk)
        return {flag.theme: flag for flag in found if (flag.case, flag.member) == (session.case, session.member)}

    def refresh(self) -> None:
        """Show the flags as they stand."""
        if not self.cards:
            self._build(self._theme)
        flags, locked = self.flags(), bool(self._session.locked)
        self._shown = flags
        for name, card in self.cards.items():
            card.show_flag(flags.get(name), locked=locked)

    def _build(self, theme: Theme) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Text(theme, said("limiting.title"), "screen"))
        column.addWidget(Text(theme, said("limiting.what"), "body", "ink2", wrap=True))
        column.addWidget(self.fault)
        for entry in self._session.framework.themes:
            if entry.scored:
                card = _ThemeFlag(theme, shown(entry.title))
                card.written.connect(lambda risk, text, on, name=entry.id: self._write(name, risk, text, going_on=on))
                card.saving.late.connect(lambda: self.saving.emit(True))
                card.saving.settled.connect(lambda: self.saving.emit(False))
                card.withdrawn.connect(lambda name=entry.id: self._withdraw(name))
                self.cards[entry.id] = card
                self._watch(card)
                column.addWidget(card)
        column.addStretch(1)
        self.hold(sheet)

    def _watch(self, card: _ThemeFlag) -> None:
        naming = Naming(self._theme, self._session.desk, self._session.case, [card.text], card.names)
        naming.replaced.connect(card.say)
        naming.bind_to(card)

    def take_focus(self) -> None:
        """Put the focus on the first flag."""
        next(iter(self.cards.values())).risk.take_focus()

    def go_to(self, name: str) -> None:
        """Put the focus on the flag of a theme, in its text where there is one."""
        card = self.cards[name]
        if card.text.isReadOnly():
            card.risk.take_focus()
        else:
            card.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Save what is typed."""
        for card in self.cards.values():
            card.say()

    def _write(self, name: str, risk: str, text: str, *, going_on: bool) -> None:
        session = self._session
        standing = self._shown.get(name)  # a field that loses the focus as the window closes asks no closed desk
        if session.locked or (standing is not None and (standing.at_risk, standing.text) == (risk, text)):
            return
        flag = Limiting(at_risk=risk, text=text)  # type: ignore[arg-type]
        after = self._last if going_on else ""

        def write() -> None:
            done = concerns.flag_limiting(session.desk, session.case, name, flag, after=after)
            self._last = next(iter(done.revisions[-1:]), "")

        self._do(write)

    def _withdraw(self, name: str) -> None:
        session = self._session
        self.cards[name].text.clear()
        self._do(lambda: alerts.withdraw_flag(session.desk, session.case, name))
        self.cards[name].risk.take_focus()

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except Refused as refusal:
            self.fault.setText(both(refusal))
            self.fault.show()
            return
        self.fault.hide()
        if self._session.failure is None:
            self._session.saved_at = self._session.desk.clock()
            self._session.kept.emit()
        self.refresh()
        self.changed.emit()
