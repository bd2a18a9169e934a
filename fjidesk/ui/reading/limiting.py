"""The last section: flags where something serious was left undone. Nothing follows from them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.desk import alerts, concerns, typed
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
    from fjidesk.model.revision import Record
    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class _ThemeFlag(Card):
    """The flag on one theme: who is at risk, and what was left undone.

    Signals:
        typed: at risk, and the text as far as it is typed.
        written: at risk and text.
        withdrawn: take it back.
    """

    typed = Signal(str, str)
    written = Signal(str, str)
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
        self.saving.due.connect(self._type)
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
        if self.risk.value:
            self.written.emit(self.risk.value, self.text.text().strip())

    def _type(self) -> None:
        if self.risk.value:
            self.typed.emit(self.risk.value, self.text.text().strip())

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
        self._held: set[str] = set()  # the themes of which something typed lies in the store
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
                card.typed.connect(lambda risk, text, name=entry.id: self._hold(name, risk, text))
                card.written.connect(lambda risk, text, name=entry.id: self._write(name, risk, text))
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

    def _stands(self, name: str, risk: str, text: str) -> bool:
        standing = self._shown.get(name)  # a field that loses the focus as the window closes asks no closed desk
        return standing is not None and (standing.at_risk, standing.text) == (risk, text)

    def _record(self, name: str) -> Record:
        return "limiting", (self._session.case, self._session.desk.me, name)

    def _hold(self, name: str, risk: str, text: str) -> None:
        session = self._session
        if session.locked or (name not in self._held and self._stands(name, risk, text)):
            return
        flag = Limiting(at_risk=risk, text=text)  # type: ignore[arg-type]
        if self._did(lambda: typed.hold(session.desk, self._record(name), flag)):
            self._held.add(name)

    def _write(self, name: str, risk: str, text: str) -> None:
        session = self._session
        if session.locked or (name not in self._held and self._stands(name, risk, text)):
            return
        if not self._stands(name, risk, text):
            flag = Limiting(at_risk=risk, text=text)  # type: ignore[arg-type]
            if not self._did(lambda: concerns.flag_limiting(session.desk, session.case, name, flag)):
                return
            self._refreshed()
        self._let_go(name)

    def _let_go(self, name: str) -> None:
        if name in self._held and self._did(lambda: typed.drop(self._session.desk, self._record(name))):
            self._held.discard(name)

    def _withdraw(self, name: str) -> None:
        session = self._session
        self.cards[name].text.clear()
        if self._did(lambda: alerts.withdraw_flag(session.desk, session.case, name)):
            self._let_go(name)
            self._refreshed()
        self.cards[name].risk.take_focus()

    def _did(self, verb: Callable[[], object]) -> bool:
        """Do something and say that it is saved, or why it is not."""
        try:
            verb()
        except Refused as refusal:
            self.fault.setText(both(refusal))
            self.fault.show()
            return False
        self.fault.hide()
        if self._session.failure is None:
            self._session.saved_at = self._session.desk.clock()
            self._session.kept.emit()
        return True

    def _refreshed(self) -> None:
        self.refresh()
        self.changed.emit()
