"""Scores as values; ``fjidesk.scoring`` computes them. Their JSON is the score document."""

from fractions import Fraction

import msgspec


class Tally(msgspec.Struct, frozen=True, gc=False):
    """Counts of answers. ``applicable`` is yes and no together; N/A and unanswered are in neither."""

    yes: int = 0
    no: int = 0
    na: int = 0
    unanswered: int = 0

    @property
    def applicable(self) -> int:
        """Return how many answers are yes or no."""
        return self.yes + self.no

    @property
    def share(self) -> Fraction | None:
        """Return yes ÷ applicable exactly; None where nothing applies."""
        return Fraction(self.yes, self.applicable) if self.applicable else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.yes + other.yes, self.no + other.no, self.na + other.na, self.unanswered + other.unanswered)


class FrameworkName(msgspec.Struct, frozen=True):
    """Which framework the scores were computed by."""

    id: str
    version: str
    sha256: str


class SectionScore(msgspec.Struct, frozen=True):
    """One section of a theme, pooled; ``percent`` is whole or None."""

    id: str
    yes: int
    applicable: int
    percent: int | None


class OtherMethods(msgspec.Struct, frozen=True):
    """The same answers pooled in other ways: percentages to one decimal, never used for the rating."""

    mean_of_questions: float | None
    mean_of_sections: float | None
    mean_of_cases: float | None


class ThemeScore(msgspec.Struct, frozen=True, kw_only=True):
    """One theme: its counts, its whole percentage, its provisional descriptor and stars."""

    id: str
    yes: int
    applicable: int
    na: int
    unanswered: int
    percent: int | None
    descriptor: str
    stars: int | None
    other_methods: OtherMethods
    unrounded_band_differs: bool
    sections: list[SectionScore]


class QuestionCount(msgspec.Struct, frozen=True):
    """One question's counts over the counted readings."""

    id: str
    yes: int
    no: int
    na: int
    unanswered: int


class Scores(msgspec.Struct, frozen=True):
    """The score document."""

    framework: FrameworkName
    cases: int
    themes: list[ThemeScore]
    questions: list[QuestionCount]

    def theme(self, name: str) -> ThemeScore:
        """Return one theme's score by its id."""
        return next(theme for theme in self.themes if theme.id == name)


class Counts(msgspec.Struct, frozen=True):
    """What scores are computed from.

    Attributes:
        cases: how many readings are counted, one a case.
        questions: question id to its tally.
        by_case: theme id to the tallies of the cases, in any order.
    """

    cases: int
    questions: dict[str, Tally]
    by_case: dict[str, list[Tally]]
