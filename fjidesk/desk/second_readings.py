"""Two readings of one case: what differs, and the agreed answers that settle it (decisions 78 and 79)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from fjidesk.desk.cases import need_case
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.reading import Position, check_reasons, held, judged
from fjidesk.desk.writing import Entry, write
from fjidesk.errors import Refused
from fjidesk.model import applicability
from fjidesk.model.records import Agreed, Answer
from fjidesk.store import counting, readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.framework import Framework

State = Literal["open", "settled", "again", "needless"]
Turn = Literal["first", "second"]


class Said(msgspec.Struct, frozen=True):
    """What one reader says to a question, as it counts: N/A by rule has no reasons and no note."""

    reader: str
    answer: str
    by_rule: bool
    reasons: list[str]
    note: str


class Difference(msgspec.Struct, frozen=True):
    """A question of a case on which two readings differ, or did.

    Attributes:
        first: what the first reader says; None where nothing.
        second: what the second reader says; None where nothing.
        agreed: what was agreed, whether or not it counts; None where nothing was.
        state: ``open``; ``settled``: the agreed answer counts; ``again``: a reader changed an answer since, so that
            it settles nothing; ``needless``: the readers say the same by now.
    """

    case: str
    question: str
    first: Said | None
    second: Said | None
    agreed: Agreed | None
    state: State


class Doubles(NamedTuple):
    """How many cases two readings of which are finished, and what became of the answers that differ."""

    cases: int
    settled: int
    open: int


def doubles(desk: Desk) -> Doubles:
    """Return how many cases were read twice, and how many of the answers that differ are settled and open."""
    found = counting.differing(desk.db)
    settled = sum(bool(one.agreed) for one in found)
    return Doubles(len(counting.pairs(desk.db)), settled, len(found) - settled)


def differences(desk: Desk, case: str | None = None) -> list[Difference]:
    """Return what differs between two finished readings, and what was agreed and is to look at again.

    Args:
        desk: a lead's or deputy's.
        case: one case; by default all.

    Raises:
        Refused: ``not-a-lead``, ``case-unknown``, ``not-both-finished``.
    """
    _need_lead(desk)
    pairs = counting.pairs(desk.db)
    if case is not None:
        need_case(desk, case)
        _need_pair(pairs, case)
    agreed = readings.agreed(desk.db)
    differing = {(one.case, one.question): one for one in counting.differing(desk.db)}
    found = []
    for name in pairs if case is None else [case]:
        one, other = (held(desk, name, member) for member in pairs[name])
        who = [_name(desk, member) for member in pairs[name]]
        for question in desk.framework.in_report:
            key = (name, question.id)
            if key not in differing and key not in agreed:
                continue
            state = _state(differing.get(key), agreed.get(key))
            said = (_said(one, question.id, who[0]), _said(other, question.id, who[1]))
            found.append(Difference(name, question.id, *said, agreed.get(key), state))
    return found


def _state(differs: counting.Compared | None, agreed: Agreed | None) -> State:
    if differs is None:
        return "needless"
    if agreed is None:
        return "open"
    return "settled" if differs.agreed else "again"


def _said(found: Position, question: str, reader: str) -> Said | None:
    if found.rulings[question] is False:
        return Said(reader, "na", by_rule=True, reasons=[], note="")
    given = found.answers.get(question)
    if given is None or not given.answer:
        return None
    return Said(reader, given.answer, by_rule=False, reasons=given.reasons, note=given.note)


def _name(desk: Desk, member: str) -> str:
    known = desk.roster.get(member)
    return known.name if known is not None else member[:8]


def agree(desk: Desk, case: str, question: str, given: Answer, ground: str) -> Changes:
    """Settle a question on which two finished readings differ.

    Args:
        desk: a lead's or deputy's.
        case: its reference.
        question: its id.
        given: the agreed answer, of which ``answer`` and ``reasons`` are kept.
        ground: why, in words.

    Raises:
        Refused: ``not-a-lead``, ``case-unknown``, ``question-unknown``, ``not-both-finished``, ``no-difference``,
            ``does-not-apply``, ``reason-unknown``, ``reason-twice``, ``answer-missing``, ``ground-missing``.
    """
    one = _need_difference(desk, case, question)
    if not given.answer:
        raise Refused("answer-missing", "What is agreed is an answer: yes, no or na.", "Give one of them.")
    if not ground.strip():
        raise Refused("ground-missing", "An agreed answer has a ground.", "Say in a few words why this was agreed.")
    check_reasons(desk.framework.by_id[question], given, desk.framework)
    _need_applies(desk, case, question, given.answer)
    # The two answers as they stand now: where a reader changes one, this settles nothing.
    body = msgspec.convert(
        {
            "answer": given.answer,
            "first": one.first,
            "second": one.second,
            "ground": ground.strip(),
            "reasons": given.reasons,
        },
        Agreed,
    )
    return write(desk, [("agreed", (case, question), body)])


def take(desk: Desk, case: str, question: str, turn: Turn, ground: str) -> Changes:
    """Settle a question by what one of the two readers says, with that reader's reasons.

    Raises:
        Refused: as ``agree``.
    """
    _need_difference(desk, case, question)
    member = counting.pairs(desk.db)[case][0 if turn == "first" else 1]
    said = _said(held(desk, case, member), question, "")
    if said is None:
        raise LookupError(question)  # what differs was said by both
    answer = msgspec.convert({"answer": said.answer, "reasons": said.reasons}, Answer)
    return agree(desk, case, question, answer, ground)


def clear(desk: Desk, case: str, question: str) -> Changes:
    """Take an agreed answer back: the difference is open again, and the first reading counts.

    Raises:
        Refused: ``not-a-lead``, ``nothing-agreed``.
    """
    _need_lead(desk)
    if (case, question) not in readings.agreed(desk.db):
        raise Refused(
            "nothing-agreed", f"Nothing is agreed on {question} of {case}.", "Run fjidesk agree list to see what is."
        )
    entries: list[Entry] = [("agreed", (case, question), None)]
    return write(desk, entries)


def _need_lead(desk: Desk) -> None:
    if not leads_here(desk):
        raise Refused(
            "not-a-lead",
            "Only the lead or deputy settles two readings: this desk holds one of them at most.",
            "Tell your lead what speaks for your answer.",
        )


def _need_pair(pairs: Mapping[str, Sequence[str]], case: str) -> None:
    if case not in pairs:
        raise Refused(
            "not-both-finished",
            f"There are not two finished readings of {case} here.",
            "Bring in both readers' bundles; until both are finished, neither is shown beside the other.",
        )


def _need_difference(desk: Desk, case: str, question: str) -> counting.Compared:
    _need_lead(desk)
    need_case(desk, case)
    if question not in desk.framework.by_id:
        raise Refused(
            "question-unknown", f"There is no question {question}.", "Run fjidesk framework show to see them."
        )
    _need_pair(counting.pairs(desk.db), case)
    found = next((one for one in counting.differing(desk.db) if (one.case, one.question) == (case, question)), None)
    if found is None:
        raise Refused(
            "no-difference",
            f"The two readings of {case} do not differ on {question}.",
            "Run fjidesk agree list to see where they do; a question that one left unanswered does not differ.",
        )
    return found


def _need_applies(desk: Desk, case: str, question: str, answer: str) -> None:
    """Refuse Yes or No where what is agreed on other questions rules the question out in both readings."""
    agreed = {
        one.question: one.agreed
        for one in counting.differing(desk.db)
        if one.case == case and one.agreed and one.question != question
    }
    framework = desk.framework
    applies = [_applies(framework, held(desk, case, member), agreed, question) for member in _pair(desk, case)]
    if answer != applicability.NA and not any(applies):
        asked = framework.by_id[question]
        raise Refused(
            "does-not-apply",
            f"{question} does not apply by what is agreed so far: {asked.otherwise or 'by rule'}.",
            "Agree on na, or agree anew on the earlier question that rules it out.",
        )


def _applies(framework: Framework, found: Position, agreed: Mapping[str, str], question: str) -> bool:
    rulings = applicability.rule(framework, found.reading.facts, {**judged(found.answers), **agreed})
    return rulings[question] is not False


def _pair(desk: Desk, case: str) -> tuple[str, str]:
    return counting.pairs(desk.db)[case]
