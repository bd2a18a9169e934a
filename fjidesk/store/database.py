"""Open the encrypted file, hold it alone, and turn the driver's errors into refusals (design 6)."""

from __future__ import annotations

from contextlib import closing, contextmanager
from errno import ENOSPC
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlcipher3.dbapi2 as driver
from filelock import FileLock, Timeout

from fjidesk.errors import StoreRefused
from fjidesk.store.witness import NAME, Seen, Witness, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

Keep: TypeAlias = "Callable[[Store, str], object]"  # takes a copy, made for the reason named
KEY_BYTES = 32
_PAGE = 4096  # SQLCipher's, and SQLite's
_PRAGMAS = (
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",  # 64 MiB at most: ids lie anywhere in their index
)


class Store:
    """One open encrypted file with its lock. All writing goes through ``writing``.

    Attributes:
        path: the file.
        witness: notes how far the store has come; None where it has no folder for backups.
    """

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._db: Database = _CLOSED
        self._gate = RLock()
        self.path = path
        self.witness: Witness | None = None
        self._lock = lock

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open, so that what is written now is a part of it."""
        return bool(self.db.conn.in_transaction)

    @property
    def db(self) -> Database:
        """Return the database; where another thread has the store to itself, wait until it is done."""
        with self._gate:
            return self._db

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the store to oneself for a block that is over soon; another thread waits at its next use."""
        with self._gate:
            yield

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Run a block as one transaction: all of it is durable at the end, or none of it.

        Inside another it is a part of that one, which counts it when all is durable.

        Raises:
            StoreRefused: ``no-room``, ``store-read-only``, ``store-damaged``.
        """
        if self.in_transaction:
            with translated(self.path), self.db.atomic():
                yield self.db
            return
        found: Seen | None = None
        with translated(self.path), self.db.atomic():
            before = self.db.conn.total_changes
            yield self.db
            if self.db.conn.total_changes != before:
                found = count(self.db)
        if found is not None and self.witness is not None:
            self.witness.put(found)

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

    @property
    def is_open(self) -> bool:
        """Tell whether there is a connection to the file."""
        return self._db is not _CLOSED

    def let_go(self) -> None:
        """Close the file and forget its key, and keep the lock: nobody else opens the store until it is taken up again.

        The lock is the system's own, so it ends with this program, however that ends.
        """
        if self.is_open:
            self.db.close()
        self._db, self.witness = _CLOSED, None

    def take_up(
        self, key: bytes, *, create: bool = False, beside: Path | None = None, keep: Keep | None = None
    ) -> None:
        """Open the file, whose lock is held, and bring it to this version's schema; arguments as of ``open_store``.

        Raises:
            StoreRefused: ``store-missing``, ``store-damaged``, ``store-newer``, ``store-read-only``, ``no-room``.
        """
        from sqlite_utils import Database

        from fjidesk.store.migrations import bring_up

        path = self.path
        if not create:
            _page_there(path)
        with translated(path):
            conn = _connect(path, key)
            try:
                _quick_check(conn, path)
                self._db, self.witness = Database(conn), Witness(beside / NAME, key) if beside else None
                bring_up(self, keep or (lambda opened, why: opened.backup(path.with_name(f"{why}.db"), key)))
            except BaseException:
                conn.close()
                self._db, self.witness = _CLOSED, None
                raise

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.let_go()
        self._lock.release()


class _Closed:
    """Stands in the place of the database while the store is let go: any use of it is refused."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise StoreRefused("desk-locked", "This desk is locked.", "Unlock it with its passphrase.")


_CLOSED: Any = _Closed()


def open_store(
    path: Path, key: bytes, *, create: bool = False, beside: Path | None = None, keep: Keep | None = None
) -> Store:
    """Open a store, or create it, and bring it to this version's schema.

    Args:
        path: the file; its lock file lies beside it.
        key: 32 bytes, used as they are.
        create: make a new file; otherwise it must be there.
        beside: the folder for the note of how far the store has come; without it there is none.
        keep: takes a copy of the store before a step of the schema; without it the copy lies beside the store.

    Raises:
        StoreRefused: ``store-missing``, ``store-open``, ``store-damaged``, ``store-newer``, ``store-read-only``,
            ``no-room``.
    """
    if create == path.exists():
        raise StoreRefused(*_MISSING) if not create else StoreRefused(*_THERE)
    if not create:
        _page_there(path)  # before a lock file is made beside nothing
    store = Store(path, hold(path))
    try:
        store.take_up(key, create=create, beside=beside, keep=keep)
    except BaseException:
        store.close()
        raise
    return store


def hold(path: Path) -> FileLock:
    """Take the lock of a store, or refuse where another program or window has it; the caller releases it.

    Raises:
        StoreRefused: ``store-open``, ``store-read-only``.
    """
    # Not bound to a thread: the window opens a store on its worker and closes it on its own thread.
    lock = FileLock(path.with_name(path.name + ".lock"), mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreRefused(*_IN_USE) from error
    except OSError as error:
        raise StoreRefused(*(_NO_ROOM if error.errno == ENOSPC else _READ_ONLY)) from error
    return lock


@contextmanager
def looking(path: Path, key: bytes, *, checked: bool = True) -> Iterator[Database]:
    """Open a copy of a store for reading only and check each of its pages, or read what of a damaged one still reads.

    Raises:
        StoreRefused: ``store-damaged``, ``store-missing``.
    """
    from sqlite_utils import Database

    _page_there(path)
    with translated(path):
        conn = _keyed(driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None), key)
        try:
            if checked:
                _quick_check(conn, path)
                if conn.execute("PRAGMA cipher_integrity_check").fetchone() is not None:  # of pages without content too
                    raise StoreRefused(*_damaged(path))
            if not conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'setting'").fetchone()[0]:
                raise StoreRefused(*_damaged(path))  # an empty file opens as an empty database
            yield Database(conn)
        finally:
            conn.close()


@contextmanager
def changing(path: Path, key: bytes) -> Iterator[Database]:
    """Open a copy that is nobody's store yet, as one transaction; its journal, if it has one, is rolled back first.

    Raises:
        StoreRefused: ``store-damaged``, ``no-room``, ``store-read-only``.
    """
    from sqlite_utils import Database

    _page_there(path)
    with translated(path):
        conn = _connect(path, key)
        try:
            _quick_check(conn, path)
            db = Database(conn)
            with db.atomic():
                yield db
        finally:
            conn.close()


def damage(path: Path, key: bytes) -> str:
    """Say in words what of a file is damaged, as far as can be told."""
    pages = path.stat().st_size // _PAGE if path.is_file() else 0
    if not pages:
        return "it is empty" if path.is_file() else "it is not there"
    try:
        conn = _keyed(driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None), key)
        with closing(conn):
            found = [row[0] for row in conn.execute("PRAGMA cipher_integrity_check")]
    except driver.Error:
        return f"its pages cannot be read, {pages} in all"
    if any(said.endswith(" page 1") for said in found):  # without it, and with another key, nothing else opens
        return (
            f"none of its pages, {pages} in all, can be reached, because the first is damaged or the key is another's"
        )
    if found:
        return f"pages do not read back as they were written, {len(found)} of {pages}"
    return f"its pages are whole, {pages} in all, and what they hold does not fit together"


def preload() -> None:
    """Import what opening a store needs, which costs near half a second, while the passphrase is typed."""
    import sqlite_utils  # noqa: F401

    import fjidesk.store.migrations  # noqa: F401


def _connect(path: Path, key: bytes) -> Any:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    # One connection, used by one thread at a time: the window hands it to its worker and waits for it to come back.
    conn = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        _keyed(conn, key)
        path.chmod(0o600)
        for pragma in _PRAGMAS:
            conn.execute(pragma).fetchall()
    except OSError as error:
        conn.close()
        raise StoreRefused(*_READ_ONLY) from error
    except BaseException:
        conn.close()
        raise
    return conn


def _keyed(conn: Any, key: bytes) -> Any:
    conn.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error; a refusal says what is damaged
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return conn


def _page_there(path: Path) -> None:
    """Refuse a file that is shorter than a page: SQLite would take it for a new one and write over it."""
    if not path.is_file():
        raise StoreRefused(*_MISSING)
    if path.stat().st_size < _PAGE:
        raise StoreRefused(*_damaged(path))


def _quick_check(conn: Any, path: Path) -> None:
    found = conn.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise StoreRefused(*_damaged(path))


_MISSING = ("store-missing", "This desk has no store.", "See what there is with: fjidesk backup list")
_THERE = ("store-there", "This desk has a store already.", "Open it, or choose another folder.")
_IN_USE = ("store-open", "This desk is open in another window or program.", "Close the other one and try again.")


def _damaged(path: Path) -> tuple[str, str, str]:
    return (
        "store-damaged",
        f"{path.name} is damaged, or its key belongs to another store.",
        "Keep the file, and see what there is with: fjidesk backup list",
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


_WORDS = {
    "database or disk is full": _FULL,
    "disk I/O error": _IO,
    "readonly database": _READONLY,
    "database is locked": _BUSY,
    "malformed": _CORRUPT,
    "not a database": _NOTADB,
}


def _by_name(error: Exception) -> Any:
    """Sort by SQLite's own words where the driver gives no code, as for a copy through its backup."""
    said = str(error)
    return next((_REFUSALS[code] for words, code in _WORDS.items() if words in said), None)
