"""Compare what is stored twice: heads and current values against the revisions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk.model import revision as rev
from fjidesk.model import said_again
from fjidesk.model.records import KEY_PARTS, KINDS
from fjidesk.store.settling import TABLE, cells, columns, key_text

if TYPE_CHECKING:
    from sqlite_utils import Database


def file_fault(db: Database) -> str:
    """Return what SQLite's own integrity check finds; empty where nothing."""
    found = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
    cipher = [row[0] for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
    foreign = db.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"]:
        return f"the file: {found[0]}"
    if cipher:
        return f"the file: {cipher[0]}"
    return "the file: a row names another that is not there" if foreign else ""


def records_fault(db: Database) -> str:
    """Return the first record whose parents, heads or current value differ from its revisions; empty where none."""
    records: dict[rev.Record, dict[str, rev.Revision]] = {}
    for row in db.query("SELECT id, data, kind, key, counter, author FROM revision ORDER BY counter, id"):
        made = rev.read(row["data"]).revision
        columns = (made.kind, key_text(made.key), made.counter, made.author)
        if columns != (row["kind"], row["key"], row["counter"], row["author"]):
            return f"revision {row['id']}: its columns differ from its bytes"
        records.setdefault(made.record, {})[row["id"]] = made
    return _parents_fault(db, records) or _values_fault(db, records)


def _parents_fault(db: Database, records: dict[rev.Record, dict[str, rev.Revision]]) -> str:
    stored: dict[str, set[str]] = {}
    for row in db.query("SELECT revision, parent FROM parent"):
        stored.setdefault(row["revision"], set()).add(row["parent"])
    for made in records.values():
        for name, revision in made.items():
            if stored.pop(name, set()) != set(revision.parents):
                return f"revision {name}: its parents differ from its bytes"
    return f"parents of {next(iter(stored))}, which is not held" if stored else ""


def _values_fault(db: Database, records: dict[rev.Record, dict[str, rev.Revision]]) -> str:
    stored: dict[rev.Record, set[str]] = {}
    for row in db.query("SELECT kind, key, revision FROM head"):
        key = tuple(msgspec.json.decode(row["key"], type=list[str]))
        stored.setdefault((row["kind"], key), set()).add(row["revision"])
    values = {kind: _table(db, kind) for kind in KINDS}
    for record, made in sorted(records.items()):
        heads = said_again.heads(made)
        name = f"record {record[0]} {key_text(record[1])}"
        if stored.pop(record, set()) != heads:
            return f"{name}: its heads differ"
        standing = rev.stands((made[head].counter, head) for head in heads)
        body = rev.body_of(made[standing])
        expected = None if body is None else cells(record, body, standing)
        if values[record[0]].pop(record[1], None) != expected:
            return f"{name}: its current value differs"
    left = [kind for kind, rows in values.items() if rows]
    if stored or left:
        return f"a current value without a revision, of the kind {left[0] if left else next(iter(stored))[0]}"
    return ""


def _table(db: Database, kind: str) -> dict[tuple[str, ...], tuple[Any, ...]]:
    names = columns(kind)
    found = db.execute(f"SELECT {','.join(names)} FROM {TABLE.get(kind, kind)}").fetchall()
    return {row[: len(KEY_PARTS[kind])]: row for row in found}
