"""Unlock the desk. The key is derived off the GUI thread, so the window stays live."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from fjidesk.errors import Refused
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class UnlockPage(CentredPage):
    """Asks for the passphrase of the desk in one folder.

    Signals:
        unlocked: the open desk.
    """

    unlocked = Signal(object)

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        theme = kit.theme
        column = self.add_card(460)
        column.addWidget(Text(theme, said("unlock.title"), "screen"))
        place = Text(theme, said("unlock.folder", folder=folder), "body", "ink2", wrap=True)
        column.addWidget(place.selectable())
        self.field = Field(theme, said("unlock.passphrase"), secret=True)
        self.field.edit.returnPressed.connect(self.unlock)
        self.field.edit.installEventFilter(self)
        column.addWidget(self.field)
        self._caps = Text(theme, said("unlock.caps_lock"), "caption_medium", "warn")
        self._caps.hide()
        column.addWidget(self._caps)
        self.button = Button(theme, said("unlock.unlock"), "primary", cap="Enter")
        self.button.clicked.connect(self.unlock)
        self._state = Text(theme, "", "body", "ink2")
        row = HungRow()
        row.addWidget(self.button)
        row.addSpacing(theme.px(8))
        row.addWidget(self._state, 1)
        column.addLayout(row)

    def take_focus(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell from a letter whether Caps Lock is on; Qt does not say it otherwise."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(event.text().isupper() != shifted)
        return super().eventFilter(watched, event)

    def unlock(self) -> None:
        """Try the passphrase."""
        passphrase = self.field.text
        if self.field.edit.isReadOnly():
            return
        if not passphrase:
            self.field.fault(said("unlock.empty"))
            return
        self._wait(waiting=True)
        kit, folder = self._kit, self._folder

        def job() -> Desk:
            from fjidesk.desk import workspace  # loaded while the passphrase was typed

            identity = workspace.unlock(folder, passphrase)
            desk = workspace.open_with(folder, identity, clock=kit.clock, ids=kit.ids)
            with suppress(Refused):  # a desk without an inspection has no framework yet
                _ = desk.framework
            return desk

        kit.work.run(job, on_done=self._done, on_error=self._failed)

    def _wait(self, *, waiting: bool) -> None:
        self.field.edit.setReadOnly(waiting)
        self.button.setEnabled(not waiting)
        self._state.setText(said("unlock.waiting") if waiting else "")
        if waiting:
            self.field.fault("")

    def _done(self, desk: Desk) -> None:
        self._wait(waiting=False)
        self.field.edit.clear()
        self.unlocked.emit(desk)

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        self.field.fault(f"{error.message} {error.remedy}")
        self.take_focus()
        self.field.edit.selectAll()
