"""The ways in: passphrase, recovery secret, a copy of a damaged store, or a new desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fjidesk.ui.pages.unlock import UnlockPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.workspace import Desk, Identity
    from fjidesk.errors import Refused
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.page import Page

IDENTITY = "identity"  # with this file a folder holds a desk; loading what knows it would double the time to show


class Entry(QObject):
    """Shows the pages before there is an open desk.

    Signals:
        opened: a desk is open.
        entered: the same desk, once there is nothing more to say of its keys.
        rehearsal_asked: try it with made-up cases.
    """

    opened = Signal(object)
    entered = Signal(object)
    rehearsal_asked = Signal()

    def __init__(self, kit: Kit, folder: Path, show: Callable[[Page], None], parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._folder = folder
        self._show = show
        self._unlock: UnlockPage | None = None

    def begin(self) -> None:
        """Show the first page: unlock, or make a desk."""
        if (self._folder / IDENTITY).is_file():
            self._unlock = unlock = UnlockPage(self._kit, self._folder)
            unlock.unlocked.connect(self._unlocked)
            unlock.damaged.connect(self._damaged)
            unlock.forgotten.connect(self._forgotten)
            unlock.again = self.begin
            unlock.rehearsal_asked.connect(self.rehearsal_asked)
            self._show(unlock)
        else:
            self._make_one()

    def unlock_with(self, passphrase: str) -> None:
        """Unlock at once, where the passphrase is asked for."""
        if self._unlock is not None and isValid(self._unlock):
            self._unlock.field.edit.setText(passphrase)
            self._unlock.unlock()

    def _make_one(self, *, anew: bool = False) -> None:
        """Ask who sits here, or for the passphrase where that has been said; ``anew`` asks again."""
        from fjidesk.ui.later import FirstRunPage, MakePage, first_run

        profile = None if anew else first_run.kept(self._folder)
        if profile is None:
            first = FirstRunPage(self._kit, self._folder)
            first.described.connect(self._make_one)
            first.again = lambda: self._make_one(anew=True)
            first.rehearsal_asked.connect(self.rehearsal_asked)
            self._show(first)
            return
        make = MakePage(self._kit, self._folder, profile)
        make.made.connect(self._made)
        make.again = self._make_one
        make.left.connect(lambda: self._make_one(anew=True))
        self._show(make)

    def _unlocked(self, desk: Desk) -> None:
        """Go on where the first run was left, or with the cases."""
        from fjidesk.ui.later import first_run

        self.opened.emit(desk)
        first_run.settle(desk)
        way = first_run.way(desk)
        if way.joined or way.proved:
            self.entered.emit(desk)
        else:
            self._recovery(desk, "")

    def enter(self, desk: Desk) -> None:
        """Go on with a desk that is open."""
        self.opened.emit(desk)
        self.entered.emit(desk)

    def _made(self, desk: Desk, secret: str) -> None:
        self.opened.emit(desk)
        self._recovery(desk, secret)

    def _recovery(self, desk: Desk, secret: str) -> None:
        from fjidesk.ui.later import RecoveryPage

        recovery = RecoveryPage(self._kit, desk, secret)
        recovery.kept.connect(lambda: self.entered.emit(desk))
        recovery.again = lambda: self._recovery(desk, recovery.shown)
        self._show(recovery)

    def _damaged(self, identity: Identity, refusal: Refused) -> None:
        from fjidesk.ui.later import DamagedPage

        self._kit.say.clear()
        page = DamagedPage(self._kit, self._folder, identity, refusal)
        page.unlocked.connect(self._unlocked)
        page.left.connect(self.begin)
        page.again = lambda: self._damaged(identity, refusal)
        self._show(page)

    def _forgotten(self) -> None:
        from fjidesk.ui.later import RecoverPage

        page = RecoverPage(self._kit, self._folder)
        page.unlocked.connect(self._unlocked)
        page.left.connect(self.begin)
        page.again = self._forgotten
        self._show(page)
