"""A framework: themes, sections, questions, facts and bands, as data.

The TOML form is described in ``resources/frameworks/README.md``. ``fjidesk.model.framework_file`` reads and checks it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Literal

import msgspec

from fjidesk.model.condition import Condition

Language = Literal["en", "cy"]
AnswerType = Literal["sufficiency", "progress", "fact"]
Pooling = Literal["pooled"]
Rounding = Literal["whole-half-up", "none"]
OTHER_REASON = "other"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One table of a framework file; an unknown key is refused."""


class Text(_Part, frozen=True):
    """Words in the framework's languages; English always, Welsh where the file declares it."""

    en: str
    cy: str = ""

    def __str__(self) -> str:
        return self.en

    def said(self, language: Language) -> str:
        """Return the words in a language, in English where that language lacks them."""
        return getattr(self, language) or self.en


class Texts(_Part, frozen=True):
    """Several sentences in the framework's languages."""

    en: list[str]
    cy: list[str] = msgspec.field(default_factory=list)

    def said(self, language: Language) -> list[str]:
        """Return the sentences in a language, in English where that language lacks them."""
        return getattr(self, language) or self.en


class Band(_Part, frozen=True):
    """A descriptor with its stars, from a lowest percentage up to the next band's."""

    id: str
    floor: int
    ceiling: int
    label: Text
    stars: int


class Theme(_Part, frozen=True):
    """One of the themes; a theme that is not scored is settled by moderation alone."""

    id: str
    title: Text
    short: Text
    scored: bool = True


class Section(_Part, frozen=True):
    """One of the sections inside each scored theme."""

    id: str
    title: Text


class FactValue(_Part, frozen=True):
    """One value that a fact may have."""

    id: str
    label: Text


class FactGroup(_Part, frozen=True):
    """A heading over facts that are asked together."""

    id: str
    title: Text


class Fact(_Part, frozen=True, dict=True):
    """Something about the case that is asked first and decides what applies."""

    id: str
    group: str
    label: Text
    kind: Literal["choice", "date", "number"] = "choice"
    values: list[FactValue] = msgspec.field(default_factory=list)

    @cached_property
    def value_ids(self) -> tuple[str, ...]:
        """Return the ids of the values that the fact may have."""
        return tuple(value.id for value in self.values)


class Reason(_Part, frozen=True):
    """One reason offered when the answer is No."""

    id: str
    label: Text


class Guidance(_Part, frozen=True):
    """What good enough looks like, what is not enough, where to look, when N/A is right."""

    good: Texts
    not_enough: Texts
    where: Text
    na: Text


class Question(_Part, frozen=True, dict=True):
    """One question of the framework."""

    id: str
    theme: str
    section: str
    screen: int
    report: int
    answers: AnswerType
    text: Text
    short: Text
    guidance: Guidance
    scores: bool = True
    chart: bool = False
    reasons: list[Reason] = msgspec.field(default_factory=list)
    applies: Condition | None = None
    otherwise: Text | None = None

    @cached_property
    def reason_ids(self) -> tuple[str, ...]:
        """Return the ids of the reasons, ``other`` last."""
        return (*(reason.id for reason in self.reasons), OTHER_REASON)

    def reason_words(self, reason: str, language: Language = "en") -> str:
        """Return the words of a reason; its id where the framework has none."""
        return next((found.label.said(language) for found in self.reasons if found.id == reason), reason)


class ShareWords(_Part, frozen=True):
    """Words for a share of answers; the edges are percentages, each counted in or not."""

    words: Text
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None

    def fit(self, share: Fraction) -> bool:
        """Tell whether the words fit a share between 0 and 1."""
        percent = share * 100
        return (
            (self.above is None or percent > _exact(self.above))
            and (self.at_least is None or percent >= _exact(self.at_least))
            and (self.below is None or percent < _exact(self.below))
            and (self.at_most is None or percent <= _exact(self.at_most))
        )


def _exact(edge: float) -> Fraction:
    """Read an edge as it is printed: 33.3 is 333/10 and not the nearest binary number."""
    return Fraction(str(edge))


class NaReason(_Part, frozen=True):
    """One reason for answering N/A by hand."""

    id: str
    label: Text


class RecordKind(_Part, frozen=True):
    """A record that answers rest on often, as it is offered in a list; any other is typed."""

    id: str
    label: Text


class Topic(_Part, frozen=True):
    """A statement for evidence that cases cannot give, such as G01."""

    id: str
    theme: str
    label: Text


class Contradiction(_Part, frozen=True):
    """Facts and answers of one reading that sit oddly together, and what to ask the reader of them."""

    id: str
    when: Condition
    ask: Text

    @property
    def questions(self) -> list[str]:
        """Return the ids of the questions that it looks at, as the file names them."""
        return list(dict.fromkeys(leaf.answer for leaf in self.when.leaves() if leaf.answer))


class Framework(_Part, frozen=True, dict=True):
    """A whole framework. ``sha256`` is over the exact bytes of its file."""

    id: str
    version: str
    title: Text
    languages: list[Language]
    pooling: Pooling
    rounding: Rounding
    not_rated: Text
    small_count: int
    bands: list[Band]
    themes: list[Theme]
    sections: list[Section]
    fact_groups: list[FactGroup]
    facts: list[Fact]
    questions: list[Question]
    na_reasons: list[NaReason]
    topics: list[Topic]
    share_words: list[ShareWords]
    contradictions: list[Contradiction] = msgspec.field(default_factory=list)
    record_kinds: list[RecordKind] = msgspec.field(default_factory=list)
    sha256: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Return the questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """Return the facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def said(self) -> frozenset[str]:
        """Return what questions, facts, reasons and topics say in English: none of its words is a person's name."""
        labels = [fact.label.en for fact in self.facts] + [topic.label.en for topic in self.topics]
        labels += [value.label.en for fact in self.facts for value in fact.values]
        labels += [reason.label.en for question in self.questions for reason in question.reasons]
        return frozenset(labels + [question.text.en for question in self.questions])

    @cached_property
    def on_screen(self) -> Sequence[Question]:
        """Return the questions in the order of the conversation with the case manager."""
        return sorted(self.questions, key=lambda question: question.screen)

    @cached_property
    def in_report(self) -> Sequence[Question]:
        """Return the questions by theme, in the order of the report."""
        rank = {theme.id: place for place, theme in enumerate(self.themes)}
        return sorted(self.questions, key=lambda question: (rank[question.theme], question.report))

    def scoring(self, theme: str) -> list[Question]:
        """Return the questions that score in a theme, in the order of the report."""
        return [question for question in self.in_report if question.theme == theme and question.scores]

    def words_for(self, share: Fraction, language: Language = "en") -> list[str]:
        """Return the words that fit a share between 0 and 1, the closest first as the file lists them."""
        return [words.words.said(language) for words in self.share_words if words.fit(share)]
