"""Revisions in and out: the set, its heads, the current values and what is quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from fjidesk.model import revision as rev
from fjidesk.model.records import KEY_PARTS
from fjidesk.store.rows import COLUMN
from fjidesk.store.team import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

    from fjidesk.model.records import Body

TABLE = {"case": "case_file"}
_CHUNK = 500


class Quarantined(NamedTuple):
    """A revision that is kept and listed but not applied."""

    sealed: rev.Sealed
    signer: str
    reason: str
    bundle: str


class Extent(NamedTuple):
    """How much a desk holds; ``latest`` is the newest ``made_at``, empty where there is none in UTC."""

    revisions: int
    quarantined: int
    authors: int
    latest: str


def key_text(key: Sequence[str]) -> str:
    """Return a record's key as it stands in the tables: a JSON list."""
    return msgspec.json.encode(list(key)).decode()


def add(db: Database, revisions: Iterable[rev.Sealed], bundle: str | None = None) -> frozenset[rev.Record]:
    """Add revisions to the set and settle heads and current values; return the records touched.

    Runs inside the caller's transaction. A revision that is held already changes nothing.
    """
    fresh = _new_ones(db, list(revisions))
    db.table("revision").insert_all((_row(sealed, bundle) for sealed in fresh), batch_size=_CHUNK)
    db.table("parent").insert_all(
        ({"revision": sealed.id, "parent": parent} for sealed in fresh for parent in sealed.revision.parents),
        batch_size=_CHUNK,
    )
    touched = frozenset(sealed.revision.record for sealed in fresh)
    for kind, key in sorted(touched):
        _settle(db, kind, key)
    return touched


def _row(sealed: rev.Sealed, bundle: str | None) -> dict[str, Any]:
    made = sealed.revision
    return {
        "id": sealed.id,
        "kind": made.kind,
        "key": key_text(made.key),
        "author": made.author,
        "device": made.device,
        "counter": made.counter,
        "made_at": made.made_at,
        "withdraws": int(made.withdraws),
        "data": sealed.data,
        "bundle": bundle,
    }


def _new_ones(db: Database, revisions: list[rev.Sealed]) -> list[rev.Sealed]:
    known = held(db, [sealed.id for sealed in revisions])
    unique = {sealed.id: sealed for sealed in revisions if sealed.id not in known}
    return list(unique.values())


def held(db: Database, ids: Sequence[str]) -> set[str]:
    """Return those of the ids that are in the set."""
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        found.update(row["id"] for row in db.query(f"SELECT id FROM revision WHERE id IN ({marks})", part))
    return found


_HEADS = """
    SELECT id, counter, withdraws, data FROM revision AS r WHERE kind = ? AND key = ? AND NOT EXISTS (
        SELECT 1 FROM parent JOIN revision AS child ON child.id = parent.revision
        WHERE parent.parent = r.id AND child.kind = r.kind AND child.key = r.key)
"""


def _settle(db: Database, kind: str, key: tuple[str, ...]) -> None:
    """Find a record's heads and write its current value, or remove it where the standing head withdraws it."""
    name = key_text(key)
    heads = list(db.query(_HEADS, [kind, name]))
    db.execute("DELETE FROM head WHERE kind = ? AND key = ?", [kind, name])
    db.table("head").insert_all({"kind": kind, "key": name, "revision": head["id"]} for head in heads)
    standing = rev.stands((head["counter"], head["id"]) for head in heads)
    value = next(head for head in heads if head["id"] == standing)
    body = rev.body_of(rev.read(value["data"]).revision)
    table = TABLE.get(kind, kind)
    if body is None:
        parts = dict(zip(KEY_PARTS[kind], key, strict=True))
        where = " AND ".join(f"{part} = ?" for part in parts) or "1"
        db.execute(f"DELETE FROM {table} WHERE {where}", list(parts.values()))
        return
    db.table(table).insert(row_of((kind, key), body, standing), replace=True)


def row_of(record: rev.Record, body: Body, standing: str) -> dict[str, Any]:
    """Return the row of a typed table: the key's parts, the body's fields, the revision that it came from."""
    parts = dict(zip(KEY_PARTS[record[0]], record[1], strict=True))
    fields = {COLUMN.get(field, field): value for field, value in rev.as_row(body).items()}
    return {**parts, **fields, "revision": standing}


def heads(db: Database, kind: str, key: Sequence[str]) -> list[str]:
    """Return the ids of a record's heads, sorted; none where the record is unknown."""
    found = db.query("SELECT revision FROM head WHERE kind = ? AND key = ? ORDER BY revision", [kind, key_text(key)])
    return [row["revision"] for row in found]


def replaced(db: Database, revisions: Sequence[rev.Sealed]) -> set[str]:
    """Return the ids of those revisions that a held revision of the same record names as its parent."""
    records = {sealed.id: (sealed.revision.kind, key_text(sealed.revision.key)) for sealed in revisions}
    ids = list(records)
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        rows = db.query(
            "SELECT parent.parent, child.kind, child.key FROM parent JOIN revision AS child "
            f"ON child.id = parent.revision WHERE parent.parent IN ({marks})",
            part,
        )
        found.update(row["parent"] for row in rows if records[row["parent"]] == (row["kind"], row["key"]))
    return found


def conflicts(db: Database) -> list[tuple[str, str]]:
    """Return kind and key of the records that have several heads."""
    found = db.query("SELECT kind, key FROM head GROUP BY kind, key HAVING count(*) > 1 ORDER BY kind, key")
    return [(row["kind"], row["key"]) for row in found]


def top_counter(db: Database) -> int:
    """Return the highest Lamport counter that is held, quarantined ones aside; 0 in an empty store."""
    return int(db.execute("SELECT coalesce(max(counter), 0) FROM revision").fetchone()[0])


def get(db: Database, name: str) -> rev.Sealed:
    """Return one revision by its id."""
    row = next(iter(db.query("SELECT data FROM revision WHERE id = ?", [name])))
    return rev.read(row["data"])


def by_author(db: Database, *authors: str) -> Iterator[rev.Sealed]:
    """Yield a member's revisions, by whichever of the member's keys, in the order in which they were made."""
    marks = ",".join("?" * len(authors))
    for row in db.query(f"SELECT data FROM revision WHERE author IN ({marks}) ORDER BY counter, id", authors):
        yield rev.read(row["data"])


def everything_raw(db: Database) -> list[tuple[str, bytes]]:
    """Return id and bytes of every revision of the set, quarantined ones aside."""
    return [(row["id"], row["data"]) for row in db.query("SELECT id, data FROM revision ORDER BY counter, id")]


def state(db: Database) -> str:
    """Return the state hash over all revisions held, quarantined ones with them."""
    ids = [row["id"] for row in db.query("SELECT id FROM revision UNION SELECT id FROM quarantine")]
    return rev.state_hash(ids)


def extent(db: Database) -> Extent:
    """Return how much the store holds and how new it is."""
    row = next(
        iter(
            db.query(f"""
            {LINKS}
            SELECT count(*) AS revisions, count(DISTINCT coalesce(link.member, author)) AS authors,
                   coalesce(max(made_at) FILTER (WHERE made_at GLOB
                       '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'), '') AS latest,
                   (SELECT count(*) FROM quarantine) AS quarantined
            FROM revision LEFT JOIN link ON link.fingerprint = revision.author""")
        )
    )
    return Extent(row["revisions"], row["quarantined"], row["authors"], row["latest"])


def quarantine(db: Database, entries: Iterable[Quarantined]) -> None:
    """Keep revisions that may not be applied."""
    db.table("quarantine").insert_all(
        (
            {
                "id": entry.sealed.id,
                "data": entry.sealed.data,
                "signer": entry.signer,
                "reason": entry.reason,
                "bundle": entry.bundle,
            }
            for entry in entries
        ),
        replace=True,
        batch_size=_CHUNK,
    )


def quarantined(db: Database) -> list[Quarantined]:
    """Return what is quarantined, by id."""
    return [
        Quarantined(rev.read(row["data"]), row["signer"], row["reason"], row["bundle"])
        for row in db.query("SELECT * FROM quarantine ORDER BY id")
    ]


def release(db: Database, ids: Iterable[str]) -> None:
    """Take revisions out of quarantine; the caller adds them to the set in the same transaction."""
    for name in ids:
        db.execute("DELETE FROM quarantine WHERE id = ?", [name])
