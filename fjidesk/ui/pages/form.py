"""A card with fields, a button and a state, whose work is done on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.new_passphrase import NewPassphrase
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from fjidesk.ui.kit import Kit
    from fjidesk.ui.parts.field import Field


class NewPassphrasePage(CentredPage):
    """Asks for a new passphrase, and for what else a page needs; Esc goes back.

    Attributes:
        new: the passphrase, typed twice.
        button: does it.
        others: the fields above the passphrase.
    """

    def __init__(self, kit: Kit, title: str, what: str, width: int) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self.column: QVBoxLayout = self.add_card(width)
        self.column.addWidget(Text(kit.theme, title, "screen"))
        self.column.addWidget(Text(kit.theme, what, "body", "ink2", wrap=True).selectable())
        self.others: list[Field] = []

    def put(self, label: str, own: Callable[[], Sequence[str]], act: str) -> None:
        """Put the fields, the passphrase last, and the buttons on the page."""
        theme = self._kit.theme
        self.new = NewPassphrase(self._kit, label, own)
        for field in (*self.others, self.new.first, self.new.again):
            self.column.addWidget(field)
        self.button = Button(theme, act, "primary", cap="Enter")
        self.button.clicked.connect(self.go)
        self.new.again.edit.returnPressed.connect(self.go)
        back = Button(theme, said("recover.back"), "quiet", cap="Esc")
        back.clicked.connect(self.leave)
        self._state = Text(theme, "", "body", "ink2", wrap=True)
        row = HungRow()
        for part in (self.button, back):
            row.addWidget(part)
        row.addWidget(self._state, 1)
        self.column.addLayout(row)
        bind("desk", self, self)

    def bound(self) -> list[tuple[str, object]]:
        return [("desk", self)]

    @property
    def waiting(self) -> bool:
        """Tell whether the worker has it."""
        return self.new.first.edit.isReadOnly()

    def back(self) -> None:
        """Go to the page before."""
        raise NotImplementedError

    def job(self) -> Callable[[], object]:
        """Return what the worker does with what is typed."""
        raise NotImplementedError

    def done(self, outcome: object) -> None:
        """Go on with what the worker made."""
        raise NotImplementedError

    def refused(self, refusal: Refused) -> bool:
        """Say a refusal at a field of the page's own; False where it is about none."""
        return self.new.refused(refusal)

    def leave(self) -> None:
        """Go back, unless the worker has it."""
        if not self.waiting:
            self.back()

    def go(self) -> None:
        """Hand what is typed to the worker."""
        if not self.waiting and self.new.check():
            job = self.job()
            self.wait(said("form.waiting"))
            self._kit.work.run(job, on_done=self._over, on_error=self._failed)

    def wait(self, words: str) -> None:
        """Take no typing and say what is waited for; empty words take it again."""
        for field in self.others:
            field.edit.setReadOnly(bool(words))
        self.new.lock(locked=bool(words))
        self.button.setEnabled(not words)
        self._state.setText(words)

    def _over(self, outcome: object) -> None:
        self.wait("")
        for field in self.others:
            field.edit.clear()
        self.new.clear()
        self.done(outcome)

    def _failed(self, error: Exception) -> None:
        self.wait("")
        if not isinstance(error, Refused):
            raise error
        if not self.refused(error):
            self._kit.say.refuse(error)
