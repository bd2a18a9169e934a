"""Search one's own cases: notes, own words, marks to discuss, facts, evidence, flags, alerts, replies; no other's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.errors import Refused
from fjidesk.model.finding import find_questions, wanted
from fjidesk.store import own, readings, team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.finding import Cut
    from fjidesk.model.framework import Question
    from fjidesk.model.records import Answer

_NOTE_START = 160
BESIDE = frozenset({"fact", "evidence", "flag", "alert", "reply"})  # where a hit is that is no answer's


class Hit(NamedTuple):
    """One place where every word was found.

    Attributes:
        case: its reference; empty for evidence that is of no case.
        question: its id; empty where it is none's.
        where: note, own words, place, record, discuss, fact, evidence, flag, alert or reply.
        cut: the piece of the text, and where in it the first word stands.
        key: what tells it apart within its kind: the fact's id, the theme of a flag, the own id of evidence and
            alerts; of a reply that of its query.
    """

    case: str
    question: str
    where: str
    cut: Cut
    key: str = ""


def search(desk: Desk, words: str) -> list[Hit]:
    """Return where every word occurs in what the owner wrote, by case, in the order of the screen.

    Case and accents do not matter; a word is found by its beginning; a phrase stands in quotation marks. Nothing is
    kept: the encrypted store is read through.

    Raises:
        Refused: ``words-missing``.
    """
    sought = wanted(words)
    if not sought.parts:
        raise Refused(
            "words-missing", "There is nothing to look for.", "Give some words, or a phrase in quotation marks."
        )
    rank = {question.id: question.screen for question in desk.framework.questions}
    found = [
        Hit(case, question, where, cut, key)
        for case, question, where, key, text in _texts(desk)
        for cut in (sought.cut(text),)
        if cut is not None
    ]
    return sorted(found, key=lambda hit: (hit.case, hit.question != "", rank.get(hit.question, 0)))


def _texts(desk: Desk) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield case, question, where, key and text of all that the owner wrote."""
    for entry in own.written(desk.db, desk.me):
        for where, text in (
            ("note", entry.note),
            ("own words", entry.other),
            ("place", entry.place),
            ("record", entry.record),
        ):
            if text:
                yield entry.case, entry.question, where, "", text
    for case, question in own.to_discuss(desk.db, desk.me):
        asked = desk.framework.by_id.get(question)
        if asked is not None:  # what is marked is found by the words of its question
            yield case, question, "discuss", "", asked.text.en
    yield from _facts(desk)
    yield from _beside(desk)
    yield from _replies(desk)


def _facts(desk: Desk) -> Iterator[tuple[str, str, str, str, str]]:
    cases = team.cases(desk.db)
    for entry in team.allocations(desk.db):
        if entry.member != desk.me or entry.case not in cases:
            continue
        reading = readings.reading(desk.db, (entry.case, desk.me))
        for name, value in (reading.facts if reading else cases[entry.case].facts).items():
            fact = desk.framework.fact_by_id.get(name)
            if fact is not None:
                said = next((known.label.en for known in fact.values if known.id == value), value)
                yield entry.case, "", "fact", name, f"{fact.label.en}: {said}"


def _beside(desk: Desk) -> Iterator[tuple[str, str, str, str, str]]:
    for (member, name), piece in readings.evidence(desk.db).items():
        if member == desk.me:
            yield piece.case, "", "evidence", name, " · ".join(part for part in (piece.text, piece.source) if part)
    for (member, name), alert in readings.alerts(desk.db).items():
        if member == desk.me:
            parts = (alert.what, alert.told, alert.will_do, alert.outcome)
            yield alert.case, "", "alert", name, " · ".join(part for part in parts if part)
    for (case, member, theme), (flag, _) in readings.limiting(desk.db).items():
        if member == desk.me:
            yield case, "", "flag", theme, flag.text


def _replies(desk: Desk) -> Iterator[tuple[str, str, str, str, str]]:
    queries = team.queries(desk.db)
    for name, text in team.replies(desk.db):
        query = queries.get(name)
        if query is not None and query.member == desk.me:
            yield query.case, query.question, "reply", name, text


def questions(desk: Desk, words: str) -> list[Question]:
    """Return the questions that a number or words mean, the likeliest first."""
    return find_questions(desk.framework, words)


class Earlier(NamedTuple):
    """The owner's answer to the same question in another case."""

    case: str
    answer: str
    reasons: list[str]
    note: str


def earlier(desk: Desk, case: str, question: str) -> list[Earlier]:
    """Return the owner's own answers to a question in their other cases, with reasons in words and the note's start.

    Raises:
        Refused: ``question-unknown``.
    """
    asked = desk.framework.by_id.get(question)
    if asked is None:
        raise Refused(
            "question-unknown", f"There is no question {question}.", "Run fjidesk framework show to see them."
        )
    return [
        Earlier(name, given.answer, _reasons(desk, asked, given), _start(given.note))
        for name, given in own.answers_to(desk.db, desk.me, question).items()
        if name != case
    ]


def _reasons(desk: Desk, question: Question, given: Answer) -> list[str]:
    by_hand = {reason.id: reason.label.en for reason in desk.framework.na_reasons}
    words = [
        question.reason_words(reason) if given.answer == "no" else by_hand.get(reason, reason)
        for reason in given.reasons
        if reason != "other"
    ]
    return words + [given.other] * bool(given.other)


def _start(note: str) -> str:
    """Return the beginning of a note in one line, cut between words."""
    line = " ".join(note.split())
    return line if len(line) <= _NOTE_START else f"{line[:_NOTE_START].rpartition(' ')[0]} …"
