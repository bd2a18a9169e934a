"""The rehearsal in the window: begin it, leave it, remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from fjidesk.ui.parts.button import Button
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.parts.top_bar import TopBar

MARK = "REHEARSAL.txt"  # as desk/rehearsal.py has it, which is loaded with the rehearsal


class Host(Protocol):
    """What it needs of the window."""

    desk: Desk | None

    @property
    def busy(self) -> bool:
        """Tell whether the worker has the desk."""

    def run(self, what: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        """Run a job on the worker behind the progress page."""

    def save_pending(self) -> bool:
        """Save what is typed."""

    def start_over(self, then: Callable[[], None] | None = None) -> None:
        """Let the desk go and show the first page."""


class Rehearsing(QObject):
    """Target of the keys that work in a rehearsal.

    Attributes:
        way_out: the button that leaves it, on the page of cases.

    Signals:
        opened: the desk of the rehearsal.
    """

    opened = Signal(object)

    def __init__(self, kit: Kit, folder: Path, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._folder = folder  # of the person's own desk
        self._host = host
        self.way_out: Button | None = None

    @property
    def here(self) -> bool:
        """Tell whether what is shown is a rehearsal."""
        desk = self._host.desk
        return ((self._folder if desk is None else desk.folder) / MARK).is_file()

    def bound(self) -> list[tuple[str, object]]:
        """Return the place of its keys, in a rehearsal."""
        return [("rehearsal", self)]

    @property
    def marking(self) -> str:
        """Return what stands above every page; empty outside a rehearsal."""
        return said("rehearsal.marking") if self.here else ""

    def begin(self) -> None:
        """Open the rehearsal that is there, or make one; it takes no passphrase."""
        kit, own = self._kit, self._folder

        def job() -> Desk:
            from fjidesk.desk import rehearsal

            return rehearsal.start(rehearsal.beside(own), clock=kit.clock, ids=kit.ids)

        self._host.run(said("rehearsal.making"), job, self.opened.emit)

    def offer_way_out(self, top: TopBar | None) -> None:
        """Put a button that leaves the rehearsal on the bar of a page; outside one there is none."""
        if top is not None and self.here:
            self.way_out = Button(self._kit.theme, said("rehearsal.leave"))
            self.way_out.setToolTip("Ctrl+Shift+W")
            self.way_out.setAccessibleDescription("Ctrl+Shift+W")
            self.way_out.clicked.connect(self.leave)
            top.put(self.way_out, right=True)

    @property
    def in_it(self) -> bool:
        """Tell whether there is a rehearsal to leave."""
        desk = self._host.desk
        return desk is not None and not desk.locked and not self._host.busy and self.here

    def leave(self) -> None:
        """Go back to the first page; the rehearsal stays as it is."""
        if self._host.save_pending():
            self._host.start_over()

    def remove(self) -> None:
        """Remove it, once it is sure that this is wanted, and go back to the first page."""
        words = (
            said("rehearsal.remove_question"),
            said("rehearsal.remove_more"),
            said("rehearsal.remove_yes"),
            said("rehearsal.remove_no"),
        )
        desk = self._host.desk
        if desk is None or not self._kit.ask(*words):
            return
        folder, kit = desk.folder, self._kit

        def job() -> None:
            from fjidesk.desk import rehearsal

            rehearsal.remove(folder, clock=kit.clock, ids=kit.ids)

        def removed(_outcome: object) -> None:
            kit.say.tell(said("rehearsal.removed"))

        self._host.start_over(lambda: self._host.run(said("rehearsal.removing"), job, removed))
