"""Open the encrypted file, hold it alone, and turn the driver's errors into refusals (design 6)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver
from filelock import FileLock, Timeout

from fjidesk.errors import StoreRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

KEY_BYTES = 32
_PRAGMAS = (
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)


class Store:
    """One open encrypted file with its lock. All writing goes through ``writing``.

    Attributes:
        db: the sqlite-utils database over the one connection.
        path: the file.
    """

    def __init__(self, db: Database, path: Path, lock: FileLock) -> None:
        self.db = db
        self.path = path
        self._lock = lock

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Run a block as one transaction: all of it is durable at the end, or none of it.

        Raises:
            StoreRefused: ``no-room``, ``store-read-only``, ``store-damaged``.
        """
        with translated(self.path), self.db.atomic():
            yield self.db

    def backup(self, target: Path, key: bytes) -> None:
        """Copy the file, encrypted with the same key, through SQLite's backup, and check the copy.

        Raises:
            StoreRefused: the copy could not be written or is not whole.
        """
        with translated(target):
            copy = _connect(target, key)
            try:
                self.db.conn.backup(copy)
                _quick_check(copy, target)
            finally:
                copy.close()

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.db.close()
        self._lock.release()


def open_store(path: Path, key: bytes, *, create: bool = False) -> Store:
    """Open a store, or create it, and bring it to this version's schema.

    Args:
        path: the file; its lock file lies beside it.
        key: 32 bytes, used as they are.
        create: make a new file; otherwise it must be there.

    Raises:
        StoreRefused: ``store-missing``, ``store-open``, ``store-damaged``, ``store-newer``, ``no-room``.
    """
    from sqlite_utils import Database

    from fjidesk.store.migrations import bring_up

    if create == path.exists():
        raise StoreRefused(*_MISSING) if not create else StoreRefused(*_THERE)
    # Not bound to a thread: the window opens a store on its worker and closes it on its own thread.
    lock = FileLock(path.with_name(path.name + ".lock"), mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreRefused(*_IN_USE) from error
    try:
        with translated(path):
            conn = _connect(path, key)
            _quick_check(conn, path)
            db = Database(conn)
            store = Store(db, path, lock)
            bring_up(store, key)
    except BaseException:
        lock.release()
        raise
    return store


def preload() -> None:
    """Import what opening a store needs, which costs near half a second, while the passphrase is typed."""
    import sqlite_utils  # noqa: F401

    import fjidesk.store.migrations  # noqa: F401


def _connect(path: Path, key: bytes) -> Any:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    # One connection, used by one thread at a time: the window hands it to its worker and waits for it to come back.
    conn = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in _PRAGMAS:
        conn.execute(pragma).fetchall()
    path.chmod(0o600)
    return conn


def _quick_check(conn: Any, path: Path) -> None:
    found = conn.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise StoreRefused(*_damaged(path))


_MISSING = ("store-missing", "This desk has no store.", "Restore a backup from the desk's backups folder.")
_THERE = ("store-there", "This desk has a store already.", "Open it, or choose another folder.")
_IN_USE = ("store-open", "This desk is open in another window or program.", "Close the other one and try again.")


def _damaged(path: Path) -> tuple[str, str, str]:
    return (
        "store-damaged",
        f"{path.name} is damaged, or its key belongs to another store.",
        "Keep the file, and restore the newest backup from the desk's backups folder.",
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the driver raises for a disk or a file into a refusal; its other errors are bugs and pass.

    Raises:
        StoreRefused: ``no-room``, ``store-read-only``, ``store-open``, ``store-damaged``.
    """
    try:
        yield
    except driver.Error as error:
        refusal = _REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF) or _by_name(error)
        if refusal is None:
            raise
        raise StoreRefused(*(refusal if refusal != "damaged" else _damaged(path))) from error


_NO_ROOM = (
    "no-room",
    "The drive is full, so the last change was not saved.",
    "Free some room; everything saved before is whole.",
)
_READ_ONLY = (
    "store-read-only",
    "The desk cannot be written: its folder is read-only.",
    "Give yourself write access to the folder, then open the desk again.",
)
_FULL, _IO, _READONLY, _BUSY, _CORRUPT, _NOTADB, _CANTOPEN = 13, 10, 8, 5, 11, 26, 14
_REFUSALS: dict[int, Any] = {
    _FULL: _NO_ROOM,
    _READONLY: _READ_ONLY,
    _CANTOPEN: _READ_ONLY,
    _BUSY: _IN_USE,
    _CORRUPT: "damaged",
    _NOTADB: "damaged",
    _IO: (
        "store-drive",
        "The drive did not write the last change.",
        "Check the drive; what was saved before is whole.",
    ),
}


def _by_name(error: Exception) -> Any:
    """Sort by class where the driver gives no code: a file that is not a database is the only such case."""
    return "damaged" if isinstance(error, driver.DatabaseError) and "not a database" in str(error) else None
