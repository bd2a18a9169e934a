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
    shows the progress page until one of the two callbacks comes.
    """

    _landed = Signal(object)  # a call to make on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fjidesk-work")
        self._closed = False
        self._landed.connect(self._call)

    def run(self, job: Callable[[], T], *, on_done: Callable[[T], None], on_error: Callable[[Exception], None]) -> None:
        """Start ``job``; exactly one of the two callbacks follows, on the GUI thread."""

        def settle(future: Future[T]) -> None:
            error = future.exception()
            if isinstance(error, Exception):
                self._landed.emit(lambda: on_error(error))
            else:
                self._landed.emit(lambda: on_done(future.result()))

        self._thread.submit(job).add_done_callback(settle)

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
        self._thread.shutdown(wait=True)

    def _call(self, deliver: Callable[[], None]) -> None:
        deliver()
