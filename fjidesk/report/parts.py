"""The parts of a summary as data. What is printed stands here in words, with the counts that it comes from."""

import msgspec


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a summary."""


class Line(_Part, frozen=True):
    """A label and what it says."""

    label: str
    value: str


class Stars(_Part, frozen=True):
    """Stars as a number of a number, and always in words."""

    filled: int
    of: int
    words: str


class Standing(_Part, frozen=True):
    """Where a theme stands. ``percent`` and ``stars`` are None where there is no score.

    Attributes:
        figure: what is printed large, such as 38% or No score.
        counts: the answers that the score is made of, in words.
        descriptor: the provisional descriptor, or why there is none.
    """

    number: int
    id: str
    title: str
    percent: int | None
    figure: str
    counts: str
    descriptor: str
    stars: Stars | None


class SectionLine(_Part, frozen=True):
    """One section of a theme; ``words`` is its percentage, or why it has none."""

    title: str
    yes: int
    applicable: int
    percent: int | None
    words: str


class ChartLine(_Part, frozen=True):
    """One bar of a chart with its text form; ``words`` puts the share in words with its count."""

    id: str
    label: str
    yes: int
    no: int
    na: int
    unanswered: int
    percent: int | None
    words: str


class Chart(_Part, frozen=True):
    """The chart of a theme with the sentences that belong under it."""

    lines: list[ChartLine]
    notes: list[str]


class Ranked(_Part, frozen=True):
    """One of the weakest or strongest questions."""

    id: str
    text: str
    section: str
    yes: int
    applicable: int
    percent: int


class Ranking(_Part, frozen=True):
    """The weakest and strongest questions of a theme, and which were left out."""

    weakest: list[Ranked]
    strongest: list[Ranked]
    note: str


class ReasonLine(_Part, frozen=True):
    """A reason for No: given ``times`` times in ``noes`` answers of No, ``main`` times as the main one."""

    id: str
    label: str
    reason: str
    times: int
    main: int
    noes: int


class Quote(_Part, frozen=True):
    """A quote or illustration that may be printed, with its kind of source."""

    text: str
    source: str
    kind: str


class Quotes(_Part, frozen=True):
    """What may be printed of a theme's quotes and illustrations, and why the others are not."""

    printed: list[Quote]
    withheld: list[Line]


class ThemeContent(_Part, frozen=True):
    """The pages of a scored theme.

    Attributes:
        standing: score, descriptor, stars.
        edges: the percentages at which a better band begins, rising.
        unsettled: what the score does not hold yet, in words: provisional, flags, evidence beside the cases.
    """

    standing: Standing
    cases: str
    edges: list[int]
    zones: list[str]
    sections: list[SectionLine]
    chart: Chart
    ranking: Ranking
    reasons: list[ReasonLine]
    other_ways: list[Line]
    unsettled: list[Line]
    quotes: Quotes


class TopicLine(_Part, frozen=True):
    """The evidence on one topic: how many pieces, judged how, from which inspectorate."""

    id: str
    label: str
    pieces: int
    judgements: str
    inspectorates: str


class Governance(_Part, frozen=True):
    """The pages of a theme that is not scored."""

    standing: Standing
    judgements: list[Line]
    inspectorates: list[Line]
    topics: list[TopicLine]
    quotes: Quotes


class Identification(_Part, frozen=True):
    """What says which summary this is; it goes into the file's properties and onto every page."""

    inspection: str
    title: str
    status: str
    author: str
    marking: str
    created: str
    created_words: str
    framework: str
    state: str


class SummaryContent(_Part, frozen=True):
    """The printed interim summary as data. Counts only: no reference of a case is in it."""

    identification: Identification
    facts: list[Line]
    standings: list[Standing]
    meaning: list[str]
    method: list[str]
    themes: list[ThemeContent]
    governance: list[Governance]
