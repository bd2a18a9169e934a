"""D2: the drive is full at each write of every kind of work. D3: it goes away. Refused in words, and nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fjidesk import clock, files
from fjidesk.desk import backups, bundles, checks, reading, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from tests.faults.conftest import open_desk, questions, second

FULL = {"no-room", "not-written", "store-drive", "folder-not-made"}
SIZE = 24  # MB of the small drive


@pytest.fixture
def drive(tmp_path):
    """Return the folder of a small drive of its own, in memory."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs the system's owner")
    target = tmp_path / "drive"
    target.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "none", target], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("mounting is not possible here")
    yield target
    subprocess.run(["umount", "-l", target], check=True)  # lazily: a test that failed may have left a desk open


def answer(desk, _):
    given = {name: Answer(answer="no", note="z" * 2500) for name in questions(desk)[:40]}
    return reading.answer_all(desk, "HB-02", given).revisions


def export(desk, folder):
    return bundles.export(desk, folder / "out").path


def backup(desk, _):
    return backups.make(desk, "test")


def bring_in(desk, folder):
    outcomes = bundles.bring_in(desk, sorted((folder / "bundles").iterdir()))
    assert {outcome.status for outcome in outcomes} <= {"merged", "already"}


def restore(desk, _):
    name = max(desk.backups.glob("*.db")).name
    desk.close()
    return backups.restore(desk.folder, desk.identity, name, clock=clock.now, ids=clock.new_id)


def fill(drive, left):
    """Leave so many KB free on the drive."""
    ballast = drive / "ballast"
    with ballast.open("wb") as out:
        while True:
            free = os.statvfs(drive)
            more = free.f_bavail * free.f_frsize - left * 1024
            if more <= 0:
                break
            out.write(bytes(min(more, 1 << 20)))
            out.flush()
    return ballast


def finals(folder):
    """Return the files that have a final name and must be whole."""
    return [path for pattern in ("*.fjib", "*.db") for path in folder.rglob(pattern)]


def sweep(master, drive, work, steps):
    """Do the work with more and more room until it succeeds; return how often the full drive was met."""
    met = 0
    for left in steps:
        shutil.rmtree(drive / "desks", ignore_errors=True)
        shutil.copytree(master.root, drive / "desks", ignore=shutil.ignore_patterns("packs"))
        desk = open_desk(drive / "desks" / ("lead" if work is bring_in else "reader"))
        if work is not bring_in:
            reading.start(desk, "HB-02")
        backups.make(desk, "before")
        held = {path.read_bytes() for path in finals(drive / "desks") if path.name != workspace.STORE}
        state = checks.state(desk)
        ballast = fill(drive, left)
        refused = None
        try:
            work(desk, drive / "desks")
        except Refused as error:
            refused = error
        ballast.unlink()
        desk.close()
        assert refused is None or refused.code in FULL, refused
        desk = open_desk(desk.folder)
        assert checks.check(desk).difference == ""
        if work is not bring_in and refused is not None:
            assert checks.state(desk) == state
        now = {path.read_bytes() for path in finals(drive / "desks") if path.name != workspace.STORE}
        if refused is not None:
            assert held <= now  # nothing that was there is gone or changed
        work(desk, drive / "desks")  # with room again
        desk.close()
        met += refused is not None
        if refused is None:
            return met
    raise AssertionError("the drive never had room enough")


WORKS = [answer, export, backup, bring_in, restore]


@pytest.mark.timeout(120)
@pytest.mark.unix
@pytest.mark.parametrize("work", WORKS)
def test_d2_on_a_small_drive(work, master, drive, monkeypatch):
    monkeypatch.setattr(files, "_ROOM_LEFT_OVER", -(1 << 40))  # nobody asks before: the middle of the write is met
    assert sweep(master, drive, work, [0, 8, 40, 160, 600, 2400, 6000]) >= 1


@pytest.mark.unix
def test_d2_room_is_asked_for_before_starting(master, drive):
    shutil.copytree(master.reader, drive / "reader")
    desk = open_desk(drive / "reader")
    fill(drive, 7000)
    for work in (export, backup, restore):
        with pytest.raises(Refused) as refused:
            work(desk, drive)
        assert refused.value.code == "no-room"
    assert not list(drive.rglob("*.part"))


@pytest.mark.unix
def test_d2_a_full_drive_is_refused_at_opening(master, drive):
    shutil.copytree(master.reader, drive / "reader")
    ballast = fill(drive, 1000)
    with pytest.raises(Refused) as refused:
        open_desk(drive / "reader")
    assert refused.value.code == "no-room"
    ballast.unlink()
    open_desk(drive / "reader").close()


@pytest.mark.parametrize("step", range(12))
def test_d2_at_each_page_of_the_store(step, made, opened):
    """SQLite's own page limit stands in for the drive where no small one can be mounted."""
    desk = opened(made.reader)
    reading.start(desk, "HB-02")
    state = checks.state(desk)
    pages = desk.db.execute("PRAGMA page_count").fetchone()[0]
    desk.db.execute(f"PRAGMA max_page_count = {pages + step * 3}").fetchall()
    try:
        answer(desk, None)
    except Refused as error:
        assert error.code == "no-room"  # noqa: PT017  (it may have room enough)
        assert checks.state(desk) == state
    assert checks.check(desk).difference == ""
    desk.db.execute(f"PRAGMA max_page_count = {pages * 100}").fetchall()
    answer(desk, None)


@pytest.mark.parametrize("call", ["open", "fdopen", "fsync", "replace", "read_bytes"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENODEV])
def test_d3_a_stick_that_goes_away_leaves_nothing_under_a_final_name(call, number, made, opened, monkeypatch):
    """Each call of an export meets the fault in turn."""
    desk = opened(made.reader)
    state, out = checks.state(desk), made.root / "out"

    def gone(*_, **__):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(*((Path, call) if call in {"replace", "read_bytes"} else (os, call)), gone)
        with pytest.raises(Refused) as refused:
            bundles.export(desk, out)
    assert refused.value.code in FULL
    assert refused.value.remedy
    assert not out.exists() or list(out.iterdir()) == []
    assert checks.state(desk) == state
    assert checks.check(desk).difference == ""
    assert bundles.export(desk, out).path.is_file()


@pytest.mark.parametrize("call", ["open", "fdopen", "fsync", "replace"])
def test_d3_a_second_drive_that_goes_away_is_told(call, made, opened, monkeypatch):
    desk = opened(made.reader)
    (made.root / "drive").mkdir()
    backups.set_folder(desk, made.root / "drive")
    there = second(desk)
    real = getattr(Path if call == "replace" else os, call)

    def gone(first, *rest, **more):
        where = str(rest[0] if call == "replace" else first)
        if call in {"fdopen", "fsync"} or str(there) in where:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return real(first, *rest, **more)

    reading.start(desk, "HB-02")
    with monkeypatch.context() as patch:
        patch.setattr(Path if call == "replace" else os, call, gone)
        if call == "fsync":  # of the folder here too, which the drive may refuse
            patch.setattr(files, "_sync_folder", lambda _: None)
        made_here = backups.make(desk, "test")
    assert made_here.is_file()
    assert any("second backup folder" in line for line in desk.told)
    assert not (there / made_here.name).exists()


@pytest.mark.long
@pytest.mark.unix
@pytest.mark.timeout(7200)
def test_long(master, drive, monkeypatch, capsys):
    monkeypatch.setattr(files, "_ROOM_LEFT_OVER", -(1 << 40))
    met = {work.__name__: sweep(master, drive, work, range(0, 12000, 12)) for work in WORKS}
    with capsys.disabled():
        print(f"\nD2: full drive met at {sum(met.values())} points ({met}), 0 lost")  # noqa: T201
