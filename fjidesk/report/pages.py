"""Which pieces stand on the pages of a summary, in which order. Knows no PDF: a kit makes the pieces."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from fjidesk.report import charts, words
from fjidesk.report.beside import NOTHING
from fjidesk.report.look import FEW_ROWS, MM, QUIET, WIDTH, YES
from fjidesk.report.parts import (
    ChartLine,
    Governance,
    Line,
    Quotes,
    Ranked,
    SectionLine,
    Standing,
    Stars,
    SummaryContent,
    ThemeContent,
)

Piece = Any
_BAR = 40 * MM
_SCALE = 52 * MM


class Column(NamedTuple):
    """A column of a table, its width in points; ``right`` sets its short texts against the right edge."""

    width: float
    head: Piece = ""
    kind: str = "cell"
    right: bool = False


class Kit(Protocol):
    """What makes the pieces of a page."""

    def text(self, words: str, kind: str = "body") -> Piece:
        """Return a paragraph."""

    def heading(self, words: str, level: int, room: float = FEW_ROWS) -> list[Piece]:
        """Return a heading that asks for so much room."""

    def drawn(self, width: float, height: float, draw: Callable[[Any], None]) -> Piece:
        """Return a drawing."""

    def space(self, height: float) -> Piece:
        """Return empty room."""

    def page_break(self) -> Piece:
        """Return the end of a page."""

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Piece]]) -> Piece:
        """Return a table; the last cell of a row that is short spans what is left."""

    def beside(self, cells: Sequence[Sequence[Piece]], widths: Sequence[float], *, shaded: bool) -> Piece:
        """Return pieces side by side."""


def story(content: SummaryContent, kit: Kit) -> list[Piece]:
    """Return the pieces of a whole summary in reading order."""
    made = _front(content, kit)
    for theme in content.themes:
        made += [kit.page_break(), *_theme(theme, kit)]
    for governance in content.governance:
        made += [kit.page_break(), *_governance(governance, kit)]
    return made


def _front(content: SummaryContent, kit: Kit) -> list[Piece]:
    identification = content.identification
    return [
        kit.space(10),
        *kit.heading(identification.inspection, 0),
        kit.text(identification.title, "subtitle"),
        kit.text(f"{identification.status}. Data of {identification.created_words}.", "status"),
        *kit.heading("The five themes" if len(content.standings) == 5 else "The themes", 2),  # noqa: PLR2004
        _standings(content.standings, kit),
        *kit.heading("What interim means", 2),
        *(kit.text(said, "body") for said in content.meaning[:-1]),
        *(kit.text(said, "notice") for said in content.meaning[-1:]),
        *kit.heading("What this is made from", 2),
        _lines(content.facts, kit),
        *kit.heading("How the score is made", 2),
        *(kit.text(said) for said in content.method),
    ]


def _standings(standings: Sequence[Standing], kit: Kit) -> Piece:
    columns = [
        Column(5 * MM, "", "label"),
        Column(45 * MM, "Theme", "strong"),
        Column(13 * MM, "Score", "strong", right=True),
        Column(54 * MM, "Answers"),
        Column(23 * MM, "Provisional descriptor"),
        Column(WIDTH - 140 * MM, "Provisional stars"),
    ]
    return kit.table(columns, [_standing_row(found, kit) for found in standings])


def _standing_row(found: Standing, kit: Kit) -> list[Piece]:
    row: list[Piece] = [str(found.number), found.title]
    if found.percent is None:
        said = [found.counts, found.descriptor] if found.counts else [found.descriptor]
        return [*row, kit.text(". ".join(said), "cell")]
    return [*row, found.figure, found.counts, found.descriptor, _stars(found.stars, kit, 7.0) if found.stars else ""]


def _stars(found: Stars, kit: Kit, size: float = charts.STAR) -> Piece:
    return kit.drawn(90, size + 1, lambda canvas: charts.stars(canvas, found, size))


def _lines(lines: Sequence[Line], kit: Kit) -> Piece:
    columns = [Column(48 * MM, kind="label"), Column(WIDTH - 48 * MM)]
    return kit.table(columns, [(line.label, line.value) for line in lines])


def _numbered(standing: Standing) -> str:
    return f"{standing.number}\N{NO-BREAK SPACE} {standing.title}"


def _theme(theme: ThemeContent, kit: Kit) -> list[Piece]:
    return [
        *kit.heading(_numbered(theme.standing), 1),
        _score(theme, kit),
        *kit.heading("Sections", 2),
        _sections(theme, kit),
        *kit.heading("Some of the key questions", 2),
        _chart(theme.chart.lines, kit),
        *(kit.text(said, "note") for said in theme.chart.notes),
        *_ranking(theme, kit),
        *_reasons(theme, kit),
        *kit.heading("Not settled yet", 2),
        _lines(theme.unsettled, kit),
        *kit.heading("Other ways to count, never used for the rating", 2),
        _lines(theme.other_ways, kit),
        *_quotes(theme.quotes, kit),
    ]


def _score(theme: ThemeContent, kit: Kit) -> Piece:
    standing = theme.standing
    figure = kit.text(standing.figure, "figure" if standing.percent is not None else "words")
    rated = standing.percent is not None
    said = [kit.text(f"{standing.descriptor}, provisional" if rated else standing.descriptor, "descriptor")]
    if standing.stars is not None:
        said += [_stars(standing.stars, kit), kit.space(3)]
    said.append(kit.text(f"{standing.counts}, in {theme.cases}.", "cell"))
    draw = partial(charts.scale, percent=standing.percent, edges=theme.edges, width=_SCALE)
    scale = kit.drawn(_SCALE, charts.SCALE_HEIGHT, draw)
    left = 36 * MM
    right = _SCALE + 18
    return kit.beside([[figure], said, [scale]], [left, WIDTH - left - right, right], shaded=True)


def _sections(theme: ThemeContent, kit: Kit) -> Piece:
    columns = [
        Column(70 * MM, "Section"),
        Column(_BAR + 8 * MM, "Share of Yes"),
        Column(13 * MM, "Yes", right=True),
        Column(20 * MM, "Applicable", right=True),
        Column(WIDTH - 111 * MM - _BAR, "Share", "strong", right=True),
    ]
    return kit.table(columns, [_section_row(line, kit) for line in theme.sections])


def _section_row(line: SectionLine, kit: Kit) -> list[Piece]:
    if line.percent is None:
        return [line.title, words.capital(line.words)]
    draw = partial(charts.share_bar, percent=line.percent, width=_BAR, colour=YES)
    return [line.title, kit.drawn(_BAR, charts.SHARE_HEIGHT, draw), f"{line.yes:,}", f"{line.applicable:,}", line.words]


def _chart(lines: Sequence[ChartLine], kit: Kit) -> Piece:
    columns = [
        Column(47 * MM, "Question"),
        Column(_BAR + 1 * MM, kit.drawn(_BAR, charts.LEGEND_HEIGHT, charts.legend)),
        Column(8 * MM, "Yes", right=True),
        Column(8 * MM, "No", right=True),
        Column(8 * MM, "N/A", right=True),
        Column(12 * MM, "Share", "strong", right=True),
        Column(WIDTH - 84 * MM - _BAR, "In words"),
    ]
    return kit.table(columns, [_chart_row(line, kit) for line in lines])


def _chart_row(line: ChartLine, kit: Kit) -> list[Piece]:
    return [
        line.label,
        kit.drawn(_BAR, charts.BAR_HEIGHT, partial(charts.bar, line=line, width=_BAR)),
        str(line.yes),
        str(line.no),
        str(line.na),
        NOTHING if line.percent is None else f"{line.percent}%",
        line.words,
    ]


def _ranking(theme: ThemeContent, kit: Kit) -> list[Piece]:
    ranking = theme.ranking
    made: list[Piece] = []
    for title, found in (("Weakest questions", ranking.weakest), ("Strongest questions", ranking.strongest)):
        if found:
            made += [*kit.heading(title, 2), _ranked(found, kit)]
    return [*made, kit.text(ranking.note, "note")]


def _ranked(found: Sequence[Ranked], kit: Kit) -> Piece:
    columns = [
        Column(12 * MM, "", "label"),
        Column(88 * MM, "Question"),
        Column(38 * MM, "Section"),
        Column(18 * MM, "Yes", right=True),
        Column(14 * MM, "Share", "strong", right=True),
    ]
    rows = [
        (line.id, line.text, line.section, f"{line.yes} of {line.applicable}", f"{line.percent}%") for line in found
    ]
    return kit.table(columns, rows)


def _reasons(theme: ThemeContent, kit: Kit) -> list[Piece]:
    if not theme.reasons:
        return []
    columns = [
        Column(12 * MM, "", "label"),
        Column(52 * MM, "Question"),
        Column(62 * MM, "Reason"),
        Column(22 * MM, "Given", "strong", right=True),
        Column(22 * MM, "As main reason", right=True),
    ]
    rows = [
        (line.id, line.label, line.reason, f"{line.times} of {line.noes} No", str(line.main)) for line in theme.reasons
    ]
    return [
        *kit.heading("Reasons most often given for No", 2),
        kit.table(columns, rows),
        kit.text("One answer of No may give several reasons.", "note"),
    ]


def _quotes(quotes: Quotes, kit: Kit) -> list[Piece]:
    if not quotes.printed and not quotes.withheld:
        return []
    # The count comes before the quotes, so that it never stands on a page of its own.
    counted = [f"Printed, with consent and altered: {len(quotes.printed)}."]
    counted += [f"{line.label}, {line.value}." for line in quotes.withheld]
    made = [*kit.heading("In the words of others, and from cases", 2), kit.text(" ".join(counted), "note")]
    for quote in quotes.printed:
        source = quote.source if quote.kind == "quote" else f"Case illustration. {quote.source}"
        # A paragraph for each line: one of a thousand lines would be laid out again at the foot of every page.
        lines = [line.strip() or "\N{NO-BREAK SPACE}" for line in quote.text.strip().splitlines()]
        made += [*(kit.text(line, "quote") for line in lines), kit.text(source, "source")]
    return made


def _governance(governance: Governance, kit: Kit) -> list[Piece]:
    standing = governance.standing
    half, gap = 80 * MM, 10 * MM
    columns = [
        Column(12 * MM, "", "label"),
        Column(64 * MM, "Topic"),
        Column(14 * MM, "Pieces", "strong", right=True),
        Column(40 * MM, "Judgement"),
        Column(WIDTH - 130 * MM, "By inspectorate"),
    ]
    rows = [(line.id, line.label, str(line.pieces), line.judgements, line.inspectorates) for line in governance.topics]
    return [
        *kit.heading(_numbered(standing), 1),
        kit.beside([[kit.text(standing.descriptor, "descriptor")]], [WIDTH], shaded=True),
        *kit.heading("Evidence by judgement and inspectorate", 2),
        kit.beside(
            [[_numbers(governance.judgements, kit)], [], [_numbers(governance.inspectorates, kit)]],
            [half, gap, WIDTH - half - gap],
            shaded=False,
        ),
        *kit.heading("Evidence by topic", 2),
        kit.table(columns, rows) if rows else kit.text("This framework has no topics."),
        *_quotes(governance.quotes, kit),
    ]


def _numbers(lines: Sequence[Line], kit: Kit) -> Piece:
    """Return labels with their numbers as bars against the highest."""
    if not lines:
        return kit.text("None recorded.")
    most = max(int(line.value) for line in lines) or 1
    columns = [Column(34 * MM), Column(_BAR - 4 * MM), Column(10 * MM, kind="strong", right=True)]
    width = _BAR - 8 * MM
    rows = []
    for line in lines:
        draw = partial(charts.share_bar, percent=100 * int(line.value) // most, width=width, colour=QUIET)
        rows.append((line.label, kit.drawn(width, charts.SHARE_HEIGHT, draw), line.value))
    return kit.table(columns, rows)
