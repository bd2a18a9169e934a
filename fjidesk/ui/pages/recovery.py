"""The recovery secret: shown once, written as a sheet, and a part of it typed back. It is no desk's to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from fjidesk.desk import identity, keyring, outputs, recovery
from fjidesk.errors import Refused
from fjidesk.ui.below import both
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.pages.first_run import steps
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class RecoveryPage(CentredPage):
    """Shows the secret of a new desk; taken up again, it asks for the sheet or makes another secret.

    Signals:
        kept: go on; the sheet is proved, or put off.
    """

    kept = Signal()

    def __init__(self, kit: Kit, desk: Desk, secret: str = "") -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._desk = desk
        theme = kit.theme
        self.steps = steps(theme, identity.profile(desk).role, "sheet")
        self.put_on_top(self.steps)
        column = self.add_card(660)
        column.addWidget(Text(theme, said("recovery.title"), "screen"))
        self._what = Text(theme, "", "body", "ink2", wrap=True)
        column.addWidget(self._what)
        self.secret = self._field()
        column.addWidget(self.secret)
        self.save = Button(theme, said("recovery.save"))
        self.save.clicked.connect(self._save)
        self.renew = Button(theme, said("recovery.renew"))
        self.renew.clicked.connect(self._renew)
        self.part = Field(theme, said("recovery.part"), help_text=said("recovery.part_help"))
        self.part.edit.returnPressed.connect(self._prove)
        self.button = Button(theme, said("recovery.go_on"), "primary", cap="Enter")
        self.button.clicked.connect(self._prove)
        self.later = Button(theme, said("recovery.later"), "quiet")
        self.later.clicked.connect(self._put_off)
        column.addLayout(HungFlow(theme.px(8), self.save, self.renew))
        column.addWidget(self.part)
        column.addLayout(HungFlow(theme.px(8), self.button, self.later))
        self._show(secret)

    def _field(self) -> QPlainTextEdit:
        theme = self._tone
        field = QPlainTextEdit()
        field.setReadOnly(True)
        field.setFont(theme.font("section"))
        field.setFixedHeight(3 * theme.metrics("section").lineSpacing() + theme.px(20))
        field.setAccessibleName(said("recovery.title"))
        field.setTabChangesFocus(True)
        return field

    def _show(self, secret: str) -> None:
        self._what.setText(said("recovery.what" if secret else "recovery.again"))
        self.secret.setPlainText(" ".join(recovery.groups(secret)) if secret else "")
        for part in (self.secret, self.save):
            part.setVisible(bool(secret))
        self.renew.setVisible(not secret)

    @property
    def shown(self) -> str:
        """Return the secret while it is shown."""
        return self.secret.toPlainText().replace(" ", "")

    def take_focus(self) -> None:
        (self.part.edit if self.save.isHidden() else self.save).setFocus()

    def _save(self) -> None:
        write_sheet(self._kit, self._desk, self.secret.toPlainText())
        self.part.edit.setFocus()

    def _renew(self) -> None:
        try:
            self._show(keyring.renew_recovery(self._desk))
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self.part.fault("")
        self.take_focus()

    def _prove(self) -> None:
        if proved(self._desk, self.part):
            self.secret.clear()
            self.kept.emit()
            self._kit.say.tell(said("recovery.proved"))

    def _put_off(self) -> None:
        self.secret.clear()
        self.kept.emit()
        self._kit.say.warn(said("recovery.later_more"), said("recovery.later_how"))


def proved(desk: Desk, part: Field) -> bool:
    """Try what is typed of the recovery sheet; False where it is another, which is said at the field."""
    try:
        keyring.prove(desk, part.text)
    except Refused as refusal:
        part.fault(both(refusal))
        part.edit.setFocus()
        return False
    return True


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
