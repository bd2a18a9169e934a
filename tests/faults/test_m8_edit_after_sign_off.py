"""M8: a finished reading is not edited in passing; an edit from a device that knew nothing of it is not silent."""

from __future__ import annotations

import pytest

from fjidesk.desk import conflicts, history, reading, second_readings
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE, FIRST, SECOND, answered


def test_m8_on_the_same_device_it_is_refused_until_it_is_reopened_with_a_reason(desks):
    desks.read("one", CASE, FIRST)
    with pytest.raises(Refused) as refused:
        reading.answer(desks["one"], CASE, "R02", Answer(answer="yes"))
    assert refused.value.code == "reading-finished"
    reading.reopen(desks["one"], CASE, "a late record")
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes"))
    desks.carry("one", "lead")
    words = [entry.words for entry in history.history(desks["lead"], CASE)]
    assert "the reading was reopened: “a late record”" in words


def test_m8_from_another_device_it_is_told_and_what_was_agreed_on_it_is_open_again(desks):
    desks.read("one", CASE, FIRST, finish=False)
    desks.copy("one", "one again")
    reading.finish(desks["one"], CASE, with_gaps=True)
    desks.read("other", CASE, SECOND)
    desks.carry("one", "lead")
    desks.carry("other", "lead")
    lead = desks["lead"]
    second_readings.take(lead, CASE, "R02", "second", "agreed")
    history.seen(lead)
    reading.answer_all(desks["one again"], CASE, answered({"R02": "na"}))
    desks.carry("one again", "lead")
    assert readings.answers(lead.db, (CASE, desks["one"].me))["R02"].answer == "na"
    (changed,) = history.changes(lead).cases
    assert changed.headline == "1 answer changed (by one)"
    assert [one.state for one in second_readings.differences(lead) if one.question == "R02"] == ["again"]


def test_m8_finished_here_and_reopened_there_is_a_conflict_of_the_reading(desks):
    desks.read("one", CASE, FIRST)
    desks.copy("one", "one again")
    reading.reopen(desks["one"], CASE, "one more look")
    reading.reopen(desks["one again"], CASE, "another one")
    reading.finish(desks["one again"], CASE, with_gaps=True)
    desks.carry("one", "lead")
    desks.carry("one again", "lead", "one")
    for name in ("lead", "one"):
        (found,) = conflicts.conflicts(desks[name])
        assert found.kind == "reading"
        assert [(version.words, version.stands) for version in found.versions] == [
            ("the reading was reopened: “one more look”", False),
            ("the reading was finished with gaps", True),
        ]
