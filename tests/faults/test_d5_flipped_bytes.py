"""D5: a byte flipped anywhere in the store or in a backup is seen, told with what there is, and nothing is lost."""

from __future__ import annotations

import random

import pytest

from fjidesk.desk import backups, checks, damaged, reading, workspace
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.records import Answer
from fjidesk.store import audit, backup
from tests.conftest import PASSPHRASE
from tests.faults.conftest import damage_of, open_desk, put_back


@pytest.fixture
def kept(made, opened):
    """Return the reader's folder with two backups, its key, and its state."""
    desk = opened(made.reader)
    backups.make(desk, "test")
    state = checks.state(desk)
    desk.close()
    return made.reader, desk.identity, state


def flip(path, place, bit=1):
    data = path.read_bytes()
    path.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])


def places(path, count, seed):
    size = path.stat().st_size
    chosen = random.Random(seed)
    return [0, 15, 16, size - 1, *(chosen.randrange(size) for _ in range(count))]


def store_sweep(folder, count, seed):
    """Flip a byte at each place of the store, one at a time; return how often it was refused and found by the check."""
    store = folder / workspace.STORE
    refused = found = 0
    for place in places(store, count, seed):
        flip(store, place)
        told = None
        try:
            desk = open_desk(folder)
        except damaged.StoreDamaged as error:
            told = error
        if told is not None:
            assert told.offer is not None
            assert told.missing == 0
            assert "good copy" in told.message
            refused += 1
        else:
            assert audit.file_fault(desk.db), place  # a page that nothing uses any more
            desk.close()
            found += 1
        flip(store, place)
    return refused, found


def backup_sweep(folder, identity, count, seed):
    """Flip a byte at each place of the newest backup; return how often it was seen."""
    newest = backup.listed(folder / workspace.BACKUPS)[-1].path
    key = workspace.store_key(folder, identity)
    seen = 0
    for place in places(newest, count, seed):
        flip(newest, place)
        try:
            backup.look(newest, key)
        except StoreRefused as error:
            assert error.code == "store-damaged"  # noqa: PT017  (either outcome is right)
            seen += 1
        flip(newest, place)
    return seen


def test_in_the_store(kept, opened):
    folder, _, state = kept
    refused, found = store_sweep(folder, 30, 5)
    assert refused + found == 34
    assert refused > 20
    assert checks.state(opened(folder)) == state


def test_in_a_backup(kept):
    folder, identity, _ = kept
    assert backup_sweep(folder, identity, 40, 6) == 44


def test_what_is_damaged_and_what_would_differ_is_said(kept):
    folder, _, _ = kept
    store = folder / workspace.STORE
    flip(store, store.stat().st_size // 2)
    damaged = store.read_bytes()
    error = damage_of(folder)
    assert error.code == "store-damaged"
    assert "as they were written, 1 of " in error.message
    assert "none of them would be missing" in error.message
    assert error.offer.backup.name in error.remedy
    assert store.read_bytes() == damaged


def test_many_damaged_pages_are_not_told_as_the_first(kept):
    folder, _, _ = kept
    store = folder / workspace.STORE
    whole = store.read_bytes()
    for number in range(20, 60):
        flip(store, number * 4096 + 100)
    assert f"pages do not read back as they were written, 40 of {len(whole) // 4096}" in damage_of(folder).message
    store.write_bytes(whole)
    for place in (0, 100):  # the salt of all pages; the first page alone
        flip(store, place)
        assert "because the first is damaged or the key is another's" in damage_of(folder).message
        store.write_bytes(whole)


@pytest.mark.parametrize(
    ("names", "which"),
    [(["R01"], "HB-02 (R01)"), (["R01", "R02"], "HB-02 (R01, R02)"), ([], "")],
)
def test_what_would_be_missing_is_named_where_the_damaged_store_still_says_it(kept, names, which):
    folder, _, _ = kept
    desk = open_desk(folder)
    reading.start(desk, "HB-02")
    backups.make(desk, "test")
    for name in names:
        reading.answer(desk, "HB-02", name, Answer(answer="yes"))
    desk.close()
    store = folder / workspace.STORE
    whole = store.read_bytes()
    flip(store, len(whole) // 2)  # not among what was written last
    message = damage_of(folder).message
    if names:
        assert f"{len(names)} would be missing: {which}." in message
        store.write_bytes(whole)
        flip(store, 100)
        assert f"{len(names)} would be missing; which, cannot be read." in damage_of(folder).message
    else:
        assert "none of them would be missing." in message


def test_restoring_brings_it_back_and_keeps_the_damaged_file(kept):
    folder, _identity, state = kept
    store = folder / workspace.STORE
    flip(store, 20)
    damaged = store.read_bytes()
    name = damage_of(folder).offer.backup.name
    done = put_back(folder, name)
    assert done.kept.read_bytes() == damaged
    desk = open_desk(folder)
    assert checks.state(desk) == state
    assert not checks.check(desk).difference
    desk.close()


@pytest.mark.parametrize("harm", ["empty", "gone", "cut", "noise"])
def test_other_harm_is_told_the_same_way(kept, harm):
    folder, _identity, state = kept
    store = folder / workspace.STORE
    whole = store.read_bytes()
    if harm == "gone":
        store.unlink()
    else:
        store.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "noise": bytes(len(whole))}[harm])
    name = damage_of(folder).offer.backup.name
    put_back(folder, name)
    desk = open_desk(folder)
    assert checks.state(desk) == state
    desk.close()


def test_a_damaged_backup_is_no_reason_not_to_open(kept):
    folder, _, state = kept
    for made in backup.listed(folder / workspace.BACKUPS):
        made.path.write_bytes(b"x")
    desk = open_desk(folder)
    assert checks.state(desk) == state
    desk.close()
    with pytest.raises(Refused):
        workspace.unlock(folder, PASSPHRASE + "x")


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_long(kept, capsys):
    folder, identity, state = kept
    refused, found = store_sweep(folder, 2000, 7)
    seen = backup_sweep(folder, identity, 2000, 8)
    desk = open_desk(folder)
    lost = int(checks.state(desk) != state)
    desk.close()
    with capsys.disabled():
        print(f"\nD5: store: 2004 tries, {refused} refused at opening, {found} found by the check, {lost} lost;")  # noqa: T201
        print(f"    backup: 2004 tries, {seen} seen at opening")  # noqa: T201
    assert (lost, seen) == (0, 2004)
