"""R10: a clock that jumped is accepted and flagged; order does not come from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from fjidesk.clock import new_id, stamp
from fjidesk.desk import backups, checks, reading, times, workspace
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.conftest import PASSPHRASE

NOW = datetime(2014, 2, 7, 12, 0, tzinfo=UTC)


class Set:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def reader(team):
    team.lead()
    desk = team.join("reader", first=("HB-01",))
    desk.clock = Set(NOW)
    reading.answer(desk, "HB-01", "R01", Answer(answer="yes", note="before"))
    return desk


@pytest.mark.parametrize(
    ("then", "flagged"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), True),
        (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), True),
        (NOW.replace(year=2015, month=3), True),
        (NOW - timedelta(hours=2), True),
        (NOW - timedelta(minutes=4), False),
        (NOW.astimezone(timezone(timedelta(hours=10))), False),  # another time zone
        (datetime(2014, 3, 30, 2, 30, tzinfo=timezone(timedelta(hours=1))), False),  # the hour that summer time skips
    ],
)
def test_a_jump_is_accepted_flagged_and_orders_nothing(reader, then, flagged):
    reader.clock = Set(then)
    reading.answer(reader, "HB-01", "R01", Answer(answer="no", note="after"))
    reader.clock.now += timedelta(seconds=1)
    assert readings.answers(reader.db, ("HB-01", reader.me))["R01"].note == "after"
    assert not checks.check(reader).difference
    reader.clock = Set(NOW + timedelta(minutes=1))
    assert bool(times.odd(reader)) is ((flagged and then.year != 2038) or then > NOW + timedelta(minutes=6))
    reader.clock = Set(then)
    backups.make(reader, "test")


@pytest.mark.parametrize("then", [datetime(1970, 1, 1, tzinfo=UTC), NOW - timedelta(hours=2), NOW.replace(year=2016)])
def test_it_is_told_at_opening_and_by_the_timer(reader, then):
    reader.clock = Set(then)
    backups.due(reader)
    assert any("put the clock right" in line for line in reader.told)
    reader.close()
    again = workspace.open_desk(reader.folder, PASSPHRASE, clock=Set(then), ids=new_id)
    assert any(stamp(then) in line for line in again.told)
    again.close()


def test_a_clock_that_is_right_says_nothing(reader):
    assert times.notice(reader) == ""
    assert times.odd(reader) == []


def test_backups_survive_a_clock_that_went_ahead_and_came_back(reader):
    for year in (2014, 2014, 2037, 2014):
        reader.clock = Set(NOW.replace(year=year))
        reading.answer(reader, "HB-01", "R02", Answer(answer="yes", note=str(reader.ids())))
        backups.make(reader, "test")
    assert len(list(reader.backups.glob("*.db"))) == 4
    reader.clock = Set(NOW + timedelta(minutes=20))
    reading.answer(reader, "HB-01", "R03", Answer(answer="yes"))
    assert backups.due(reader) is not None


def test_what_is_no_time_is_flagged():
    assert times._why(None, None, NOW) == "it is no time"
    assert times._moment("x") is None
    assert times._moment("2014-02-07T12:00:00") == NOW
