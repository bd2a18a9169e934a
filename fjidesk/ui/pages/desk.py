"""Passphrase, recovery sheet, new key and locking of an open desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from fjidesk.desk import keyring, locking, outputs
from fjidesk.errors import Refused
from fjidesk.files import write_whole
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.pages.recovery import proved, write_sheet
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungFlow, HungRow
from fjidesk.ui.parts.new_passphrase import NewPassphrase
from fjidesk.ui.parts.secret import Secret
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


class DeskPage(CentredPage):
    """What an owner does with their own desk, in two cards.

    Signals:
        left: back to where it was opened.
        job: words, a job for the worker, and what to do with its outcome.
        idle: the minutes after which the desk locks.
    """

    left = Signal()
    job = Signal(str, object, object)
    idle = Signal(int)

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._desk = desk
        theme = kit.theme
        self.back = Button(theme, said("recover.back"), "quiet", icon="back")
        self.back.clicked.connect(self.left)
        self.top = DeskBar(theme, said("desk.title"), back=self.back)
        self.put_on_top(self.top)
        column = self.add_card(440)
        self._passphrase_part(column)
        column.addWidget(Rule(theme))
        self._locking_part(column)
        column = self.add_card(440)
        self._sheet_part(column)
        column.addWidget(Rule(theme))
        self._key_part(column)
        bind("desk", self, self)
        self.refresh()

    def _passphrase_part(self, column: QVBoxLayout) -> None:
        theme = self._kit.theme
        column.addWidget(Text(theme, said("desk.passphrase"), "section"))
        self.old = Secret(theme, said("desk.old"))
        own = keyring.own_words(self._desk)  # asked for now: the meter's timer may not touch the store
        self.new = NewPassphrase(self._kit, said("desk.new"), lambda: own)
        self.change = Button(theme, said("desk.change"), "primary")
        self.change.clicked.connect(self._change)
        self.new.again.edit.returnPressed.connect(self._change)
        for field in (self.old, self.new.first, self.new.again):
            column.addWidget(field)
        column.addLayout(HungRow(self.change))

    def _locking_part(self, column: QVBoxLayout) -> None:
        theme = self._kit.theme
        column.addWidget(Text(theme, said("desk.locking"), "section"))
        label = Text(theme, said("desk.idle"), "body_medium", wrap=True)
        self.minutes = Choice(theme)
        self.minutes.setAccessibleName(said("desk.idle"))
        label.setBuddy(self.minutes)
        now = locking.idle_minutes(self._desk)
        for count in sorted({*_MINUTES, now}):
            self.minutes.addItem(said("desk.minutes", count=count), count)
        self.minutes.setCurrentIndex(self.minutes.findData(now))
        self.minutes.activated.connect(lambda _index: self._set_idle())
        column.addWidget(label)
        column.addWidget(self.minutes)
        column.addWidget(Text(theme, said("desk.keys"), "caption", "ink2", wrap=True))

    def _sheet_part(self, column: QVBoxLayout) -> None:
        theme = self._kit.theme
        column.addWidget(Text(theme, said("desk.sheet"), "section"))
        self.proved = Text(theme, "", "body", "ink2", wrap=True)
        column.addWidget(self.proved)
        self.part = Field(theme, said("desk.part"), help_text=said("desk.part_help"))
        self.part.edit.returnPressed.connect(self._prove)
        column.addWidget(self.part)
        self.check = Button(theme, said("desk.check"))
        self.check.clicked.connect(self._prove)
        self.write = Button(theme, said("desk.write"), "quiet")
        self.write.clicked.connect(self._write)
        column.addLayout(HungFlow(theme.px(8), self.check, self.write))

    def _key_part(self, column: QVBoxLayout) -> None:
        theme = self._kit.theme
        column.addWidget(Text(theme, said("desk.rotate"), "section"))
        column.addWidget(Text(theme, said("desk.rotate_what"), "body", "ink2", wrap=True))
        self.rotating = Secret(theme, said("desk.old"))
        self.rotate = Button(theme, said("desk.rotate_do"))
        self.rotate.clicked.connect(self._rotate)
        column.addWidget(self.rotating)
        column.addLayout(HungRow(self.rotate))

    def refresh(self) -> None:
        """Say how the recovery sheet stands."""
        state = keyring.recovery_state(self._desk)
        good = state.whole and state.proved
        self.proved.setText(said("desk.proved", when=state.proved[:10]) if good else said("desk.not_proved"))
        self.proved.set_ink("ink2" if good else "warn")

    def bound(self) -> list[tuple[str, object]]:
        return [("desk", self)]

    def take_focus(self) -> None:
        self.old.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go back; what is typed here is forgotten."""
        self.left.emit()

    def _set_idle(self) -> None:
        count = int(self.minutes.currentData())
        try:
            locking.set_idle_minutes(self._desk, count)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self.idle.emit(count)
        self._kit.say.tell(said("desk.idle_set", count=count))

    def _work(self, job: Callable[[], object], done: Callable[[object], None], at: Secret) -> None:
        """Run a job of the keys behind the progress page; a wrong passphrase is told at its field."""

        def tried() -> object:
            try:
                return job()
            except Refused as refusal:
                return refusal

        def over(outcome: object) -> None:
            if not isinstance(outcome, Refused):
                done(outcome)
            elif outcome.code == "wrong-passphrase":
                at.fault(both(outcome))
                at.edit.setFocus()
            elif not self.new.refused(outcome):
                self._kit.say.refuse(outcome)

        self.job.emit(said("desk.waiting"), tried, over)

    def _change(self) -> None:
        if not self.new.check():
            return
        desk, old, new = self._desk, self.old.text, self.new.text
        extra = {} if self._kit.rounds is None else {"rounds": self._kit.rounds}
        self._work(lambda: keyring.change_passphrase(desk, old, new, **extra), self._changed, self.old)

    def _changed(self, _outcome: object) -> None:
        self.old.edit.clear()
        self.new.clear()
        self._kit.say.tell(said("desk.changed"), said("desk.changed_more"))

    def _prove(self) -> None:
        if proved(self._desk, self.part):
            self.part.edit.clear()
            self.refresh()
            self._kit.say.tell(said("recovery.proved"))

    def _write(self) -> None:
        write_sheet(self._kit, self._desk, self.part.text)

    def _rotate(self) -> None:
        words = (
            said("desk.rotate_question"),
            said("desk.rotate_more"),
            said("desk.rotate_yes"),
            said("desk.rotate_no"),
        )
        if not self._kit.ask(*words):
            return
        path = self._kit.chooser.save(said("desk.save_first"), said("desk.card_file"), said("join.card_kind"))
        if path is None:
            return
        desk, passphrase = self._desk, self.rotating.text
        extra = {} if self._kit.rounds is None else {"rounds": self._kit.rounds}

        def job() -> object:
            target = outputs.outside(path)
            write_whole(target, keyring.rotate(desk, passphrase, **extra))
            return path.name

        self._work(job, self._rotated, self.rotating)

    def _rotated(self, name: object) -> None:
        self.rotating.edit.clear()
        self._kit.say.tell(said("desk.rotated", file=name), said("desk.rotated_more"))
