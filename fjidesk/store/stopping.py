"""Stop what SQLite is doing, from inside its transaction, which is then undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from fjidesk.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

_STEPS = 1_000  # of SQLite's machine between two questions: some tens of microseconds


@contextmanager
def stoppable(db: Database, stop: Callable[[], bool]) -> Iterator[None]:
    """Ask again and again, while SQLite works, whether to stop; then the transaction is undone.

    Raises:
        Stopped: somebody wanted to stop.
    """
    stopped = False

    def ask() -> int:
        nonlocal stopped
        if not stopped and stop():  # once: undoing is not to be stopped too
            stopped = True
            return 1
        return 0

    db.conn.set_progress_handler(ask, _STEPS)
    try:
        yield
    except driver.OperationalError as error:
        if not stopped:
            raise
        raise Stopped from error
    finally:
        db.conn.set_progress_handler(None, 0)
