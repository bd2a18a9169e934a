"""The look of a printed page: colours, type, measures. A printed page is white, and holds in grey as well."""

from typing import NamedTuple

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
MARGIN = 20 * MM
WIDTH = PAGE[0] - 2 * MARGIN
FEW_ROWS = 38 * MM  # what a heading asks for, so that it stays with what follows

INK = "#181D24"
INK2 = "#454E58"
INK3 = "#5B656F"
HAIR = "#E1E4E0"
LINE = "#C3C9CC"
PANEL = "#F3F4F2"
WHITE = "#FFFFFF"
ACCENT = "#1D4E9E"
QUIET = "#7FA0D6"
YES = "#177A66"
NO = "#D9763F"
NO_EDGE = "#C1602F"
NO_TINT = "#FCE7DB"
NA = "#79838D"

REGULAR = "Fji-Regular"
MEDIUM = "Fji-Medium"
BOLD = "Fji-SemiBold"
DISPLAY = "Fji-Display"
FONTS = {
    REGULAR: "Inter-Regular",
    MEDIUM: "Inter-Medium",
    BOLD: "Inter-SemiBold",
    DISPLAY: "InterDisplay-SemiBold",
}


class Type(NamedTuple):
    """One kind of text: sizes and spaces in points; ``right`` sets it against the right edge."""

    font: str
    size: float
    leading: float
    colour: str = INK
    before: float = 0
    after: float = 0
    indent: float = 0
    right: bool = False


TYPES = {
    "title": Type(DISPLAY, 26, 31, after=4),
    "subtitle": Type(DISPLAY, 15, 20, INK2, after=3),
    "status": Type(BOLD, 9, 13),
    "theme": Type(DISPLAY, 15, 19, after=7),
    "section": Type(BOLD, 10.5, 14, before=11, after=3),
    "body": Type(REGULAR, 9, 13, after=5),
    "notice": Type(BOLD, 9, 13, after=5),
    "note": Type(REGULAR, 7.5, 10.5, INK2, before=1, after=3),
    "cell": Type(REGULAR, 8, 10.5),
    "strong": Type(BOLD, 8, 10.5),
    "head": Type(MEDIUM, 7.5, 10, INK2),
    "head-right": Type(MEDIUM, 7.5, 10, INK2, right=True),
    "label": Type(MEDIUM, 8, 10.5, INK2),
    "figure": Type(DISPLAY, 30, 34),
    "words": Type(DISPLAY, 17, 21),
    "descriptor": Type(BOLD, 11, 14, after=2),
    "quote": Type(REGULAR, 9, 13, indent=10),
    "source": Type(MEDIUM, 7.5, 10.5, INK2, after=8, indent=10),
}


def rgb(colour: str) -> tuple[float, float, float]:
    """Return a colour such as #177A66 as three numbers from 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue
