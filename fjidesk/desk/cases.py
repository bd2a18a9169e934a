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


WITHDRAWN = "withdrawn"


class CaseLine(msgspec.Struct, frozen=True):
    """One case: its state and how far its reading is. A No or N/A that lacks its reason is still to answer.

    ``state`` is that of the reading, ``not started``, ``not allocated``, or ``withdrawn`` where a reading was begun
    before the case was withdrawn from its reader.
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

    On a reader's desk that is the owner's own reading; on a lead's the first reading, the second where it is the only
    one, and what was begun where the case was withdrawn.

    Args:
        desk: any desk.
        everyone: a line for every reading in place of one a case, those withdrawn too.
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
    begun = _withdrawn(desk, {(entry.case, entry.member) for entry in allocated}, of_lead=of_lead)
    for name, members in begun.items():
        if name in known and (everyone or not of_lead or name not in taken):
            lines += [
                _line(desk, name, member, WITHDRAWN, known[name].slot_minutes, roster[member].name)
                for member in (members if everyone else members[:1])
                if member in roster
            ]
    total = len(desk.framework.questions)
    lines += [
        CaseLine(name, "not allocated", 0, total, slot_minutes=case.slot_minutes)
        for name, case in known.items()
        if of_lead and name not in taken and name not in begun
    ]
    return sorted(lines, key=lambda line: (line.reference, line.turn, line.reader))


def _withdrawn(desk: Desk, allocated: set[tuple[str, str]], *, of_lead: bool) -> dict[str, list[str]]:
    """Return by case whose readings were begun and are allocated no more, the owner's first; a reader's own alone."""
    found: dict[str, list[str]] = {}
    for case, member in readings.readings(desk.db):
        if (case, member) not in allocated and (of_lead or member == desk.me):
            found.setdefault(case, []).append(member)
    return {case: sorted(members, key=lambda name: name != desk.me) for case, members in found.items()}


def withdrawn(desk: Desk, case: str) -> bool:
    """Tell whether the owner began to read a case that is not theirs to read any more."""
    return case not in mine(desk) and readings.reading(desk.db, (case, desk.me)) is not None


def withdrawn_at(desk: Desk, case: str) -> str:
    """Return when a case was withdrawn from the owner, ISO 8601; empty where that is not known here."""
    made = [revisions.get(desk.db, head).revision for head in revisions.heads(desk.db, "allocation", (case, desk.me))]
    return max((one.made_at for one in made), default="")


def mine(desk: Desk) -> list[str]:
    """Return the references of the cases that the owner reads, without looking into them."""
    return sorted({entry.case for entry in team.allocations(desk.db) if entry.member == desk.me})


def _shown(desk: Desk, entry: team.Allocated, allocated: list[team.Allocated]) -> bool:
    turns = {other.turn: other.member for other in allocated if other.case == entry.case}
    if desk.me in turns.values():
        return entry.member == desk.me
    return entry.turn == "first" or "first" not in turns


def _line(desk: Desk, case: str, member: str, turn: str, slot: int, reader: str) -> CaseLine:
    found = held(desk, case, member)
    out = sum(ruling is False for ruling in found.rulings.values())
    asked = desk.framework.by_id
    answered = sum(
        found.rulings.get(name) is not False and not (name in asked and lacks_reason(asked[name], found.answers[name]))
        for name in judged(found.answers)
    )
    state: str = found.reading.state if found.opened else "not started"
    if turn == WITHDRAWN:
        state, turn = WITHDRAWN, ""
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
