"""Revisions in and out: the set, its heads, the current values and what is quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from fjidesk.model import revision as rev
from fjidesk.model.records import SETTLED_BY_ORDER
from fjidesk.store import bulk, log, settling, witness
from fjidesk.store.settling import key_text
from fjidesk.store.team import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database


class Quarantined(NamedTuple):
    """A revision that is kept and listed but not applied.

    ``signer`` is whose bundles brought it: fingerprints with a space between. ``bundle`` is empty where it was written
    at this desk.
    """

    sealed: rev.Sealed
    signer: str
    reason: str
    bundle: str

    @property
    def signers(self) -> frozenset[str]:
        """Return everybody whose bundle brought it."""
        return frozenset(self.signer.split())


class Extent(NamedTuple):
    """How much a desk holds; ``latest`` is the newest ``made_at``, empty where there is none in UTC."""

    revisions: int
    quarantined: int
    authors: int
    latest: str


def add(db: Database, revisions: Iterable[rev.Sealed], bundle: str | None = None) -> frozenset[rev.Record]:
    """Add revisions to the set and settle heads and current values; return the records touched.

    Runs inside the caller's transaction. A revision that is held already changes nothing.
    """
    fresh = _new_ones(db, revisions)
    touched: dict[rev.Record, list[rev.Sealed]] = {}
    for sealed in fresh:
        touched.setdefault(sealed.revision.record, []).append(sealed)
    before = settling.known(db, touched)
    bulk.insert(db, "revision", _COLUMNS, (_row(sealed, bundle) for sealed in fresh))
    parents = ((sealed.id, parent) for sealed in fresh for parent in set(sealed.revision.parents))
    bulk.insert(db, "parent", ("revision", "parent"), parents)
    settling.settle(db, touched, before)
    return frozenset(touched)


_COLUMNS = ("id", "kind", "key", "author", "device", "counter", "made_at", "withdraws", "data", "bundle")


def _row(sealed: rev.Sealed, bundle: str | None) -> tuple[Any, ...]:
    made = sealed.revision
    return (
        sealed.id,
        made.kind,
        key_text(made.key),
        made.author,
        made.device,
        made.counter,
        made.made_at,
        int(made.withdraws),
        sealed.data,
        bundle,
    )


def _new_ones(db: Database, revisions: Iterable[rev.Sealed]) -> list[rev.Sealed]:
    unique = {sealed.id: sealed for sealed in revisions}
    for name in held(db, unique):
        del unique[name]
    return list(unique.values())


def held(db: Database, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are in the set."""
    return {row[0] for row in bulk.among(db, "SELECT id FROM asked CROSS JOIN revision ON id = value", ids)}


def missing(db: Database, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are neither in the set nor quarantined."""
    query = """
        SELECT value FROM asked WHERE NOT EXISTS (SELECT 1 FROM revision WHERE id = value)
        AND NOT EXISTS (SELECT 1 FROM quarantine WHERE id = value)"""
    return {row[0] for row in bulk.among(db, query, ids)}


def heads(db: Database, kind: str, key: Sequence[str]) -> list[str]:
    """Return the ids of a record's heads, sorted; none where the record is unknown."""
    found = db.query("SELECT revision FROM head WHERE kind = ? AND key = ? ORDER BY revision", [kind, key_text(key)])
    return [row["revision"] for row in found]


def versions(db: Database, kind: str, key: Sequence[str]) -> dict[str, rev.Revision]:
    """Return every revision of a record that is in the set, by its id."""
    found = db.query("SELECT id, data FROM revision WHERE kind = ? AND key = ?", [kind, key_text(key)])
    return {row["id"]: rev.read(row["data"]).revision for row in found}


def heads_of(db: Database, records: Iterable[rev.Record]) -> dict[rev.Record, set[str]]:
    """Return the ids of the heads of those of the records that are known."""
    found: dict[rev.Record, set[str]] = {}
    query = "SELECT key, revision FROM asked CROSS JOIN head ON kind = ? AND key = value"
    for kind, named in settling.by_kind(records).items():
        for key, head in bulk.among(db, query, named, kind):
            found.setdefault(named[key], set()).add(head)
    return found


def replaced(db: Database, revisions: Iterable[rev.Sealed]) -> set[str]:
    """Return the ids of those revisions that a held revision of the same record names as its parent."""
    records = {sealed.id: sealed.revision for sealed in revisions}
    query = """
        SELECT value, child.kind, child.key FROM asked CROSS JOIN parent ON parent.parent = value
        CROSS JOIN revision AS child ON child.id = parent.revision"""
    return {
        name
        for name, kind, key in bulk.among(db, query, records)
        if (kind, key) == (records[name].kind, key_text(records[name].key))
    }


def conflicts(db: Database) -> list[tuple[str, str]]:
    """Return kind and key of the records that have several heads and are somebody's to settle."""
    found = db.query("SELECT kind, key FROM head GROUP BY kind, key HAVING count(*) > 1 ORDER BY kind, key")
    return [(row["kind"], row["key"]) for row in found if row["kind"] not in SETTLED_BY_ORDER]


def top_counter(db: Database) -> int:
    """Return the highest Lamport counter that is held, quarantined ones with it; 0 in an empty store."""
    return witness.top_counter(db)


def last_counter(db: Database) -> int:
    """Return the Lamport counter above which this desk writes: the highest held, or what ``go_ahead`` set above it."""
    return max(top_counter(db), int(log.setting(db, witness.COUNTED) or 0))


def get(db: Database, name: str) -> rev.Sealed:
    """Return one revision by its id."""
    row = next(iter(db.query("SELECT data FROM revision WHERE id = ?", [name])))
    return rev.read(row["data"])


def by_author(db: Database, *authors: str) -> Iterator[rev.Sealed]:
    """Yield a member's revisions, by whichever of the member's keys, in the order in which they were made."""
    marks = ",".join("?" * len(authors))
    for row in db.query(f"SELECT data FROM revision WHERE author IN ({marks}) ORDER BY counter, id", authors):
        yield rev.read(row["data"])


def written_by(db: Database, *authors: str) -> list[rev.Sealed]:
    """Return all that a member wrote and signed for, what is quarantined with it, in the order of making."""
    aside = (one for one in quarantined(db) if one.sealed.revision.author in authors and one.signers & set(authors))
    found = [*by_author(db, *authors), *(one.sealed for one in aside)]
    return sorted(found, key=lambda sealed: (sealed.revision.counter, sealed.id))


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
    """Keep revisions that may not be applied, each with everybody who signed a bundle that brought it."""
    kept = list(entries)
    if kept:
        witness.put_aside(db, (one.sealed.revision.counter for one in kept))
    query = "SELECT id, signer FROM asked CROSS JOIN quarantine ON id = value"
    before = dict(bulk.among(db, query, [one.sealed.id for one in kept]))
    rows = []
    for one in kept:
        signers = " ".join(sorted({*one.signer.split(), *before.get(one.sealed.id, "").split()}))
        rows.append((one.sealed.id, one.sealed.data, signers, one.reason, one.bundle))
    bulk.insert(db, "quarantine", ("id", "data", "signer", "reason", "bundle"), rows, replace=True)


def quarantined(db: Database) -> list[Quarantined]:
    """Return what is quarantined, by id."""
    return [
        Quarantined(rev.read(row["data"]), row["signer"], row["reason"], row["bundle"])
        for row in db.query("SELECT * FROM quarantine ORDER BY id")
    ]


def release(db: Database) -> None:
    """Take out of quarantine what is in the set; runs in the transaction that added it."""
    db.execute("DELETE FROM quarantine WHERE EXISTS (SELECT 1 FROM revision WHERE revision.id = quarantine.id)")
