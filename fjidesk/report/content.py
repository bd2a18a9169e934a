"""The printed interim summary as data: pure, and the same for the same revisions."""

from collections import Counter
from collections.abc import Iterable

from fjidesk.model.framework import Framework
from fjidesk.report import beside, words
from fjidesk.report.material import Material
from fjidesk.report.parts import Governance, Identification, Line, SummaryContent, ThemeContent
from fjidesk.report.theme import standing, theme_content

TITLE = "Interim summary"
STATUS = "Draft, not settled"


def summary(material: Material) -> SummaryContent:
    """Return the interim summary of an inspection."""
    numbered = list(enumerate(material.framework.themes, start=1))
    themes = [theme_content(number, theme, material) for number, theme in numbered if theme.scored]
    governance = [_governance(number, theme.id, material) for number, theme in numbered if not theme.scored]
    return SummaryContent(
        identification=_identification(material, [*themes, *governance]),
        facts=_facts(material),
        standings=[standing(number, theme, material) for number, theme in numbered],
        meaning=_meaning(material),
        method=_method(material.framework),
        themes=themes,
        governance=governance,
    )


def _governance(number: int, name: str, material: Material) -> Governance:
    theme = next(theme for theme in material.framework.themes if theme.id == name)
    found = beside.pieces(material, name)
    judged = beside.by_judgement(found)
    return Governance(
        standing=standing(number, theme, material),
        judgements=[
            Line(label=words.capital(said[1]), value=str(judged[key]))
            for key, said in words.JUDGEMENTS.items()
            if key or judged[key]
        ],
        inspectorates=[
            Line(label=label, value=str(number))
            for label, number in words.ranked(beside.by_inspectorate(found, material))
        ],
        topics=beside.topics(material, name),
        quotes=beside.quotes(material, name),
    )


def _identification(material: Material, pages: Iterable[ThemeContent | Governance]) -> Identification:
    inspection, framework, held = material.inspection, material.framework, material.held
    has_case_content = any(page.quotes.printed for page in pages)
    return Identification(
        inspection=" ".join(inspection.title.split()),
        title=TITLE,
        status=STATUS,
        author=material.author or inspection.title,
        marking=inspection.marking_case if has_case_content else inspection.marking,  # the highest of what is printed
        created=held.latest,
        created_words=words.moment(held.latest),
        framework=_framework(framework),
        state=words.short_hash(held.state),
    )


def _framework(framework: Framework) -> str:
    return f"{framework.id}, version {framework.version}, {words.short_hash(framework.sha256)}"


def _facts(material: Material) -> list[Line]:
    framework, scores, held = material.framework, material.scores, material.held
    sample = max(len(material.references), scores.cases)
    merged = f"{words.count(held.revisions, 'change')} by {words.count(held.members, 'member')}"
    apart = f"; {words.count(held.quarantined, 'more is', 'more are')} kept apart and not counted"
    lines = [
        ("Readings counted", f"{scores.cases:,} of {words.count(sample, 'case')}" + _partly(scores.cases, sample)),
        *([("Left out", material.left_out)] if material.left_out else []),
        ("Second readings", _differences(material)),
        ("Conflicts", _conflicts(material)),
        ("Limiting-factor flags", beside.flag_words(material.flags)),
        ("Alerts", _alerts(material)),
        ("Framework", f"{framework.title.en}: {_framework(framework)}"),
        ("Work merged", merged + (apart if held.quarantined else "")),
        ("Latest change", words.moment(held.latest)),
        ("State", f"{words.short_hash(held.state)}: two desks that print this hold the same"),
    ]
    return [Line(label=label, value=value) for label, value in lines]


def _partly(counted: int, sample: int) -> str:
    if not counted:
        return ": no finished reading yet, so nothing is rated"
    return "" if counted >= sample else ": a part of the picture"


def _differences(material: Material) -> str:
    if not material.doubles:
        return "none yet"
    read = f"{words.count(material.doubles, 'case')} read twice"
    settled = f"{words.count(material.settled, 'difference')} settled by an agreed answer" if material.settled else ""
    differing = [number for number in material.differences if number]
    if not differing:
        return f"{read}: {settled}, none open" if settled else f"{read}: no differences"
    where = f"{words.count(sum(differing), 'open difference')} in {words.count(len(differing), 'case')}"
    parts = ", ".join(part for part in (settled, where) if part)
    return f"{read}: {parts}; the first reading counts until they are settled"


def _conflicts(material: Material) -> str:
    found = Counter(material.held.conflicts)
    if not found.total():
        return "none open"
    return f"{found.total():,} open ({words.tallied(found)}); the latest change stands in"


def _alerts(material: Material) -> str:
    if not material.alerts:
        return "none"
    still = sum(material.alerts)
    return f"{still or 'none'} open of {len(material.alerts)}" + (": an open alert is for today" if still else "")


def _meaning(material: Material) -> list[str]:
    small = material.framework.small_count
    full = f"This print is for the lead inspector. Counts under {small} are shown in full: not for publication."
    return [_INTERIM, full]


def _method(framework: Framework) -> list[str]:
    bands = sorted(framework.bands, key=lambda band: -band.floor)
    named = "; ".join(
        f"{band.floor} to {band.ceiling}% {band.label.en}, {words.stars(band.stars, framework).words}" for band in bands
    )
    return [f"{_SCORE} {_UNROUNDED if framework.rounding == 'none' else _ROUNDED}", f"Bands: {named}."]


_INTERIM = (
    "Interim means: this is the picture from the finished readings that are counted so far. Scores, descriptors and "
    "stars are provisional. They change as readings and corrections come in. Moderation settles the final descriptor "
    "and stars, and decides on each limiting-factor flag; neither is in the scores here."
)
_SCORE = (
    "Score: Yes divided by Yes and No together, over all scored questions of the theme and all counted readings. N/A "
    "and questions not answered are in neither."
)
_ROUNDED = "The percentage is rounded once, halves up, and then banded."
_UNROUNDED = "The percentage is banded without rounding."
