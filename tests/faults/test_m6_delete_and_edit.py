"""M6: taken back on one device and edited on another: neither wins in silence, and nothing typed is lost."""

from __future__ import annotations

import pytest

from fjidesk.desk import conflicts, reading
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE

EDITED = Answer(answer="no", note="what was typed on the other laptop")


@pytest.mark.parametrize("first", ["one", "one again"])
@pytest.mark.parametrize("take", ["edited", "taken back"])
def test_m6_both_are_shown_and_either_may_be_taken(desks, first, take):
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes"))
    desks.copy("one", "one again")
    reading.clear(desks["one"], CASE, "R02")
    reading.answer(desks["one again"], CASE, "R02", EDITED)
    for name in (first, "one again" if first == "one" else "one"):
        desks.carry(name, "lead")
    desks.carry("one again", "one")
    (found,) = conflicts.conflicts(desks["lead"])
    assert conflicts.conflicts(desks["one"])[0].versions == found.versions
    said = {version.words: version.number for version in found.versions}
    edited = "No was given; a note was added: “what was typed on the other laptop”"
    assert set(said) == {edited, "it is taken back"}
    conflicts.settle(desks["one"], found.name, said[edited if take == "edited" else "it is taken back"])
    desks.carry("one", "lead")
    assert conflicts.conflicts(desks["lead"]) == []
    held = readings.answers(desks["lead"].db, (CASE, desks["one"].me))
    assert held == ({"R02": EDITED} if take == "edited" else {})
    desks.state("lead")
