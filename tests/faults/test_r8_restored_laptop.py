"""R8: a laptop that was restored from a backup and goes on is another device: no number is used twice."""

from __future__ import annotations

from fjidesk.desk import backups, bundles, conflicts, reading
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.faults.conftest import put_back
from tests.field import CASE


def test_r8_restored_and_on(desks):
    one, lead = desks["one"], desks["lead"]
    reading.answer(one, CASE, "R01", Answer(answer="yes"))
    saved = backups.make(one, "test")
    reading.answer(one, CASE, "R02", Answer(answer="yes", note="handed over, then lost here"))
    first, device = desks.out("one"), one.device
    one.close()
    put_back(one.folder, saved.name)
    one = desks.open("one", "one")
    assert one.device != device
    assert "R02" not in readings.answers(one.db, (CASE, one.me))
    reading.answer(one, CASE, "R03", Answer(answer="no", reasons=["other"]))
    second = desks.out("one")
    for name, order in (("lead", (first, second)), ("deputy", (second, first))):
        assert [outcome.status for outcome in bundles.bring_in(desks[name], order)] == ["merged"] * 2
        assert set(readings.answers(desks[name].db, (CASE, one.me))) == {"R01", "R02", "R03"}
        assert conflicts.conflicts(desks[name]) == []
        log = list(desks[name].db.query("SELECT device, sequence FROM bundle WHERE author = ?", [one.me]))
        assert len({(row["device"], row["sequence"]) for row in log}) == len(log) == 2
    assert desks.state("lead") == desks.state("deputy")
    # What was handed over comes back from one's own bundle.
    bundles.bring_in(one, [first])
    assert readings.answers(one.db, (CASE, one.me))["R02"].note == "handed over, then lost here"
    assert lead.folder != one.folder
