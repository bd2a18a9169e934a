"""Unlock the desk, or go on where it was locked. The key is derived off the GUI thread, so the window stays live."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from fjidesk.errors import Refused
from fjidesk.ui.below import both
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungFlow, HungRow
from fjidesk.ui.parts.secret import Secret
from fjidesk.ui.parts.text import Text
from fjidesk.ui.rehearsing import MARK
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QVBoxLayout

    from fjidesk.desk.workspace import Desk, Identity
    from fjidesk.ui.kit import Kit


class PassphrasePage(CentredPage):
    """Asks for the passphrase of a desk, and tries it on the worker.

    Attributes:
        field: where it is typed.

    Signals:
        unlocked: what the attempt returned.
    """

    unlocked = Signal(object)

    def __init__(self, kit: Kit, title: str, words: str) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        theme = kit.theme
        self.card_column: QVBoxLayout = self.add_card(460)
        self.card_column.addWidget(Text(theme, title, "screen"))
        self.card_column.addWidget(Text(theme, words, "body", "ink2", wrap=True).selectable())
        self._known = Text(theme, "", "body", wrap=True).selectable()
        self._known.hide()
        self.card_column.addWidget(self._known)
        self.field = Secret(theme, said("unlock.passphrase"))
        self.field.edit.returnPressed.connect(self.unlock)
        self.card_column.addWidget(self.field)
        self.button = Button(theme, said("unlock.unlock"), "primary", cap="Enter")
        self.button.clicked.connect(self.unlock)
        self._state = Text(theme, "", "body", "ink2", wrap=True)
        row = HungRow()
        row.addWidget(self.button)
        row.addSpacing(theme.px(8))
        row.addWidget(self._state, 1)
        self.card_column.addLayout(row)

    def take_focus(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_known(self, folder: Path) -> None:
        """Say the passphrase of a rehearsal, which everybody may know."""
        text = (folder / MARK).read_text(encoding="utf-8", errors="replace").strip() if known(folder) else ""
        self._known.setText(text)
        self._known.setVisible(bool(text))

    def attempt(self, passphrase: str) -> object:
        """Try a passphrase; runs on the worker.

        Raises:
            Refused: ``wrong-passphrase``, and what opening refuses.
        """
        raise NotImplementedError

    def refused(self, refusal: Refused) -> None:
        """Say what opening refused; nothing is wrong with what was typed."""
        raise NotImplementedError

    def unlock(self) -> None:
        """Try what is typed."""
        passphrase = self.field.text
        if self.field.edit.isReadOnly():
            return
        if not passphrase:
            self.field.fault(said("unlock.empty"))
            return
        self.wait(waiting=True)
        self._kit.work.run(lambda: self.attempt(passphrase), on_done=self._done, on_error=self._failed)

    @property
    def waiting(self) -> bool:
        """Tell whether a passphrase is being tried."""
        return self.field.edit.isReadOnly()

    def wait(self, *, waiting: bool) -> None:
        """Take no typing and say that the passphrase is being tried, or take it again."""
        self.field.edit.setReadOnly(waiting)
        self.button.setEnabled(not waiting)
        self._state.setText(said("unlock.waiting") if waiting else "")
        if waiting:
            self.field.fault("")

    def _done(self, outcome: object) -> None:
        self.wait(waiting=False)
        self.field.edit.clear()
        self.unlocked.emit(outcome)

    def _failed(self, error: Exception) -> None:
        self.wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        if error.code == "wrong-passphrase":
            self.field.fault(both(error))
        else:
            self.refused(error)
        self.take_focus()
        self.field.edit.selectAll()


def known(folder: Path) -> bool:
    """Tell whether a folder is a rehearsal's, whose passphrase everybody may know."""
    return (folder / MARK).is_file()


class UnlockPage(PassphrasePage):
    """Opens the desk in a folder; ``unlocked`` carries it.

    Signals:
        damaged: the owner's key and the refusal, where the store does not open and there may be copies.
        forgotten: the passphrase is not known any more.
        rehearsal_asked: try it with made-up cases.
    """

    damaged = Signal(object, object)
    forgotten = Signal()
    rehearsal_asked = Signal()

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit, said("unlock.title"), said("unlock.folder", folder=folder))
        self.tell_known(folder)
        self._folder = folder
        self._identity: Identity | None = None
        self.forgot = Button(kit.theme, said("unlock.forgotten"), "quiet")
        self.forgot.clicked.connect(self.forgotten)
        self.rehearse = Button(kit.theme, said("rehearsal.try"), "quiet")
        self.rehearse.clicked.connect(self.rehearsal_asked)
        if known(folder):
            self.rehearse.hide()
        self.card_column.addLayout(HungFlow(kit.theme.px(4), self.forgot, self.rehearse))

    def wait(self, *, waiting: bool) -> None:
        super().wait(waiting=waiting)
        for way in (self.forgot, self.rehearse):  # either would leave the desk that is being opened without a page
            way.setEnabled(not waiting)

    def attempt(self, passphrase: str) -> Desk:
        from fjidesk.desk import workspace  # loaded while the passphrase was typed

        self._identity = identity = workspace.unlock(self._folder, passphrase)
        desk = workspace.open_with(self._folder, identity, clock=self._kit.clock, ids=self._kit.ids)
        with suppress(Refused):  # a desk without an inspection has no framework yet
            _ = desk.framework
        self._identity = None
        return desk

    def refused(self, refusal: Refused) -> None:
        identity, self._identity = self._identity, None
        if identity is not None and refusal.code in {"store-damaged", "store-missing"}:
            self.field.edit.clear()
            self.damaged.emit(identity, refusal)
        else:
            self._kit.say.refuse(refusal)


class LockPage(PassphrasePage):
    """Opens a desk again that was locked. It knows nothing of what stands behind it."""

    offers_language = False  # the page behind it would have to be made anew

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, said("locked.title"), said("locked.words"))
        self.desk: Desk | None = None
        self._why = Text(kit.theme, "", "body_medium", "danger", wrap=True)
        self._why.hide()
        self.card_column.addWidget(self._why)

    def ask(self, desk: Desk) -> None:
        """Ask for the passphrase of a desk that is locked."""
        self.desk = desk
        self.field.edit.clear()
        self.field.fault("")
        self.field.caps.hide()
        self._why.hide()
        self.tell_known(desk.folder)
        self.take_focus()

    def attempt(self, passphrase: str) -> None:
        from fjidesk.desk import locking, workspace

        desk = self.desk
        if desk is not None and desk.locked:
            locking.reopen(desk, workspace.unlock(desk.folder, passphrase))

    def refused(self, refusal: Refused) -> None:
        self._why.setText(both(refusal))
        self._why.show()
