"""What one member wrote: over all their cases, without the answers of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.model.records import Answer
from fjidesk.store.rows import body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


class Written(NamedTuple):
    """What stands in own words beside one answer."""

    case: str
    question: str
    note: str
    other: str
    place: str
    record: str


def written(db: Database, member: str) -> Iterator[Written]:
    """Yield what a member wrote beside answers, in the order of cases and questions."""
    yield from (
        Written(*row)
        for row in db.execute(
            "SELECT case_ref, question, note, other, place, record FROM answer "
            "WHERE member = ? AND note || other || place || record <> '' ORDER BY case_ref, question",
            [member],
        )
    )


def to_discuss(db: Database, member: str) -> list[tuple[str, str]]:
    """Return case and question of every answer that a member marked to discuss with the lead."""
    found = db.execute(
        "SELECT case_ref, question FROM answer WHERE member = ? AND discuss ORDER BY case_ref, question", [member]
    )
    return [(case, question) for case, question in found]


def answers_to(db: Database, member: str, question: str) -> dict[str, Answer]:
    """Return what a member answered to one question by case; what is ruled out there is left out."""
    found = db.query(
        "SELECT * FROM answer WHERE member = :member AND question = :question AND answer <> '' "
        "AND NOT EXISTS (SELECT 1 FROM ruled_out WHERE ruled_out.case_ref = answer.case_ref "
        "AND ruled_out.member = answer.member "
        "AND ruled_out.question = answer.question) ORDER BY case_ref",
        {"member": member, "question": question},
    )
    return {row["case_ref"]: body(Answer, row) for row in found}
