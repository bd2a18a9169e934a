"""D8: a backup restores on another laptop, and what it replaces is kept. D9: a damaged newest backup is passed over."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fjidesk.desk import backups, bundles, checks, reading
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.records import Answer
from fjidesk.store import backup, log
from tests.faults.conftest import damage_of, put_back, second


def test_d8_on_another_laptop(made, opened):
    """From the second folder alone: the laptop is lost."""
    desk = opened(made.reader)
    (made.root / "drive").mkdir()
    backups.set_folder(desk, made.root / "drive")
    reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
    newest, state = backups.make(desk, "test"), checks.state(desk)
    there = second(desk) / newest.name
    desk.close()
    shutil.rmtree(made.reader)
    new = made.root / "another"
    backups.bring_keys(new, there.parent)
    put_back(new, there)
    found = opened(new)
    assert checks.state(found) == state
    assert not checks.check(found).difference
    assert found.device != desk.device
    assert bundles.export(found, made.root / "out").path.is_file()


def test_d8_a_copied_desk_opens_as_another_device_and_the_first_stays_as_it_is(made, opened):
    shutil.copytree(made.reader, made.root / "copy")
    first, copy = opened(made.reader), opened(made.root / "copy")
    known = {first.device, copy.device}
    assert len(known) == 2
    assert checks.state(first) == checks.state(copy)
    first.close()
    copy.close()
    again = (opened(made.reader), opened(made.root / "copy"))
    assert {desk.device for desk in again} == known
    sent = [bundles.export(desk, made.root / "out").path for desk in again]
    outcomes = bundles.bring_in(opened(made.lead), [*made.bundles, *sent])
    assert [outcome.status for outcome in outcomes] == ["merged"] * 5
    assert [outcome.message for outcome in outcomes] == [""] * 5


def test_d8_the_master_was_moved_so_it_is_another_device_too(made, opened):
    desk = opened(made.reader)
    assert "copied, moved or restored" in desk.told[0]


def test_d8_restoring_the_replaced_one_brings_everything_back(made, opened):
    desk = opened(made.reader)
    early = backups.make(desk, "test")
    reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
    state = checks.state(desk)
    desk.close()
    kept = put_back(made.reader, early.name).kept
    assert kept.parent == desk.backups
    put_back(made.reader, kept.name)
    assert checks.state(opened(made.reader)) == state


def test_d8_a_restore_that_fails_leaves_everything_as_it_was(made, opened, monkeypatch):
    desk = opened(made.reader)
    early, state = backups.make(desk, "test"), checks.state(desk)
    desk.close()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused):
        put_back(made.reader, early.name)
    monkeypatch.undo()
    assert checks.state(opened(made.reader)) == state
    assert {path.suffix for path in desk.folder.iterdir()} <= {"", ".db", ".age", ".pub", ".lock"}


@pytest.mark.parametrize("damage", [None, b"cut short"])
@pytest.mark.parametrize("step", range(5))
def test_d8_a_restore_that_is_broken_off_at_any_change_of_name_is_gone_on_from(made, opened, monkeypatch, step, damage):
    """With a journal that a crash left beside the store: it never comes to lie beside another one."""
    desk = opened(made.reader)
    name, state = backups.make(desk, "test").name, checks.state(desk)
    store = desk.store.path
    desk.close()
    if damage:
        store.write_bytes(damage)
        store.with_name("store.db-journal").write_bytes(b"what a crash left")
    before = store.read_bytes()
    real, left = Path.replace, [step]

    def broken(self, target):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(Path, "replace", broken)
        put_back(made.reader, name)
    with suppress(StoreRefused):  # where it stands between two names
        opened(made.reader).close()
    put_back(made.reader, name)
    found = opened(made.reader)
    assert checks.state(found) == state
    assert not checks.check(found).difference
    kept = {path.read_bytes() for path in found.backups.iterdir()}
    assert not store.with_name("store.db-journal").exists()
    if damage:
        assert {before, b"what a crash left"} <= kept


def test_d9_the_next_good_one_is_offered(made, opened):
    desk = opened(made.reader)
    reading.start(desk, "HB-02")
    good = backups.make(desk, "first")
    reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
    bad = backups.make(desk, "second")
    desk.close()
    bad.write_bytes(bad.read_bytes()[:-4096])
    desk.store.path.write_bytes(b"")
    error = damage_of(made.reader)
    assert error.unusable == (bad.name,)
    assert error.offer.backup.name == good.name
    assert error.missing == 1
    assert f"The newest backup {bad.name} does not open either" in error.message
    with pytest.raises(StoreRefused) as refused:
        put_back(made.reader, bad.name)
    assert refused.value.code == "backup-damaged"
    assert good.name in refused.value.remedy
    put_back(made.reader, good.name)
    found = opened(made.reader)
    assert not checks.check(found).difference


def test_d9_where_none_opens_nothing_is_thrown_away(made, opened):
    desk = opened(made.reader)
    desk.close()
    for one in backup.listed(desk.backups):
        one.path.write_bytes(b"x")
    desk.store.path.write_bytes(b"y")
    error = damage_of(made.reader)
    assert error.offer is None
    assert "ask for help" in error.remedy
    assert desk.store.path.read_bytes() == b"y"


def test_d9_a_good_copy_in_the_second_folder_is_offered(made, opened):
    desk = opened(made.reader)
    (made.root / "drive").mkdir()
    backups.set_folder(desk, made.root / "drive")
    reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
    newest = backups.make(desk, "test")
    desk.close()
    newest.write_bytes(b"x")  # the copy in the desk's own folder
    desk.store.path.write_bytes(b"y")
    error = damage_of(made.reader)
    assert error.offer.backup.name == newest.name
    assert error.missing == 0
    put_back(made.reader, newest.name)
    assert not checks.check(opened(made.reader)).difference


@pytest.mark.parametrize("more", [0, 1])
def test_d8_an_older_copy_that_was_wanted_on_another_laptop_is_not_called_set_back(made, opened, more):
    desk = opened(made.reader)
    (made.root / "drive").mkdir()
    early: Any = backups.set_folder(desk, made.root / "drive")
    for name in ("R01", "R02")[:more]:
        reading.answer(desk, "HB-02", name, Answer(answer="yes"))
    with desk.store.writing() as db:
        log.put_setting(db, "what", "is no answer")
    newest = backups.make(desk, "test").name
    desk.close()
    shutil.rmtree(made.reader)
    new = made.root / "another"
    backups.bring_keys(new, early.parent)
    done = put_back(new, early)
    assert done.more == (newest if more else "")
    found = opened(new)
    assert not [line for line in found.told if "older copy" in line]
    found.close()
    assert opened(new).told == []


def test_d8_an_older_copy_that_lacks_no_answer_does_not_send_anybody_to_another(made, opened):
    desk = opened(made.reader)
    whole = desk.store.path.read_bytes()
    with desk.store.writing() as db:
        log.put_setting(db, "what", "is no answer")
    backups.make(desk, "test")
    desk.close()
    desk.store.path.write_bytes(whole)
    told = " ".join(opened(made.reader).told)
    assert "an older copy than the one that was here, and lacks none of its answers" in told
    assert "go to it" not in told
