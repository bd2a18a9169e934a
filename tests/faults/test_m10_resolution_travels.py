"""M10: what settled a conflict travels like any change, also ahead of what it settles, and merges with later work."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, concerns, conflicts, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Decision, Limiting
from fjidesk.store import readings
from tests.field import CASE


def settled(desks):
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note="base"))
    desks.copy("one", "one again")
    for name, said in (("one", "yes"), ("one again", "no")):
        reading.answer(desks[name], CASE, "R02", Answer(answer="yes" if said == "yes" else "no", note=name))
    versions = [desks.out(name) for name in ("one", "one again")]
    bundles.bring_in(desks["one"], versions[1:])
    (found,) = conflicts.conflicts(desks["one"])
    conflicts.settle(desks["one"], found.name, 1)
    return versions, desks.out("one")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_m10_in_any_order(desks, order):
    versions, settling = settled(desks)
    paths = [*versions, settling]
    for number in order:
        bundles.bring_in(desks["lead"], [paths[number]])
    assert conflicts.conflicts(desks["lead"]) == []
    chosen = readings.answers(desks["one"].db, (CASE, desks["one"].me))["R02"]
    assert readings.answers(desks["lead"].db, (CASE, desks["one"].me))["R02"] == chosen
    bundles.bring_in(desks["one again"], [settling])
    reading.answer(desks["one again"], CASE, "R02", Answer(answer="na", note="later"))
    desks.carry("one again", "lead")
    assert conflicts.conflicts(desks["lead"]) == []
    assert readings.answers(desks["lead"].db, (CASE, desks["one"].me))["R02"].note == "later"
    desks.state("lead")


def test_m10_lead_and_deputy_both_decide(desks):
    desks.read("one", CASE, {"R01": "no"})
    concerns.flag_limiting(desks["one"], CASE, "public", Limiting(at_risk="other", text="made up"))
    desks.carry("one", "lead", "deputy")
    me = desks["one"].me
    for name, limits in (("lead", True), ("deputy", False)):
        concerns.decide_limiting(desks[name], CASE, me, "public", Decision(limits=limits, reason=f"by the {name}"))
    desks.carry("deputy", "lead")
    desks.carry("lead", "deputy")
    lists = [conflicts.conflicts(desks[name]) for name in ("lead", "deputy")]
    assert lists[0] == lists[1]
    (found,) = lists[0]
    assert found.yours
    assert {(version.who, version.words) for version in found.versions} == {
        ("lead", "the decision on the flag on “Protecting the public” was made: “it limits, by the lead”"),
        ("deputy", "the decision on the flag on “Protecting the public” was made: “it does not limit, by the deputy”"),
    }
    number = next(version.number for version in found.versions if version.who == "deputy")
    conflicts.settle(desks["lead"], found.name, number)
    desks.carry("lead", "deputy")
    assert conflicts.conflicts(desks["deputy"]) == []
    assert desks.state("lead") == desks.state("deputy")
    assert [bool(one and one.limits) for _, one in readings.limiting(desks["deputy"].db).values()] == [False]


def test_m10_what_cannot_settle_is_refused_and_changes_nothing(desks):
    settled(desks)
    desks.read("one again", "HB-02", {"R01": "yes"}, finish=False)
    desks.read("one", "HB-02", {"R01": "no"})
    desks.carry("one again", "one", "lead")
    desks.carry("one", "lead")
    found = next(one for one in conflicts.conflicts(desks["one"]) if one.question == "R01")
    before = desks.state("one")
    for act, code in (
        (lambda: conflicts.settle(desks["one"], found.name, 3), "version-unknown"),
        (lambda: conflicts.settle(desks["one"], "answer:HB-99", 1), "conflict-unknown"),
        (lambda: conflicts.settle(desks["lead"], found.name, 1), "not-yours"),
        (lambda: conflicts.settle_by(desks["one"], found.name, '{"answer":"maybe"}'), "value-wrong"),
        (lambda: conflicts.settle_by(desks["one"], found.name, '{"answer":"no","reasons":["x"]}'), "reason-unknown"),
        (lambda: conflicts.settle_by(desks["one"], found.name, '{"answer":"na"}'), "reading-finished"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
        assert refused.value.remedy
    assert desks.state("one") == before
    conflicts.settle(desks["one"], found.name, 2)  # one of the versions may be taken in a finished reading
    assert found.name not in {one.name for one in conflicts.conflicts(desks["one"])}
