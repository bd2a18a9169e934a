"""R2: an older bundle after a newer one is history: it overwrites nothing, and that is said."""

from __future__ import annotations

from fjidesk.desk import bundles, conflicts, reading
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE


def test_r2_the_newer_answer_stays(desks):
    paths = []
    for said in ("yes", "no"):
        reading.answer(desks["one"], CASE, "R02", Answer(answer="yes" if said == "yes" else "no", note=said))
        paths.append(desks.out("one"))
    lead = desks["lead"]
    bundles.bring_in(lead, paths[1:])
    before = desks.state("lead")
    (outcome,) = bundles.bring_in(lead, paths[:1])
    assert (outcome.status, outcome.added, outcome.conflicts) == ("merged", 0, 0)
    assert "It is older than what is held from this laptop" in outcome.message
    assert readings.answers(lead.db, (CASE, desks["one"].me))["R02"].note == "no"
    assert conflicts.conflicts(lead) == []
    assert desks.state("lead") == before
