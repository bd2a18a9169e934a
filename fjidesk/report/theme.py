"""The pages of a scored theme: from scores and counts to words and lines."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from fjidesk.model.framework import Framework, Question, Theme
from fjidesk.model.score import QuestionCount, Tally, ThemeScore
from fjidesk.report import beside, words
from fjidesk.report.material import Material
from fjidesk.report.parts import (
    Chart,
    ChartLine,
    Line,
    Ranked,
    Ranking,
    ReasonLine,
    SectionLine,
    Standing,
    ThemeContent,
)
from fjidesk.scoring.bands import tenths, whole_percent

RANKED = 5
REASONS = 8
MODERATED = "No score: its descriptor is settled by moderation"
_UNLISTED = "A reason that this framework does not list"
_OTHER = "Other, in own words"
_LEGEND = "Solid: Yes. Striped: No. Outlined: N/A, does not apply."
_TOTALS = (
    "The totals of Yes and No may not equal the number of cases, because some questions do not apply in some cases."
)
_NOT_SETTLED = "not settled: moderation settles them; the score does not change"


def standing(number: int, theme: Theme, material: Material) -> Standing:
    """Return where a theme stands, scored or not."""
    if not theme.scored:
        return Standing(
            number=number,
            id=theme.id,
            title=theme.title.en,
            percent=None,
            figure="No score",
            counts="",
            descriptor=MODERATED,
            stars=None,
        )
    score = material.scores.theme(theme.id)
    stars = None if score.stars is None else words.stars(score.stars, material.framework)
    answers = words.count(score.applicable, "applicable answer")
    return Standing(
        number=number,
        id=theme.id,
        title=theme.title.en,
        percent=score.percent,
        figure="Not rated" if score.percent is None else f"{score.percent}%",
        counts=f"{score.yes:,} Yes of {answers}" if score.applicable else "No applicable answers",
        descriptor=score.descriptor,
        stars=stars,
    )


def theme_content(number: int, theme: Theme, material: Material) -> ThemeContent:
    """Return the pages of a scored theme."""
    framework = material.framework
    score = material.scores.theme(theme.id)
    bands = sorted(framework.bands, key=lambda band: band.floor)
    return ThemeContent(
        standing=standing(number, theme, material),
        cases=words.count(material.scores.cases, "case"),
        edges=[band.floor for band in bands if band.floor],
        zones=[band.label.en for band in bands],
        sections=_sections(theme, score, framework),
        chart=_chart(theme, material),
        ranking=_ranking(theme, material),
        reasons=_reasons(theme, material),
        other_ways=_other_ways(score),
        unsettled=_unsettled(theme, score, material),
        quotes=beside.quotes(material, theme.id),
    )


def _sections(theme: Theme, score: ThemeScore, framework: Framework) -> list[SectionLine]:
    scoring = {question.section for question in framework.scoring(theme.id)}
    titles = {section.id: section.title.en for section in framework.sections}
    lines = []
    for section in score.sections:
        without = "nothing applied" if section.id in scoring else "no scored questions"
        lines.append(
            SectionLine(
                title=titles[section.id],
                yes=section.yes,
                applicable=section.applicable,
                percent=section.percent,
                words=without if section.percent is None else f"{section.percent}%",
            )
        )
    return lines


def _chart(theme: Theme, material: Material) -> Chart:
    counts = _counts(material)
    lines = [
        _chart_line(question, counts[question.id], material.framework)
        for question in material.framework.in_report
        if question.theme == theme.id and question.chart
    ]
    notes = [f"{_LEGEND} {words.count(material.scores.cases, 'case')} counted. {_TOTALS}"]
    unanswered = sum(line.unanswered for line in lines)
    if unanswered:
        notes.append(
            f"An empty end of a bar: {words.count(unanswered, 'question')} not answered in finished readings; "
            "these are counted as neither Yes, No nor N/A."
        )
    return Chart(lines=lines, notes=notes)


def _counts(material: Material) -> Mapping[str, QuestionCount]:
    return {count.id: count for count in material.scores.questions}


def _chart_line(question: Question, count: QuestionCount, framework: Framework) -> ChartLine:
    exact = Tally(count.yes, count.no).share
    return ChartLine(
        id=question.id,
        label=question.short.en,
        yes=count.yes,
        no=count.no,
        na=count.na,
        unanswered=count.unanswered,
        percent=None if exact is None else whole_percent(exact),
        words=words.share(count.yes, count.yes + count.no, framework),
    )


def _ranking(theme: Theme, material: Material) -> Ranking:
    framework = material.framework
    counts = _counts(material)
    questions = framework.scoring(theme.id)
    enough = [
        (question, Tally(counts[question.id].yes, counts[question.id].no))
        for question in questions
        if counts[question.id].yes + counts[question.id].no >= framework.small_count
    ]
    rising = sorted(enough, key=lambda pair: (pair[1].share, -pair[1].no, pair[0].report))
    falling = sorted(enough, key=lambda pair: (-(pair[1].share or 0), -pair[1].yes, pair[0].report))
    weakest = rising[: min(RANKED, (len(enough) + 1) // 2)]
    strongest = [pair for pair in falling if pair not in weakest][:RANKED]
    titles = {section.id: section.title.en for section in framework.sections}
    left_out = len(questions) - len(enough)
    note = f"Ranked are scored questions with at least {words.count(framework.small_count, 'applicable answer')}"
    return Ranking(
        weakest=[_ranked(*pair, titles) for pair in weakest],
        strongest=[_ranked(*pair, titles) for pair in strongest],
        note=f"{note}; {words.count(left_out, 'question has', 'questions have')} fewer." if left_out else f"{note}.",
    )


def _ranked(question: Question, tally: Tally, titles: Mapping[str, str]) -> Ranked:
    return Ranked(
        id=question.id,
        text=question.text.en,
        section=titles[question.section],
        yes=tally.yes,
        applicable=tally.applicable,
        percent=whole_percent(tally.share or Fraction(0)),
    )


def _reasons(theme: Theme, material: Material) -> list[ReasonLine]:
    counts = _counts(material)
    times: Counter[tuple[str, str]] = Counter()
    main: Counter[tuple[str, str]] = Counter()
    for name, reason, is_main in material.reasons:
        question = material.framework.by_id.get(name)
        if question is not None and question.theme == theme.id:
            said = _reason_words(question, reason)
            times[name, said] += 1
            main[name, said] += is_main
    order = sorted(times, key=lambda key: (-times[key], -main[key], key))
    return [
        ReasonLine(
            id=name,
            label=material.framework.by_id[name].short.en,
            reason=said,
            times=times[name, said],
            main=main[name, said],
            noes=counts[name].no,
        )
        for name, said in order[:REASONS]
    ]


def _reason_words(question: Question, reason: str) -> str:
    """Return the words of a reason; what a bundle says in an unknown one is not printed."""
    if reason not in question.reason_ids:
        return _UNLISTED
    said = question.reason_words(reason)
    return _OTHER if said == reason else said


def _other_ways(score: ThemeScore) -> list[Line]:
    other = score.other_methods
    ways = (
        ("Mean of the questions", other.mean_of_questions),
        ("Mean of the sections", other.mean_of_sections),
        ("Mean of the cases", other.mean_of_cases),
    )
    lines = [Line(label=label, value="nothing applied" if found is None else f"{found:.1f}%") for label, found in ways]
    if not score.applicable:
        return lines
    band = "another band" if score.unrounded_band_differs else "the same band"
    exact = tenths(Fraction(score.yes, score.applicable) * 100)
    return [Line(label="Without rounding", value=f"{exact:.1f}%: {band}"), *lines]


def _unsettled(theme: Theme, score: ThemeScore, material: Material) -> list[Line]:
    flags = [flag for flag in material.flags if flag.theme == theme.id]
    all_answers = score.applicable + score.na + score.unanswered
    share = f", {whole_percent(Fraction(score.na, all_answers))}% of all" if all_answers else ""
    return [
        Line(label="Final descriptor and stars", value=_NOT_SETTLED),
        Line(label="Limiting-factor flags", value=beside.flag_words(flags)),
        Line(
            label="Evidence beside the cases", value=beside.evidence_words(beside.pieces(material, theme.id), material)
        ),
        Line(label="Answers outside the score", value=f"{score.na:,} N/A{share}; {score.unanswered:,} not answered"),
    ]
