"""M14: one bad record among 1,000: 999 come in, one is kept apart and explained."""

from __future__ import annotations

from fjidesk.desk import bundles
from fjidesk.model.records import Answer, Evidence
from fjidesk.store import readings, revisions
from tests.field import revision, signed


def test_m14_999_and_one(desks, tmp_path):
    lead, one = desks["lead"], desks["one"]
    body = Evidence(kind="data", theme="governance", text="made up")
    made = [revision(one, "evidence", (one.me, f"e{number:03}"), body, number) for number in range(1, 1000)]
    bad = revision(one, "evidence", (desks["other"].me, "e"), body, 500)
    made.insert(500, bad)
    (outcome,) = bundles.bring_in(lead, [signed(one, lead, made, tmp_path / "a.fjib")])
    assert (outcome.status, outcome.added, outcome.quarantined) == ("merged", 999, 1)
    assert len(readings.evidence(lead.db)) == 999
    (aside,) = revisions.quarantined(lead.db)
    assert (aside.sealed.id, aside.reason) == (bad.id, "Its evidence belongs to another member.")
    desks.state("lead")


def test_m14_records_of_an_odd_form_are_kept_apart_and_stop_nothing(desks, tmp_path):
    """A key without parts, and a body that is none of its kind, are quarantined like any other, the log included."""
    lead, one = desks["lead"], desks["one"]
    good = revision(one, "evidence", (one.me, "good"), Evidence(kind="data", theme="governance", text="made up"), 1)
    odd = [
        revision(one, "answer", (), Answer(answer="no"), 2),
        revision(one, "reading", ("HB-01",), None, 3),
        revision(one, "alert", (one.me, "a"), Answer(answer="no"), 4),
    ]
    (outcome,) = bundles.bring_in(lead, [signed(one, lead, [good, *odd], tmp_path / "a.fjib")])
    assert (outcome.status, outcome.added, outcome.quarantined) == ("merged", 1, 3)
    desks.state("lead")
