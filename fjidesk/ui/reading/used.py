"""Count the time used on a case: while it is in sight, and neither hidden nor locked nor finished."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from fjidesk.desk import timing
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.head import CaseBar
    from fjidesk.ui.reading.session import Session

TICK = timedelta(seconds=15)
KEEP = timedelta(minutes=1)  # a power cut takes no more of it


class TimeKeeper(QObject):
    """Adds up the time by ticks of the clock; a laptop that slept counts as one tick.

    Attributes:
        seconds: used so far.
    """

    def __init__(self, kit: Kit, session: Session, bar: CaseBar, page: QWidget) -> None:
        super().__init__(page)
        self._kit = kit
        self._session = session
        self._bar = bar
        self._page = page
        self._last: datetime | None = None
        found = timing.used(session.desk, session.case, session.member)
        self.seconds, self._slot = float(found.seconds), found.slot
        self._kept = self.seconds
        self._timer = QTimer(self)
        self._timer.setInterval(TICK // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        page.installEventFilter(self)
        self._show()

    @property
    def minutes(self) -> int:
        """Return the whole minutes used."""
        return int(self.seconds) // 60

    def tick(self) -> None:
        """Look at the clock."""
        now = self._kit.clock()
        counts = self._page.isVisible() and not self._session.locked and not self._session.desk.locked
        if self._last is not None and counts:
            passed = min(max(now - self._last, timedelta()), 2 * TICK)
            self.seconds += passed.total_seconds()
        self._last = now if counts else None
        self._show()
        if self.seconds - self._kept >= KEEP.total_seconds():
            self.keep()

    def keep(self) -> None:
        """Write the time down on this desk."""
        session = self._session
        if session.locked or session.desk.locked or int(self.seconds) == int(self._kept):
            return
        try:
            timing.put(session.desk, session.case, int(self.seconds))
        except Refused:
            return  # a full drive says so with the next answer; the time is kept until then
        self._kept = self.seconds

    def settle(self) -> None:
        """Take what was given when the reading was finished, or go on counting after it was reopened."""
        session = self._session
        if session.minutes:
            self.seconds = self._kept = session.minutes * 60.0
            try:
                timing.put(session.desk, session.case, int(self.seconds))
            except Refused:
                return
        self._show()

    def _show(self) -> None:
        self._bar.show_time(self.minutes, self._slot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._last = self._kit.clock() if event.type() == QEvent.Type.Show else None
        return False
