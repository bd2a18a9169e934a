"""Heads and current values, which follow from the set of revisions (design 5), many records at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk.model import revision as rev
from fjidesk.model import said_again
from fjidesk.model.records import KEY_PARTS, KINDS, SAID_AGAIN
from fjidesk.store import bulk
from fjidesk.store.rows import COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from fjidesk.model.records import Body

Heads = dict[rev.Record, list[rev.Sealed]]
TABLE = {"case": "case_file"}


def key_text(key: Sequence[str]) -> str:
    """Return a record's key as it stands in the tables: a JSON list."""
    return msgspec.json.encode(key).decode()


def by_kind(records: Iterable[rev.Record]) -> dict[str, dict[str, rev.Record]]:
    """Return the records by kind and by the text of their key."""
    found: dict[str, dict[str, rev.Record]] = {}
    for record in records:
        found.setdefault(record[0], {})[key_text(record[1])] = record
    return found


def known(db: Database, records: Iterable[rev.Record]) -> set[rev.Record]:
    """Return those of the records that the set holds a revision of."""
    query = "SELECT value FROM asked WHERE EXISTS (SELECT 1 FROM revision WHERE kind = ? AND key = value)"
    return {named[row[0]] for kind, named in by_kind(records).items() for row in bulk.among(db, query, named, kind)}


def settle(db: Database, fresh: Mapping[rev.Record, Sequence[rev.Sealed]], before: set[rev.Record]) -> None:
    """Write the heads and current values of the records of revisions that were just added to the set.

    Args:
        db: the store, in a transaction.
        fresh: what was added, by record.
        before: the records among them that the set held before; the others have no heads but among what was added.
    """
    for part in bulk.parts(sorted(fresh)):
        heads = {record: unreplaced(fresh[record]) for record in part if record not in before}
        heads |= _heads_again(db, [record for record in part if record in before])
        _write(db, heads)


def forget(db: Database, records: Iterable[rev.Record]) -> None:
    """Take heads and current values of records away; ``again`` writes those that are left."""
    for kind, named in by_kind(records).items():
        db.conn.executemany("DELETE FROM head WHERE kind = ? AND key = ?", [(kind, key) for key in named])
        _remove(db, kind, (record[1] for record in named.values()))


def again(db: Database, records: Iterable[rev.Record]) -> None:
    """Write heads and current values of records from the whole set, after some of it was taken away."""
    for part in bulk.parts(sorted(records)):
        _write(db, _heads_again(db, part))


def unreplaced(revisions: Sequence[rev.Sealed]) -> list[rev.Sealed]:
    """Return the heads of a record, of which these are all the revisions."""
    if len(revisions) == 1:
        return list(revisions)
    heads = said_again.heads({sealed.id: sealed.revision for sealed in revisions})
    return [sealed for sealed in revisions if sealed.id in heads]


_ALL = "SELECT r.key, r.data FROM asked CROSS JOIN revision AS r ON r.kind = ? AND r.key = asked.value"
_HEADS = """
    SELECT r.key, r.data FROM asked CROSS JOIN revision AS r ON r.kind = ? AND r.key = asked.value WHERE NOT EXISTS (
        SELECT 1 FROM parent JOIN revision AS child ON child.id = parent.revision
        WHERE parent.parent = r.id AND child.kind = r.kind AND child.key = r.key)
"""


def _heads_again(db: Database, records: Sequence[rev.Record]) -> Heads:
    """Take the heads of records away, and find them in the whole set."""
    heads: Heads = {}
    for kind, named in by_kind(records).items():
        db.conn.executemany("DELETE FROM head WHERE kind = ? AND key = ?", [(kind, key) for key in named])
        for key, data in bulk.among(db, _ALL if kind in SAID_AGAIN else _HEADS, named, kind):
            heads.setdefault(named[key], []).append(rev.read(data))
    return {record: unreplaced(found) if record[0] in SAID_AGAIN else found for record, found in heads.items()}


def _write(db: Database, heads: Heads) -> None:
    """Write heads, and of each record the value of the one that stands, or nothing where that withdraws it."""
    rows = [(kind, key_text(key), head.id) for (kind, key), found in heads.items() for head in found]
    bulk.insert(db, "head", ("kind", "key", "revision"), rows)
    values: dict[str, list[tuple[Any, ...]]] = {}
    withdrawn: dict[str, list[tuple[str, ...]]] = {}
    for record, found in heads.items():
        standing = rev.stands((head.revision.counter, head.id) for head in found)
        body = rev.body_of(next(head.revision for head in found if head.id == standing))
        if body is None:
            withdrawn.setdefault(record[0], []).append(record[1])
        else:
            values.setdefault(record[0], []).append(cells(record, body, standing))
    for kind, keys in withdrawn.items():
        _remove(db, kind, keys)
    for kind, values_of in values.items():
        bulk.insert(db, TABLE.get(kind, kind), columns(kind), values_of, replace=True)


def _remove(db: Database, kind: str, keys: Iterable[tuple[str, ...]]) -> None:
    where = " AND ".join(f"{part} = ?" for part in KEY_PARTS[kind]) or "1"
    db.conn.executemany(f"DELETE FROM {TABLE.get(kind, kind)} WHERE {where}", keys)


def columns(kind: str) -> tuple[str, ...]:
    """Return the columns of a typed table: the key's parts, the body's fields, the revision that it came from."""
    return (*KEY_PARTS[kind], *(COLUMN.get(field, field) for field in KINDS[kind].__struct_fields__), "revision")


def cells(record: rev.Record, body: Body, standing: str) -> tuple[Any, ...]:
    """Return the row of a typed table, in the order of its columns."""
    return (*record[1], *rev.as_row(body).values(), standing)
