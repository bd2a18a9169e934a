"""M1: what was brought in once changes nothing when it comes again, in whatever order."""

from __future__ import annotations

import random

from fjidesk.desk import bundles
from fjidesk.store import log
from tests.faults.holding import tables
from tests.faults.merging import fresh, seen


def test_m1_every_bundle_twice_and_all_of_them_again(played, tmp_path):
    written = played.written
    deputy = fresh(played, "deputy", tmp_path / "new")
    bundles.bring_in(deputy, written)
    before, known = seen(deputy), log.listed(deputy.db)
    store = tables(deputy)
    again = [*written, *random.Random(1).sample(written, len(written))]
    assert {outcome.status for outcome in bundles.bring_in(deputy, again)} == {"already"}
    assert tables(deputy) == store
    assert (seen(deputy), log.listed(deputy.db)) == (before, known)


def test_m1_the_same_revisions_in_another_bundle_change_nothing(played):
    """A bundle is written anew from the same revisions: its bytes differ, and nothing is added."""
    desks = played.desks
    desks.carry("deputy", "lead")  # a copied desk says anew what it received, once (decision 101)
    before = seen(desks["lead"])
    again = [desks.out(name) for name in ("one", "one again", "other", "deputy")]
    outcomes = bundles.bring_in(desks["lead"], again)
    assert [(one.status, one.added, one.conflicts, one.quarantined) for one in outcomes] == [("merged", 0, 0, 0)] * 4
    assert seen(desks["lead"]) == before
