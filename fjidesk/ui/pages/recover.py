"""Open a desk with its recovery secret and choose a new passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.new_passphrase import NewPassphrase
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class RecoverPage(CentredPage):
    """Asks for the secret from the printed sheet.

    Signals:
        unlocked: the open desk.
        left: back to the passphrase.
    """

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        theme = kit.theme
        column = self.add_card(620)
        column.addWidget(Text(theme, said("recover.title"), "screen"))
        column.addWidget(Text(theme, said("recover.what"), "body", "ink2", wrap=True))
        self.secret = Field(theme, said("recover.secret"), help_text=said("recover.secret_help"))
        self.new = NewPassphrase(kit, said("desk.new"), list)
        self.button = Button(theme, said("recover.open"), "primary")
        self.button.clicked.connect(self.open)
        self.new.again.edit.returnPressed.connect(self.open)
        back = Button(theme, said("recover.back"), "quiet", cap="Esc")
        back.clicked.connect(self.left)
        self._state = Text(theme, "", "body", "ink2")
        row = HungRow()
        row.addWidget(self.button)
        row.addWidget(back)
        row.addWidget(self._state, 1)
        for field in (self.secret, self.new.first, self.new.again):
            column.addWidget(field)
        column.addLayout(row)
        bind("desk", self, self)

    def bound(self) -> list[tuple[str, object]]:
        return [("desk", self)]

    def take_focus(self) -> None:
        self.secret.edit.setFocus()

    def leave(self) -> None:
        """Go back to the passphrase."""
        if not self.secret.edit.isReadOnly():
            self.left.emit()

    def open(self) -> None:
        """Try the secret, and lock the key with the new passphrase."""
        if self.secret.edit.isReadOnly() or not self.new.check():
            return
        self._wait(waiting=True)
        kit, folder, secret, new = self._kit, self._folder, self.secret.text, self.new.text

        def job() -> Desk:
            from fjidesk.desk import keyring

            extra = {} if kit.rounds is None else {"rounds": kit.rounds}
            return keyring.recover(folder, secret, new, clock=kit.clock, ids=kit.ids, **extra)

        kit.work.run(job, on_done=self._done, on_error=self._failed)

    def _wait(self, *, waiting: bool) -> None:
        self.secret.edit.setReadOnly(waiting)
        self.new.lock(locked=waiting)
        self.button.setEnabled(not waiting)
        self._state.setText(said("recover.waiting") if waiting else "")

    def _done(self, desk: Desk) -> None:
        self._wait(waiting=False)
        self.secret.edit.clear()
        self.new.clear()
        self.unlocked.emit(desk)
        self._kit.say.tell(said("recover.done"))

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        if error.code.startswith("recovery"):
            self.secret.fault(both(error))
            self.secret.edit.setFocus()
        elif not self.new.refused(error):
            self._kit.say.refuse(error)
