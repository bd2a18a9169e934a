"""Keep where one is in a case, so that one goes on there tomorrow, and after a crash."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from fjidesk.desk import last_place
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.reading.session import Session

REST = 400  # ms at a question: who walks past it does not look at it, and each write waits for the drive


class Staying(QObject):
    """Writes the question that is looked at; in the reading of somebody else only which case it is.

    Attributes:
        found: the question that was looked at last in this reading; empty for none.
    """

    def __init__(self, session: Session, seen: QWidget) -> None:
        super().__init__(session)
        seen.installEventFilter(self)  # a page that is let go lives on for a while, and its desk may be closed by then
        self._session = session
        own = session.member == session.desk.me
        name = last_place.question(session.desk, session.case) if own else ""
        self.found = name if name in session.framework.by_id else ""
        self._own = own
        self._kept: str | None = None
        self._at = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.keep)

    def at(self, question: str) -> None:
        """Take where one is now."""
        self._at = question if self._own else ""
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and self._timer.isActive():
            self.keep()
        return False

    def keep(self) -> None:
        """Write it now; a drive that refuses says so with the next answer."""
        self._timer.stop()
        session = self._session
        if self._at == self._kept or session.desk.locked:
            return
        with suppress(Refused):
            last_place.put(session.desk, session.case, self._at)
            self._kept = self._at
