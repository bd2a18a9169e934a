"""Bars, score scale and stars, drawn as vectors on any canvas that has reportlab's drawing calls.

Shape comes before colour: Yes is solid, No is striped, N/A is outlined, so that a grey print reads as well.
"""

from itertools import pairwise
from math import cos, pi, sin
from typing import Any, NamedTuple

from fjidesk.report import look
from fjidesk.report.parts import ChartLine, Stars

Canvas = Any  # reportlab's; its types are not published

BAR_HEIGHT = 10.0
SCALE_HEIGHT = 28.0
SHARE_HEIGHT = 8.0
LEGEND_HEIGHT = 10.0
STAR = 10.0
_STAR_GAP = 2.0
_WORDS_SIZE = 8.0
_GAP = 1.0
_STRIPE = 3.0
_PAD = 1.6
_COUNT_SIZE = 6.5


class Segment(NamedTuple):
    """A part of a bar in points from its left end; ``kind`` is yes, no or na."""

    kind: str
    number: int
    left: float
    width: float


def segments(line: ChartLine, width: float) -> list[Segment]:
    """Share the width of a bar out among its counts; the end stays empty for what was not answered."""
    total = line.yes + line.no + line.na + line.unanswered
    found = []
    left = 0.0
    for kind, count in (("yes", line.yes), ("no", line.no), ("na", line.na)):
        if count:
            part = width * count / total
            found.append(Segment(kind, count, left, max(part - _GAP, part / 2)))
            left += part
    return found


def bar(canvas: Canvas, line: ChartLine, width: float) -> None:
    """Draw a stacked bar with its counts; a count that has no room stands in the table beside it alone."""
    for segment in segments(line, width):
        _FILLS[segment.kind](canvas, segment)
        _count(canvas, segment)


def _count(canvas: Canvas, segment: Segment) -> None:
    text = str(segment.number)
    wide = canvas.stringWidth(text, look.BOLD, _COUNT_SIZE)
    if wide + 2 * _PAD > segment.width:
        return
    left = segment.left + _PAD
    if segment.kind == "no":
        _fill(canvas, look.WHITE)
        canvas.rect(segment.left + 0.8, 1.4, wide + 2 * _PAD - 1.2, BAR_HEIGHT - 2.8, stroke=0, fill=1)
    _fill(canvas, look.WHITE if segment.kind == "yes" else look.INK)
    canvas.setFont(look.BOLD, _COUNT_SIZE)
    canvas.drawString(left, (BAR_HEIGHT - _COUNT_SIZE * 0.72) / 2, text)


def _solid(canvas: Canvas, segment: Segment) -> None:
    _fill(canvas, look.YES)
    canvas.rect(segment.left, 0, segment.width, BAR_HEIGHT, stroke=0, fill=1)


def _striped(canvas: Canvas, segment: Segment) -> None:
    _fill(canvas, look.NO_TINT)
    canvas.rect(segment.left, 0, segment.width, BAR_HEIGHT, stroke=0, fill=1)
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(segment.left, 0, segment.width, BAR_HEIGHT)
    canvas.clipPath(edge, stroke=0, fill=0)
    _line(canvas, look.NO, 1.1)
    stripes = canvas.beginPath()
    for step in range(int((segment.width + BAR_HEIGHT) / _STRIPE) + 1):
        foot = segment.left - BAR_HEIGHT + step * _STRIPE
        stripes.moveTo(foot, 0)
        stripes.lineTo(foot + BAR_HEIGHT, BAR_HEIGHT)
    canvas.drawPath(stripes, stroke=1, fill=0)
    canvas.restoreState()
    _outline(canvas, segment, look.NO_EDGE)


def _outlined(canvas: Canvas, segment: Segment) -> None:
    _outline(canvas, segment, look.NA)


def _outline(canvas: Canvas, segment: Segment, colour: str) -> None:
    _line(canvas, colour, 0.7)
    canvas.rect(segment.left + 0.35, 0.35, max(segment.width - 0.7, 0.1), BAR_HEIGHT - 0.7, stroke=1, fill=0)


_FILLS = {"yes": _solid, "no": _striped, "na": _outlined}


def legend(canvas: Canvas) -> None:
    """Draw what solid, striped and outlined mean, with their words."""
    left = 0.0
    for kind, text in (("yes", "Yes"), ("no", "No"), ("na", "N/A")):
        _FILLS[kind](canvas, Segment(kind, 1, left, 12))
        _fill(canvas, look.INK2)
        canvas.setFont(look.REGULAR, 7.5)
        canvas.drawString(left + 15, 2.4, text)
        left += 15 + canvas.stringWidth(text, look.REGULAR, 7.5) + 9


def scale(canvas: Canvas, percent: int | None, edges: list[int], width: float) -> None:
    """Draw the scale from 0 to 100 with the edges of the bands, the score's zone filled and the score as a dot."""
    track, height = 12.0, 5.0
    ends = [0, *edges, 100]
    for low, high in pairwise(ends):
        held = percent is not None and low <= percent and (percent < high or high == ends[-1])
        _fill(canvas, look.QUIET if held else look.LINE)
        left = width * low / 100
        canvas.rect(left, track, max(width * (high - low) / 100 - 1, 0.1), height, stroke=0, fill=1)
    _fill(canvas, look.INK2)
    canvas.setFont(look.REGULAR, 7)
    for edge in edges:
        canvas.drawCentredString(width * edge / 100 - 0.5, 2.5, str(edge))
    canvas.drawString(0, 2.5, "0")
    canvas.drawRightString(width, 2.5, "100")
    if percent is not None:
        place = width * percent / 100
        _fill(canvas, look.INK)
        _line(canvas, look.INK, 1.2)
        canvas.line(place, track - 1, place, track + height + 4)
        canvas.circle(place, track + height + 5.5, 3, stroke=0, fill=1)


def stars(canvas: Canvas, found: Stars, size: float = STAR) -> None:
    """Draw stars, the filled ones first, with their words to the right."""
    _line(canvas, look.INK, 0.6)
    _fill(canvas, look.INK)
    for place in range(found.of):
        _star(canvas, place * (size + _STAR_GAP) + size / 2, size, filled=place < found.filled)
    canvas.setFont(look.REGULAR, _WORDS_SIZE)
    canvas.drawString(found.of * (size + _STAR_GAP) + 3, (size - _WORDS_SIZE * 0.72) / 2, found.words)


def _star(canvas: Canvas, centre: float, size: float, *, filled: bool) -> None:
    path = canvas.beginPath()
    for step in range(10):
        radius = size / 2 * (1.0 if step % 2 == 0 else 0.42)
        corner = centre + radius * sin(step * pi / 5), size / 2 + radius * cos(step * pi / 5)
        if step == 0:
            path.moveTo(*corner)
        else:
            path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=1, fill=int(filled))


def share_bar(canvas: Canvas, percent: int, width: float, colour: str) -> None:
    """Draw a share of 100 as a solid bar on a pale track; its number stands beside it."""
    _fill(canvas, look.HAIR)
    canvas.rect(0, 1, width, SHARE_HEIGHT - 2, stroke=0, fill=1)
    _fill(canvas, colour)
    canvas.rect(0, 1, width * percent / 100, SHARE_HEIGHT - 2, stroke=0, fill=1)


def _fill(canvas: Canvas, colour: str) -> None:
    canvas.setFillColorRGB(*look.rgb(colour))


def _line(canvas: Canvas, colour: str, width: float) -> None:
    canvas.setStrokeColorRGB(*look.rgb(colour))
    canvas.setLineWidth(width)
