"""Rounding and bands: exact fractions, rounded half up once, then banded (domain 1.6)."""

from fractions import Fraction

from fjidesk.model.framework import Band, Framework


def half_up(value: Fraction) -> int:
    """Round a fraction of nought or more to the nearest whole number, halves up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def tenths(value: Fraction) -> float:
    """Round a fraction half up to one decimal, for showing beside a score."""
    return half_up(value * 10) / 10


def whole_percent(share: Fraction) -> int:
    """Return a share between 0 and 1 as a whole percentage, halves up."""
    return half_up(share * 100)


def band_of(percent: Fraction | int, framework: Framework) -> Band:
    """Return the band whose floor is the highest at or below a percentage."""
    reached = [band for band in framework.bands if percent >= band.floor]
    return max(reached, key=lambda band: band.floor)


def rated_percent(share: Fraction, framework: Framework) -> Fraction | int:
    """Return the percentage that is banded: rounded as the framework says."""
    return share * 100 if framework.rounding == "none" else whole_percent(share)
