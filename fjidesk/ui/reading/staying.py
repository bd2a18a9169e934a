"""Keep where one is in a case, so that one goes on there tomorrow, and after a crash."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from fjidesk.desk import last_place
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from fjidesk.ui.reading.session import Session

REST = 400  # ms at a question: who walks past it does not look at it, and each write waits for the drive


class Staying:
    """Writes the question that is looked at; in the reading of somebody else only which case it is.

    Attributes:
        found: the question that was looked at last in this reading; empty for none.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        own = session.member == session.desk.me
        name = last_place.question(session.desk, session.case) if own else ""
        self.found = name if name in session.framework.by_id else ""
        self._own = own
        self._kept: str | None = None
        self._at = ""

    def at(self, question: str) -> None:
        """Take where one is now; it is written if one stays there."""
        self._at = question if self._own else ""
        QTimer.singleShot(REST, self._session, lambda: self._rested(question))

    def _rested(self, question: str) -> None:
        if self._at in {question, ""}:
            self.keep()

    def keep(self) -> None:
        """Write it now; a drive that refuses says so with the next answer."""
        desk = self._session.desk
        if self._at == self._kept or desk.locked or not desk.store.is_open:  # a page let go lives on for a while
            return
        with suppress(Refused):
            last_place.put(desk, self._session.case, self._at)
            self._kept = self._at
