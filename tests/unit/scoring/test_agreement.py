"""Percent agreement, AC1 and kappa against irrCAC and the literature; what is not defined says so.

``irrcac.json`` was computed once with irrCAC 0.4.4 and SciPy 1.12.0 over the categories na, no and yes: ``gwet()`` for
AC1, ``conger()`` for kappa (with two readers that is Cohen's), and ``binomtest(...).proportion_ci("wilson")``. Each row
is value, standard error and ends of the interval; of percent, value and ends.
"""

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjidesk.scoring import agreement as stats
from fjidesk.scoring.agreement import CATEGORIES, agreement, student

TABLE = json.loads((Path(__file__).parent / "irrcac.json").read_text(encoding="utf-8"))
said = st.sampled_from(CATEGORIES)
units = st.lists(st.tuples(said, said), max_size=20)


def spread(cells):
    return [tuple(key.split("/")) for key, number in cells.items() for _ in range(number)]


def close(one, other):
    return one == pytest.approx(other, abs=2e-8)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(sum(row["cells"].values())))
def test_it_is_what_irrcac_gives(row):
    found = agreement(spread(row["cells"]))
    assert close([found.percent.value, found.percent.low, found.percent.high], row["percent"])
    for ours, theirs in ((found.ac1, row["ac1"]), (found.kappa, row["kappa"])):
        low, high = max(-1.0, theirs[2]), theirs[3]  # irrCAC cuts off at 1 and not at -1
        assert close([ours.value, ours.error, ours.low, ours.high], [*theirs[:2], low, high])
        assert ours.why == ""


def test_the_examples_of_the_literature():
    """Fleiss (1981), table 13.1; the paradox of Gwet (2002); both are printed with two or three digits."""
    fleiss = {"yes/yes": 75, "yes/no": 1, "yes/na": 4, "no/yes": 5, "no/no": 4, "no/na": 1, "na/na": 10}
    assert agreement(spread(fleiss)).kappa.value == pytest.approx(float(Fraction(23, 34)))
    paradox: Any = agreement(spread({"yes/yes": 118, "yes/no": 5, "no/yes": 2}))
    assert round(paradox.percent.value, 3) == 0.944
    assert round(paradox.kappa.value, 4) == -0.0234
    assert paradox.ac1.value > 0.94


def test_nothing_read_twice_is_not_defined():
    found = agreement([])
    assert (found.units, found.agreed) == (0, 0)
    for one in (found.percent, found.ac1, found.kappa):
        assert (one.value, one.error, one.low, one.high, one.why) == (None, None, None, None, stats.NO_UNITS)


def test_one_unit_has_a_percentage_and_no_more():
    found = agreement([("yes", "no")])
    assert (found.percent.value, found.percent.low) == (0.0, 0.0)
    assert found.percent.high == pytest.approx(0.793450686)
    for one in (found.ac1, found.kappa):
        assert (one.value, one.why) == (None, stats.ONE_UNIT)


def test_all_the_same_leaves_kappa_undefined():
    found = agreement([("yes", "yes")] * 12)
    assert (found.percent.value, found.percent.high) == (1.0, 1.0)
    assert found.percent.low == pytest.approx(0.757506495)
    assert (found.ac1.value, found.ac1.error, found.ac1.low, found.ac1.why) == (1.0, 0.0, None, stats.NO_SPREAD)
    assert (found.kappa.value, found.kappa.why) == (None, stats.ALL_THE_SAME)


def test_all_agree_on_several_answers():
    found = agreement([("yes", "yes")] * 6 + [("no", "no")] * 6)
    assert (found.kappa.value, found.kappa.low, found.kappa.why) == (1.0, None, stats.NO_SPREAD)


def test_all_differ_in_one_way():
    found: Any = agreement([("yes", "no")] * 4)
    assert (found.kappa.value, found.kappa.why) == (0.0, stats.NO_SPREAD)
    assert found.ac1.value < 0


def test_the_table_holds_every_pair_of_answers():
    found = agreement([("yes", "no"), ("yes", "no"), ("na", "na")])
    assert len(found.table) == 9
    assert {pair: number for pair, number in found.table.items() if number} == {"yes/no": 2, "na/na": 1}


def test_unanswered_is_no_category():
    with pytest.raises(ValueError, match="''"):
        agreement([("yes", "")])


@pytest.mark.parametrize(
    ("freedom", "known"),
    [
        (1, 12.706204736),
        (29, 2.045229642),
        (30, 2.042272456),
        (50, 2.008559109),
        (100, 1.983971518),
        (1000, 1.962339081),
    ],
)
def test_students_t(freedom, known):
    assert student(freedom) == pytest.approx(known, abs=2e-7)


def test_students_t_falls_towards_the_normal():
    values = [student(freedom) for freedom in range(1, 200)]
    assert values == sorted(values, reverse=True)
    assert student(10**9) == pytest.approx(1.959963985)


def numbers(found: Any) -> list[tuple[Any, ...]]:
    return [(one.value, one.error, one.low, one.high, one.why) for one in (found.percent, found.ac1, found.kappa)]


@settings(max_examples=30)
@given(units)
def test_the_readers_may_change_places(given_units):
    swapped = agreement([(other, one) for one, other in given_units])
    found = agreement(given_units)
    assert numbers(found) == numbers(swapped)
    assert swapped.table == {"/".join(reversed(pair.split("/"))): number for pair, number in found.table.items()}


@settings(max_examples=30)
@given(units, st.randoms())
def test_the_order_of_the_units_changes_nothing(given_units, chance):
    mixed = list(given_units)
    chance.shuffle(mixed)
    assert agreement(mixed) == agreement(given_units)


@settings(max_examples=30)
@given(units, st.permutations(CATEGORIES))
def test_the_names_of_the_answers_change_nothing(given_units, renamed):
    names = dict(zip(CATEGORIES, renamed, strict=True))
    other = agreement([(names[one], names[two]) for one, two in given_units])
    for ours, theirs in zip(numbers(agreement(given_units)), numbers(other), strict=True):
        assert ours[-1] == theirs[-1]
        assert close(ours[:-1], theirs[:-1])


@settings(max_examples=30)
@given(units)
def test_every_number_keeps_its_bounds(given_units):
    found: Any = agreement(given_units)
    assert found.agreed + sum(one != other for one, other in given_units) == found.units == len(given_units)
    for one, floor in ((found.percent, 0), (found.ac1, -1), (found.kappa, -1)):
        assert bool(one.why) == (one.low is None)
        if one.value is not None:
            assert floor <= one.value <= 1
            assert math.isfinite(one.error)
        if not one.why:
            assert floor <= one.low <= one.value <= one.high <= 1


@settings(max_examples=30)
@given(st.lists(said.map(lambda one: (one, one)), min_size=2, max_size=20))
def test_full_agreement_is_one_or_not_defined(given_units):
    found = agreement(given_units)
    assert (found.percent.value, found.ac1.value) == (1.0, 1.0)
    assert found.kappa.value in {1.0, None}


@pytest.mark.parametrize("units", [3, 10, 16, 21, 27])  # where floating point misses the edge
def test_where_all_agree_the_interval_ends_at_one_and_where_none_does_at_nought(units):
    assert agreement([("yes", "yes")] * units).percent.high == 1.0
    assert agreement([("yes", "no")] * units).percent.low == 0.0


def test_the_error_of_the_percentage_is_that_of_a_share():
    three_of_four = [("yes", "yes")] * 3 + [("yes", "no")]
    assert agreement(three_of_four).percent.error == pytest.approx(math.sqrt(0.75 * 0.25 / 4), abs=1e-12)


def test_student_takes_the_last_row_of_the_table_and_then_the_series():
    assert student(29) == 2.045229642
    # The series of Fisher and Cornish at 30, evaluated in decimals of 40 digits; the quantile itself is 2.0422724563.
    assert student(30) == pytest.approx(2.042272425276678012205608622469415679, abs=1e-13)
    assert student(30) == pytest.approx(2.0422724563, abs=1e-7)
