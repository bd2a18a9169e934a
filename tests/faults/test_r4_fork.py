"""R4: two different bundles with one number of one device are an alarm: a laptop was copied behind its back."""

from __future__ import annotations

from fjidesk.desk import bundles, reading
from fjidesk.model.records import Answer
from fjidesk.store import log
from tests.field import CASE


def test_r4_a_device_that_forked(desks):
    """The copy is given the first one's device id, as a copy by the whole drive would have it on another machine."""
    reading.answer(desks["one"], CASE, "R01", Answer(answer="yes"))
    copy = desks.copy("one", "one again")
    copy.device = desks["one"].device
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes"))
    reading.answer(copy, CASE, "R02", Answer(answer="no"))
    paths = [desks.out("one"), desks.out("one again")]
    lead = desks["lead"]
    assert bundles.bring_in(lead, paths[:1])[0].status == "merged"
    before = desks.state("lead"), log.listed(lead.db)
    (outcome,) = bundles.bring_in(lead, paths[1:])
    assert (outcome.status, outcome.code) == ("refused", "copied-laptop")
    assert "it was copied" in outcome.message
    assert (desks.state("lead"), log.listed(lead.db)) == before
    assert [row["code"] for row in lead.db.query("SELECT code FROM refusal")] == ["copied-laptop"]
