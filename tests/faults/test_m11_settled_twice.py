"""M11: one conflict settled differently in two places is a new conflict, and not silent."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, conflicts, reading, second_readings
from fjidesk.model.records import Answer
from fjidesk.store import revisions
from tests.field import CASE, FIRST, SECOND


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_m11_on_two_laptops_of_one_reader(desks, order):
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note="base"))
    desks.copy("one", "one again")
    for name, said in (("one", "yes"), ("one again", "no")):
        reading.answer(desks[name], CASE, "R02", Answer(answer="yes" if said == "yes" else "no", note=name))
    paths = [desks.out(name) for name in ("one", "one again")]
    bundles.bring_in(desks["one"], paths[1:])
    bundles.bring_in(desks["one again"], paths[:1])
    for number, name in enumerate(("one", "one again"), 1):
        (found,) = conflicts.conflicts(desks[name])
        conflicts.settle(desks[name], found.name, number)
        assert conflicts.conflicts(desks[name]) == []
    settling = [desks.out(name) for name in ("one", "one again")]
    outcomes = bundles.bring_in(desks["lead"], [settling[number] for number in order])
    assert [outcome.conflicts for outcome in outcomes] == [0, 1]
    (found,) = conflicts.conflicts(desks["lead"])
    assert len(found.versions) == 2
    assert all(len(revisions.get(desks["lead"].db, one.revision).revision.parents) == 2 for one in found.versions)
    bundles.bring_in(desks["one"], settling[1:])
    conflicts.settle(desks["one"], found.name, 2)
    desks.carry("one", "lead", "one again")
    assert conflicts.conflicts(desks["lead"]) == conflicts.conflicts(desks["one again"]) == []


def test_m11_lead_and_deputy_agree_on_different_answers(desks):
    desks.read("one", CASE, FIRST)
    desks.read("other", CASE, SECOND)
    for name in ("one", "other"):
        desks.carry(name, "lead", "deputy")
    second_readings.take(desks["lead"], CASE, "R02", "first", "by the lead")
    second_readings.take(desks["deputy"], CASE, "R02", "second", "by the deputy")
    desks.carry("lead", "deputy")
    desks.carry("deputy", "lead")
    assert desks.state("lead") == desks.state("deputy")
    for name in ("lead", "deputy"):
        (found,) = conflicts.conflicts(desks[name])
        assert (found.kind, found.case, found.question, found.yours) == ("agreed", CASE, "R02", True)
        assert {version.who for version in found.versions} == {"lead", "deputy"}
