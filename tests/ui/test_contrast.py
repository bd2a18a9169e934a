"""High contrast: every colour comes from the system's palette and can be read, in schemes as Windows has them."""

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QPalette

from fjidesk.ui.contrast import SCHEMES, contrasting, ratio, scheme
from fjidesk.ui.screens import LOOKS, settle
from fjidesk.ui.tokens import LIGHT

GROUNDS = ("window", "surface", "nav", "raised", "sunken", "select", "yes_tint", "no_tint", "na_tint", "warn_tint")
INKS = ("ink", "ink2", "ink3", "accent", "yes", "no", "na", "warn", "danger")
LINES = (
    "control",
    "line",
    "hair",
    "ring",
    "select_line",
    "accent_line",
    "yes_line",
    "no_line",
    "danger_line",
    "no_fill",
)
FLAT = 0.004  # of a page; less is the smooth edge of a letter


@pytest.mark.parametrize("name", SCHEMES)
def test_every_pair_can_be_read(name):
    table = {token: QColor(colour) for token, colour in contrasting(scheme(name), LIGHT).items()}
    assert set(table) == set(LIGHT)
    for ground in GROUNDS:
        for ink in (*INKS, *LINES):
            assert ratio(table[ink], table[ground]) >= 4.5, (ink, ground)
        assert ratio(table["ink"], table[ground]) >= 7, ground
    for ink, ground in (
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_accent", "yes_fill"),
        ("on_danger", "danger_fill"),
        ("on_danger", "danger_hover"),
        ("on_marking", "marking"),
    ):
        assert ratio(table[ink], table[ground]) >= 4.5, (ink, ground)


def test_what_cannot_be_read_is_given_up_for_ink():
    palette = scheme("night")
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#202020"))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, QColor("#303030"))
    table = contrasting(palette, LIGHT)
    assert {table["accent"], table["ring"], table["ink3"]} == {"#ffffff"}
    assert table["on_accent"] == "#000000"
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#101010"))
    assert contrasting(palette, LIGHT)["ink"] == "#ffffff"


def test_nothing_is_painted_but_in_colours_of_the_scheme(pages):
    painted = {}
    for shot, window in pages("act-now,damaged,reading-new", 1366, 768, 100):
        for name in ("night", "desert"):
            LOOKS["contrast"][name](window.kit.theme)
            settle()
            picture = window.grab().toImage().scaled(683, 384)  # every second point of each line
            points = Counter(picture.pixel(x, y) for y in range(384) for x in range(683))
            allowed = {QColor(colour).rgb() for colour in SCHEMES[name]}
            flat = {point for point, count in points.items() if count > FLAT * points.total()}
            painted[shot.name, name] = [QColor(point).name() for point in flat - allowed]
        LOOKS[""]["light"](window.kit.theme)
    assert len(painted) == 6
    assert {page: colours for page, colours in painted.items() if colours} == {}
