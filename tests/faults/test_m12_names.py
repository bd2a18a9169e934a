"""M12: the key is the person, and a name is only a name."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.desk import agreeing, inspection, scores, writing
from fjidesk.errors import Refused
from fjidesk.store import counting
from tests.field import CASE, FIRST, SECOND


def rename(lead, key, name):
    writing.write(lead, [("member", (key,), msgspec.structs.replace(lead.roster[key], name=name))])


@pytest.fixture
def read(desks):
    desks.read("one", CASE, FIRST)
    desks.read("other", CASE, SECOND)
    desks.carry("one", "lead")
    desks.carry("other", "lead")
    return desks


def test_m12_two_people_of_one_name_stay_two(read):
    lead, other = read["lead"], read["other"]
    before = (scores.scores(lead), counting.pairs(lead.db), agreeing.agreeing(lead).overall)
    rename(lead, other.me, "one")
    assert (scores.scores(lead), counting.pairs(lead.db), agreeing.agreeing(lead).overall) == before
    assert [(one.one, one.other) for one in agreeing.agreeing(lead).readers] == [("one", "one")]
    with pytest.raises(Refused) as refused:
        inspection.find_member(lead, "one")
    assert refused.value.code == "member-unknown"
    assert inspection.find_member(lead, other.me[:10]) == other.me


def test_m12_one_person_under_two_names_stays_one(read):
    lead, one = read["lead"], read["one"]
    before = (scores.scores(lead), counting.pairs(lead.db))
    rename(lead, one.me, "somebody else")
    read.read("one", "HB-02", {"R01": "yes"})
    read.carry("one", "lead")
    after = scores.scores(lead)
    assert after.cases == before[0].cases + 1
    assert counting.pairs(lead.db) == before[1]
    assert counting.counted(lead.db) == {CASE: one.me, "HB-02": one.me}
