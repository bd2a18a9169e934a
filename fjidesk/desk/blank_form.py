"""Print the blank form of a case, for the day a laptop fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.clock import stamp
from fjidesk.desk import access
from fjidesk.desk.outputs import outside
from fjidesk.desk.reading import position
from fjidesk.errors import Refused
from fjidesk.files import write_whole
from fjidesk.store import team

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.desk.reading import Position
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Fact, Question
    from fjidesk.report.blank_form import AskedFact, AskedQuestion, Choice, Form

OTHER_DIGIT = "0"


def own_cases(desk: Desk) -> list[str]:
    """Return the references of the owner's cases, first and second readings alike."""
    known = team.cases(desk.db)
    return sorted({entry.case for entry in team.allocations(desk.db) if entry.member == desk.me} & set(known))


def write(desk: Desk, cases: Sequence[str], path: Path) -> Path:
    """Write the blank forms of cases as one PDF, with the facts that the owner has or that came with the sample.

    Raises:
        Refused: ``case-unknown``, ``no-cases``, ``inside-a-desk``, and what the drive refuses.
    """
    from fjidesk.report.blank_form import pdf

    if not cases:
        raise Refused("no-cases", "No case is allocated to you, so there is no form to print.", "Name the case.")
    forms = [_form(desk, case) for case in cases]
    target, data = outside(path), pdf(forms)
    access.note(desk, access.PRINTED, "form", path.name, f"cases {' '.join(cases)}")
    write_whole(target, data)
    return path


def _form(desk: Desk, case: str) -> Form:
    from fjidesk.report.blank_form import Form

    framework, inspection = desk.framework, desk.inspection
    found = position(desk, case)
    member = desk.self_member
    titles = {theme.id: theme.short.en for theme in framework.themes}
    sections = {section.id: section.title.en for section in framework.sections}
    groups: list[tuple[str, list[AskedQuestion]]] = []
    for question in framework.on_screen:
        if found.rulings[question.id] is False:
            continue
        heading = f"{sections[question.section]}: {titles[question.theme]}"
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(_asked(question, found))
    return Form(
        case=case,
        reader=member.name if member is not None else "",
        inspection=inspection.title,
        framework=f"{framework.id}, version {framework.version}",
        marking=inspection.marking_case,
        facts=[
            (group.title.en, [_fact(fact, found) for fact in framework.facts if fact.group == group.id])
            for group in framework.fact_groups
        ],
        questions=groups,
        na_reasons=_numbered([reason.label.en for reason in framework.na_reasons if reason.id != "other"]),
        themes=[theme.short.en for theme in framework.themes if theme.scored],
        left_out=[question.id for question in framework.on_screen if found.rulings[question.id] is False],
        date=stamp(desk.clock())[:10],
    )


def _fact(fact: Fact, found: Position) -> AskedFact:
    from fjidesk.report.blank_form import AskedFact, Choice

    known = found.reading.facts.get(fact.id, "")
    choices = [
        Choice(words=value.label.en, key=str(number), ticked=value.id == known)
        for number, value in enumerate(fact.values, 1)
    ]
    return AskedFact(words=fact.label.en, key=fact.id, choices=choices, known=known)


def _asked(question: Question, found: Position) -> AskedQuestion:
    from fjidesk.report.blank_form import AskedQuestion

    only = question.otherwise.en if question.otherwise and found.rulings[question.id] is None else ""
    reasons = _numbered([reason.label.en for reason in question.reasons]) if question.reasons else []
    return AskedQuestion(id=question.id, words=question.text.en, reasons=reasons, only=only)


def _numbered(labels: Sequence[str]) -> list[Choice]:
    from fjidesk.report.blank_form import Choice

    numbered = [Choice(words=label, key=str(number)) for number, label in enumerate(labels, 1)]
    return [*numbered, Choice(words="Other, in own words", key=OTHER_DIGIT)]
