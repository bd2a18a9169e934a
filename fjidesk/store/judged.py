"""What is held as it is judged: a few columns a revision, applied ones and quarantined ones; and putting aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model import revision as rev
from fjidesk.store import bulk, history, log, revisions, settling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

_ANCHORS = "anchors"
_KEY = msgspec.json.Decoder(list[str])
# Whose bundle brought it; a revision that was written at this desk has its author alone.
_ROWS = """
    SELECT r.id, r.kind, r.key, r.author, r.counter, coalesce(s.value, b.author, r.author){more} FROM revision AS r
    LEFT JOIN bundle AS b ON b.hash = r.bundle AND b.direction = 'in'
    LEFT JOIN setting AS s ON s.name = 'signers:' || r.id WHERE r.kind {which} ({marks})
"""


class Row(NamedTuple):
    """A revision without its value, and who signed the bundles that brought it."""

    id: str
    kind: str
    key: tuple[str, ...]
    author: str
    counter: int
    signers: frozenset[str]


def of_kinds(db: Database, kinds: Sequence[str]) -> Iterator[tuple[Row, rev.Revision]]:
    """Yield the revisions of some kinds that are in the set, with their values."""
    query = _ROWS.format(more=", r.data", which="IN", marks=",".join("?" * len(kinds)))
    for *row, data in db.execute(query, list(kinds)):
        yield _row(row), rev.read(data).revision


def of_others(db: Database, kinds: Sequence[str]) -> Iterator[Row]:
    """Yield the revisions of all other kinds that are in the set; nothing is written meanwhile."""
    query = _ROWS.format(more="", which="NOT IN", marks=",".join("?" * len(kinds)))
    for row in db.execute(query, list(kinds)):
        yield _row(row)


def _row(row: Sequence[str | int]) -> Row:
    name, kind, key, author, counter, signers = row
    people = frozenset(str(signers).split())
    return Row(str(name), str(kind), tuple(_KEY.decode(str(key))), str(author), int(counter), people)


def signed_too(db: Database, names: Iterable[str], signer: str) -> None:
    """Keep who else signed a bundle that holds revisions, while their author did not: nearly always nothing.

    Without this it would depend on which bundle came first whether a revision of a key that somebody replaced counts.

    Args:
        db: the store, in the transaction that brings the bundle in.
        names: ids of its revisions, in the set or quarantined; new ones change nothing.
        signer: of the bundle.
    """
    query = """
        SELECT r.id, coalesce(s.value, b.author) FROM asked CROSS JOIN revision AS r ON r.id = asked.value
        JOIN bundle AS b ON b.hash = r.bundle AND b.direction = 'in' AND b.author NOT IN (r.author, ?)
        LEFT JOIN setting AS s ON s.name = 'signers:' || r.id
        UNION ALL
        SELECT q.id, q.signer FROM asked CROSS JOIN quarantine AS q ON q.id = asked.value AND q.signer <> ?"""
    for name, before in bulk.among(db, query, names, signer, signer):
        put_signers(db, name, {signer, *before.split()})


def put_signers(db: Database, name: str, signers: Iterable[str]) -> None:
    """Keep who signed the bundles that hold a revision, where it is not the signer of one bundle alone."""
    log.put_setting(db, f"signers:{name}", " ".join(sorted(signers)))


def asked(db: Database) -> dict[str, set[str]]:
    """Return each query's id with everybody it was ever put to, by any version, withdrawn since or not."""
    found: dict[str, set[str]] = {}
    for row in db.execute(
        "SELECT DISTINCT key, json_extract(CAST(data AS TEXT), '$.body.member') FROM revision "
        "WHERE kind = 'query' AND withdraws = 0"
    ):
        found.setdefault(_KEY.decode(row[0])[0], set()).add(row[1])
    return found


def anchors(db: Database) -> list[str] | None:
    """Return the keys that this desk was founded or pinned with; None before the first judging by place."""
    text = log.setting(db, _ANCHORS)
    return None if text is None else text.split()


def put_anchors(db: Database, names: Iterable[str]) -> None:
    """Keep the keys that this desk was founded or pinned with."""
    log.put_setting(db, _ANCHORS, " ".join(sorted(names)))


def first_keys(db: Database) -> list[str]:
    """Return author and signer of what was written or brought in first: what this desk was founded or pinned with."""
    found = db.execute(
        "SELECT r.author, coalesce(b.author, r.author) FROM revision AS r "
        "LEFT JOIN bundle AS b ON b.hash = r.bundle ORDER BY r.rowid LIMIT 1"
    ).fetchone()
    return [] if found is None else sorted(set(found))


def put_aside(db: Database, why: Mapping[str, str]) -> frozenset[rev.Record]:
    """Take revisions out of the set and quarantine them: the inverse of ``revisions.add``; return the records touched.

    Runs inside the caller's transaction. What names one of them as its parent stands as if the parent had never come.

    Args:
        db: the store.
        why: id to the reason, a plain sentence.
    """
    query = """
        SELECT r.id, r.data, coalesce(r.bundle, ''), coalesce(s.value, b.author, r.author) FROM asked
        CROSS JOIN revision AS r ON r.id = asked.value
        LEFT JOIN bundle AS b ON b.hash = r.bundle AND b.direction = 'in'
        LEFT JOIN setting AS s ON s.name = 'signers:' || r.id"""
    entries = [
        revisions.Quarantined(rev.read(data), signer, why[name], bundle)
        for name, data, bundle, signer in bulk.among(db, query, why)
    ]
    touched = frozenset(entry.sealed.revision.record for entry in entries)
    gone = [(entry.sealed.id,) for entry in entries]
    last = history.last_place(db)
    settling.forget(db, touched)  # heads name revisions, so they go before these
    db.conn.executemany("DELETE FROM parent WHERE revision = ?", gone)
    db.conn.executemany("DELETE FROM revision WHERE id = ?", gone)
    # Places only ever rise, so that neither backups nor the last look take what comes next for what was there.
    db.execute("UPDATE revision SET rowid = ? WHERE rowid = (SELECT max(rowid) FROM revision)", [last])
    revisions.quarantine(db, entries)
    settling.again(db, touched)
    log.put_setting(db, history.ASIDES, str(history.asides(db) + 1))
    return touched


def put_reasons(db: Database, why: Mapping[str, str]) -> None:
    """Write why revisions are quarantined, where that has changed."""
    rows = [(reason, name, reason) for name, reason in why.items()]
    db.conn.executemany("UPDATE quarantine SET reason = ? WHERE id = ? AND reason <> ?", rows)
