"""A new passphrase, typed twice, with its meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import passphrases
from fjidesk.ui.below import both
from fjidesk.ui.parts.meter import Meter
from fjidesk.ui.parts.secret import Secret
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.errors import Refused
    from fjidesk.ui.kit import Kit


class NewPassphrase:
    """Two fields to be put on a page.

    Attributes:
        first: the passphrase.
        again: the passphrase again.
        meter: says how good it is.
    """

    def __init__(self, kit: Kit, label: str, own: Callable[[], Sequence[str]]) -> None:
        self.first = Secret(kit.theme, label, help_text=said("first.passphrase_help"))
        self.again = Secret(kit.theme, said("first.again"))
        self.meter = Meter(kit, self.first, own)

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.first.text

    def check(self) -> bool:
        """Say what is wrong at its field; True where nothing is, as far as is known before it is judged."""
        short = len(self.text) < passphrases.SHORTEST
        self.first.fault(said("first.short", least=passphrases.SHORTEST) if short else "")
        differ = self.again.text != self.text
        self.again.fault(said("first.differ") if differ else "")
        if short or differ:
            (self.first if short else self.again).edit.setFocus()
        return not short and not differ

    def refused(self, refusal: Refused) -> bool:
        """Say at the field that a passphrase was refused; False where the refusal is about something else."""
        mine = refusal.code in {"passphrase-short", "passphrase-weak"}
        if mine:
            self.first.fault(both(refusal))
            self.first.edit.setFocus()
        return mine

    def lock(self, *, locked: bool) -> None:
        """Take no typing while the worker has it."""
        for field in (self.first, self.again):
            field.edit.setReadOnly(locked)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.again):
            field.edit.clear()
