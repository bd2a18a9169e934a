"""How far a store has come, noted beside it, so that an older copy in its place is noticed."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from hmac import compare_digest
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model import revision as rev
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

NAME = "latest.seal"
WRITTEN = "written"
COUNTED = "counted"
_TOP_ASIDE = "top-aside"
_EACH, _MOST = 2**12, 2**30  # revisions of a transaction, more than ever on the average; of all that may be lost
_LENGTH = 256  # always as long, so that writing over it never leaves less than a whole note
_SIGNED = b"fjidesk-latest"


class Seen(NamedTuple):
    """How far a store has come: transactions, revisions ever taken in, and when the last of these was made."""

    written: int
    revisions: int
    latest: str


def count(db: Database) -> Seen:
    """Count one more transaction, inside it, and return how far the store has come."""
    db.execute(
        "INSERT INTO setting (name, value) VALUES (?, '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        [WRITTEN],
    )
    return seen(db)


def seen(db: Database) -> Seen:
    """Return how far a store has come, whatever its schema; the same cost however much it holds."""
    written = db.execute("SELECT value FROM setting WHERE name = ?", [WRITTEN]).fetchone()
    last = db.execute("SELECT rowid, made_at FROM revision ORDER BY rowid DESC LIMIT 1").fetchone()
    return Seen(int(written[0]) if written else 0, *(last or (0, "")))


def top_counter(db: Database) -> int:
    """Return the highest Lamport counter that is held, quarantined ones with it; 0 in an empty store."""
    applied = db.execute("SELECT coalesce(max(counter), 0) FROM revision").fetchone()[0]
    return max(int(applied), _top_aside(db))


def _top_aside(db: Database) -> int:
    """Return the highest counter ever quarantined. It is kept, since those lines are there as bytes alone."""
    kept = log.setting(db, _TOP_ASIDE)
    if kept is not None:
        return int(kept)
    return max((rev.read(row[0]).revision.counter for row in db.execute("SELECT data FROM quarantine")), default=0)


def put_aside(db: Database, counters: Iterable[int]) -> None:
    """Keep how high the counters of what is quarantined come, before it is, inside that transaction."""
    log.put_setting(db, _TOP_ASIDE, str(max(_top_aside(db), *counters)))


def go_ahead(db: Database, written: int) -> None:
    """Let a store that may be an older copy go on from a number of transactions, ahead of all that it may have lost.

    Revisions are counted on from above all that these may have held: so what is written from now on comes after what
    was lost, wherever that went before.
    """
    top = top_counter(db)
    for name, value in ((WRITTEN, written), (COUNTED, top + min(_EACH * written, _MOST))):
        log.put_setting(db, name, str(value))


def set_back(db: Database) -> bool:
    """Tell whether a store was ever restored, copied or set back, and so may lack what its owner handed out."""
    return log.setting(db, COUNTED) is not None


class Witness:
    """A small file beside the backups, under a code that only the store's key makes.

    It is written after a transaction is durable and never forced to the disk, so it may lag behind the store; it is
    never ahead of a store that is the one it was written for.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def put(self, found: Seen) -> None:
        """Note how far the store has come. What the drive refuses here is no loss: the store itself is written."""
        text = msgspec.json.encode(found)
        line = text + b" " + self._code(text).encode()
        with suppress(OSError):
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(handle, line.ljust(_LENGTH))
            finally:
                os.close(handle)

    def read(self) -> Seen | None:
        """Return what was noted last; None where there is no note, or none of this store."""
        try:
            text, _, code = self._path.read_bytes()[:_LENGTH].strip().rpartition(b" ")
        except OSError:
            return None
        if not compare_digest(code, self._code(text).encode()):
            return None
        return msgspec.json.decode(text, type=Seen)

    def _code(self, text: bytes) -> str:
        return hashlib.blake2b(text, key=self._key, person=_SIGNED, digest_size=32).hexdigest()
