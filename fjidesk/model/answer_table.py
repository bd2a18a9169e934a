"""Answers as a table: what ``score`` reads without a desk, and what ``read`` takes into a reading."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fjidesk.errors import TableRefused
from fjidesk.model.framework import Framework
from fjidesk.model.score import Counts, Tally
from fjidesk.model.tables import rows

ANSWERS = ("yes", "no", "na")
_GROUND = ("source", "record", "dated", "place", "confidence", "discuss", "other")


class Row(NamedTuple):
    """One row: ``answer`` is yes, no, na or empty for unanswered; ``ground`` holds the optional columns."""

    line: int
    case: str
    question: str
    answer: str
    reasons: list[str]
    note: str
    ground: Mapping[str, str]


def parse(data: bytes, file: str, framework: Framework, *, case_needed: bool = True) -> list[Row]:
    """Read a table of answers.

    Args:
        data: its bytes; header ``case,question,answer`` and optional ``reasons,note``.
        file: the name to put into a refusal.
        framework: whose questions they are.
        case_needed: False where the table may be about one case without naming it.

    Raises:
        TableRefused: a wrong header, unknown question or answer, a case and question twice, bad encoding.
    """
    needed = ["case", "question", "answer"] if case_needed else ["question", "answer"]
    found: dict[tuple[str, str], Row] = {}
    for line, row in rows(data, file, needed, ["case", "reasons", "note", *_GROUND]):
        case, question, answer = row.get("case", ""), row["question"], row["answer"].lower()
        if case_needed and not case:
            raise TableRefused(file, line, "the case is missing")
        if question not in framework.by_id:
            raise TableRefused(file, line, f"unknown question {question or '(empty)'}")
        if answer and answer not in ANSWERS:
            raise TableRefused(file, line, f"unknown answer {row['answer']}; it is yes, no, na or empty")
        if (case, question) in found:
            first = found[case, question].line
            what = f"case {case} and question {question} stand" if case else f"question {question} stands"
            raise TableRefused(file, line, f"{what} there twice, first on line {first}")
        reasons = [part.strip() for part in row.get("reasons", "").split(";") if part.strip()]
        ground = {name: row[name] for name in _GROUND if row.get(name)}
        found[case, question] = Row(line, case, question, answer, reasons, row.get("note", ""), ground)
    return list(found.values())


def counts(table: list[Row], framework: Framework) -> Counts:
    """Count a table as it stands. A question that a case has no row for is unanswered there."""
    cases = sorted({row.case for row in table})
    tallies = {question.id: Counter[str]() for question in framework.questions}
    themes = {question.id: question.theme for question in framework.questions if question.scores}
    by_case: dict[tuple[str, str], Counter[str]] = {}
    for row in table:
        if row.answer:
            tallies[row.question][row.answer] += 1
            if row.question in themes:
                by_case.setdefault((themes[row.question], row.case), Counter())[row.answer] += 1
    return Counts(
        cases=len(cases),
        questions={name: _tally(tally, len(cases)) for name, tally in tallies.items()},
        by_case={theme: list(_of_theme(theme, by_case)) for theme in sorted(set(themes.values()))},
    )


def _tally(found: Counter[str], cases: int) -> Tally:
    return Tally(found["yes"], found["no"], found["na"], cases - found.total())


def _of_theme(theme: str, by_case: Mapping[tuple[str, str], Counter[str]]) -> Iterator[Tally]:
    for name, case in sorted(by_case):
        if name == theme:
            found = by_case[name, case]
            yield Tally(found["yes"], found["no"], found["na"])
