"""Backups: when they are made, what is thinned, where they go, and going back to one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fjidesk.bundle import keys
from fjidesk.clock import new_id
from fjidesk.desk import backups, checks, keeping, reading, recovery, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import backup, revisions
from tests.conftest import PASSPHRASE

NOW = datetime(2014, 2, 7, 12, 0, tzinfo=UTC)


class Set:
    """A clock that is set by hand."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now


def a_backup(when, written, line="aaaaaaaa", why="timed"):
    return backup.Backup(Path(f"{when:%Y%m%dT%H%M%SZ}-{written}-{line}-{why}.db"), when, written, line, why)


def every(hours, count, since=NOW):
    return [a_backup(since - timedelta(hours=hours * back), 10_000 - back) for back in reversed(range(count))]


def left(found, now=NOW):
    gone = {one.path for one in backup.to_remove(found, now)}
    return [one for one in found if one.path not in gone]


def test_all_of_today_one_a_day_for_a_fortnight_one_a_week_for_twelve_are_kept():
    kept = left(every(1, 24 * 200))
    ages = [(NOW.date() - one.when.date()).days for one in kept]
    assert ages.count(0) == 13  # from midnight to noon, each hour
    assert [ages.count(day) for day in range(1, 14)] == [1] * 13
    weeks = {one.when.strftime("%G%V") for one in kept}
    assert len(weeks) in {12, 13}  # the first is seldom a whole one
    assert max(ages) <= 12 * 7
    assert all(one.when.hour == 23 for one in kept if one.when.date() != NOW.date())  # the last of its day


def test_the_newest_are_kept_whatever_the_clock_says():
    found = every(24, 20)
    assert left(found, NOW.replace(year=2038)) == found[-backup.NEWEST :]
    assert left(found, NOW.replace(year=1970)) == found


def test_the_last_of_each_line_and_what_was_put_aside_are_kept():
    old = NOW - timedelta(days=300)
    found = [
        a_backup(old, 1, "bbbbbbbb"),
        a_backup(old, 2, "bbbbbbbb"),
        a_backup(old, 3, why=backup.REPLACED),
        a_backup(old, 4, why=backup.DAMAGED),
        *every(1, 30),
    ]
    assert left(found)[:3] == found[1:4]


def test_thinning_settles_down():
    kept = left(every(1, 24 * 200))
    assert left(kept) == kept


def test_names_of_an_earlier_version_are_listed_and_others_left_alone(tmp_path):
    for name in ("20131118T090000Z-before-merge.db", "20139918T090000Z-before-merge.db", "notes.txt", "x.db.part"):
        (tmp_path / name).touch()
    assert [one.name for one in backup.listed(tmp_path)] == ["20131118T090000Z-before-merge.db"]
    assert backup.listed(tmp_path / "none") == []


def names(desk):
    return [one.why for one in backup.listed(desk.backups)]


def test_one_is_made_at_opening_when_something_changed_and_none_otherwise(team):
    team.lead()
    assert names(team.reopen("lead")) == ["opening"]
    assert names(team.reopen("lead")) == ["opening"]
    team.join("reader", first=("HB-01",))
    assert names(team.reopen("lead")) == ["opening", "opening"]


def test_one_is_due_a_quarter_of_an_hour_after_the_last_when_something_changed(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reader.clock = Set()
    assert backups.due(reader) is not None
    assert backups.due(reader) is None
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reader.clock.now += timedelta(minutes=14)
    assert backups.due(reader) is None
    reader.clock.now += timedelta(minutes=1)
    made: Any = backups.due(reader)
    assert backup.look(made, reader.store_key).revisions == len(revisions.everything_raw(reader.db))
    reader.clock.now += timedelta(hours=5)
    assert backups.due(reader) is None


def test_one_is_made_before_a_merge(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    from fjidesk.desk import bundles

    lead = team.desks["lead"]
    bundles.bring_in(lead, [bundles.export(reader, team.root / "out").path])
    assert names(lead) == ["before-merge"]


def test_a_backup_that_does_not_hold_the_same_never_gets_a_name(team, monkeypatch):
    lead = team.lead()
    monkeypatch.setattr(type(lead.store), "backup", lambda _, target, __: target.write_bytes(b"x" * 8192))
    with pytest.raises(Refused):
        backups.make(lead, "test")
    assert not list(lead.backups.glob("*.db*"))


def test_a_second_folder_takes_each_backup_with_the_sealed_keys(team, tmp_path):
    lead = team.lead()
    (tmp_path / "drive").mkdir()
    first: Any = backups.set_folder(lead, tmp_path / "drive")
    assert first.is_file()
    second = backups.make(lead, "test")
    there: Any = keeping.second_folder(lead)
    assert (there / second.name).read_bytes() == second.read_bytes()
    assert {path.name for path in there.iterdir() if path.suffix != ".db"} == {
        *workspace.KEY_FILES,
        recovery.RECOVERABLE,
    }
    assert backups.set_folder(lead, None) is None
    backups.make(lead, "later")
    assert len(list(there.glob("*.db"))) == 2


@pytest.mark.parametrize(
    ("why", "named"),
    [("before the visit", "before-the-visit"), ("Éa/..\\B:1", "a-b-1"), ("  ", "made"), ("x" * 99, "x" * 40)],
)
def test_a_reason_in_any_words_makes_a_name(team, why, named):
    lead = team.lead()
    made = backups.make(lead, why)
    assert made.is_file()
    assert names(lead) == [named]


def test_a_vanished_drive_is_told_and_not_fatal(team, tmp_path):
    lead = team.lead()
    (tmp_path / "drive").mkdir()
    backups.set_folder(lead, tmp_path / "drive")
    shutil.rmtree(tmp_path / "drive")
    assert backups.make(lead, "test").is_file()
    assert "is not there" in lead.told[-1]
    (tmp_path / "drive").touch()  # a file of that name
    assert backups.make(lead, "test").is_file()


@pytest.mark.parametrize(
    ("where", "code"), [("lead/backups/x", "backup-folder-inside"), ("none", "backup-folder-gone")]
)
def test_a_second_folder_that_makes_no_sense_is_refused(team, tmp_path, where, code):
    lead = team.lead()
    with pytest.raises(Refused) as refused:
        backups.set_folder(lead, tmp_path / where)
    assert refused.value.code == code


def restored(desk, name, folder=None):
    desk.close()
    identity = workspace.unlock(folder or desk.folder, PASSPHRASE)
    return backups.restore(folder or desk.folder, identity, name, clock=desk.clock, ids=new_id)


def test_going_back_keeps_what_it_replaces_and_forward_again(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    early, state = backups.make(reader, "test"), checks.state(reader)
    device = reader.device
    reading.answer(reader, "HB-01", "R02", Answer(answer="no", note="Given after the backup."))
    later = checks.state(reader)
    done = restored(reader, early.name)
    reader = team.reopen("reader")
    assert checks.state(reader) == state
    assert not checks.check(reader).difference
    assert reader.device != device
    assert reader.told == []
    reading.answer(reader, "HB-01", "R03", Answer(answer="yes"))
    assert restored(reader, done.kept.name).revisions == done.revisions + 1
    assert checks.state(team.reopen("reader")) == later


def test_a_backup_that_is_not_there_is_refused(team):
    lead = team.lead()
    with pytest.raises(Refused) as refused:
        restored(lead, "20131118T090000Z-x.db")
    assert refused.value.code == "backup-unknown"


def test_nothing_is_restored_while_the_desk_is_open(team):
    lead = team.lead()
    made = backups.make(lead, "test")
    with pytest.raises(Refused) as refused:
        backups.restore(lead.folder, lead.identity, made.name, clock=team.clock, ids=new_id)
    assert refused.value.code == "store-open"


def test_each_backup_is_listed_with_what_it_holds(team, tmp_path):
    lead = team.lead()
    (tmp_path / "drive").mkdir()
    backups.set_folder(lead, tmp_path / "drive")
    made = backups.make(lead, "test")
    lines = backups.listed(lead.folder, lead.identity)
    assert [line.name for line in lines].count(made.name) == 1
    assert {line.opens for line in lines} == {True}
    assert lines[0].revisions == len(revisions.everything_raw(lead.db))
    made.write_bytes(b"")
    assert sum(not line.opens for line in backups.listed(lead.folder, lead.identity)) == 1


def test_keys_that_do_not_lie_beside_a_backup_are_asked_for(team, tmp_path):
    with pytest.raises(Refused) as refused:
        backups.bring_keys(tmp_path / "new", tmp_path)
    assert refused.value.code == "backup-without-keys"


def test_another_desks_backup_is_refused(team):
    lead, other = team.lead(), team.make("other")
    theirs = backups.make(other, "test")
    with pytest.raises(Refused) as refused:
        restored(lead, str(theirs))
    assert refused.value.code == "backup-damaged"
    assert isinstance(lead.identity, keys.Identity)
    assert team.reopen("lead").inspection.title == "Harbourside 2014"
