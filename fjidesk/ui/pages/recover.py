"""Open a desk with its recovery secret and choose a new passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.ui.below import both
from fjidesk.ui.pages.form import NewPassphrasePage
from fjidesk.ui.parts.field import Field
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.errors import Refused
    from fjidesk.ui.kit import Kit


class RecoverPage(NewPassphrasePage):
    """Asks for the secret from the printed sheet.

    Signals:
        unlocked: the open desk.
        left: back to the passphrase.
    """

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit, said("recover.title"), said("recover.what"), 620)
        self._folder = folder
        self.secret = Field(kit.theme, said("recover.secret"), help_text=said("recover.secret_help"))
        self.others.append(self.secret)
        self.put(said("desk.new"), list, said("recover.open"))

    def take_focus(self) -> None:
        self.secret.edit.setFocus()

    def back(self) -> None:
        self.left.emit()

    def job(self) -> Callable[[], object]:
        from fjidesk.desk import keyring

        kit, folder, secret, new = self._kit, self._folder, self.secret.text, self.new.text
        extra = {} if kit.rounds is None else {"rounds": kit.rounds}
        return lambda: keyring.recover(folder, secret, new, clock=kit.clock, ids=kit.ids, **extra)

    def done(self, outcome: object) -> None:
        self.unlocked.emit(outcome)
        self._kit.say.tell(said("recover.done"))

    def refused(self, refusal: Refused) -> bool:
        if not refusal.code.startswith("recovery"):
            return super().refused(refusal)
        self.secret.fault(both(refusal))
        self.secret.edit.setFocus()
        return True
