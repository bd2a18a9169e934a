"""M5: two fields of one answer, changed on two devices: both are kept and shown, and may be put together."""

from __future__ import annotations

import msgspec

from fjidesk.desk import conflicts, reading
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE

BASE = Answer(answer="no", reasons=["other"], note="first")


def test_m5_the_answer_on_one_device_and_the_note_on_the_other(desks):
    reading.answer(desks["one"], CASE, "R02", BASE)
    desks.copy("one", "one again")
    reading.answer(desks["one"], CASE, "R02", msgspec.structs.replace(BASE, answer="yes", reasons=[]))
    reading.answer(desks["one again"], CASE, "R02", msgspec.structs.replace(BASE, note="second"))
    desks.carry("one again", "one", "lead")
    desks.carry("one", "lead")
    for name in ("one", "lead"):
        (found,) = conflicts.conflicts(desks[name])
        assert [version.who for version in found.versions] == ["one", "one"]
        assert {msgspec.json.decode(version.value)["note"] for version in found.versions} == {"first", "second"}
        assert [version.stands for version in found.versions] == [False, True]
    together = msgspec.structs.replace(BASE, answer="yes", reasons=[], note="second")
    conflicts.settle_by(desks["one"], found.name, msgspec.json.encode(together).decode())
    desks.carry("one", "lead", "one again")
    for name in ("one", "one again", "lead"):
        assert conflicts.conflicts(desks[name]) == []
        assert readings.answers(desks[name].db, (CASE, desks["one"].me))["R02"] == together
    assert desks.state("one") == desks.state("one again")
