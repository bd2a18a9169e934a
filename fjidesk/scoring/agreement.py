"""Agreement of two readings: percent agreement, Gwet's AC1 and Cohen's kappa, each with a 95 % interval.

A unit is one question of one case that both readers answered. Its categories are yes, no and na: N/A is a judgement
here, by hand, or by rule in one of the two readings. What either reader left unanswered, and what is N/A by rule in
both, is no unit: the caller leaves it out. Estimates and variances are exact fractions
until the one square root.

* Percent agreement: its interval is Wilson's (1927), which has a width where all agree, too.
* AC1: Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high agreement", over the
  three categories whether or not each was used.
* Kappa: Cohen (1960), with the large-sample variance of Fleiss, Cohen and Everitt (1969).

The variances of AC1 and kappa are those of the mean of linearised units with n - 1 below it, and their intervals take
Student's t with n - 1 degrees of freedom, cut off at -1 and 1: the conventions of Gwet's irrCAC, without a correction
for a finite population. Units are taken as independent of each other. Those of one case are not quite, so that over
several questions the intervals are somewhat too narrow.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import sqrt

import msgspec

CATEGORIES = ("yes", "no", "na")
ENOUGH = 30  # double readings; below it, intervals are so wide that they are to be read before the numbers
NO_UNITS = "nothing was answered by two readers"
ONE_UNIT = "fewer than two answers were given by both readers"
ALL_THE_SAME = "both readers gave one and the same answer throughout, so that chance alone would agree as well"
NO_SPREAD = "the formula gives no width where all answers agree, or all differ in one way"
_Z = 1.959963984540054  # the standard normal at 97.5 %
# Student's t at 97.5 %, with 1 to 29 degrees of freedom.
_T = (
    12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581837, 2.446911849, 2.364624251, 2.306004135,
    2.262157163, 2.228138852, 2.200985160, 2.178812830, 2.160368656, 2.144786688, 2.131449546, 2.119905299,
    2.109815578, 2.100922040, 2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.068657610, 2.063898562,
    2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642,
)  # fmt: skip

Pair = tuple[str, str]


class Estimate(msgspec.Struct, frozen=True):
    """A coefficient between -1 and 1 with its standard error and interval.

    Attributes:
        value: None where it is not defined.
        why: why the value or its interval is not defined, in words; empty where both are.
    """

    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""


class Agreement(msgspec.Struct, frozen=True):
    """How far two readings agree.

    Attributes:
        units: how many questions of cases both readers answered.
        agreed: on how many of them they say the same.
        table: ``yes/no`` to how many units have Yes by the one reader and No by the other, for all nine.
        percent: the share of units that agree.
        ac1: Gwet's AC1.
        kappa: Cohen's kappa.
    """

    units: int
    agreed: int
    table: dict[str, int]
    percent: Estimate
    ac1: Estimate
    kappa: Estimate


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Return the agreement over units, each given as what the one and the other reader say.

    Raises:
        ValueError: something is no category.
    """
    cells = Counter(pairs)
    strange = {said for pair in cells for said in pair} - set(CATEGORIES)
    if strange:
        raise ValueError(sorted(strange))
    units, agreed = cells.total(), sum(cells[said, said] for said in CATEGORIES)
    return Agreement(
        units=units,
        agreed=agreed,
        table={f"{one}/{other}": cells[one, other] for one in CATEGORIES for other in CATEGORIES},
        percent=_percent(agreed, units),
        ac1=_ac1(cells),
        kappa=_kappa(cells),
    )


def _percent(agreed: int, units: int) -> Estimate:
    """Return the share that agrees with Wilson's score interval."""
    if not units:
        return Estimate(None, why=NO_UNITS)
    share, squared = agreed / units, _Z * _Z
    middle = (share + squared / (2 * units)) / (1 + squared / units)
    half = _Z * sqrt(share * (1 - share) / units + squared / (4 * units * units)) / (1 + squared / units)
    # At an edge the exact end is the edge itself, whatever floating point makes of it.
    low, high = 0.0 if not agreed else middle - half, 1.0 if agreed == units else middle + half
    return Estimate(share, sqrt(share * (1 - share) / units), low, high)


def _ac1(cells: Mapping[Pair, int]) -> Estimate:
    units = sum(cells.values())
    if units < 2:  # noqa: PLR2004
        return Estimate(None, why=ONE_UNIT if units else NO_UNITS)
    by_one, by_other = _margins(cells, units)
    share = {said: (by_one[said] + by_other[said]) / 2 for said in CATEGORIES}
    others = len(CATEGORIES) - 1
    chance = sum((part * (1 - part) for part in share.values()), Fraction()) / others
    own = {(one, other): (1 - share[one] + 1 - share[other]) / (2 * others) for one, other in cells}
    return _linearised(cells, chance, own)


def _kappa(cells: Mapping[Pair, int]) -> Estimate:
    units = sum(cells.values())
    if units < 2:  # noqa: PLR2004
        return Estimate(None, why=ONE_UNIT if units else NO_UNITS)
    by_one, by_other = _margins(cells, units)
    chance = sum((by_one[said] * by_other[said] for said in CATEGORIES), Fraction())
    if chance == 1:
        return Estimate(None, why=ALL_THE_SAME)
    own = {(one, other): (by_other[one] + by_one[other]) / 2 for one, other in cells}
    return _linearised(cells, chance, own)


def _margins(cells: Mapping[Pair, int], units: int) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Return the share of each category by the one reader and by the other."""
    by_one, by_other = dict.fromkeys(CATEGORIES, Fraction()), dict.fromkeys(CATEGORIES, Fraction())
    for (one, other), number in cells.items():
        by_one[one] += Fraction(number, units)
        by_other[other] += Fraction(number, units)
    return by_one, by_other


def _linearised(cells: Mapping[Pair, int], chance: Fraction, own: Mapping[Pair, Fraction]) -> Estimate:
    """Return (observed - chance) / (1 - chance) with its interval.

    Args:
        cells: how many units there are of each pair.
        chance: the agreement that chance alone would give.
        own: what a unit of each pair adds to that; their mean is ``chance``.
    """
    units = sum(cells.values())
    observed = Fraction(sum(number for (one, other), number in cells.items() if one == other), units)
    value = (observed - chance) / (1 - chance)
    squares = sum(
        (
            number
            * ((int(one == other) - chance - 2 * (1 - value) * (own[one, other] - chance)) / (1 - chance) - value) ** 2
            for (one, other), number in cells.items()
        ),
        Fraction(),
    )
    if not squares:
        return Estimate(float(value), 0.0, why=NO_SPREAD)
    error = sqrt(squares / (units * (units - 1)))
    half = student(units - 1) * error
    return Estimate(float(value), error, max(-1.0, float(value) - half), min(1.0, float(value) + half))


def student(freedom: int) -> float:
    """Return Student's t at 97.5 %: from the table, beyond it by Fisher and Cornish (1960) to seven digits."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z, n = _Z, float(freedom)
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4)
    )
