"""The revisions as a history: of a record, of a case, of this device, and in the order in which they arrived.

The place of a revision is its rowid. Places rise by one with each arrival, and neither a backup nor a VACUUM changes
their order. Rows of the set are removed only where what was applied is put aside (``judged.py``), which is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model import revision as rev
from fjidesk.store import log
from fjidesk.store.settling import key_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

KEYED_BY_CASE = ("case", "allocation", "reading", "answer", "limiting", "decision", "agreed")
_SEEN = "seen"
ASIDES = "asides"


class Placed(NamedTuple):
    """A revision with its place in the order of arrival."""

    place: int
    sealed: rev.Sealed


class Line(NamedTuple):
    """What is needed of a revision to tell the steps of a device apart."""

    id: str
    kind: str
    key: str
    counter: int
    made_at: str


def of_record(db: Database, record: rev.Record) -> list[Placed]:
    """Return every revision of a record in the order in which they were made."""
    kind, key = record
    return _placed(db, "kind = ? AND key = ?", [kind, key_text(key)])


def of_case(db: Database, case: str) -> list[Placed]:
    """Return every revision of the records whose key begins with a case, in the order in which they were made."""
    start = key_text([case])[:-1]  # a key goes on with a comma or ends with a bracket
    kinds = ",".join(f"'{kind}'" for kind in KEYED_BY_CASE)
    return _placed(
        db,
        f"kind IN ({kinds}) AND (key >= ? AND key < ? OR key >= ? AND key < ?)",
        [f"{start},", f"{start}-", f"{start}]", f"{start}^"],
    )


def of_kinds(db: Database, kinds: tuple[str, ...]) -> list[Placed]:
    """Return every revision of some kinds in the order in which they were made."""
    return _placed(db, f"kind IN ({','.join('?' * len(kinds))})", list(kinds))


def arrived_after(db: Database, place: int) -> list[Placed]:
    """Return the revisions that arrived after a place."""
    return _placed(db, "rowid > ?", [place])


def _placed(db: Database, where: str, values: list[str] | list[int]) -> list[Placed]:
    found = db.query(f"SELECT rowid AS place, data FROM revision WHERE {where} ORDER BY counter, id", values)
    return [Placed(row["place"], rev.read(row["data"])) for row in found]


def last_place(db: Database) -> int:
    """Return the place of the revision that arrived last; 0 in an empty store."""
    return int(db.execute("SELECT coalesce(max(rowid), 0) FROM revision").fetchone()[0])


def asides(db: Database) -> int:
    """Return how many times something was put aside that had been applied."""
    return int(log.setting(db, ASIDES) or 0)


def of_device(db: Database, authors: Sequence[str], device: str) -> Iterator[Line]:
    """Yield the revisions of one member, by whichever of the member's keys, on one device, the newest first."""
    marks = ",".join("?" * len(authors))
    found = db.query(
        "SELECT id, kind, key, counter, made_at FROM revision "
        f"WHERE author IN ({marks}) AND device = ? ORDER BY counter DESC, id",
        [*authors, device],
    )
    for row in found:
        yield Line(**row)


def marks(db: Database) -> tuple[int, dict[str, int]]:
    """Return the place up to which the whole desk was looked at, and that of each case which was looked at since."""
    found = db.query("SELECT name, value FROM setting WHERE name = ? OR name GLOB ?", [_SEEN, f"{_SEEN}:*"])
    held = {row["name"]: int(row["value"]) for row in found}
    base = held.pop(_SEEN, 0)
    return base, {name.removeprefix(f"{_SEEN}:"): place for name, place in held.items()}


def put_mark(db: Database, case: str | None, place: int) -> None:
    """Keep up to which place a case, or the whole desk, was looked at; a mark never goes back."""
    base, cases = marks(db)
    if case is not None:
        log.put_setting(db, f"{_SEEN}:{case}", str(max(place, cases.get(case, 0))))
        return
    log.put_setting(db, _SEEN, str(max(place, base)))
    db.execute(
        "DELETE FROM setting WHERE name GLOB ? AND CAST(value AS INTEGER) <= ?", [f"{_SEEN}:*", max(place, base)]
    )


class UndoPlace(msgspec.Struct, frozen=True):
    """Where undo stands on one device.

    Attributes:
        device: the device; what another one left behind says nothing here.
        passed: counters from and to, of the steps that undo passes over, because they are undone or are an undo.
        redo: the first counter of each step that may be redone, the next one last.
        last: the highest counter at the last undo or redo; a change after it cuts redo off.
    """

    device: str
    passed: list[tuple[int, int]] = msgspec.field(default_factory=list)
    redo: list[int] = msgspec.field(default_factory=list)
    last: int = 0


def undo_place(db: Database, device: str) -> UndoPlace:
    """Return where undo stands on a device."""
    text = log.setting(db, "undo")
    found = UndoPlace(device) if text is None else msgspec.json.decode(text, type=UndoPlace)
    return found if found.device == device else UndoPlace(device)


def put_undo_place(db: Database, place: UndoPlace) -> None:
    """Keep where undo stands; runs inside the transaction of the undo or redo itself."""
    log.put_setting(db, "undo", msgspec.json.encode(place).decode())
