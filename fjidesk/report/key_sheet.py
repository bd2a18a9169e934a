"""Every key of the window on one sheet of A4, on both sides if need be, in two columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from fjidesk import __version__
from fjidesk.report import look
from fjidesk.report.pdf import ReportlabKit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MARGIN = 14 * look.MM
_GAP = 8 * look.MM
_COLUMN = (look.PAGE[0] - 2 * _MARGIN - _GAP) / 2
_KEYS = 92
_SIZES = (8.0, 7.5, 7.0)  # the largest with which all of it stands on the two sides is taken; less is hard to read
_SIDES = 2
_ROOM = look.PAGE[1] - 2 * _MARGIN


def pdf(title: str, groups: Mapping[str, Sequence[tuple[Sequence[str], str]]]) -> bytes:
    """Return the sheet as the bytes of a PDF of at most two pages, its fonts embedded.

    Args:
        title: of the page.
        groups: keys with their words, by the heading under which they stand.
    """
    for size in _SIZES:
        data, pages = _built(title, groups, size)
        if pages <= _SIDES:
            break
    return data


def _built(title: str, groups: Mapping[str, Sequence[tuple[Sequence[str], str]]], size: float) -> tuple[bytes, int]:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    kit = ReportlabKit()
    out = io.BytesIO()
    head = 40
    frames = [Frame(_MARGIN + place * (_COLUMN + _GAP), _MARGIN, _COLUMN, _ROOM - head, 0, 0, 0, 0) for place in (0, 1)]

    def draw(canvas: Any, _document: Any) -> None:
        canvas.setFillColorRGB(*look.rgb(look.INK))
        canvas.setFont(look.DISPLAY, 20)
        canvas.drawString(_MARGIN, look.PAGE[1] - _MARGIN - 18, kit.plain(title))
        canvas.setFillColorRGB(*look.rgb(look.INK2))
        canvas.setFont(look.REGULAR, 8)
        canvas.drawRightString(look.PAGE[0] - _MARGIN, look.PAGE[1] - _MARGIN - 18, f"fjidesk {__version__}")

    document = BaseDocTemplate(
        out,
        pagesize=look.PAGE,
        pageTemplates=[PageTemplate("page", frames, onPage=draw)],
        title=kit.plain(title),
        creator=f"fjidesk {__version__}",
        producer=f"fjidesk {__version__}",
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        initialFontName=look.REGULAR,
    )
    document.build([piece for name, lines in groups.items() for piece in _group(kit, name, lines, size)])
    return out.getvalue(), int(document.page)


def _group(kit: ReportlabKit, name: str, lines: Sequence[tuple[Sequence[str], str]], size: float) -> list[Any]:
    """Return a heading and its table; the heading never stands alone at the foot of a column."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import CondPageBreak, Paragraph, Table

    def style(font: str) -> Any:
        return ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.25, textColor=look.INK)

    def text(words: str, font: str) -> Any:
        return Paragraph(kit.plain(words).replace("&", "&amp;").replace("<", "&lt;"), style(font))

    rows = [[text("   ".join(keys), look.MEDIUM), text(words, look.REGULAR)] for keys, words in lines]
    everywhere = (0, 0), (-1, -1)
    table = Table(
        rows,
        colWidths=[_KEYS, _COLUMN - _KEYS],
        style=[
            ("VALIGN", *everywhere, "TOP"),
            ("LINEBELOW", *everywhere, 0.4, look.HAIR),
            ("TOPPADDING", *everywhere, size * 0.22),
            ("BOTTOMPADDING", *everywhere, size * 0.32),
            ("LEFTPADDING", *everywhere, 0),
            ("RIGHTPADDING", *everywhere, 4),
        ],
        hAlign="LEFT",
    )
    return [CondPageBreak(60), kit.text(name, "section"), table]
