"""The 34 made-up cases: their facts, and answers that go together and meet the counts of ``targets.csv``.

A condition here is words such as ``"order=dto|yro stage=early"``: every part must hold; what is not set yet counts as
``no``.
Names that start with ``_`` are hidden: they shape the case and are not written.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fjidesk.model.applicability import NA
from fjidesk.model.framework import Framework, Question

COUNT = 34
FIELDWORK = date(2013, 11, 18)
_YEAR_BEFORE = date(2012, 11, 19)
_LATE_STARTS = date(2013, 8, 26)
_LENGTHS = {
    "referral": (4, 6, 6, 9, 12),
    "reparation": (3,),
    "yro": (9, 12, 12, 18),
    "dto": (8, 10, 12, 18),
    "custody_other": (30,),
}
_SHORT = 4  # months; an order that is still early is longer
_LEVELS = ("low", "medium", "high", "very_high")
_NOISE = 7.0
_FEW = 5
_SOME = 2


@dataclass
class Case:
    """One case: its facts, how good the work was in each theme, and the answers of its first reading.

    ``answers`` holds every question, ``na`` where it does not apply; ``given`` names those that the reader answered.
    """

    reference: str
    facts: dict[str, str] = field(default_factory=dict)
    quality: dict[str, float] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    na_reasons: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    @property
    def known(self) -> dict[str, str]:
        """Return the facts and the answers together."""
        return self.facts | self.answers


def holds(known: Mapping[str, str], words: str) -> bool:
    """Tell whether every part of a condition holds."""
    parts = (part.split("=") for part in words.split())
    return all(known.get(name, "no") in values.split("|") for name, values in parts)


def choose(rng: random.Random, cases: Sequence[Case], count: int, lean: Mapping[str, float]) -> list[Case]:
    """Choose some of the cases, by what they lean to and by chance."""
    ranked = sorted((-_leaning(case, lean) - rng.random(), case.reference) for case in cases)
    chosen = [reference for _, reference in ranked[:count]]
    if len(chosen) < count:
        raise ValueError(f"{count} cases wanted, {len(cases)} to choose from")
    return [case for case in cases if case.reference in chosen]


def _leaning(case: Case, lean: Mapping[str, float]) -> float:
    """Sum the weights of the conditions that hold; ``~theme`` weighs the quality in a theme."""
    known = case.known
    return sum(
        weight * case.quality[words[1:]] if words[0] == "~" else weight * holds(known, words)
        for words, weight in lean.items()
    )


def draw(rng: random.Random, framework: Framework, tables: Mapping[str, Any]) -> list[Case]:
    """Draw the cases with their hidden qualities and all facts of the framework."""
    cases = [Case(f"HB-{number:02}") for number in range(1, COUNT + 1)]
    themes = [theme.id for theme in framework.themes if theme.scored]
    for case in cases:
        whole = _bell(rng)
        case.quality = {theme: 0.7 * whole + 0.7 * _bell(rng) for theme in themes}
    orders = [order for order, count in tables["orders"].items() for _ in range(count)]
    rng.shuffle(orders)
    for case, order in zip(cases, orders, strict=True):
        case.facts["order"] = order
    for step in tables["steps"]:
        _take(rng, cases, step)
    for case in cases:
        _date(rng, case)
        _judge_lower(case)
        for fact in framework.facts:
            case.facts.setdefault(fact.id, "no")
    return cases


def _bell(rng: random.Random) -> float:
    """Return a number around 0 with a spread of 1."""
    return sum(rng.random() for _ in range(12)) - 6


def _take(rng: random.Random, cases: Sequence[Case], step: Mapping[str, Any]) -> None:
    """Give a value of a fact to a number of cases that have none yet; to all that are left without a number."""
    open_ = [case for case in cases if step["fact"] not in case.facts and holds(case.facts, step.get("pool", ""))]
    for case in choose(rng, open_, step.get("count", len(open_)), step.get("lean", {})):
        case.facts[step["fact"]] = step.get("value", "yes")


def _date(rng: random.Random, case: Case) -> None:
    """Give the order its start, length and stage."""
    early = holds(case.facts, "_early=yes")
    started = _LATE_STARTS + timedelta(rng.randrange(45)) if early else _YEAR_BEFORE + timedelta(rng.randrange(250))
    months = rng.choice([length for length in _LENGTHS[case.facts["order"]] if not early or length > _SHORT])
    ended = started + timedelta(days=months * 61 // 2) < FIELDWORK
    case.facts |= {
        "started": started.isoformat(),
        "length": str(months),
        "stage": "early" if early else "ended" if ended else "under_way",
    }


def _judge_lower(case: Case) -> None:
    """Let the YOT have judged the risk of harm one level lower where the case is marked so."""
    level = _LEVELS.index(case.facts["harm_inspector"])
    case.facts["harm_yot"] = _LEVELS[level - holds(case.facts, "_under=yes")]


def answer(
    rng: random.Random,
    framework: Framework,
    cases: Sequence[Case],
    tables: Mapping[str, Any],
    targets: Mapping[str, tuple[int, int]],
) -> None:
    """Answer every question in every case so that the counts are met exactly."""
    for question in framework.on_screen:
        ruled = [case for case in cases if _applies(question, case)]
        for case in cases:
            case.answers[question.id] = NA
        yes, applicable = targets[question.id]
        by_hand = tables["by_hand"].get(question.id, {})
        out = choose(rng, ruled, len(ruled) - applicable, by_hand.get("lean", {}))
        for case in out:
            case.na_reasons[question.id] = by_hand["reason"]
        counted = [case for case in ruled if question.id not in case.na_reasons]
        good = _best(rng, question, counted, yes, tables["leans"].get(question.id, {}))
        for case in counted:
            case.answers[question.id] = "yes" if case.reference in good else "no"
    for theme, free in tables["free"].items():
        questions = {question.id for question in framework.scoring(theme)}
        for case in cases:
            _mix(case, cases, questions, free)
    for case in cases:
        case.given = [
            question.id
            for question in framework.in_report
            if case.answers[question.id] != NA or question.id in case.na_reasons
        ]


def _applies(question: Question, case: Case) -> bool:
    """Tell whether a question applies, by the framework's own condition."""
    return question.applies is None or question.applies.holds(case.facts, case.answers) is True


def _best(
    rng: random.Random, question: Question, cases: Sequence[Case], count: int, lean: Mapping[str, float]
) -> list[str]:
    """Return the references of the cases that did best in a question."""
    ranked = sorted(
        (-case.quality[question.theme] - _leaning(case, lean) - _NOISE * rng.random(), case.reference) for case in cases
    )
    return [reference for _, reference in ranked[:count]]


def _mix(case: Case, cases: Sequence[Case], questions: set[str], free: Sequence[str]) -> None:
    """Let a case that is all yes or all no in a theme swap one answer that nothing hangs on with another case."""
    found = sorted(case.answers[question] for question in questions if case.answers[question] != NA)
    if len(found) <= _FEW or found[0] != found[-1]:
        return
    question = next(question for question in free if case.answers[question] != NA)
    other = next(
        other
        for other in cases
        if other.answers[question] not in {NA, found[0]}
        and [other.answers[name] for name in questions].count(other.answers[question]) > _SOME
    )
    case.answers[question], other.answers[question] = other.answers[question], case.answers[question]
