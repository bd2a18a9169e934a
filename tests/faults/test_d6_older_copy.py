"""D6: a store that is replaced by an older copy of itself is noticed, and its numbers are never used again (R8)."""

from __future__ import annotations

import shutil

import pytest

from fjidesk.desk import backups, bundles, checks, reading, workspace
from fjidesk.model.records import Answer
from fjidesk.store import log
from fjidesk.store.witness import NAME


@pytest.fixture
def older(made, opened):
    """Return a function that puts the reader's store back to what it was, after some more answers and a bundle."""
    desk = opened(made.reader)
    store, copy = desk.store.path, made.root / "copy.db"

    def put_back(keep_backup):
        reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
        shutil.copyfile(store, copy)  # while the desk is open, and between two answers
        reading.answer(desk, "HB-02", "R02", Answer(answer="no"))
        sent = bundles.export(desk, made.root / "bundles")
        if keep_backup:
            backups.make(desk, "test")
        desk.close()
        shutil.copyfile(copy, store)
        return desk, sent

    return put_back


def test_the_note_beside_the_backups_tells(older, opened, made):
    before, _ = older(keep_backup=False)
    desk = opened(made.reader)
    assert desk.device != before.device
    told = " ".join(desk.told)
    assert "older copy" in told
    assert "1 revision is missing" in told
    assert "No backup holds them" in told


def test_the_newest_backup_tells_where_the_note_is_gone(older, opened, made):
    before, _ = older(keep_backup=True)
    (made.reader / workspace.BACKUPS / NAME).unlink()
    desk = opened(made.reader)
    assert desk.device != before.device
    told = " ".join(desk.told)
    assert "fjidesk backup restore" in told
    assert "1 revision is missing" in told


def test_a_note_of_nobody_is_no_note(older, opened, made):
    older(keep_backup=False)
    note = made.reader / workspace.BACKUPS / NAME
    note.write_bytes(note.read_bytes().replace(b"[", b"[9", 1))
    assert not any("older copy" in line for line in opened(made.reader).told)


def test_it_is_told_once_and_a_desk_that_is_as_it_was_says_nothing(older, opened, made):
    older(keep_backup=True)
    first = opened(made.reader)
    assert first.told
    first.close()
    second = opened(made.reader)
    assert second.told == []
    assert second.device == first.device
    assert not checks.check(second).difference


def test_no_number_is_used_twice(older, opened, made):
    before, sent = older(keep_backup=False)
    desk = opened(made.reader)
    again = bundles.export(desk, made.root / "bundles")
    assert log.from_device(desk.db, before.device).keys() & {4} == set()
    lead = opened(made.lead)
    outcomes = bundles.bring_in(lead, [*made.bundles, sent.path, again.path])
    assert {outcome.status for outcome in outcomes} == {"merged"}
    assert [outcome.message for outcome in outcomes if outcome.message] == []
    assert not checks.check(lead).difference
