"""Counts for the scores, by plain SQL over the current values (design 10).

Counted are finished readings, one a case: the first reading. Two allocations of one case can both say first only where
two leads made them apart from each other; then the one with the lower member fingerprint counts. The keys of one
chain are one member here too: a reading counts by an allocation to any key of its reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.model.score import Counts, Tally
from fjidesk.store.team import LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

_FINISHED = f"""
    {LINKS}, finished AS MATERIALIZED (
        SELECT reading.case_ref, min(reading.member) AS member, allocation.turn FROM reading
        JOIN allocation ON allocation.case_ref = reading.case_ref
        LEFT JOIN link AS reader ON reader.fingerprint = reading.member
        LEFT JOIN link AS taker ON taker.fingerprint = allocation.member
        WHERE reading.state = 'finished'
          AND coalesce(reader.member, reading.member) = coalesce(taker.member, allocation.member)
        GROUP BY reading.case_ref, allocation.turn)
"""
_COUNTED = (
    _FINISHED
    + """
    , counted AS (SELECT case_ref, member FROM finished WHERE turn = 'first')
"""
)
_ANSWERS = (
    _COUNTED
    + """
    SELECT a.question, count(*) FILTER (WHERE a.answer = 'yes') AS yes, count(*) FILTER (WHERE a.answer = 'no') AS no,
           count(*) FILTER (WHERE a.answer = 'na') AS na
    FROM counted JOIN answer AS a USING (case_ref, member)
    LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
    WHERE o.question IS NULL GROUP BY a.question
"""
)
_RULED_OUT = (
    _COUNTED
    + """
    SELECT o.question, count(*) AS na FROM counted JOIN ruled_out AS o USING (case_ref, member) GROUP BY o.question
"""
)
_BY_CASE = (
    _COUNTED
    + """
    SELECT theme.value AS theme, a.case_ref, count(*) FILTER (WHERE a.answer = 'yes') AS yes,
           count(*) FILTER (WHERE a.answer = 'no') AS no
    FROM counted JOIN answer AS a USING (case_ref, member) JOIN json_each(?) AS theme ON theme.key = a.question
    LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
    WHERE o.question IS NULL AND a.answer IN ('yes', 'no')
    GROUP BY theme.value, a.case_ref ORDER BY theme.value, a.case_ref
"""
)


def counts(db: Database, theme_of: Mapping[str, str], questions: list[str]) -> Counts:
    """Return the counts over the counted readings.

    Args:
        db: the store.
        theme_of: the theme of each scoring question.
        questions: every question of the framework.
    """
    cases = int(db.execute(f"{_COUNTED} SELECT count(*) FROM counted").fetchone()[0])
    ruled_out = {row["question"]: row["na"] for row in db.query(_RULED_OUT)}
    found = {row["question"]: row for row in db.query(_ANSWERS)}
    tallies = {}
    for name in questions:
        row = found.get(name, {"yes": 0, "no": 0, "na": 0})
        na = row["na"] + ruled_out.get(name, 0)
        tallies[name] = Tally(row["yes"], row["no"], na, cases - row["yes"] - row["no"] - na)
    return Counts(cases=cases, questions=tallies, by_case=_by_case(db, theme_of))


def _by_case(db: Database, theme_of: Mapping[str, str]) -> dict[str, list[Tally]]:
    by_theme: dict[str, list[Tally]] = {}
    for row in db.query(_BY_CASE, [msgspec.json.encode(theme_of).decode()]):
        by_theme.setdefault(row["theme"], []).append(Tally(row["yes"], row["no"]))
    return by_theme


def counted(db: Database) -> dict[str, str]:
    """Return for each counted case the member whose reading counts."""
    return {row["case_ref"]: row["member"] for row in db.query(f"{_COUNTED} SELECT case_ref, member FROM counted")}


def open_differences(db: Database) -> dict[str, int]:
    """Return for each case with two finished readings how many answers differ between them."""
    found = db.query(
        _FINISHED
        + """
        SELECT a.case_ref, count(*) AS differences FROM finished AS first
        JOIN finished AS second ON second.case_ref = first.case_ref AND second.turn = 'second'
        JOIN answer AS a ON a.case_ref = first.case_ref AND a.member = first.member
        JOIN answer AS b ON b.case_ref = second.case_ref AND b.member = second.member AND b.question = a.question
        WHERE first.turn = 'first' AND a.answer <> b.answer AND '' NOT IN (a.answer, b.answer) GROUP BY a.case_ref"""
    )
    return {row["case_ref"]: row["differences"] for row in found}


def reasons(db: Database) -> list[tuple[str, str, bool]]:
    """Return question, reason and whether it is the main one, for every No that counts."""
    found = db.query(
        _COUNTED
        + """
        SELECT a.question, reason.value AS reason, reason.key = 0 AS main
        FROM counted JOIN answer AS a USING (case_ref, member) JOIN json_each(a.reasons) AS reason
        LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
        WHERE o.question IS NULL AND a.answer = 'no' ORDER BY a.question, reason.value"""
    )
    return [(row["question"], row["reason"], bool(row["main"])) for row in found]
