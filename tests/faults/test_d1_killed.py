"""D1: the process is killed at random points of each kind of work. What it acknowledged is there, and nothing half."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fjidesk import clock
from fjidesk.desk import bundles, checks, workspace
from fjidesk.errors import Refused
from fjidesk.store import backup, log, migrations, readings, revisions
from tests.conftest import PASSPHRASE
from tests.faults import child
from tests.faults.conftest import open_desk, put_back, second

ROOT = Path(__file__).parents[2]
# How long after its first line a child is killed at the latest, in seconds: about as long as the work's own step lasts.
LATEST = {
    "entry": 0.6,
    "typing": 0.6,
    "export": 0.8,
    "bring_in": 0.5,
    "backup": 0.8,
    "restore": 1.0,
    "migration": 0.3,
}


def killed(work: str, folder: Path, after: float) -> list[dict[str, Any]]:
    """Start the work, kill it so long after it began, and return what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", work, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    if not first:
        _, err = process.communicate()
        raise AssertionError(err.decode())
    lines: list[bytes] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    reader.start()
    time.sleep(after)
    process.kill()  # SIGKILL; TerminateProcess on Windows
    process.wait()
    reader.join()
    assert process.stderr is not None
    said = process.stderr.read()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    assert not said, said.decode()
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def lost(desk: workspace.Desk, acknowledged: list[dict[str, Any]]) -> set[str]:
    """Return the acknowledged revisions that a desk does not hold."""
    ids = [name for line in acknowledged for name in line.get("revisions", ())]
    return set(ids) - revisions.held(desk.db, ids)


def whole(desk: workspace.Desk) -> None:
    """Check the store to the last value."""
    assert checks.check(desk).difference == ""


def after_entry(made, acknowledged):
    desk = open_desk(made.reader)
    missing = lost(desk, acknowledged)
    whole(desk)
    desk.close()
    return len(missing)


def after_typing(made, acknowledged):
    desk = open_desk(made.reader)
    missing = lost(desk, acknowledged)
    if acknowledged:
        note = readings.answers(desk.db, ("HB-02", desk.me))[child.names_of(desk)[0]].note
        last = acknowledged[-1]["number"]
        assert note in {child.typed(last), child.typed(last + 1)}  # at most the text being saved is ahead
    whole(desk)
    desk.close()
    return len(missing)


def after_export(made, acknowledged):
    missing = after_entry(made, acknowledged)
    lead, out = open_desk(made.lead), made.root / "out"
    there = {path.name for path in out.iterdir() if path.suffix == ".fjib"} if out.exists() else set()
    for name in there:  # whole, acknowledged or not
        assert bundles.inspect(lead, out / name).state
    for line in acknowledged:
        assert child.sha256(out / line["file"]) == line["sha256"]
    outcomes = bundles.bring_in(lead, [*made.bundles, *(out / name for name in sorted(there))])
    assert {outcome.status for outcome in outcomes} == {"merged"}
    whole(lead)
    missing += len(lost(lead, acknowledged))
    lead.close()
    desk = open_desk(made.reader)
    numbers = [(entry.device, entry.sequence) for entry in log.listed(desk.db) if entry.direction == "out"]
    assert len(numbers) == len(set(numbers)) >= 3 + len(acknowledged)
    desk.close()
    return missing


def after_bring_in(made, acknowledged):
    desk = open_desk(made.lead)
    whole(desk)
    imported = [line for line in acknowledged if "imported" in line]
    logged = {entry.file for entry in log.listed(desk.db) if entry.direction == "in"}
    missing = {line["imported"] for line in imported} - logged
    if imported and len(logged) == len(imported):
        assert checks.state(desk) == imported[-1]["state"]
    again = bundles.bring_in(desk, made.bundles)
    assert [outcome.status for outcome in again].count("already") == len(logged)
    reader = open_desk(made.reader)
    held = {name for name, _ in revisions.everything_raw(desk.db)}
    missing |= {sealed.id for sealed in revisions.by_author(reader.db, reader.me)} - held
    whole(desk)
    reader.close()
    desk.close()
    return len(missing)


def good_backups(folder, key):
    found = backup.listed(folder)
    for one in found:
        if one.why != backup.DAMAGED:
            backup.look(one.path, key)  # raises where it is not whole
    return {one.name: one.path for one in found}


def after_backup(made, acknowledged):
    desk = open_desk(made.reader)
    missing = lost(desk, acknowledged)
    whole(desk)
    kept = good_backups(desk.backups, desk.store_key)
    beside = good_backups(second(desk), desk.store_key)
    for line in acknowledged:
        assert child.sha256(kept[line["backup"]]) == line["sha256"]
        assert child.sha256(beside[line["backup"]]) == line["sha256"]
    assert not [path for path in desk.backups.iterdir() if ".part" in path.name]
    desk.close()
    return len(missing)


def after_restore(made, acknowledged):
    identity = workspace.unlock(made.reader, PASSPHRASE)
    key = workspace.store_key(made.reader, identity)
    kept = good_backups(made.reader / workspace.BACKUPS, key)
    ids = {line["backup"] for line in acknowledged if "backup" in line}
    assert ids <= kept.keys()
    try:
        desk = open_desk(made.reader)
    except Refused as error:  # killed between two names: told, and gone on from
        offer = getattr(error, "offer", None)
        if error.code != "store-missing" or offer is None:
            raise
        put_back(made.reader, offer.backup.name)
        desk = open_desk(made.reader)
    missing = lost(desk, acknowledged)
    whole(desk)
    desk.close()
    return len(missing)


def after_migration(made, acknowledged):
    identity = workspace.unlock(made.reader, PASSPHRASE)
    before = made.root / "before"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "SCHEMA", migrations.SCHEMA)
        patch.setattr(migrations.migrations, "_migrations", list(migrations.migrations._migrations))
        child.with_next_schema()
        desk = workspace.open_with(made.reader, identity, clock=clock.now, ids=clock.new_id)
        missing = int(checks.state(desk) != before.read_text(encoding="utf-8"))
        steps = desk.db.execute("SELECT count(*) FROM setting WHERE name LIKE 'step %'").fetchone()[0]
        assert steps == child.ROWS  # once and whole
        whole(desk)
        kept = [one for one in backup.listed(desk.backups) if one.why.startswith("before-schema")]
        assert kept
        good_backups(desk.backups, desk.store_key)
        desk.close()
    return missing


AFTER = {
    "entry": after_entry,
    "typing": after_typing,
    "export": after_export,
    "bring_in": after_bring_in,
    "backup": after_backup,
    "restore": after_restore,
    "migration": after_migration,
}


def one(work, master, folder, after):
    """Kill one child on fresh copies; return how many acknowledgements there were, and how many were lost."""
    for name in ("lead", "reader", "bundles"):
        shutil.copytree(master.root / name, folder / name)
    made = master._replace(
        root=folder,
        lead=folder / "lead",
        reader=folder / "reader",
        bundles=[folder / "bundles" / path.name for path in master.bundles],
    )
    desk = open_desk(made.reader)
    (folder / "before").write_text(checks.state(desk), encoding="utf-8")
    desk.close()
    acknowledged = killed(work, folder, after)
    return len(acknowledged), AFTER[work](made, acknowledged)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("work", AFTER)
def test_a_few_times(work, master, tmp_path):
    for number, share in enumerate((0.3, 0.8)):
        _, missing = one(work, master, tmp_path / str(number), LATEST[work] * share)
        assert missing == 0


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_long(master, tmp_path, capsys):
    tries: Counter[str] = Counter()
    acknowledged: Counter[str] = Counter()
    missing = 0
    chance = random.Random(20140207)
    for number in range(40):
        for work in AFTER:
            folder = tmp_path / f"{work}-{number}"
            some, none = one(work, master, folder, chance.uniform(0, LATEST[work]))
            tries[work] += 1
            acknowledged[work] += some
            missing += none
            shutil.rmtree(folder)
    with capsys.disabled():
        for work in AFTER:
            print(f"\nD1 {work}: {tries[work]} tries, {acknowledged[work]} acknowledged", end="")  # noqa: T201
        print(f"\nD1: {sum(tries.values())} tries, {sum(tries.values())} faults, {missing} lost")  # noqa: T201
    assert missing == 0
