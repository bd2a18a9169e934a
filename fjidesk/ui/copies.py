"""Keep backups while the window is open: by a timer, on the worker, without taking the person's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.privacy import Privacy

LOOK = 60_000  # ms between looks whether a backup is due; a quarter of an hour is the desk's own rule
SOON = 2_000  # ms until the next look where somebody is typing just now


class Copies(QObject):
    """Looks each minute whether a backup is due, and makes it on the worker while nobody types.

    Signals:
        looked: a backup was made, or could not be, or none was due.
    """

    looked = Signal()

    def __init__(self, kit: Kit, privacy: Privacy) -> None:
        super().__init__(privacy)
        self._kit = kit
        self._privacy = privacy
        self._desk: Desk | None = None
        self._running = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, desk: Desk) -> None:
        """Look after a desk from now on."""
        self._desk = desk
        self._timer.start(LOOK)

    def stop(self) -> None:
        """Look after nothing any more."""
        self._desk = None
        self._timer.stop()

    def look(self) -> None:
        """Make a backup where one is due; where somebody types or the worker has the desk, look again soon."""
        from fjidesk.desk import backups

        desk = self._desk
        if desk is None or desk.locked or self._running:
            return
        if self._privacy.occupied:
            self._timer.start(SOON)
            return
        self._timer.start(LOOK)
        self._running = True
        before = list(desk.told)

        def job() -> Path | None:
            with desk.store.alone():
                return None if desk.locked else backups.due(desk)

        self._kit.work.run(job, on_done=lambda _made: self._over(desk, before), on_error=self._failed, awaited=False)

    def _over(self, desk: Desk, before: list[str]) -> None:
        self._running = False
        if desk is not self._desk or desk.locked:  # closed or locked meanwhile; the next look says it
            return
        new = [sentence for sentence in desk.told if sentence not in before]
        if new:
            self._kit.say.warn(" ".join(new))
        self.looked.emit()

    def _failed(self, error: Exception) -> None:
        self._running = False
        if self._desk is not None and not self._desk.locked:  # what was locked in between is no fault
            raise error
