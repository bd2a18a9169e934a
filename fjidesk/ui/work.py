"""The one wrapper for long work: one thread that lives as long as the window."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Work(QObject):
    """Runs jobs in order on one thread that lives as long as the window.

    A job never asks and touches no widget. The desk's connection is used by one thread at a time: who hands it to a job
    shows the progress page until one of the two callbacks comes. Whoever would take the page away that waits for an
    outcome does it by ``after``.
    """

    _landed = Signal(object)  # a call to make on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fjidesk-work")
        self._closed = False
        self._awaited = 0  # jobs whose outcome a page waits for
        self._put_off: list[Callable[[], None]] = []
        self._landed.connect(self._call)

    def run(
        self,
        job: Callable[[], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        awaited: bool = True,
    ) -> None:
        """Start ``job``; exactly one of the two callbacks follows, on the GUI thread.

        Args:
            job: for the worker.
            on_done: takes what it returned.
            on_error: takes what it raised.
            awaited: whether the page in view must stay until then; not where nobody would miss the outcome.
        """
        self._awaited += awaited

        def settle(future: Future[T]) -> None:
            error = future.exception()
            if isinstance(error, Exception):
                self._landed.emit(lambda: self._take(lambda: on_error(error), awaited=awaited))
            else:
                self._landed.emit(lambda: self._take(lambda: on_done(future.result()), awaited=awaited))

        self._thread.submit(job).add_done_callback(settle)

    def after(self, call: Callable[[], None]) -> None:
        """Make a call that lets pages go: now, or once the outcomes that they wait for have been taken."""
        if self._awaited:
            self._put_off.append(call)
        else:
            call()

    def warm(self, job: Callable[[], object]) -> None:
        """Run a job whose result nobody waits for, such as loading a library."""
        if not self._closed:
            self._thread.submit(job)

    def tell(self, call: Callable[[], None]) -> None:
        """Make a call on the GUI thread; how a job says how far it is."""
        self._landed.emit(call)

    def close(self) -> None:
        """Wait for what runs and let the thread go."""
        self._closed = True
        self._put_off.clear()
        self._thread.shutdown(wait=True)

    def _take(self, deliver: Callable[[], None], *, awaited: bool) -> None:
        """Hand an outcome over, and do what was put off for it; taking it may have begun the next job."""
        try:
            deliver()
        finally:
            self._awaited -= awaited
            while self._put_off and not self._awaited:
                self._put_off.pop(0)()

    def _call(self, deliver: Callable[[], None]) -> None:
        deliver()
