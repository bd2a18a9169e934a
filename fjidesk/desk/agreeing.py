"""How far two readers agree: over all, by theme, section and question, and by pair of readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.scoring.agreement import ENOUGH, Agreement, agreement
from fjidesk.store import counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Question
    from fjidesk.scoring.agreement import Pair
    from fjidesk.store.counting import Compared


class Part(msgspec.Struct, frozen=True):
    """Agreement on a part of the questions: ``id`` is a theme, theme and section, or question."""

    id: str
    title: str
    agreement: Agreement


class Readers(msgspec.Struct, frozen=True):
    """Agreement of two readers, by working name, whichever of them read first."""

    one: str
    other: str
    cases: int
    agreement: Agreement


class Agreeing(msgspec.Struct, frozen=True):
    """Agreement on the cases two readings of which are finished.

    Attributes:
        cases: how many there are.
        hint: what to know before reading the numbers; empty where there are enough cases.
    """

    cases: int
    hint: str
    overall: Agreement
    themes: list[Part]
    sections: list[Part]
    questions: list[Part]
    readers: list[Readers]


def agreeing(desk: Desk) -> Agreeing:
    """Return how far the readings of cases that were read twice agree, as the readers left them.

    What was agreed afterwards changes nothing here: it says what is right, not how far two judged alike. N/A by rule in
    both readings is left out, since neither reader judged it.
    """
    framework, pairs = desk.framework, counting.pairs(desk.db)
    found = [one for one in counting.compared(desk.db) if one.question in framework.by_id and not one.ruled]
    asked = framework.in_report
    themes = {theme.id: theme.title.en for theme in framework.themes}
    sections = {section.id: section.title.en for section in framework.sections}
    named = {f"{one.theme} {one.section}": f"{themes[one.theme]}: {sections[one.section]}" for one in asked}
    return Agreeing(
        cases=len(pairs),
        hint=_hint(len(pairs)),
        overall=agreement(_units(found)),
        themes=_parts(desk, found, {one.theme: themes[one.theme] for one in asked}, lambda one: one.theme),
        sections=_parts(desk, found, named, lambda one: f"{one.theme} {one.section}"),
        questions=_parts(desk, found, {one.id: one.short.en for one in asked}, lambda one: one.id),
        readers=_readers(desk, found, pairs),
    )


def _hint(cases: int) -> str:
    if cases >= ENOUGH:
        return ""
    many = f"{cases} {'case was' if cases == 1 else 'cases were'} read twice" if cases else "No case was read twice"
    return f"{many}: under {ENOUGH}, so look at the intervals before the numbers."


def _units(found: Iterable[Compared]) -> list[Pair]:
    return [(one.first, one.second) for one in found]


def _parts(
    desk: Desk, found: Iterable[Compared], titles: dict[str, str], part_of: Callable[[Question], str]
) -> list[Part]:
    by_part: dict[str, list[Pair]] = {name: [] for name in titles}
    for one in found:
        by_part[part_of(desk.framework.by_id[one.question])].append((one.first, one.second))
    return [Part(name, titles[name], agreement(units)) for name, units in by_part.items()]


def _readers(desk: Desk, found: Iterable[Compared], pairs: dict[str, tuple[str, str]]) -> list[Readers]:
    """Return the agreement of each two readers; the same one of them comes first, whoever read a case first."""
    units: dict[tuple[str, str], list[Pair]] = {_pair(*readers): [] for readers in pairs.values()}
    for one in found:
        first, second = pairs[one.case]
        said = (one.first, one.second) if first <= second else (one.second, one.first)
        units[_pair(first, second)].append(said)
    roster = desk.roster
    names = {name: roster[name].name if name in roster else name[:8] for pair in units for name in pair}
    cases = {pair: sum(_pair(*readers) == pair for readers in pairs.values()) for pair in units}
    listed = [Readers(names[one], names[two], cases[one, two], agreement(said)) for (one, two), said in units.items()]
    return sorted(listed, key=lambda line: (line.one, line.other))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
