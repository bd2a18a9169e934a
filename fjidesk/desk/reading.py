"""Read a case: open it, correct its facts, answer, finish, reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.desk.blind import need_open
from fjidesk.desk.writing import Entry, write
from fjidesk.errors import Refused
from fjidesk.model import applicability
from fjidesk.model.case_table import fact_fault
from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.records import Answer, Reading
from fjidesk.store import moments, readings, team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.framework import Framework, Question
    from fjidesk.model.records import Case


class Position(NamedTuple):
    """Where a reading stands: everything that a screen of it shows.

    Attributes:
        case: reference.
        reading: its state and facts; a reading that is not opened yet is shown with the sample's facts.
        opened: whether it has been opened.
        answers: question id to answer, those to questions that no longer apply too.
        rulings: question id to whether it applies; None while that is not known yet.
        to_answer: ids of the questions without an answer that apply, or may, in screen order.
    """

    case: str
    reading: Reading
    opened: bool
    answers: Mapping[str, Answer]
    rulings: Mapping[str, bool | None]
    to_answer: list[str]


def position(desk: Desk, case: str, member: str | None = None) -> Position:
    """Return where a reading stands.

    Args:
        desk: any desk that holds the case.
        case: its reference.
        member: whose reading; the owner's own by default.

    Raises:
        Refused: ``case-unknown``; ``still-blind``: the owner reads the case too, and not both are finished.
    """
    need_open(desk, case, member or desk.me)
    return held(desk, case, member or desk.me)


def held(desk: Desk, case: str, member: str) -> Position:
    """Return where a reading stands, to be counted or compared; ``position`` is what may be shown.

    Raises:
        Refused: ``case-unknown``.
    """
    sample = team.cases(desk.db).get(case)
    if sample is None:
        raise Refused(
            "case-unknown", f"There is no case {case} on this desk.", "Run fjidesk cases to see those there are."
        )
    key = (case, member)
    found = readings.reading(desk.db, key)
    current = found or unopened(sample)
    return stand(desk.framework, case, current, readings.answers(desk.db, key), opened=found is not None)


def saved_at(desk: Desk, case: str, member: str, question: str = "") -> str:
    """Return when a reading, or one answer of it, was last written to, ISO 8601; empty where it never was."""
    if question:
        return moments.last_at(desk.db, "answer", (case, member, question))
    return moments.last_in(desk.db, case, member)


def unopened(sample: Case | None) -> Reading:
    """Return what a reading is before its first revision: open, with the facts that came with the sample."""
    return Reading(state="open", facts=sample.facts if sample is not None else {})


def stand(
    framework: Framework, case: str, current: Reading, answers: Mapping[str, Answer], *, opened: bool
) -> Position:
    """Return the position of a reading from its parts."""
    given = judged(answers)
    rulings = applicability.rule(framework, current.facts, given)
    waiting = applicability.unanswered(framework, rulings, given)
    return Position(case, current, opened, answers, rulings, waiting)


def judged(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return question and yes, no or na of the answers that are more than a note."""
    return {name: kept.answer for name, kept in answers.items() if kept.answer}


def _mine(desk: Desk, case: str) -> Position:
    """Return the position of the owner's own reading, which may not be opened yet."""
    if (case, desk.me) not in {(entry.case, entry.member) for entry in team.allocations(desk.db)}:
        raise Refused("case-not-yours", f"Case {case} is not allocated to you.", "Ask the lead to allocate it.")
    return position(desk, case)


def _open(desk: Desk, case: str) -> Position:
    found = _mine(desk, case)
    if found.reading.state == "finished":
        raise Refused("reading-finished", f"The reading of {case} is finished.", "Reopen it with a reason first.")
    return found


def start(desk: Desk, case: str) -> Changes:
    """Open the owner's reading of a case, with the facts that came with the sample."""
    sample = team.cases(desk.db).get(case)
    if sample is None:
        raise Refused(
            "case-unknown", f"There is no case {case} on this desk.", "Run fjidesk cases to see those there are."
        )
    if readings.reading(desk.db, (case, desk.me)) is not None:
        raise Refused("reading-there", f"The reading of {case} is open already.", "Go on with it.")
    return write(desk, [("reading", (case, desk.me), unopened(sample))])


def correct_facts(desk: Desk, case: str, facts: Mapping[str, str]) -> Changes:
    """Correct facts of the case in the owner's reading; an empty value says that the fact is not known.

    Raises:
        Refused: ``fact-unknown``, ``fact-value``, ``case-not-yours``, ``reading-finished``.
    """
    current = _open(desk, case).reading
    for name, value in facts.items():
        fact = desk.framework.fact_by_id.get(name)
        if fact is None:
            raise Refused("fact-unknown", f"There is no fact {name}.", "Run fjidesk framework show to see them.")
        fault = fact_fault(fact, value) if value else None
        if fault is not None:
            raise Refused("fact-value", f"{fault[:1].upper()}{fault[1:]}.", "Give one of those values.")
    merged = {name: value for name, value in {**current.facts, **facts}.items() if value}
    return write(desk, [("reading", (case, desk.me), msgspec.structs.replace(current, facts=merged))])


def answer(desk: Desk, case: str, question: str, given: Answer) -> Changes:
    """Answer a question. The answer is durable when this returns.

    Args:
        desk: the reader's.
        case: its reference.
        question: its id.
        given: the answer.

    Raises:
        Refused: ``question-unknown``, ``does-not-apply``, ``reason-unknown``, ``case-not-yours``, ``reading-finished``.
    """
    return answer_all(desk, case, {question: given})


def answer_all(desk: Desk, case: str, given: Mapping[str, Answer]) -> Changes:
    """Give several answers in one step; all or none, in screen order."""
    found = _open(desk, case)
    framework = desk.framework
    for name in given:
        if name not in framework.by_id:
            raise Refused(
                "question-unknown", f"There is no question {name}.", "Run fjidesk framework show to see them."
            )
    standing = judged({**found.answers, **given})
    rulings = applicability.rule(framework, found.reading.facts, standing)
    for name, wanted in given.items():
        if rulings[name] is False:
            raise _does_not_apply(framework.by_id[name])
        check_reasons(framework.by_id[name], wanted, framework)
    opening: list[Entry] = [] if found.opened else [("reading", (case, desk.me), found.reading)]
    entries: list[Entry] = [("answer", (case, desk.me, name), wanted) for name, wanted in given.items()]
    return write(desk, [*opening, *entries])


def section_na(desk: Desk, case: str, theme: str, section: str, reason: str, other: str = "") -> Changes:
    """Answer N/A with one reason to every question of a section that applies, or may, and is unanswered; one step.

    Args:
        desk: the reader's.
        case: its reference.
        theme: id of the theme.
        section: id of the section within it.
        reason: id or words of one of the framework's reasons for N/A by hand.
        other: the reason in own words, where it is none of the framework's.

    Raises:
        Refused: ``section-unknown``, ``section-answered``, ``reason-missing``, and what answering refuses.
    """
    wanted = section_waiting(desk, case, theme, section)
    if not reason.strip():
        raise Refused("reason-missing", "N/A by hand has a reason.", "Say why the section does not apply.")
    if not wanted:
        raise Refused("section-answered", "Every question of that section is answered, or N/A by rule.", "Go on.")
    chosen = reason_id(desk.framework.by_id[wanted[0]], reason, "na", desk.framework)
    found = position(desk, case).answers  # a note that came before its answer stays with it
    blank = Answer()
    set_to = {"answer": "na", "reasons": [chosen], "other": other if chosen == OTHER_REASON else ""}
    return answer_all(desk, case, {name: msgspec.structs.replace(found.get(name, blank), **set_to) for name in wanted})


def section_waiting(desk: Desk, case: str, theme: str, section: str) -> list[str]:
    """Return the questions that ``section_na`` would answer, in screen order.

    Raises:
        Refused: ``section-unknown``, ``case-not-yours``, ``reading-finished``.
    """
    inside = [asked.id for asked in desk.framework.on_screen if (asked.theme, asked.section) == (theme, section)]
    if not inside:
        known = sorted({f"{asked.theme} {asked.section}" for asked in desk.framework.questions})
        raise Refused(
            "section-unknown", f"There is no section {section} in a theme {theme}.", f"Take one of: {', '.join(known)}."
        )
    found = _open(desk, case)
    waiting = [name for name in inside if name in found.to_answer]
    # An N/A may rule out a later question of the section: that one is then N/A by rule, and nothing is written for it.
    standing = judged(found.answers) | dict.fromkeys(waiting, "na")
    rulings = applicability.rule(desk.framework, found.reading.facts, standing)
    return [name for name in waiting if rulings[name] is not False]


def _does_not_apply(question: Question) -> Refused:
    why = question.otherwise.en if question.otherwise else "by rule"
    return Refused(
        "does-not-apply",
        f"{question.id} does not apply: {why}.",
        "Correct the case fact, or the earlier answer, that rules it out.",
    )


def check_reasons(question: Question, given: Answer, framework: Framework) -> None:
    """Refuse reasons that the question does not offer for that answer.

    Raises:
        Refused: ``reason-unknown``, ``reason-twice``.
    """
    offered: tuple[str, ...] = ()
    if given.answer == "no":
        offered = question.reason_ids
    elif given.answer == "na":
        offered = tuple(reason.id for reason in framework.na_reasons)
    wrong = [reason for reason in given.reasons if reason not in offered]
    if wrong:
        remedy = f"Take some of: {', '.join(offered)}." if offered else "A Yes has no reasons; write a note instead."
        raise Refused("reason-unknown", f"{question.id} has no reason {wrong[0]} for {given.answer}.", remedy)
    if len(set(given.reasons)) != len(given.reasons):
        raise Refused("reason-twice", f"A reason for {question.id} stands there twice.", "Name each reason once.")


def reason_id(question: Question, given: str, answer_value: str, framework: Framework) -> str:
    """Return the id of a reason given by its id or its words, whatever the case; as given where none fits."""
    reasons = question.reasons if answer_value == "no" else framework.na_reasons
    for reason in reasons:
        if given.casefold() in {reason.id.casefold(), reason.label.en.casefold()}:
            return reason.id
    return given


def clear(desk: Desk, case: str, question: str) -> Changes:
    """Take an answer back; its history stays.

    Raises:
        Refused: ``question-unknown``, ``case-not-yours``, ``reading-finished``.
    """
    if question not in desk.framework.by_id:
        raise Refused(
            "question-unknown", f"There is no question {question}.", "Run fjidesk framework show to see them."
        )
    _open(desk, case)
    return write(desk, [("answer", (case, desk.me, question), None)])


class Checklist(NamedTuple):
    """What a reading lacks before it is finished: question ids in screen order."""

    unanswered: list[str]
    without_reason: list[str]

    @property
    def complete(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.unanswered and not self.without_reason


def checklist(desk: Desk, case: str) -> Checklist:
    """Return what the owner's reading lacks."""
    found = position(desk, case)
    bare = [
        question.id
        for question in desk.framework.on_screen
        if question.id in found.answers
        and lacks_reason(question, found.answers[question.id])
        and found.rulings[question.id] is not False
    ]
    return Checklist(found.to_answer, bare)


def lacks_reason(question: Question, given: Answer) -> bool:
    """Tell whether an answer waits for a reason: it counts in the scores, and as to answer where progress is shown."""
    needs = (given.answer == "no" and bool(question.reasons)) or given.answer == "na"
    return needs and not given.reasons


def finish(
    desk: Desk, case: str, *, with_gaps: bool = False, case_manager: str | None = None, minutes: int | None = None
) -> Changes:
    """Finish the owner's reading, which makes it count.

    Args:
        desk: the reader's.
        case: its reference.
        with_gaps: finish although something is lacking; what is unanswered is then counted apart.
        case_manager: ``present`` or ``absent``; unchanged where None.
        minutes: time used; unchanged where None.

    Raises:
        Refused: ``reading-incomplete`` with what is lacking.
    """
    current = _open(desk, case).reading
    lacking = checklist(desk, case)
    if not lacking.complete and not with_gaps:
        parts = [
            f"{len(names)} {what} ({', '.join(names[:5])}{', …' if len(names) > 5 else ''})"  # noqa: PLR2004
            for names, what in ((lacking.unanswered, "unanswered"), (lacking.without_reason, "without a reason"))
            if names
        ]
        raise Refused(
            "reading-incomplete",
            f"The reading of {case} is not complete: {' and '.join(parts)}.",
            "Answer them, or finish with gaps: they are then counted as unanswered.",
        )
    done = msgspec.structs.replace(
        current,
        state="finished",
        gaps=not lacking.complete,
        reason="",
        case_manager=current.case_manager if case_manager is None else case_manager,
        minutes=current.minutes if minutes is None else minutes,
    )
    return write(desk, [("reading", (case, desk.me), done)])


def reopen(desk: Desk, case: str, reason: str) -> Changes:
    """Reopen a finished reading, with a reason.

    Raises:
        Refused: ``reading-not-finished``, ``reason-missing``.
    """
    current = _mine(desk, case).reading
    if current.state != "finished":
        raise Refused("reading-not-finished", f"The reading of {case} is not finished.", "Go on with it.")
    if not reason.strip():
        raise Refused("reason-missing", "A finished reading is reopened with a reason.", "Say why in a few words.")
    return write(
        desk, [("reading", (case, desk.me), msgspec.structs.replace(current, state="reopened", reason=reason))]
    )
