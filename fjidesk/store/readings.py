"""Readings with their answers, and which questions are ruled out in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk.model.applicability import ruled_out
from fjidesk.model.records import Agreed, Alert, Answer, Decision, Evidence, Limiting, Reading
from fjidesk.store import bulk
from fjidesk.store.rows import body

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from fjidesk.model.framework import Framework

Key = tuple[str, str]  # case, member


def reading(db: Database, key: Key) -> Reading | None:
    """Return one reading; None where it has not been opened."""
    row = next(iter(db.query("SELECT * FROM reading WHERE case_ref = ? AND member = ?", key)), None)
    return None if row is None else body(Reading, row)


def readings(db: Database) -> dict[Key, Reading]:
    """Return every reading by case and member."""
    return {
        (row["case_ref"], row["member"]): body(Reading, row)
        for row in db.query("SELECT * FROM reading ORDER BY case_ref, member")
    }


def answers(db: Database, key: Key) -> dict[str, Answer]:
    """Return the answers of one reading by question."""
    found = db.query("SELECT * FROM answer WHERE case_ref = ? AND member = ?", key)
    return {row["question"]: body(Answer, row) for row in found}


def given(db: Database, key: Key) -> dict[str, str]:
    """Return question and yes, no or na of one reading, without the notes; a note alone is no answer."""
    found = db.query("SELECT question, answer FROM answer WHERE case_ref = ? AND member = ? AND answer <> ''", key)
    return {row["question"]: row["answer"] for row in found}


def settle(db: Database, framework: Framework, keys: Iterable[Key]) -> None:
    """Rule again which questions apply in readings; runs inside the transaction that touched them."""
    for part in bulk.parts(sorted(keys), 500):
        _settle(db, framework, part)


def _settle(db: Database, framework: Framework, keys: Sequence[Key]) -> None:
    facts = {row[:2]: msgspec.json.decode(row[2], type=dict[str, str]) for row in _of(db, "reading", "facts", keys)}
    answered: dict[Key, dict[str, str]] = {}
    for case, member, question, answer in _of(db, "answer", "question, answer", keys):
        if answer:
            answered.setdefault((case, member), {})[question] = answer
    stored = set(_of(db, "ruled_out", "question", keys))
    ruled = {
        (*key, question)
        for key, known in facts.items()
        for question in ruled_out(framework, known, answered.get(key, {}))
    }
    db.conn.executemany(
        "DELETE FROM ruled_out WHERE case_ref = ? AND member = ? AND question = ?", sorted(stored - ruled)
    )
    bulk.insert(db, "ruled_out", ("case_ref", "member", "question"), sorted(ruled - stored))


def _of(db: Database, table: str, columns: str, keys: Sequence[Key]) -> list[tuple[Any, ...]]:
    """Return case, member and some columns of the rows that belong to readings."""
    marks = ",".join(["(?, ?)"] * len(keys))
    query = f"SELECT case_ref, member, {columns} FROM {table} WHERE (case_ref, member) IN (VALUES {marks})"
    return list(db.execute(query, [part for key in keys for part in key]).fetchall())


def all_ruled_out(db: Database) -> dict[Key, frozenset[str]]:
    """Return for each reading the questions that do not apply."""
    found: dict[Key, set[str]] = {}
    for row in db.query("SELECT case_ref, member, question FROM ruled_out"):
        found.setdefault((row["case_ref"], row["member"]), set()).add(row["question"])
    return {key: frozenset(questions) for key, questions in found.items()}


def agreed(db: Database) -> dict[tuple[str, str], Agreed]:
    """Return the agreed answers by case and question, whether or not they settle what the readers say now."""
    found = db.query("SELECT * FROM agreed ORDER BY case_ref, question")
    return {(row["case_ref"], row["question"]): body(Agreed, row) for row in found}


def alerts(db: Database) -> dict[Key, Alert]:
    """Return the alerts by member and own id."""
    return {(row["member"], row["id"]): body(Alert, row) for row in db.query("SELECT * FROM alert ORDER BY member, id")}


def evidence(db: Database) -> dict[Key, Evidence]:
    """Return the evidence by member and own id."""
    found = db.query("SELECT * FROM evidence ORDER BY theme, topic, member, id")
    return {(row["member"], row["id"]): body(Evidence, row) for row in found}


def limiting(db: Database) -> dict[tuple[str, str, str], tuple[Limiting, Decision | None]]:
    """Return the limiting-factor flags by case, member and theme, each with the decision on it."""
    decisions = {
        (row["case_ref"], row["member"], row["theme"]): body(Decision, row)
        for row in db.query("SELECT * FROM decision")
    }
    found = db.query("SELECT * FROM limiting ORDER BY case_ref, member, theme")
    flags = {(row["case_ref"], row["member"], row["theme"]): body(Limiting, row) for row in found}
    return {key: (flag, decisions.get(key)) for key, flag in flags.items()}
