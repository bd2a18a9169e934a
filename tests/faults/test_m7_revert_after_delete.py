"""M7: an answer that was taken back and put back again stands, whatever comes late."""

from __future__ import annotations

from fjidesk.desk import bundles, conflicts, reading, undo
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE


def test_m7_put_back_after_it_was_taken_back(desks):
    given = Answer(answer="yes", note="n")
    reading.answer(desks["one"], CASE, "R02", given)
    paths = [desks.out("one")]
    reading.clear(desks["one"], CASE, "R02")
    paths.append(desks.out("one"))
    undo.undo(desks["one"])
    paths.append(desks.out("one"))
    for order in ([2, 0, 1], [1, 2, 0]):
        name = "lead" if order[0] == 2 else "deputy"
        bundles.bring_in(desks[name], [paths[number] for number in order])
        assert readings.answers(desks[name].db, (CASE, desks["one"].me)) == {"R02": given}
        assert conflicts.conflicts(desks[name]) == []
    assert desks.state("lead") != ""


def test_m7_the_same_value_as_before_on_one_device_and_taken_back_on_another(desks):
    """A value that equals an older one is a change of its own, not that older one."""
    given = Answer(answer="yes", note="n")
    reading.answer(desks["one"], CASE, "R02", given)
    desks.copy("one", "one again")
    reading.clear(desks["one"], CASE, "R02")
    undo.undo(desks["one"])
    reading.clear(desks["one again"], CASE, "R02")
    desks.carry("one", "lead")
    desks.carry("one again", "lead")
    (found,) = conflicts.conflicts(desks["lead"])
    assert len(found.versions) == 2
    assert not found.alike
