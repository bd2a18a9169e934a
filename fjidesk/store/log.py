"""What has travelled: bundles written and brought in, refusals, and the desk's few settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.store.rows import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlite_utils import Database


class Travelled(NamedTuple):
    """A bundle in the log. ``direction`` is ``in`` or ``out``; ``hash`` is over its signed bytes.

    ``recipients`` are fingerprints with a space between.
    """

    hash: str
    direction: str
    kind: str
    author: str
    device: str
    sequence: int
    previous: str
    created: str
    file: str
    at: str
    revisions: int
    state: str
    recipients: str


def record(db: Database, entry: Travelled) -> None:
    """Add a bundle to the log."""
    named = entry._replace(file=storable(entry.file))
    db.table("bundle").insert(named._asdict(), replace=True)


def find(db: Database, name: str) -> Travelled | None:
    """Return the log entry of a bundle by the hash of its signed bytes, brought in or written here."""
    row = next(iter(db.query("SELECT * FROM bundle WHERE hash = ?", [name])), None)
    return None if row is None else Travelled(**row)


def from_device(db: Database, device: str, authors: Collection[str] = ()) -> dict[int, str]:
    """Return sequence and hash of the bundles known from a device; of the named authors alone, where any is named.

    Nobody proves which device is whose, so that a bundle of one member never takes a number of another's.
    """
    found = db.query("SELECT sequence, hash, author FROM bundle WHERE device = ? ORDER BY sequence", [device])
    return {row["sequence"]: row["hash"] for row in found if not authors or row["author"] in authors}


def last_to(db: Database, device: str, recipient: str) -> int:
    """Return the sequence of the last bundle that a device wrote for a recipient; 0 for none."""
    found = db.query(
        "SELECT max(sequence) AS last FROM bundle WHERE device = ? AND direction = 'out' "
        "AND instr(' ' || recipients || ' ', ' ' || ? || ' ')",
        [device, recipient],
    )
    return next(iter(found))["last"] or 0


def listed(db: Database) -> list[Travelled]:
    """Return the whole log, oldest first."""
    return [Travelled(**row) for row in db.query("SELECT * FROM bundle ORDER BY at, device, sequence")]


def keep_signed(db: Database, name: str, signed: bytes) -> None:
    """Keep a bundle's signed bytes, so that they can be carried on unchanged."""
    if signed:
        db.table("signed").insert({"hash": name, "data": signed}, ignore=True)


def carriable(db: Database) -> list[Travelled]:
    """Return the bundles whose signed bytes are kept, in the order in which they came or were written."""
    found = db.query(
        "SELECT bundle.* FROM bundle JOIN signed USING (hash) GROUP BY bundle.hash ORDER BY min(bundle.rowid)"
    )
    return [Travelled(**row) for row in found]


def signed(db: Database, name: str) -> bytes:
    """Return the signed bytes of a bundle by their hash."""
    return bytes(next(iter(db.query("SELECT data FROM signed WHERE hash = ?", [name])))["data"])


def size_of(db: Database, names: Iterable[str]) -> int:
    """Return how many signed bytes are kept of some bundles."""
    wanted = set(names)
    return sum(
        row["size"] for row in db.query("SELECT hash, length(data) AS size FROM signed") if row["hash"] in wanted
    )


def refuse(db: Database, file: str, at: str, code: str, message: str) -> None:
    """Note that a bundle was refused, under a name of any bytes."""
    db.table("refusal").insert({"file": storable(file), "at": at, "code": code, "message": message})


class Refusal(NamedTuple):
    """A bundle that was refused, by the name of its file."""

    file: str
    at: str
    code: str
    message: str


def refused(db: Database) -> list[Refusal]:
    """Return every refusal, oldest first."""
    return [Refusal(**row) for row in db.query("SELECT file, at, code, message FROM refusal ORDER BY id")]


def setting(db: Database, name: str) -> str | None:
    """Return one of the desk's settings."""
    row = next(iter(db.query("SELECT value FROM setting WHERE name = ?", [name])), None)
    return None if row is None else str(row["value"])


def put_setting(db: Database, name: str, value: str) -> None:
    """Write one of the desk's settings."""
    db.table("setting").insert({"name": name, "value": value}, replace=True)


def drop_setting(db: Database, name: str) -> None:
    """Remove one of the desk's settings."""
    db.execute("DELETE FROM setting WHERE name = ?", [name])


def settings(db: Database, start: str) -> list[str]:
    """Return the names of the desk's settings that begin so, in order."""
    found = db.execute("SELECT name FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name", [len(start), start])
    return [str(name) for (name,) in found]
