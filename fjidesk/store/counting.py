"""Counts for the scores, by plain SQL over the current values (design 10).

Counted are finished readings, one a case: the first reading, and in its place the agreed answer to a question on which
two finished readings differ. Two allocations of one case can both say first only where two leads made them apart from
each other; then the one with the lower member fingerprint counts. The keys of one chain are one member here too: a
reading counts by an allocation to any key of its reader.

Two readings are compared by what counts in each: N/A by rule is an answer, and unanswered is none. An agreed answer
settles the two answers that it names and no others.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from fjidesk.store.team import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sqlite_utils import Database

_ALL = "WHERE reading.state = 'finished'"
_SOME = f"{_ALL} AND reading.case_ref IN (SELECT value FROM json_each(?))"
_FINISHED = f"""
    {LINKS}, finished AS MATERIALIZED (
        SELECT reading.case_ref, min(reading.member) AS member, allocation.turn FROM reading
        JOIN allocation ON allocation.case_ref = reading.case_ref
        LEFT JOIN link AS reader ON reader.fingerprint = reading.member
        LEFT JOIN link AS taker ON taker.fingerprint = allocation.member
        {_ALL}
          AND coalesce(reader.member, reading.member) = coalesce(taker.member, allocation.member)
        GROUP BY reading.case_ref, allocation.turn)
"""
COUNTED = (
    _FINISHED
    + """
    , counted AS (SELECT case_ref, member FROM finished WHERE turn = 'first')
"""
)
_PAIRS = (
    _FINISHED
    + """
    , pair AS MATERIALIZED (
        SELECT one.case_ref, one.member AS first, other.member AS second FROM finished AS one
        JOIN finished AS other ON other.case_ref = one.case_ref AND other.turn = 'second' AND other.member <> one.member
        WHERE one.turn = 'first')
"""
)
_COMPARED = (
    _PAIRS
    + """
    , half AS MATERIALIZED (
        SELECT case_ref, first AS member, 'first' AS turn FROM pair
        UNION ALL SELECT case_ref, second, 'second' FROM pair)
    , said AS MATERIALIZED (
        SELECT half.case_ref, half.turn, o.question, 'na' AS answer, 1 AS ruled FROM half
        JOIN ruled_out AS o USING (case_ref, member)
        UNION ALL
        SELECT half.case_ref, half.turn, a.question, a.answer, 0 FROM half JOIN answer AS a USING (case_ref, member)
        LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
        WHERE o.question IS NULL AND a.answer <> '')
    SELECT one.case_ref AS "case", one.question, one.answer AS first, other.answer AS second,
           coalesce(agreed.answer, '') AS agreed, coalesce(agreed.reasons, '[]') AS reasons,
           one.ruled AND other.ruled AS ruled
    FROM said AS one
    JOIN said AS other ON other.case_ref = one.case_ref AND other.question = one.question AND other.turn = 'second'
    LEFT JOIN agreed ON agreed.case_ref = one.case_ref AND agreed.question = one.question
        AND agreed.first = one.answer AND agreed.second = other.answer AND one.answer <> other.answer
    WHERE one.turn = 'first'
"""
)
_DIFFERING = f"{_COMPARED} AND one.answer <> other.answer"
_ORDERED = "ORDER BY one.case_ref, one.question"


class Compared(NamedTuple):
    """One question that both readers of a case answered, N/A by rule with it.

    ``agreed`` is empty where they do not differ, or nothing settles these two answers; ``reasons`` are of the agreed
    answer. ``ruled`` says that it is N/A by rule in both, so that neither of them judged.
    """

    case: str
    question: str
    first: str
    second: str
    agreed: str
    reasons: list[str]
    ruled: bool


def pairs(db: Database) -> dict[str, tuple[str, str]]:
    """Return for each case with two finished readings the first reader and the second."""
    found = db.query(f"{_PAIRS} SELECT case_ref, first, second FROM pair ORDER BY case_ref")
    return {row["case_ref"]: (row["first"], row["second"]) for row in found}


def compared(db: Database) -> list[Compared]:
    """Return every question that both readers of a case answered, alike or not, by case and question."""
    return _compared(db, f"{_COMPARED} {_ORDERED}")


def differing(db: Database) -> list[Compared]:
    """Return every question that both readers of a case answered, and not alike, by case and question."""
    return _compared(db, f"{_DIFFERING} {_ORDERED}")


def _compared(db: Database, sql: str, cases: list[str] | None = None) -> list[Compared]:
    return [Compared._make((*row[:-2], msgspec.json.decode(row[-2]), bool(row[-1]))) for row in rows(db, sql, cases)]


def settled(db: Database, cases: list[str] | None = None) -> list[Compared]:
    """Return what counts in place of the first reading's answer, in some cases or in all."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM agreed)").fetchone()[0]:
        return []
    return [one for one in _compared(db, _DIFFERING, cases) if one.agreed]


def rows(db: Database, sql: str, cases: list[str] | None) -> list[tuple[Any, ...]]:
    """Return the rows of a query over finished readings, in some cases or in all."""
    if cases is None:
        return list(db.execute(sql).fetchall())
    asked = msgspec.json.encode(cases).decode()
    return list(db.execute(sql.replace(_ALL, _SOME), [asked]).fetchall())


def counted(db: Database) -> dict[str, str]:
    """Return for each counted case the member whose reading counts."""
    return {row["case_ref"]: row["member"] for row in db.query(f"{COUNTED} SELECT case_ref, member FROM counted")}


def beside(db: Database, members: Iterable[str]) -> dict[str, str]:
    """Return the member whose reading counts in each counted case that is allocated to one of some members."""
    own = sorted(members)
    marks = ",".join("?" * len(own))
    found = db.execute(f"SELECT DISTINCT case_ref FROM allocation WHERE member IN ({marks})", own)
    cases = sorted(row[0] for row in found)
    return dict(rows(db, f"{COUNTED} SELECT case_ref, member FROM counted", cases)) if cases else {}


def open_differences(db: Database) -> dict[str, int]:
    """Return for each case with two finished readings how many answers differ and are not settled, where any are."""
    return dict(Counter(one.case for one in differing(db) if not one.agreed))


def reasons(db: Database, left: AbstractSet[str] = frozenset()) -> list[tuple[str, str, bool]]:
    """Return question, reason and whether it is the main one, for every No that counts, some cases left out."""
    found = db.query(
        COUNTED
        + """
        SELECT a.case_ref, a.question, reason.value AS reason, reason.key = 0 AS main
        FROM counted JOIN answer AS a USING (case_ref, member) JOIN json_each(a.reasons) AS reason
        LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
        WHERE o.question IS NULL AND a.answer = 'no'"""
    )
    agreed = settled(db)
    replaced = {(one.case, one.question) for one in agreed}
    given = [
        (row["question"], row["reason"], bool(row["main"]))
        for row in found
        if row["case_ref"] not in left and (row["case_ref"], row["question"]) not in replaced
    ]
    given += [
        (one.question, reason, place == 0)
        for one in agreed
        if one.case not in left and one.agreed == "no"
        for place, reason in enumerate(one.reasons)
    ]
    return sorted(given)
