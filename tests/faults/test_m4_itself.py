"""M4: a desk's own bundle, and a copy of the desk itself, bring neither changes nor conflicts."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, conflicts
from tests.faults.holding import tables
from tests.faults.merging import seen
from tests.field import CASE, FIRST


@pytest.mark.parametrize("name", ["one", "lead"])
def test_m4_its_own_bundle(desks, name):
    desks.read("one", CASE, FIRST)
    path = desks.out(name)
    before = tables(desks[name])
    assert bundles.bring_in(desks[name], [path, path])[0].status == "already"
    assert tables(desks[name]) == before


def test_m4_a_copy_of_itself(played):
    desks = played.desks
    before = seen(desks["lead"])
    known = {one.name for one in conflicts.conflicts(desks["lead"])}
    desks.copy("lead", "lead again")
    assert desks.carry("lead again", "lead")[0].added == 0
    assert desks.carry("lead", "lead again")[0].added == 0
    assert seen(desks["lead"]) == seen(desks["lead again"]) == before
    assert {one.name for one in conflicts.conflicts(desks["lead"])} == known
