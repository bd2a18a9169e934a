"""What is kept of a fault of the program: its type and the lines that it passed, never what anybody wrote."""

from __future__ import annotations

import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fjidesk import __version__
from fjidesk.clock import stamp
from fjidesk.files import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from fjidesk.clock import Clock

    Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

LOG = "log"
FAULTS = "faults.log"


def note(folder: Path, kind: type[BaseException], trace: TracebackType | None, clock: Clock) -> str:
    """Append a fault to the log in a folder, and return its short name for people.

    The message of the error is left out on purpose: it may hold a note or a reference. A log that cannot be written
    raises nothing, since telling of one fault must not be another.
    """
    steps = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(trace)]
    line = f"{stamp(clock())} {__version__} {kind.__name__} {' > '.join(steps)}\n"
    with suppress(Exception):
        private_folder(folder)
        with (folder / FAULTS).open("a", encoding="utf-8") as log:
            log.write(line)
    return f"{kind.__name__} at {steps[-1] if steps else 'start'}"


@contextmanager
def hooked(hook: Hook, folder: Path, clock: Clock) -> Iterator[None]:
    """Have every fault that nothing catches go to a hook or the log, and never in Python's own words.

    Those tell what the error held, and go to standard error, which a desktop keeps in a log of its own.

    Args:
        hook: takes the faults of the main thread.
        folder: of the log, for those of another thread or of an object that is let go.
        clock: tells the time.
    """

    def other(fault: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
        note(folder, fault.exc_type, fault.exc_traceback, clock)

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = hook, other, other
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
