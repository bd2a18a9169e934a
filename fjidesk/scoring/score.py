"""Theme scores from counts: yes ÷ (yes + no), pooled over the theme's scoring questions (design 10)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from fjidesk.model.framework import Framework, Theme
from fjidesk.model.score import (
    Counts,
    FrameworkName,
    OtherMethods,
    QuestionCount,
    Scores,
    SectionScore,
    Tally,
    ThemeScore,
)
from fjidesk.scoring.bands import band_of, rated_percent, tenths, whole_percent


def score(framework: Framework, counts: Counts) -> Scores:
    """Compute the score document from counts, exactly.

    Args:
        framework: its bands, rounding and which questions score in which theme.
        counts: the tallies of all questions over the counted readings, and of each theme in each case.
    """
    return Scores(
        framework=FrameworkName(framework.id, framework.version, framework.sha256),
        cases=counts.cases,
        themes=[_theme(theme, framework, counts) for theme in framework.themes],
        questions=[_question(question.id, counts.questions) for question in framework.in_report],
    )


def _question(name: str, tallies: Mapping[str, Tally]) -> QuestionCount:
    tally = tallies.get(name, Tally())
    return QuestionCount(name, tally.yes, tally.no, tally.na, tally.unanswered)


def _theme(theme: Theme, framework: Framework, counts: Counts) -> ThemeScore:
    questions = framework.scoring(theme.id)
    tallies = {question.id: counts.questions.get(question.id, Tally()) for question in questions}
    sections = {
        section.id: pool(tallies[question.id] for question in questions if question.section == section.id)
        for section in framework.sections
        if theme.scored
    }
    pooled = pool(tallies.values())
    percent, descriptor, stars, differs = _rating(pooled, framework)
    return ThemeScore(
        id=theme.id,
        yes=pooled.yes,
        applicable=pooled.applicable,
        na=pooled.na,
        unanswered=pooled.unanswered,
        percent=percent,
        descriptor=descriptor,
        stars=stars,
        unrounded_band_differs=differs,
        other_methods=OtherMethods(
            mean_of_questions=_mean(tallies.values()),
            mean_of_sections=_mean(sections.values()),
            mean_of_cases=_mean(counts.by_case.get(theme.id) or []),
        ),
        sections=[
            SectionScore(name, tally.yes, tally.applicable, None if tally.share is None else whole_percent(tally.share))
            for name, tally in sections.items()
        ],
    )


def _rating(pooled: Tally, framework: Framework) -> tuple[int | None, str, int | None, bool]:
    if pooled.share is None:
        return None, framework.not_rated.en, None, False
    band = band_of(rated_percent(pooled.share, framework), framework)
    other = band_of(whole_percent(pooled.share) if framework.rounding == "none" else pooled.share * 100, framework)
    return whole_percent(pooled.share), band.label.en, band.stars, other.id != band.id


def pool(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of several tallies."""
    return sum(tallies, Tally())


def _mean(tallies: Iterable[Tally]) -> float | None:
    """Return the mean share of those that have one, as a percentage to one decimal; None where none has."""
    several = Counter(tallies).items()  # few of many are distinct
    shares = [(tally.share, number) for tally, number in several]
    total = sum(number * share for share, number in shares if share is not None)
    count = sum(number for share, number in shares if share is not None)
    return tenths(Fraction(total * 100, count)) if count else None
