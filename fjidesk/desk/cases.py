"""The cases of a desk with their progress, and one case with all its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk.contradictions import within
from fjidesk.desk.reading import held, judged, lacks_reason, position
from fjidesk.errors import Refused
from fjidesk.model.records import LEADS
from fjidesk.store import readings, revisions, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk


class CaseLine(msgspec.Struct, frozen=True):
    """One case: its state and how far its reading is. A No or N/A that lacks its reason is still to answer.

    ``withdrawn`` is the state of a case that the owner began to read and that the lead took back.
    """

    reference: str
    state: str
    answered: int
    applicable: int
    reader: str = ""
    turn: str = ""
    slot_minutes: int = 0


class AnswerLine(msgspec.Struct, frozen=True):
    """One answer as it counts: ``na`` without a reason is N/A by rule, empty is unanswered."""

    question: str
    answer: str
    reasons: list[str]
    note: str


class CaseSheet(msgspec.Struct, frozen=True):
    """One case with the facts of its reading and an answer line for every question, in the order of the report.

    ``contradictions`` are questions about answers that sit oddly together, by their ids.
    """

    reference: str
    facts: dict[str, str]
    answers: list[AnswerLine]
    contradictions: dict[str, str]


def cases(desk: Desk, *, everyone: bool = False) -> list[CaseLine]:
    """Return the cases of this desk: one line a case, the reading that counts here.

    On a reader's desk that is the owner's own reading; on a lead's the first reading.

    Args:
        desk: any desk.
        everyone: a line for every allocated reading in place of one a case.
    """
    known = team.cases(desk.db)
    roster = desk.roster
    allocated = team.allocations(desk.db)
    taken = {entry.case for entry in allocated}
    member = desk.self_member
    of_lead = member is not None and member.role in LEADS
    lines = [
        _line(
            desk,
            entry.case,
            entry.member,
            entry.turn,
            known[entry.case].slot_minutes,
            roster[entry.member].name if entry.member in roster else "",
        )
        for entry in allocated
        if entry.case in known and (everyone or _shown(desk, entry, allocated))
    ]
    total, name_of_me = len(desk.framework.questions), member.name if member is not None else ""
    if of_lead:
        lines += [
            CaseLine(name, "not allocated", 0, total, slot_minutes=case.slot_minutes)
            for name, case in known.items()
            if name not in taken
        ]
    else:
        own = mine(desk)
        lines += [
            msgspec.structs.replace(_line(desk, name, desk.me, "", case.slot_minutes, name_of_me), state="withdrawn")
            for name, case in known.items()
            if name not in own and readings.reading(desk.db, (name, desk.me)) is not None
        ]
    return sorted(lines, key=lambda line: (line.reference, line.turn))


def withdrawn(desk: Desk, case: str) -> bool:
    """Tell whether the owner began to read a case that is not theirs to read any more."""
    return case not in mine(desk) and readings.reading(desk.db, (case, desk.me)) is not None


def withdrawn_at(desk: Desk, case: str) -> str:
    """Return when a case was taken back from the owner, ISO 8601; empty where that is not known here."""
    made = [revisions.get(desk.db, head).revision for head in revisions.heads(desk.db, "allocation", (case, desk.me))]
    return max((one.made_at for one in made), default="")


def mine(desk: Desk) -> list[str]:
    """Return the references of the cases that the owner reads, without looking into them."""
    return sorted({entry.case for entry in team.allocations(desk.db) if entry.member == desk.me})


def _shown(desk: Desk, entry: team.Allocated, allocated: list[team.Allocated]) -> bool:
    mine = {other.case for other in allocated if other.member == desk.me}
    return entry.member == desk.me if entry.case in mine else entry.turn == "first"


def _line(desk: Desk, case: str, member: str, turn: str, slot: int, reader: str) -> CaseLine:
    found = held(desk, case, member)
    out = sum(ruling is False for ruling in found.rulings.values())
    asked = desk.framework.by_id
    answered = sum(
        found.rulings.get(name) is not False and not (name in asked and lacks_reason(asked[name], found.answers[name]))
        for name in judged(found.answers)
    )
    state = found.reading.state if found.opened else "not started"
    return CaseLine(case, state, answered, len(found.rulings) - out, reader, turn, slot)


def case_sheet(desk: Desk, case: str) -> CaseSheet:
    """Return one case with every answer of the reading that counts here.

    Raises:
        Refused: ``case-unknown``.
    """
    found = position(desk, case, counting_here(desk, case))
    lines = []
    for question in desk.framework.in_report:
        given = found.answers.get(question.id)
        if found.rulings[question.id] is False:
            lines.append(AnswerLine(question.id, "na", [], ""))
        elif given is None:
            lines.append(AnswerLine(question.id, "", [], ""))
        else:
            lines.append(AnswerLine(question.id, given.answer, given.reasons, given.note))
    asked = {odd.id: odd.ask.en for odd in within(desk.framework, found)}
    return CaseSheet(case, found.reading.facts, lines, asked)


def counting_here(desk: Desk, case: str) -> str:
    """Return whose reading of a case counts here: the owner's own, or the first reader's."""
    readers = [entry for entry in team.allocations(desk.db) if entry.case == case]
    own = [entry.member for entry in readers if entry.member == desk.me]
    firsts = [entry.member for entry in readers if entry.turn == "first"]
    return next(iter(own + firsts), desk.me)


def case_line(desk: Desk, case: str) -> CaseLine:
    """Return one case's line.

    Raises:
        Refused: ``case-unknown``.
    """
    need_case(desk, case)
    found = next((line for line in cases(desk) if line.reference == case), None)
    return found or CaseLine(case, "not allocated", 0, len(desk.framework.questions))


def need_case(desk: Desk, case: str) -> None:
    """Refuse a case that this desk does not hold.

    Raises:
        Refused: ``case-unknown``.
    """
    if case not in team.cases(desk.db):
        raise Refused(
            "case-unknown", f"There is no case {case} on this desk.", "Run fjidesk cases to see those there are."
        )
