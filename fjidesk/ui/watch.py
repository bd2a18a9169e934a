"""Notice that nobody is there: no key and no mouse for a while, or a laptop that slept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from datetime import datetime

    from fjidesk.clock import Clock

TICK = timedelta(seconds=5)
SLEPT = timedelta(seconds=60)  # a tick that comes so late was not late by work
QUIET = 2_000  # ms
_SIGNS = frozenset(
    {
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut is never seen as a press
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Watch(QObject):
    """Adds up the time without a sign of a person in this application, by ticks.

    What a person does reaches the system's windows before any widget, and little else does: looked at there, a page
    that is made costs nothing, which sends its widgets twenty thousand events.

    The time between two ticks is taken from the clock, which goes on while a laptop sleeps; a clock that was set back
    counts as one tick.

    Attributes:
        limit: how long nobody may be there.

    Signals:
        gone: nobody was there for as long as that, or the laptop slept.
    """

    gone = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.limit = timedelta(minutes=5)
        self._still = timedelta()
        self._last: datetime | None = None
        self._touched = QElapsedTimer()
        self._touched.start()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.tick)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._attend)

    def start(self, minutes: int) -> None:
        """Begin to watch, from now."""
        self.limit = timedelta(minutes=minutes)
        self._still, self._last = timedelta(), self._clock()
        self._attend()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    @property
    def quiet(self) -> bool:
        """Tell whether nobody touched anything for two seconds."""
        return self._touched.hasExpired(QUIET)

    def tick(self) -> None:
        """Look at the clock."""
        self._attend()
        now = self._clock()
        passed = now - self._last if self._last is not None else TICK
        self._last = now
        self._still += max(passed, TICK)
        if passed >= SLEPT or self._still >= self.limit:
            self.gone.emit()

    def _attend(self, *_focus: object) -> None:
        """Look at every window that is there by now; a list that drops down is one too."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._still = timedelta()
            self._touched.restart()
        return False
