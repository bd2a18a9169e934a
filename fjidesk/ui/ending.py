"""The end of an inspection and its records: the register, the access log, closing and destroying a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from platformdirs import user_log_path
from PySide6.QtCore import QObject

from fjidesk.desk import closing, closing_plan
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.ui.pages.access import AccessPage
from fjidesk.ui.pages.closing import ClosedPage, ClosePage
from fjidesk.ui.pages.register import RegisterPage
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.closing import Closed
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.outcome import OutcomePage
    from fjidesk.ui.pages.page import Page


class Host(Protocol):
    """What it needs of the window."""

    run: Callable[..., None]

    def show_page(self, page: Page) -> None:
        """Put a page in the middle."""

    def show_cases(self) -> None:
        """Go back to the cases."""

    def start_over(self, then: Callable[[], None] | None = None) -> None:
        """Let the desk go and show the first page."""


class Ending(QObject):
    """Target of the keys on the page of cases that lead there."""

    def __init__(self, kit: Kit, desk: Desk, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._desk = desk
        self._host = host

    @property
    def is_lead(self) -> bool:
        """Tell whether the register is kept here."""
        return not self._desk.locked and leads_here(self._desk)

    def show_register(self) -> None:
        """Show whose desks are closed."""
        self._show(RegisterPage(self._kit, self._desk), self.show_register)

    def show_access(self) -> None:
        """Show who did what and when on this desk."""
        self._show(AccessPage(self._kit, self._desk), self.show_access)

    def show_closing(self) -> None:
        """Show what closing this desk would destroy."""
        try:
            found = closing_plan.plan(self._desk, _logs())
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        page = ClosePage(self._kit, self._desk, found)
        page.confirmed.connect(self._close)
        self._show(page, self.show_closing)

    def _show(self, page: OutcomePage, again: Callable[[], None]) -> None:
        self._kit.say.clear()
        page.left.connect(self._host.show_cases)
        page.again = again
        self._host.show_page(page)

    def _close(self, folder: Path, reasons: dict[str, str], copies_destroyed: bool) -> None:  # noqa: FBT001  (a signal's argument)
        desk = self._desk
        title = desk.inspection.title
        order = closing.Order(
            folder,
            reasons.get("not-received", ""),
            reasons.get("backup-folder-gone", ""),
            copies_destroyed,
            None,
            _logs(),
        )

        def job() -> Closed | Refused:
            try:
                return closing.close(desk, order)
            except Refused as refusal:
                return refusal

        def over(outcome: Closed | Refused) -> None:
            if isinstance(outcome, Refused) and not desk.locked:  # nothing has begun
                self._kit.say.refuse(outcome)
            elif isinstance(outcome, Refused):
                self._host.start_over(lambda: self._kit.say.refuse(outcome))
            else:
                self._host.start_over(lambda: self._closed(title, outcome))

        self._host.run(said("closing.destroying"), job, over)

    def _closed(self, title: str, done: Closed) -> None:
        page = ClosedPage(self._kit, title, done)
        page.left.connect(self._host.start_over)
        self._host.show_page(page)


def _logs() -> tuple[Path, ...]:
    """Return the folders of logs outside the desk, which go with it."""
    return (user_log_path("fjidesk", appauthor=False),)
