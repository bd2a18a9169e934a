"""Readings with their answers, and which questions are ruled out in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.model.applicability import ruled_out
from fjidesk.model.records import Agreed, Alert, Answer, Decision, Evidence, Limiting, Reading
from fjidesk.store.rows import body

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def rule_out(db: Database, key: Key, questions: Iterable[str]) -> None:
    """Write which questions do not apply in a reading; runs inside the caller's transaction."""
    db.execute("DELETE FROM ruled_out WHERE case_ref = ? AND member = ?", key)
    db.table("ruled_out").insert_all(
        {"case_ref": key[0], "member": key[1], "question": name} for name in sorted(questions)
    )


def settle(db: Database, framework: Framework, key: Key) -> None:
    """Rule again which questions apply in a reading; runs inside the transaction that touched it."""
    found = reading(db, key)
    rule_out(db, key, ruled_out(framework, found.facts, given(db, key)) if found is not None else ())


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
