"""High contrast: the colours of the system in the place of the design's, with shapes kept and no tints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUNDS = ("window", "surface", "nav", "raised", "sunken", "select", "on_marking", "on_danger")
_MARKS = ("accent", "accent_hover", "accent_pressed", "accent_line", "ring", "select_line", "yes_fill")
_READS = 4.5  # text against its ground, by the formula of WCAG
# What the style sheet alone draws as chosen stands in the system's highlight, as there are no tints.
SHEET = """
QMenu::item:selected, QListView#options::item:selected,
QListWidget#copies::item:selected, QListWidget#contents::item:selected {
    background: $accent; color: $on_accent;
}
"""
# Four of the schemes that Windows brings, for pictures and tests: ground, ink, what is disabled, highlight, text on it.
SCHEMES: dict[str, tuple[str, str, str, str, str]] = {
    "aquatic": ("#202020", "#FFFFFF", "#A6A6A6", "#8EE3F0", "#263B50"),
    "desert": ("#FFFAEF", "#3D3D3D", "#676767", "#903909", "#FFF5E3"),
    "dusk": ("#2D3236", "#FFFFFF", "#A6A6A6", "#ABCFF2", "#212D3B"),
    "night": ("#000000", "#FFFFFF", "#A6A6A6", "#D6B4FD", "#2B2B2B"),
    "yellow": ("#000000", "#FFFF00", "#00FF00", "#008000", "#FFFFFF"),
}


def scheme(name: str) -> QPalette:
    """Return the palette that a system in one of the schemes gives."""
    ground, ink, off, mark, on_mark = map(QColor, SCHEMES[name])
    palette, role = QPalette(), QPalette.ColorRole
    for one in (role.Window, role.Base, role.Button):
        palette.setColor(one, ground)
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(one, ink)
        palette.setColor(QPalette.ColorGroup.Disabled, one, off)
    palette.setColor(role.Highlight, mark)
    palette.setColor(role.HighlightedText, on_mark)
    return palette


def contrasting(system: QPalette, table: Mapping[str, str]) -> dict[str, str]:
    """Return every token in a colour of the system: ink on ground, lines in ink, what is chosen in its highlight.

    A highlight that stands out too little is given up for the ink, since rings and links are drawn in it; so is the
    colour of what is disabled. Ink that cannot be read on its ground becomes black or white.
    """
    role = QPalette.ColorRole
    ink, ground = system.color(role.WindowText), system.color(role.Window)
    if ratio(ink, ground) < _READS:
        ink = max(QColor("black"), QColor("white"), key=lambda one: ratio(one, ground))
    mark, on_mark = system.color(role.Highlight), system.color(role.HighlightedText)
    if ratio(mark, ground) < _READS or ratio(on_mark, mark) < _READS:
        mark, on_mark = ink, ground
    off = system.color(QPalette.ColorGroup.Disabled, role.WindowText)
    found = {"ink3": off if ratio(off, ground) >= _READS else ink, "on_accent": on_mark}
    for name in table:
        colour = ground if name in _GROUNDS or name.endswith("_tint") else mark if name in _MARKS else ink
        found.setdefault(name, colour)
    return {name: colour.name() for name, colour in found.items()}


def ratio(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG."""
    dark, light = sorted(map(_luminance, (first, second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR = 0.03928
