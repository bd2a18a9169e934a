"""The inspection, its framework, its members, cases and allocations, as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model import revision as rev
from fjidesk.model.records import Case, Inspection, Member, Query
from fjidesk.store.rows import body

if TYPE_CHECKING:
    from sqlite_utils import Database

# Each key on the roster with the first key of its chain, as model/chains.py finds it; a circle has none.
LINKS = """
    WITH RECURSIVE link(fingerprint, member) AS (
        SELECT fingerprint, fingerprint FROM member WHERE replaces NOT IN (SELECT fingerprint FROM member)
        UNION ALL
        SELECT member.fingerprint, link.member FROM member JOIN link ON member.replaces = link.fingerprint)
"""


class Allocated(NamedTuple):
    """Who reads which case, and in which turn: ``first`` or ``second``."""

    case: str
    member: str
    turn: str


def inspection(db: Database) -> Inspection | None:
    """Return the inspection; None on a desk that has none yet."""
    row = next(iter(db.query("SELECT * FROM inspection")), None)
    return None if row is None else body(Inspection, row)


def framework_text(db: Database, name: str) -> str | None:
    """Return the full text of a framework that the store holds."""
    row = next(iter(db.query("SELECT toml FROM framework WHERE id = ?", [name])), None)
    return None if row is None else str(row["toml"])


def roster(db: Database) -> dict[str, Member]:
    """Return the members by fingerprint: where several versions of one compete, a revocation among them counts."""
    found = {
        row["fingerprint"]: body(Member, row) for row in db.query("SELECT * FROM member ORDER BY name, fingerprint")
    }
    for name, revoked in _competing(db).items():
        if name in found and found[name].revoked != revoked:
            found[name] = msgspec.structs.replace(found[name], revoked=revoked)
    return found


_COMPETING = """
    SELECT data FROM head CROSS JOIN revision ON revision.id = head.revision WHERE head.kind = 'member' AND head.key IN
        (SELECT key FROM head WHERE kind = 'member' GROUP BY key HAVING count(*) > 1)
"""


def _competing(db: Database) -> dict[str, str]:
    """Return the earliest revocation among the heads of each member that has several, where one of them revokes."""
    earliest: dict[str, str] = {}
    for row in db.query(_COMPETING):
        made = rev.read(row["data"]).revision
        entry = rev.body_of(made)
        if isinstance(entry, Member) and entry.revoked:
            earliest[made.key[0]] = min(entry.revoked, earliest.get(made.key[0], entry.revoked))
    return earliest


def cases(db: Database) -> dict[str, Case]:
    """Return the cases by reference."""
    return {row["reference"]: body(Case, row) for row in db.query("SELECT * FROM case_file ORDER BY reference")}


def allocations(db: Database) -> list[Allocated]:
    """Return who reads what, by case and turn."""
    found = db.query("SELECT case_ref, member, turn FROM allocation ORDER BY case_ref, turn, member")
    return [Allocated(row["case_ref"], row["member"], row["turn"]) for row in found]


def ever_allocated(db: Database) -> frozenset[tuple[str, str]]:
    """Return case and member of every allocation ever made, withdrawn ones too."""
    found = db.query("SELECT DISTINCT key FROM revision WHERE kind = 'allocation' AND withdraws = 0")
    return frozenset((pair[0], pair[1]) for pair in (msgspec.json.decode(row["key"], type=list[str]) for row in found))


def queries(db: Database) -> dict[str, Query]:
    """Return the queries by id."""
    return {row["id"]: body(Query, row) for row in db.query("SELECT * FROM query ORDER BY id")}


class Replied(NamedTuple):
    """A reply with the id of its query, and when it was written."""

    query: str
    text: str
    at: str


def replies_with_time(db: Database) -> list[Replied]:
    """Return every reply, the oldest first; times are as their authors' clocks said."""
    found = db.query(
        "SELECT reply.query, reply.text, revision.made_at AS at FROM reply "
        "JOIN revision ON revision.id = reply.revision ORDER BY revision.counter, reply.id"
    )
    return [Replied(**row) for row in found]


def replies(db: Database) -> list[tuple[str, str]]:
    """Return query id and text of every reply."""
    return [(row["query"], row["text"]) for row in db.query("SELECT query, text FROM reply ORDER BY query, id")]
