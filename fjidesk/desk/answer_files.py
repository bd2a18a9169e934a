"""Take a table of answers into a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk.reading import answer_all, judged, position, reason_id
from fjidesk.errors import Refused, TableRefused
from fjidesk.model import answer_table, applicability
from fjidesk.model.records import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.answer_table import Row
    from fjidesk.model.changes import Changes
    from fjidesk.model.framework import Framework

_YES = {"yes", "y", "true", "1"}


def take(desk: Desk, case: str, data: bytes, file: str) -> Changes:
    """Take a table's answers into the owner's reading of a case; all or none.

    A table may name several cases; the rows of others are left alone. ``na`` for a question that does not apply by rule
    says nothing new and is passed over. An empty answer leaves what is there.

    Raises:
        TableRefused: with the line.
        Refused: ``no-rows``, and what answering refuses.
    """
    rows = answer_table.parse(data, file, desk.framework, case_needed=False)
    mine = [row for row in rows if row.case in {"", case}]
    twice = _twice(mine)
    if twice is not None:
        raise TableRefused(file, twice.line, f"{twice.question} stands there twice for case {case}")
    if not mine:
        raise Refused("no-rows", f"{file} has no row for case {case}.", "Check the reference and the column case.")
    given = {row.question: _answer(row, desk.framework, file) for row in mine if row.answer}
    rulings = _rulings(desk, case, given)
    wanted: dict[str, Answer] = {}
    for row in mine:
        if not row.answer:
            continue
        if rulings[row.question] is False:
            if row.answer != "na":
                raise TableRefused(
                    file, row.line, f"{row.question} does not apply in {case}: {_why(desk, row.question)}"
                )
            continue
        wanted[row.question] = given[row.question]
    return answer_all(desk, case, wanted)


def _twice(rows: list[Row]) -> Row | None:
    """Return the first row that repeats a question, once with the case named and once without."""
    seen: set[str] = set()
    for row in rows:
        if row.question in seen:
            return row
        seen.add(row.question)
    return None


def _rulings(desk: Desk, case: str, given: Mapping[str, Answer]) -> dict[str, bool | None]:
    found = position(desk, case)
    return applicability.rule(desk.framework, found.reading.facts, judged({**found.answers, **given}))


def _why(desk: Desk, question: str) -> str:
    otherwise = desk.framework.by_id[question].otherwise
    return otherwise.en if otherwise else "by rule"


def _answer(row: Row, framework: Framework, file: str) -> Answer:
    question = framework.by_id[row.question]
    reasons = [reason_id(question, reason, row.answer, framework) for reason in row.reasons]
    ground: dict[str, object] = dict(row.ground)
    if "discuss" in ground:
        ground["discuss"] = row.ground["discuss"].casefold() in _YES
    try:
        return msgspec.convert({"answer": row.answer, "reasons": reasons, "note": row.note, **ground}, Answer)
    except msgspec.ValidationError as error:
        raise TableRefused(file, row.line, f"a column has a value that it cannot have: {error}") from error
