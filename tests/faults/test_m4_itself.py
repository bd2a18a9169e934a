"""M4: a desk's own bundle, and a copy of the desk itself, bring neither changes nor conflicts."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, conflicts
from fjidesk.store import revisions
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


def receipts_of(desk):
    """Return how many revisions of receipts are held."""
    return sum(one.revision.kind == "receipt" for one in revisions.by_author(desk.db, desk.me))


def test_m4_a_copy_of_itself(played):
    desks = played.desks
    before = seen(desks["lead"])
    known = {one.name for one in conflicts.conflicts(desks["lead"])}
    desks.copy("lead", "lead again")
    # Each of the two is a copy of the desk that was made, and says anew, once, what it received (decision 101).
    for here, there in (("lead again", "lead"), ("lead", "lead again")):
        held = receipts_of(desks[there])
        added = desks.carry(here, there)[0].added
        assert added == receipts_of(desks[there]) - held
    assert desks.carry("lead again", "lead")[0].added == 0
    assert desks.carry("lead", "lead again")[0].added == 0
    after = seen(desks["lead"])
    assert after == seen(desks["lead again"])
    assert (after.scores, after.differences) == (before.scores, before.differences)
    assert {one.name for one in conflicts.conflicts(desks["lead"])} == known
