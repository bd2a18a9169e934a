"""Who did what on this desk and when: a log in the store that only ever grows, and that no bundle carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.store import log, witness
from fjidesk.store.rows import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

_IDLE = "access-idle"


class Entry(NamedTuple):
    """One act by a person, named by their first key; ``detail`` holds ids, names of files and counts, never a text."""

    at: str
    member: str
    act: str
    kind: str
    key: str
    detail: str


class Row(NamedTuple):
    """An act with its number in the log, by which the log is ordered: clocks jump."""

    number: int
    at: str
    member: str
    act: str
    kind: str
    key: str
    detail: str


class Wanted(NamedTuple):
    """What of the log is asked for; an empty part asks for all.

    Attributes:
        case: a reference, as the key of an act or among the words of its detail.
        members: fingerprints.
        acts: such as ``viewed``.
        since: a time as ISO 8601 in UTC, the first that is wanted.
        until: likewise, the last.
    """

    case: str = ""
    members: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""


def add(db: Database, entries: Iterable[Entry]) -> None:
    """Add acts to the log, inside the caller's transaction."""
    for entry in entries:
        db.execute(
            "INSERT INTO access (at, member, act, kind, key, detail) VALUES (?, ?, ?, ?, ?, ?)",
            list(map(storable, entry)),
        )


def lately(db: Database, entry: Entry, since: str) -> bool:
    """Tell whether the log has the same act by the same member from ``since`` up to the time of ``entry``."""
    found = db.execute(
        "SELECT 1 FROM access WHERE at >= ? AND at <= ? AND member = ? AND act = ? AND kind = ? AND key = ? "
        "AND detail = ? LIMIT 1",
        [since, *entry],
    )
    return found.fetchone() is not None


def find(db: Database, wanted: Wanted) -> list[Row]:
    """Return what of the log is asked for, in the order in which it was written."""
    checks: list[str] = []
    values: list[str] = []
    if wanted.case:
        checks.append("(key = ? OR instr(' ' || detail || ' ', ' ' || ? || ' '))")
        values += [wanted.case, wanted.case]
    for column, chosen in (("member", wanted.members), ("act", wanted.acts)):
        if chosen:
            checks.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += sorted(chosen)
    for sign, moment in ((">=", wanted.since), ("<=", wanted.until)):
        if moment:
            checks.append(f"at {sign} ?")
            values.append(moment)
    found = db.query(f"SELECT * FROM access WHERE {' AND '.join(checks) or '1'} ORDER BY number", values)
    return [Row(**row) for row in found]


def only_logged(db: Database) -> None:
    """Note, inside a transaction that writes nothing but the log, that it is no change that a backup is made for."""
    written = witness.seen(db).written
    first, last = _idle(db)
    log.put_setting(db, _IDLE, f"{first if last == written else written} {written + 1}")


def worked(db: Database) -> int:
    """Return how many transactions the store had seen when something other than the log was last written."""
    written = witness.seen(db).written
    first, last = _idle(db)
    return first if last == written else written


def _idle(db: Database) -> tuple[int, int]:
    """Return the run of transactions that wrote the log alone: the count before the first, and after the last."""
    first, _, last = (log.setting(db, _IDLE) or "-1 -1").partition(" ")
    return int(first), int(last)
