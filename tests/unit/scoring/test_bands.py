"""Rounding and bands, at their edges and against slow readings of the same rules."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fjidesk.scoring.bands import band_of, half_up, rated_percent, tenths, whole_percent

shares = st.fractions(min_value=0, max_value=1, max_denominator=5000)


def decimal(value, places):
    """Round by way of Decimal; the digits suffice for every denominator that is drawn here."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(0), 0),
        (Fraction(1, 2), 1),
        (Fraction(499, 1000), 0),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(149, 100), 1),
        (Fraction(7), 7),
        (Fraction(10**30 + 1, 2), (10**30 + 2) // 2),
    ],
)
def test_halves_go_up(value, rounded):
    assert half_up(value) == rounded
    assert type(half_up(value)) is int


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=5000))
@example(Fraction(1, 2))
def test_it_equals_the_rounding_of_decimals(value):
    assert half_up(value) == decimal(value, 0)
    assert Decimal(str(tenths(value))) == decimal(value, 1)
    assert type(tenths(value)) is float


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(0), 0.0),
        (Fraction(1, 20), 0.1),
        (Fraction(4, 100), 0.0),
        (Fraction(100), 100.0),
        (Fraction(200, 3), 66.7),
    ],
)
def test_tenths(value, shown):
    assert tenths(value) == shown


@given(shares, shares)
def test_a_whole_percentage_stays_within_bounds_and_in_order(one, two):
    low, high = sorted((one, two))
    assert 0 <= whole_percent(low) <= whole_percent(high) <= 100
    assert abs(Fraction(whole_percent(one)) - one * 100) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0, "poor"),
        (49, "poor"),
        (50, "unsatisfactory"),
        (64, "unsatisfactory"),
        (65, "satisfactory"),
        (79, "satisfactory"),
        (80, "good"),
        (100, "good"),
        (Fraction(4999, 100), "poor"),
        (Fraction(6499, 100), "unsatisfactory"),
        (Fraction(7999, 100), "satisfactory"),
        (Fraction(65), "satisfactory"),
    ],
)
def test_a_percentage_falls_into_one_band(framework, percent, band):
    assert band_of(percent, framework).id == band


@given(st.integers(0, 100))
def test_every_whole_percentage_lies_between_the_edges_of_its_band(framework, percent):
    band = band_of(percent, framework)
    assert band.floor <= percent <= band.ceiling


def test_what_is_banded_is_rounded_as_the_framework_says(small):
    share = Fraction(159, 200)
    assert rated_percent(share, small()) == 80
    assert rated_percent(share, small("none")) == Fraction(159, 2)
    assert rated_percent(Fraction(1), small("none")) == 100
