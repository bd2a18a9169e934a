"""Long work behind the progress page: one job at a time, and what can be stopped is stopped from there."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fjidesk.errors import Refused
from fjidesk.ui.pages.progress import ProgressPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class Host(Protocol):
    """Whose desk the worker takes."""

    desk: Desk | None


class Stopping(QObject):
    """Between a job on the worker and the person who looks at the progress page.

    Signals:
        far: how far it is, in words.
    """

    far = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._event = Event()

    def stop(self) -> None:
        """Ask the job to stop."""
        self._event.set()

    def wanted(self) -> bool:
        """Tell the job whether it is to stop; called on the worker."""
        return self._event.is_set()


class Jobs(QObject):
    """Runs a job on the worker while the progress page stands in the middle.

    Attributes:
        busy: whether the worker has the desk.
        page: the progress page.

    Signals:
        begun: the page before is out of sight.
        ended: it is back; what is done with the outcome comes after this.
        settled: that is done too.
    """

    begun = Signal()
    ended = Signal()
    settled = Signal()

    def __init__(self, kit: Kit, stack: QStackedWidget, host: Host) -> None:
        super().__init__(stack)
        self._kit = kit
        self._host = host
        self._stack = stack
        self.busy = False
        self.page = ProgressPage(kit.theme)
        stack.addWidget(self.page)

    def run(
        self, what: str, job: Callable[[], object], done: Callable[..., None], stopping: Stopping | None = None
    ) -> None:
        """Run a job; a refusal is said, and the page before comes back.

        Args:
            what: is done, in words.
            job: for the worker.
            done: is called with what the job returned.
            stopping: where the job asks it whether to stop.
        """
        desk = self._host.desk
        if self.busy or (desk is not None and desk.locked):
            return
        before = self._stack.currentWidget()
        self.busy = True
        self.page.show_work(what)
        self.page.offer_stop(stopping)
        self._stack.setCurrentWidget(self.page)
        self.begun.emit()
        self.page.take_focus()

        def over() -> None:
            self.busy = False
            if before is not None and isValid(before):
                self._stack.setCurrentWidget(before)
            self.ended.emit()

        def finished(outcome: object) -> None:
            over()
            done(outcome)
            self.settled.emit()

        def failed(error: Exception) -> None:
            over()
            self.settled.emit()
            if not isinstance(error, Refused):
                raise error
            self._kit.say.refuse(error)

        self._kit.work.run(job, on_done=finished, on_error=failed)
