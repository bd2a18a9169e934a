"""The blank form of a case: what is filled in by hand on the day a laptop fails, and typed in later.

Every text of a question stands in full. The same form gives the same bytes.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk import __version__
from fjidesk.report import look
from fjidesk.report.pdf import ReportlabKit

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGIN = 15 * look.MM
_WIDTH = look.PAGE[0] - 2 * _MARGIN
_BOX = 9.5  # the side of a tick box, in points
_BIG_BOX = 12.5
_NOTE_LINE = 6.7 * look.MM  # from line to line, wide enough for a hand
_NOTE_LINES = 2
_MORE_LINES = 36
_LABEL = 62 * look.MM
_APART = 10  # points from a box's words to the next box
_HALF = _WIDTH / 2  # facts that can be ticked in so much stand two in a row
_HALF_LABEL = 52 * look.MM
_TOP, _BOTTOM = 46.0, 48.0
_TICKS = 53 * look.MM  # Yes, No, N/A and its digit
_OWN = 28 * look.MM  # the least that own words take
_AIR = 5  # above a heading
_CLEAR = 8  # between a label and its boxes
_HOW = (
    "One tick a question. A No needs a reason: tick it, and write 1 beside the main one. An N/A needs one too: write "
    "its digit, as at the foot of each page, on the dots after N/A. Keep what the record shows apart from what the "
    "case manager said. No names: write a role, or the case reference. Someone at risk today? Stop, and tell the lead "
    "at once."
)
_LATER = (
    "Typed in later on the page of the case (Ctrl+Shift+K), or with fjidesk form key CASE: a line a question, such as "
    "R02 n 1 3 s=r c=f place=[page 4] The plan was late, which is no, reasons 1 and 3, the record shows, fairly sure. "
    "s=b is record and case manager both. A fact is a line of its key and number, such as victim=1. "
    "Keep this form with the case papers, and shred it when it has been typed in and checked."
)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A box with its words; ``key`` is what is typed for it later."""

    words: str
    key: str = ""
    ticked: bool = False


class AskedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with what is known of it and what is typed for it; without choices it is written on a line."""

    words: str
    key: str = ""
    choices: Sequence[Choice] = ()
    known: str = ""


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as the form has it; ``only`` says what would rule it out, where that is not known yet."""

    id: str
    words: str
    reasons: Sequence[Choice]
    only: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One case's form.

    Attributes:
        marking: of what is written on it.
        left_out: ids of the questions that do not apply by what is known.
        facts: heading and facts, in order.
        questions: heading and questions, in the order of the talk.
        na_reasons: reasons for N/A by hand, with their digits.
        date: of printing, ISO 8601.
    """

    case: str
    reader: str
    inspection: str
    framework: str
    marking: str
    facts: Sequence[tuple[str, Sequence[AskedFact]]]
    questions: Sequence[tuple[str, Sequence[AskedQuestion]]]
    na_reasons: Sequence[Choice]
    themes: Sequence[str]
    left_out: Sequence[str]
    date: str


def pdf(forms: Sequence[Form]) -> bytes:
    """Return the forms as the bytes of one A4 PDF, its fonts embedded; each form counts its own pages."""
    kit = ReportlabKit()
    _, in_all = _document(kit, forms, [0] * len(forms))
    data, _ = _document(kit, forms, in_all)
    return data


def _document(kit: ReportlabKit, forms: Sequence[Form], in_all: Sequence[int]) -> tuple[bytes, list[int]]:
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

    out = io.BytesIO()
    counted = [0] * len(forms)
    height = look.PAGE[1] - _TOP - _BOTTOM
    templates, story = [], []
    for place, form in enumerate(forms):
        frame = Frame(_MARGIN, _BOTTOM, _WIDTH, height, 0, 0, 0, 0, id="text")
        marks = partial(_marks, kit, form, counted, place, in_all[place])
        templates.append(PageTemplate(f"form-{place}", [frame], onPage=marks))
        story += [NextPageTemplate(f"form-{place}"), PageBreak()] if place else []
        story += _story(kit, form)
    document = BaseDocTemplate(
        out,
        pagesize=look.PAGE,
        pageTemplates=templates,
        title="Blank form",  # no case: file managers show titles
        subject=kit.plain(forms[0].marking),
        creator=f"fjidesk {__version__}",
        producer=f"fjidesk {__version__}",
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=look.REGULAR,
    )
    document.build(story)
    return out.getvalue(), counted


def _marks(
    kit: ReportlabKit, form: Form, counted: list[int], place: int, in_all: int, canvas: Any, _document: Any
) -> None:
    """Draw what stands on every page: marking, case, reader, page of pages, and a place for initials."""
    counted[place] += 1
    top, right = look.PAGE[1], look.PAGE[0] - _MARGIN
    canvas.saveState()
    canvas.setFillColorRGB(*look.rgb(look.INK))
    canvas.setFont(look.BOLD, 9)
    for height in (top - 22, 15):
        canvas.drawCentredString(look.PAGE[0] / 2, height, kit.plain(form.marking))
    canvas.setFont(look.BOLD, 8.5)
    canvas.drawString(_MARGIN, top - 36, kit.plain(f"Case {form.case}"))
    canvas.setFont(look.REGULAR, 8)
    canvas.drawCentredString(look.PAGE[0] / 2, top - 36, kit.plain(f"Reader: {form.reader or '…' * 20}"))
    canvas.drawRightString(right, top - 36, f"Page {counted[place]} of {in_all}")
    canvas.setFillColorRGB(*look.rgb(look.INK2))
    canvas.setFont(look.REGULAR, 7)
    canvas.drawString(_MARGIN, 38, kit.plain(_na(form)))
    canvas.drawString(_MARGIN, 29, kit.plain(f"{form.inspection}. {form.framework}. Printed {form.date}."))
    canvas.drawRightString(right, 29, "Initials of the reader: " + "." * 28)
    canvas.restoreState()


def _na(form: Form) -> str:
    """Return the digits for N/A, which stand on every page, so that nobody takes a reason for No for one."""
    said = ", ".join(f"{choice.key} {choice.words}" for choice in form.na_reasons)
    return f"Reasons for N/A: {said}."


def _story(kit: ReportlabKit, form: Form) -> list[Any]:
    story = [kit.text(f"Case {form.case}", "theme"), kit.text(_HOW), kit.text(_LATER, "note")]
    story += [_ruled(kit, [("Read on", 0), ("From", 140), ("To", 140)])]
    story += _boxes(kit, "Case manager", [Choice(words="present"), Choice(words="absent")])
    story += [kit.space(_AIR), kit.text("Case facts", "theme")]
    for heading, facts in form.facts:
        story.append(kit.text(heading, "section"))
        story += _facts(kit, facts)
    for heading, questions in form.questions:
        parts = [kit.space(_AIR), kit.text(heading, "theme")]
        for question in questions:
            story.append(_together([*parts, *_question(kit, question)]))
            parts = []
    if form.left_out:
        story.append(
            kit.text(f"Left out, because they do not apply by what is known: {', '.join(form.left_out)}.", "note")
        )
    return [*story, *_end(kit, form)]


def _facts(kit: ReportlabKit, facts: Sequence[AskedFact]) -> list[Any]:
    """Return the facts of one heading: those of two short choices two in a row, in the order that they have."""
    pieces: list[Any] = []
    waiting: list[AskedFact] = []

    def lay() -> None:
        for place in range(0, len(waiting), 2):
            cells = [piece for fact in waiting[place : place + 2] for piece in _half(kit, fact)]
            half = [_HALF_LABEL - _CLEAR, _CLEAR, _HALF - _HALF_LABEL]
            widths = (half * 2)[: len(cells)]
            pieces.append(kit.beside(cells, widths, shaded=False))
        waiting.clear()

    for fact in facts:
        if [choice.words for choice in fact.choices] == ["Yes", "No"]:
            waiting.append(fact)
        else:
            lay()
            pieces.extend(_fact(kit, fact))
    lay()
    return pieces


def _half(kit: ReportlabKit, fact: AskedFact) -> list[Any]:
    label = kit.text(f"{fact.words}  {fact.key}=", "label")
    return [[label], [], [_ticks(kit, fact.choices, _HALF - _HALF_LABEL)]]


def _fact(kit: ReportlabKit, fact: AskedFact) -> list[Any]:
    if fact.choices:
        return _boxes(kit, f"{fact.words}  {fact.key}=", fact.choices)
    return [_ruled(kit, [(f"{fact.words}  {fact.key}={fact.known}", 0)])]


def _question(kit: ReportlabKit, question: AskedQuestion) -> list[Any]:
    answers = [Choice(words=words) for words in ("Yes", "No", "N/A  . . . . .")]  # dots for a digit
    said = [kit.text(f"{question.id}   {question.words}", "notice")]
    if question.only:
        said.append(kit.text(f"Leave out if: {question.only}.", "note"))
    ticks = _ticks(kit, answers, _TICKS, big=True)
    pieces = [kit.beside([said, [ticks]], [_WIDTH - _TICKS, _TICKS], shaded=False)]
    if question.reasons:
        pieces.append(_ticks(kit, question.reasons, _WIDTH, own=True))
    ground = [
        Choice(words="record shows", key="s=r"),
        Choice(words="case manager said", key="s=c"),
        Choice(words="sure", key="c=s"),
        Choice(words="fairly sure", key="c=f"),
        Choice(words="unsure", key="c=u"),
        Choice(words="discuss", key="d=y"),
    ]
    pieces += [_ticks(kit, ground, _WIDTH), _ruled(kit, [("Record", 0), ("Dated", 120), ("Place", 150)])]
    return [*pieces, _lines(kit, _NOTE_LINES), kit.space(2)]


def _end(kit: ReportlabKit, form: Form) -> list[Any]:
    """Return the last page: flags, alert, time, signatures, and room for longer notes."""
    limiting = [
        kit.text("Limiting factor", "theme"),
        kit.text("Serious, not dealt with, and someone is left at risk? Tick the theme, and say what and who below."),
        _ticks(kit, [Choice(words=theme) for theme in form.themes], _WIDTH),
        _lines(kit, 2),
        kit.space(_AIR),
        kit.text("Act now", "theme"),
        kit.text("Who may be at risk today, what, who was told and when, what they will do. Tell the lead at once."),
        _ticks(kit, [Choice(words="child"), Choice(words="somebody else"), Choice(words="both")], _WIDTH),
        _lines(kit, 2),
        kit.space(_AIR),
        kit.text("Signed", "theme"),
        _ruled(kit, [("Reader", 0), ("Date", 120)]),
        _ruled(kit, [("Typed in by", 0), ("Date", 120)]),
        _ruled(kit, [("Checked by", 0), ("Date", 120)]),
    ]
    more = [kit.text("More notes, each with the number of its question", "theme"), _lines(kit, _MORE_LINES)]
    return [_together(limiting), kit.page_break(), *more]


def _together(pieces: list[Any]) -> Any:
    from reportlab.platypus import KeepTogether

    return KeepTogether(pieces)


def _boxes(kit: ReportlabKit, label: str, choices: Sequence[Choice]) -> list[Any]:
    """Return a label with boxes beside it."""
    room = _WIDTH - _LABEL
    return [
        kit.beside(
            [[kit.space(2.5), kit.text(label, "label")], [], [_ticks(kit, choices, room)]],
            [_LABEL - _CLEAR, _CLEAR, room],
            shaded=False,
        )
    ]


def _ruled(kit: ReportlabKit, fields: Sequence[tuple[str, float]]) -> Any:
    """Return labels with lines to write on; each has a width in points, and 0 takes what is left."""
    rest = _WIDTH - sum(width for _, width in fields)

    def draw(canvas: Any) -> None:
        left = 0.0
        canvas.setFont(look.MEDIUM, 8)
        for label, width in fields:
            room = width or rest
            canvas.setFillColorRGB(*look.rgb(look.INK2))
            canvas.drawString(left, 4, kit.plain(label))
            begin = left + canvas.stringWidth(kit.plain(label), look.MEDIUM, 8) + 4
            _line(canvas, begin, left + room - 6, 2)
            left += room

    return kit.drawn(_WIDTH, 16, draw)


def _line(canvas: Any, begin: float, end: float, height: float) -> None:
    canvas.setStrokeColorRGB(*look.rgb(look.NA))
    canvas.setLineWidth(0.5)
    canvas.line(begin, height, end, height)


def _lines(kit: ReportlabKit, number: int) -> Any:
    """Return lines to write on."""

    def draw(canvas: Any) -> None:
        for place in range(number):
            _line(canvas, 0, _WIDTH, place * _NOTE_LINE + 1)

    return kit.drawn(_WIDTH, number * _NOTE_LINE, draw)


def _ticks(kit: ReportlabKit, choices: Sequence[Choice], room: float, *, big: bool = False, own: bool = False) -> Any:
    """Return boxes with their words in as many rows as the room asks for; ``own`` words have a line after the last."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    side, size = (_BIG_BOX, 9.0) if big else (_BOX, 8.0)
    font = look.BOLD if big else look.REGULAR
    placed: list[tuple[float, int, str, bool]] = []
    left, row = 0.0, 0
    for choice in choices:
        said = kit.plain(f"{choice.key}  {choice.words}" if choice.key else choice.words)
        width = side + 4 + stringWidth(said, font, size) + _APART
        if left and left + width - _APART > room:
            left, row = 0.0, row + 1
        placed.append((left, row, said, choice.ticked))
        left += width
    leading = side + 4
    if own and room - left < _OWN:
        left, row = 0.0, row + 1

    def draw(canvas: Any) -> None:
        if own:
            _line(canvas, left, room - 6, 2)
        for x, line, said, ticked in placed:
            base = (row - line) * leading + 2.5
            _box(canvas, x, base, side, ticked=ticked)
            canvas.setFillColorRGB(*look.rgb(look.INK))
            canvas.setFont(font, size)
            canvas.drawString(x + side + 4, base + (side - size) / 2 + 1.2, said)

    return kit.drawn(room, (row + 1) * leading, draw)


def _box(canvas: Any, left: float, base: float, side: float, *, ticked: bool) -> None:
    canvas.setStrokeColorRGB(*look.rgb(look.INK2))
    canvas.setLineWidth(0.8)
    canvas.rect(left, base, side, side)
    if ticked:
        canvas.setLineWidth(1.3)
        canvas.line(left + 2, base + 2, left + side - 2, base + side - 2)
        canvas.line(left + 2, base + side - 2, left + side - 2, base + 2)
