"""The recovery sheet: one page that opens a desk whose passphrase is forgotten.

It is written once, on request, while the secret is in hand; no desk can write it again by itself.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk import __version__
from fjidesk.report import look
from fjidesk.report.pdf import ReportlabKit

if TYPE_CHECKING:
    from collections.abc import Sequence

_QR = 42 * look.MM
_LABEL = 110
_PER_LINE = 4
_TODO = (
    (
        "Print it, then delete the file. Keep the sheet apart from the laptop: in a safe, or in a sealed envelope with "
        "the lead."
    ),
    "Prove that it is kept: open the desk and type the last two groups back, with: fjidesk identity prove",
    (
        "When the passphrase is forgotten: fjidesk identity recover. Type the secret group by group, or read the QR "
        "code. It opens the desk and sets a new passphrase; key, six words and readings stay as they are."
    ),
    (
        "Whoever has this sheet and the laptop can read everything on the desk. If the sheet is lost, tell the lead, "
        "and make a new desk once everything is handed over."
    ),
)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the sheet.

    Attributes:
        secret: as one word, for the QR code.
        groups: the same in pieces, its fixed beginning first.
        date: ISO 8601.
    """

    name: str
    organisation: str
    words: str
    secret: str
    groups: Sequence[str]
    date: str
    device: str


def pdf(sheet: Sheet) -> bytes:
    """Return the sheet as the bytes of a one-page A4 PDF, its fonts embedded."""
    from reportlab.platypus import SimpleDocTemplate

    kit = ReportlabKit()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=look.PAGE,
        leftMargin=look.MARGIN,
        rightMargin=look.MARGIN,
        topMargin=look.MARGIN,
        bottomMargin=look.MARGIN,
        title="Recovery sheet",  # no name: file managers show titles
        creator=f"fjidesk {__version__}",
        producer=f"fjidesk {__version__}",
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        initialFontName=look.REGULAR,
    )
    document.build(_story(kit, sheet))
    return out.getvalue()


def _story(kit: ReportlabKit, sheet: Sheet) -> list[Any]:
    whose = f"{sheet.name}, {sheet.organisation}" if sheet.organisation else sheet.name
    facts = [
        ("Whose desk", whose),
        ("Six words of the key", sheet.words),
        ("Written", sheet.date),
        ("Device", sheet.device),
    ]
    story = [
        kit.text("Recovery sheet", "title"),
        kit.text("SHOWN ONCE. The desk keeps no copy and cannot write this sheet again.", "notice"),
        kit.space(8),
    ]
    for label, value in facts:
        cells = [[kit.text(label, "label")], [kit.text(value, "cell")]]
        story.append(kit.beside(cells, [_LABEL, look.WIDTH - _LABEL], shaded=False))
    story += [kit.space(10), kit.text("Recovery secret", "section"), _secret(kit, sheet), kit.space(10)]
    story.append(kit.text("What to do with it", "section"))
    return story + [kit.text(f"{number}. {words}") for number, words in enumerate(_TODO, 1)]


def _secret(kit: ReportlabKit, sheet: Sheet) -> Any:
    """Return the secret in numbered groups, the QR code beside it."""
    beginning, *rest = sheet.groups
    room = look.WIDTH - _QR - 20
    lines: list[Any] = [kit.text(beginning, "descriptor")]
    numbered = [[kit.text(str(number), "label"), kit.text(group, "subtitle")] for number, group in enumerate(rest, 1)]
    for start in range(0, len(numbered), _PER_LINE):
        line = numbered[start : start + _PER_LINE]
        lines += [kit.space(5), kit.beside(line, [room / _PER_LINE] * len(line), shaded=False)]
    lines.append(kit.text("After the beginning it has no letters B, I and O, and no figure 1.", "note"))
    return kit.beside([lines, [_code(kit, sheet.secret)]], [room, _QR + 20], shaded=False)


def _code(kit: ReportlabKit, text: str) -> Any:
    """Return the QR code, with the quiet margin that readers of it need."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(_QR, _QR)
    drawing.add(QrCodeWidget(text, barWidth=_QR, barHeight=_QR, barLevel="M", barBorder=4))
    return kit.drawn(_QR, _QR, lambda canvas: renderPDF.draw(drawing, canvas, 0, 0))
