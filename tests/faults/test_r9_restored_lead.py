"""R9: a lead's desk that was set back, or is lost, has the same state again once all bundles have come in again."""

from __future__ import annotations

import random

from fjidesk.desk import backups, bundles, second_readings
from tests.faults.conftest import put_back
from tests.faults.merging import seen
from tests.field import CASE, FIRST, SECOND


def work(desks):
    """Return all bundles of an inspection in which the lead decides between them."""
    desks.read("one", CASE, FIRST)
    paths = [desks.out("one")]
    bundles.bring_in(desks["lead"], paths)
    saved = backups.make(desks["lead"], "test")
    desks.read("other", CASE, SECOND)
    paths.append(desks.out("other"))
    bundles.bring_in(desks["lead"], paths[1:])
    second_readings.take(desks["lead"], CASE, "R02", "second", "agreed")
    return saved, [*paths, desks.out("lead")]


def test_r9_restored_from_a_backup(desks):
    saved, paths = work(desks)
    lead = desks["lead"]
    before, device = seen(lead), lead.device
    lead.close()
    put_back(lead.folder, saved.name)
    lead = desks.open("lead", "lead")
    assert seen(lead).state != before.state
    assert lead.device != device
    outcomes = bundles.bring_in(lead, random.Random(9).sample(paths, len(paths)))
    assert sorted(outcome.status for outcome in outcomes) == ["already", "merged", "merged"]
    assert seen(lead) == before
    second_readings.take(lead, CASE, "R03", "first", "and on it goes")
    desks.carry("lead", "deputy")
    bundles.bring_in(desks["deputy"], paths)
    assert desks.state("deputy") == desks.state("lead")


def test_r9_lost_and_rebuilt_from_the_bundles_alone(desks, field_master, tmp_path):
    """The deputy's desk, as the team began with it, comes to the same."""
    _, paths = work(desks)
    before = seen(desks["lead"])
    bundles.bring_in(desks["deputy"], paths[::-1])
    assert seen(desks["deputy"]) == before
