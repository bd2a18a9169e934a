"""R6: somebody of whom nothing has come for days is named to the lead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fjidesk.desk import warnings
from fjidesk.errors import Refused
from tests.field import CASE, FIRST


class Set:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


def silent(desk, days=warnings.DAYS):
    return [one.words for one in warnings.warnings(desk, days) if one.code == "not-heard-of"]


@pytest.fixture
def lead(desks):
    desks.read("one", CASE, FIRST)
    desks.carry("one", "lead")
    desks["lead"].clock = Set(desks.clock())
    return desks["lead"]


def test_r6_after_three_days_and_not_before(lead, desks):
    assert silent(lead) == []
    lead.clock.now += timedelta(days=3, minutes=-1)
    assert [line for line in silent(lead) if "from one" in line] == []
    lead.clock.now += timedelta(days=1, hours=1)
    assert sorted(silent(lead)) == [
        "Nothing from one for 4 days; 2 readings of theirs are not finished here.",
        "Nothing from other for 4 days, since they joined; 2 readings of theirs are not finished here.",
    ]
    assert silent(lead, 30) == []
    desks.carry("one", "lead")
    assert [line.split(" for ")[0] for line in silent(lead)] == ["Nothing from other"]


def test_r6_not_of_somebody_who_has_handed_over_everything(lead, desks):
    for case in ("HB-02", "HB-03"):
        desks.read("one", case, {"R01": "yes"})
    desks.carry("one", "lead")
    lead.clock.now += timedelta(days=40)
    assert [line.split(" for ")[0] for line in silent(lead)] == ["Nothing from other"]


def test_r6_a_clock_that_goes_back_warns_of_nothing_and_a_reader_is_not_told(lead, desks):
    lead.clock.now -= timedelta(days=400)
    assert silent(lead) == []
    with pytest.raises(Refused) as refused:
        warnings.warnings(desks["one"])
    assert refused.value.code == "not-a-lead"


def test_r6_what_waits_is_named_with_it(lead, desks):
    desks.copy("one", "one again")
    desks.read("one", "HB-02", {"R01": "yes"})
    desks.read("one again", "HB-02", {"R01": "no"})
    desks.read("other", CASE, {**FIRST, "R02": "yes"})
    for name in ("one", "one again", "other"):
        desks.carry(name, "lead")
    codes = [one.code for one in warnings.warnings(lead, 300)]
    assert codes == ["conflicts", "differences"]
