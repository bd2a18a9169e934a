"""A summary as PDF: the only module that imports reportlab, and only when a file is written.

The same content gives the same bytes: the date comes from the content, and nothing from the clock.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from fjidesk import __version__, resource
from fjidesk.report import look, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.report.pages import Column
    from fjidesk.report.parts import Identification, SummaryContent

_LANGUAGE = "en-GB"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NO_GLYPH = "\N{WHITE SQUARE}"
_RIGHT = 2  # how reportlab counts alignments
_SMALL = 7.5
_MARKING_SIZE = 9.0
_SMALLEST = 4.0


def pdf(content: SummaryContent) -> bytes:
    """Return the summary as the bytes of an A4 PDF, its fonts embedded."""
    kit = ReportlabKit()
    # Laid out twice: the first time only to know how many pages there are, so that "Page 2 of 9" is one piece of text.
    _, in_all = document(kit, content.identification, pages.story(content, kit), 0)
    data, _ = document(kit, content.identification, pages.story(content, kit), in_all)
    return data


class ReportlabKit:
    """Makes the pieces of a page with reportlab; every text that is handed in is escaped."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics

        _register_fonts()
        self._glyphs = pdfmetrics.getFont(look.REGULAR).face.charToGlyph
        self._styles = {name: ParagraphStyle(name, **_style(kind)) for name, kind in look.TYPES.items()}
        self._marks = 0

    def plain(self, words: str) -> str:
        """Return text with what cannot be printed taken out, and a square for a character the font lacks."""
        found = _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
        return "".join(each if ord(each) in self._glyphs or each in "\n\t" else _NO_GLYPH for each in found)

    def text(self, words: str, kind: str = "body") -> Any:
        """Return a paragraph; its line breaks are kept, long words are broken."""
        from reportlab.platypus import Paragraph

        return Paragraph(escape(self.plain(words)).replace("\n", "<br/>"), self._styles[kind])

    def heading(self, words: str, level: int, room: float = look.FEW_ROWS) -> list[Any]:
        """Return a heading with its bookmark; it moves to the next page where less than ``room`` points are left."""
        from reportlab.platypus import CondPageBreak

        kind = ("title", "theme", "section")[level]
        self._marks += 1
        mark = f"heading-{self._marks}"
        paragraph = self.text(words, kind)
        plain, draw = self.plain(words), paragraph.draw

        def with_bookmark() -> None:
            canvas = paragraph.canv
            canvas.bookmarkHorizontal(mark, 0, paragraph.height + 8)
            canvas.addOutlineEntry(plain, mark, level=max(level - 1, 0), closed=level < 2)  # noqa: PLR2004
            draw()

        paragraph.draw = with_bookmark
        return [CondPageBreak(room), paragraph]

    def drawn(self, width: float, height: float, draw: Callable[[Any], None]) -> Any:
        """Return a drawing of a size in points; ``draw`` gets the canvas with its origin at the lower left."""
        from reportlab.platypus import Flowable

        flowable = Flowable()
        flowable.width, flowable.height, flowable.hAlign = width, height, "LEFT"
        flowable.draw = lambda: draw(flowable.canv)
        return flowable

    def space(self, height: float) -> Any:
        """Return empty room of a height in points."""
        from reportlab.platypus import Spacer

        return Spacer(1, height)

    def page_break(self) -> Any:
        """Return the end of a page."""
        from reportlab.platypus import PageBreak

        return PageBreak()

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Any:
        """Return a table that repeats its header on each page; the last cell of a short row spans what is left."""
        from reportlab.platypus import Table

        headed = any(column.head for column in columns)
        head = [[self._head(column) for column in columns]] if headed else []
        body = [[self._cell(column, cell) for column, cell in zip(columns, row, strict=False)] for row in rows]
        spans = [
            ("SPAN", (len(row) - 1, place), (-1, place))
            for place, row in enumerate(body, start=len(head))
            if len(row) < len(columns)
        ]
        filled = [[*row, *[""] * (len(columns) - len(row))] for row in body]
        return Table(
            head + filled,
            colWidths=[column.width for column in columns],
            repeatRows=len(head),
            style=_table_style(columns, headed=headed) + spans,
            hAlign="LEFT",
            spaceAfter=4,
        )

    def _head(self, column: Column) -> Any:
        if not isinstance(column.head, str):
            return column.head
        return self.text(column.head, "head-right" if column.right else "head")

    def _cell(self, column: Column, cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        return self.plain(cell) if column.right else self.text(cell, column.kind)

    def beside(self, cells: Sequence[Sequence[Any]], widths: Sequence[float], *, shaded: bool) -> Any:
        """Return pieces side by side, in a shaded box or not."""
        from reportlab.platypus import Table

        everywhere = (0, 0), (-1, -1)
        padding = 9 if shaded else 0
        style: list[Any] = [
            ("FONT", *everywhere, look.REGULAR, 8, 10.5),
            ("VALIGN", *everywhere, "MIDDLE" if shaded else "TOP"),
            *((f"{side}PADDING", *everywhere, padding) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")),
        ]
        if shaded:
            style.append(("BACKGROUND", *everywhere, _colour(look.PANEL)))
        return Table([[list(cell) for cell in cells]], colWidths=list(widths), style=style, hAlign="LEFT", spaceAfter=2)


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in look.FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource.path(f"fonts/{file}.ttf"))))


def _style(kind: look.Type) -> dict[str, Any]:
    return {
        "fontName": kind.font,
        "fontSize": kind.size,
        "leading": kind.leading,
        "textColor": _colour(kind.colour),
        "spaceBefore": kind.before,
        "spaceAfter": kind.after,
        "leftIndent": kind.indent,
        "alignment": _RIGHT if kind.right else 0,
        "splitLongWords": 1,
        "allowWidows": 0,
        "allowOrphans": 0,
    }


def _colour(hexadecimal: str) -> Any:
    from reportlab.lib.colors import Color

    return Color(*look.rgb(hexadecimal))


def _table_style(columns: Sequence[Column], *, headed: bool) -> list[Any]:
    everywhere = (0, 0), (-1, -1)
    style: list[Any] = [
        ("FONT", *everywhere, look.REGULAR, 8, 10.5),
        ("TEXTCOLOR", *everywhere, _colour(look.INK)),
        ("VALIGN", *everywhere, "MIDDLE"),
        ("TOPPADDING", *everywhere, 2.6),
        ("BOTTOMPADDING", *everywhere, 2.6),
        ("LEFTPADDING", *everywhere, 0),
        ("RIGHTPADDING", *everywhere, 6),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("LINEBELOW", *everywhere, 0.5, _colour(look.HAIR)),
    ]
    for place, column in enumerate(columns):
        if column.right:
            style.append(("ALIGN", (place, 0), (place, -1), "RIGHT"))
            style.append(("FONTNAME", (place, 0), (place, -1), look.TYPES[column.kind].font))
    if headed:
        style += [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.7, _colour(look.NA)),
        ]
    return style


def document(kit: ReportlabKit, identification: Identification, story: list[Any], in_all: int) -> tuple[bytes, int]:
    """Lay a story out and return the file with the number of its pages."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    out = io.BytesIO()
    marks = _Marks(kit, identification, in_all)
    frame = Frame(look.MARGIN, look.MARGIN, look.WIDTH, look.PAGE[1] - 2 * look.MARGIN - 6, 0, 0, 0, 0, id="text")
    document = BaseDocTemplate(
        out,
        pagesize=look.PAGE,
        pageTemplates=[PageTemplate("page", [frame], onPage=marks.page)],
        title=kit.plain(f"{identification.inspection}: {identification.title}. {identification.status}"),
        author=kit.plain(identification.author),
        subject=kit.plain(f"{identification.marking}. {identification.framework}, state {identification.state}"),
        creator=f"fjidesk {__version__}",
        producer=f"fjidesk {__version__}",
        lang=_LANGUAGE,
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=look.REGULAR,
    )
    document.build(story)
    return out.getvalue(), int(document.page)


class _Marks:
    """What stands on every page: the marking above and below, what this is, and its page number."""

    def __init__(self, kit: ReportlabKit, identification: Identification, in_all: int) -> None:
        self._in_all = in_all
        self._marking = kit.plain(identification.marking)
        self._left = kit.plain(f"{identification.title}. {identification.status}")
        self._title = kit.plain(identification.inspection)
        self._foot = kit.plain(f"{identification.framework}. State {identification.state}")
        self._created = identification.created

    def page(self, canvas: Any, _document: Any) -> None:
        """Draw the marks of one page, the marking first."""
        if canvas.getPageNumber() == 1:
            canvas.setDateFormatter(lambda *_: _pdf_date(self._created))
        top = look.PAGE[1]
        canvas.saveState()
        self._centred(canvas, top - 28)
        self._quiet(canvas)
        room = look.WIDTH - canvas.stringWidth(f". {self._left}", look.REGULAR, _SMALL) - 60
        title = _shortened(canvas, self._title, room)
        canvas.drawString(look.MARGIN, top - 45, f"{title}. {self._left}")
        number = f"Page {canvas.getPageNumber()} of {self._in_all}"
        canvas.drawRightString(look.PAGE[0] - look.MARGIN, top - 45, number)
        canvas.drawString(look.MARGIN, 42, self._foot)
        self._centred(canvas, 26)
        canvas.restoreState()

    def _centred(self, canvas: Any, height: float) -> None:
        size = _MARKING_SIZE
        while size > _SMALLEST and canvas.stringWidth(self._marking, look.BOLD, size) > look.WIDTH:
            size -= 0.5
        canvas.setFillColorRGB(*look.rgb(look.INK))
        canvas.setFont(look.BOLD, size)
        canvas.drawCentredString(look.PAGE[0] / 2, height, self._marking)

    def _quiet(self, canvas: Any) -> None:
        canvas.setFillColorRGB(*look.rgb(look.INK3))
        canvas.setFont(look.REGULAR, _SMALL)


def _shortened(canvas: Any, words: str, room: float) -> str:
    if canvas.stringWidth(words, look.REGULAR, _SMALL) <= room:
        return words
    while words and canvas.stringWidth(f"{words}…", look.REGULAR, _SMALL) > room:
        words = words[: len(words) * 9 // 10]
    return f"{words.rstrip()}…"


def _pdf_date(created: str) -> str:
    """Return the date of the content in the form of a PDF, in UTC; an early fixed date where it has none."""
    try:
        found = datetime.fromisoformat(created)
    except ValueError:
        return "D:20000101000000Z"
    return f"D:{found:%Y%m%d%H%M%S}Z"
