"""High contrast: the colours of the system in the place of the design's, with shapes kept and no tints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUNDS = ("window", "surface", "nav", "raised", "sunken", "select", "on_marking", "on_danger")
_MARKS = ("accent", "accent_hover", "accent_pressed", "accent_line", "ring")


def contrasting(system: QPalette, table: Mapping[str, str]) -> dict[str, str]:
    """Return every token in a colour of the system: ink on ground, lines in ink, what is chosen in its highlight.

    A highlight that stands out too little is given up for the ink: rings and links are drawn in it.
    """
    role = QPalette.ColorRole
    ink, ground = system.color(role.WindowText), system.color(role.Window)
    mark, on_mark = system.color(role.Highlight), system.color(role.HighlightedText)
    if abs(mark.lightness() - ground.lightness()) < _APART:
        mark, on_mark = ink, ground
    found = {}
    for name in table:
        colour = ground if name in _GROUNDS or name.endswith("_tint") else mark if name in _MARKS else ink
        found[name] = (on_mark if name == "on_accent" else colour).name()
    return found


_APART = 90  # of 255
