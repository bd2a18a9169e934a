"""Scores as values."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.model.score import FrameworkName, OtherMethods, Scores, Tally, ThemeScore

tallies = st.builds(Tally, *[st.integers(0, 500)] * 4)


def test_a_share_is_exact_and_leaves_out_what_is_not_applicable():
    assert Tally(yes=1, no=2, na=5, unanswered=7).applicable == 3
    assert Tally(yes=1, no=2, na=5, unanswered=7).share == Fraction(1, 3)
    assert Tally(na=5, unanswered=7).share is None


@given(tallies, tallies, tallies)
def test_tallies_add_up(one, two, three):
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Tally() == one
    assert (one + two).applicable == one.applicable + two.applicable
    assert msgspec.structs.astuple(one + two) == tuple(
        left + right for left, right in zip(msgspec.structs.astuple(one), msgspec.structs.astuple(two), strict=True)
    )


def theme(name):
    return ThemeScore(
        id=name,
        yes=0,
        applicable=0,
        na=0,
        unanswered=0,
        percent=None,
        descriptor="Not rated",
        stars=None,
        other_methods=OtherMethods(None, None, None),
        unrounded_band_differs=False,
        sections=[],
    )


def test_a_theme_is_found_by_its_id():
    scores = Scores(FrameworkName("f", "1", "s"), 0, [theme("one"), theme("two")], [])
    assert scores.theme("two") is scores.themes[1]
    with pytest.raises(StopIteration):
        scores.theme("three")
