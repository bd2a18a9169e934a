"""When what is typed is saved: a moment after the last key, and never long after the first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

PAUSE = 500  # ms after the last key
LONGEST = 900  # ms after the first key that is not saved: within a second it is on the drive
LATE = 500  # ms after the first key, from which on it is said


class Saving(QObject):
    """Takes the keys of a field, and says when its text is to be saved.

    Attributes:
        said_late: whether ``late`` was emitted and what is typed was not settled since.

    Signals:
        due: save now.
        late: typing goes on, and not all of it is saved.
        settled: a pause: all that was typed has been said.
    """

    due = Signal()
    late = Signal()
    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.said_late = False
        self._pause, self._longest, self._late = (self._timer(length) for length in (PAUSE, LONGEST, LATE))
        self._pause.timeout.connect(self.now)
        self._longest.timeout.connect(self._meanwhile)
        self._late.timeout.connect(self._say_late)

    def _timer(self, length: int) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setSingleShot(True)
        timer.setInterval(length)
        return timer

    def key(self, *_text: object) -> None:
        """Take a key."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        if not self.said_late and not self._late.isActive():
            self._late.start()

    def now(self) -> None:
        """Have everything saved at once; the next key begins anew."""
        for timer in (self._pause, self._longest, self._late):
            timer.stop()
        self.said_late = False
        self.due.emit()
        self.settled.emit()

    def _meanwhile(self) -> None:
        self.due.emit()
        if self.said_late:
            self.late.emit()  # the next key may have come already

    def _say_late(self) -> None:
        self.said_late = True
        self.late.emit()
