"""Make a desk: who sits at it and the passphrase; then the recovery secret, shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fjidesk.desk import identity, keyring, outputs, recovery, workspace
from fjidesk.errors import Refused
from fjidesk.ui.below import both
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.new_passphrase import NewPassphrase
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class FirstRunPage(CentredPage):
    """Asks who sits here and for a passphrase, and makes the desk.

    Signals:
        made: the desk and its recovery secret.
    """

    made = Signal(object, str)

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        theme = kit.theme
        column = self.add_card(700)
        column.addWidget(Text(theme, said("first.title"), "screen"))
        column.addWidget(Text(theme, said("first.folder", folder=folder), "body", "ink2", wrap=True).selectable())
        self.fields: dict[str, Field] = {
            "name": Field(theme, said("first.name"), help_text=said("first.name_help")),
            "organisation": Field(theme, said("first.organisation")),
            "inspectorate": Field(theme, said("first.inspectorate"), help_text=said("first.inspectorate_help")),
        }
        self._new = NewPassphrase(kit, said("first.passphrase"), self._own_words)
        self.fields |= {"passphrase": self._new.first, "again": self._new.again}
        self.role = Choice(theme)
        self.role.setAccessibleName(said("first.role"))
        for role in identity.ROLES:
            self.role.addItem(said(f"role.{role}"), role)
        self.role.setCurrentIndex(identity.ROLES.index("inspector"))
        column.addLayout(self._grid())
        QWidget.setTabOrder(self.fields["name"].edit, self.role)
        QWidget.setTabOrder(self.role, self.fields["organisation"].edit)
        self.button = Button(theme, said("first.make"), "primary")
        self.button.clicked.connect(self.make)
        self._state = Text(theme, "", "body", "ink2")
        row = HungRow()
        row.addWidget(self.button)
        row.addSpacing(theme.px(8))
        row.addWidget(self._state, 1)
        column.addLayout(row)
        self.fields["again"].edit.returnPressed.connect(self.make)

    def _grid(self) -> QGridLayout:
        theme = self._kit.theme
        role = QWidget()
        inside = QVBoxLayout(role)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(4))
        inside.addWidget(Text(theme, said("first.role"), "body_medium"))
        inside.addWidget(self.role)
        inside.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(14))
        places = (("name", 0, 0), ("organisation", 1, 0), ("inspectorate", 1, 1), ("passphrase", 2, 0), ("again", 2, 1))
        for name, row, column in places:
            grid.addWidget(self.fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(role, 0, 1, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _own_words(self) -> list[str]:
        words = (self.fields[name].text.strip() for name in ("name", "organisation", "inspectorate"))
        return [word for word in words if word]

    def take_focus(self) -> None:
        self.fields["name"].edit.setFocus()

    def make(self) -> None:
        """Make the desk, unless something is missing."""
        text = {name: field.text for name, field in self.fields.items()}
        named = bool(text["name"].strip())
        good = self._new.check()
        self.fields["name"].fault("" if named else said("first.no_name"))
        if not named:
            self.fields["name"].edit.setFocus()
        if not named or not good:
            return
        profile = identity.Profile(
            text["name"].strip(), text["organisation"].strip(), text["inspectorate"].strip(), self.role.currentData()
        )
        self._wait(waiting=True)
        kit, folder, own = self._kit, self._folder, self._own_words()

        def job() -> tuple[Desk, str]:
            identity.check(profile)  # before anything is made
            extra = {} if kit.rounds is None else {"rounds": kit.rounds}
            desk, secret = workspace.create(
                folder, text["passphrase"], own, clock=kit.clock, ids=kit.ids, entropy=kit.entropy(), **extra
            )
            identity.describe(desk, profile)
            return desk, secret

        kit.work.run(job, on_done=self._done, on_error=self._failed)

    def _wait(self, *, waiting: bool) -> None:
        for field in self.fields.values():
            field.edit.setReadOnly(waiting)
        self.role.setEnabled(not waiting)
        self.button.setEnabled(not waiting)
        self._state.setText(said("first.waiting") if waiting else "")

    def _done(self, made: tuple[Desk, str]) -> None:
        self._new.clear()
        self.made.emit(*made)

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        if not self._new.refused(error):
            self._kit.say.refuse(error)


class RecoveryPage(CentredPage):
    """Shows the recovery secret once, writes the sheet, and lets a part of it be typed back.

    Signals:
        kept: go on; the sheet is proved, or put off.
    """

    kept = Signal()

    def __init__(self, kit: Kit, desk: Desk, secret: str) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._desk = desk
        theme = kit.theme
        column = self.add_card(660)
        column.addWidget(Text(theme, said("recovery.title"), "screen"))
        column.addWidget(Text(theme, said("recovery.what"), "body", "ink2", wrap=True))
        self.secret = QPlainTextEdit(" ".join(recovery.groups(secret)))
        self.secret.setReadOnly(True)
        self.secret.setFont(theme.font("section"))
        self.secret.setFixedHeight(3 * theme.metrics("section").lineSpacing() + theme.px(20))
        self.secret.setAccessibleName(said("recovery.title"))
        self.secret.setTabChangesFocus(True)
        column.addWidget(self.secret)
        self.save = Button(theme, said("recovery.save"))
        self.save.clicked.connect(self._save)
        self.part = Field(theme, said("recovery.part"), help_text=said("recovery.part_help"))
        self.part.edit.returnPressed.connect(self._prove)
        self.button = Button(theme, said("recovery.go_on"), "primary")
        self.button.clicked.connect(self._prove)
        self.later = Button(theme, said("recovery.later"), "quiet")
        self.later.clicked.connect(self._put_off)
        column.addLayout(HungRow(self.save))
        column.addWidget(self.part)
        column.addLayout(HungRow(self.button, self.later))

    def take_focus(self) -> None:
        self.save.setFocus()

    @property
    def shown(self) -> str:
        """Return the secret while it is shown."""
        return self.secret.toPlainText().replace(" ", "")

    def _save(self) -> None:
        write_sheet(self._kit, self._desk, self.secret.toPlainText())
        self.part.edit.setFocus()

    def _prove(self) -> None:
        try:
            keyring.prove(self._desk, self.part.text)
        except Refused as refusal:
            self.part.fault(both(refusal))
            self.part.edit.setFocus()
            return
        self.secret.clear()
        self.kept.emit()
        self._kit.say.tell(said("recovery.proved"))

    def _put_off(self) -> None:
        self.secret.clear()
        self.kept.emit()
        self._kit.say.warn(said("recovery.later_more"), said("recovery.later_how"))


def write_sheet(kit: Kit, desk: Desk, secret: str) -> None:
    """Ask where the recovery sheet goes, write it there and say so."""
    path = kit.chooser.save(said("recovery.save"), said("recovery.file"), said("recovery.pdf"))
    if path is None:
        return
    try:
        keyring.write_sheet(desk, secret, outputs.fresh(path))
    except Refused as refusal:
        kit.say.refuse(refusal)
        return
    kit.say.tell(said("recovery.saved", file=path.name), said("recovery.saved_more"))
