"""K2, K5: the program is killed while it changes passphrase or key: the desk opens with one of two passphrases."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fjidesk.bundle import succession
from fjidesk.clock import new_id
from fjidesk.desk import bundles, checks, keyring, reading, trust, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from tests.conftest import PASSPHRASE, ROUNDS

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from fjidesk import clock
from fjidesk.desk import keyring, workspace
folder, old, new, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
desk = workspace.open_desk(folder, old, clock=clock.now, ids=clock.new_id)
sys.stdout.write("ready\\n"); sys.stdout.flush()
if what == "key":
    keyring.rotate(desk, old, 1)
else:
    keyring.change_passphrase(desk, old, new, 1)
sys.stdout.write("done\\n"); sys.stdout.flush()
"""


def killed_after(seconds, *arguments):
    """Run the program and kill it so long after it is ready; tell whether it had come to its end."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(seconds)
        run.kill()
        return "done" in run.stdout.read()


def opened(team, folder, *candidates):
    for passphrase in candidates:
        try:
            return workspace.open_desk(folder, passphrase, clock=team.clock, ids=new_id), passphrase
        except Refused as error:
            assert error.code == "wrong-passphrase"  # noqa: PT017
    raise AssertionError(candidates)


def tries(team, number, seed, capsys):
    """Kill so many changes; count those that were cut and those after which no passphrase opened the desk."""
    chance = random.Random(seed)
    lead = team.lead()
    desk = team.join("reader", first=("HB-01",))
    folder, me, passphrase, cut, new_keys, lost, note = desk.folder, desk.me, PASSPHRASE, 0, 0, 0, ""
    span = 0.1
    for number_of_try in range(number):
        what = "passphrase"
        before = desk.fingerprint
        if not desk.card or desk.fingerprint in lead.roster:
            what = chance.choice(["passphrase", "key"])
        desk.close()
        wanted = f"eleven lanterns over wet gravel {number_of_try}"
        done = killed_after(chance.uniform(0, span), folder, passphrase, wanted, what)
        span *= 0.85 if done else 1.15  # so that about half the tries are cut, however busy the machine is
        cut += not done
        desk, passphrase = opened(team, folder, wanted, passphrase)
        assert desk.me == me
        assert not (folder / workspace.NEW_IDENTITY).exists()
        kept = reading.position(desk, "HB-01").answers.get("R01")
        lost += (kept.note if kept else "") != note
        note = str(number_of_try)
        reading.answer(desk, "HB-01", "R01", Answer(answer="yes", note=note))
        if desk.fingerprint != before:
            new_keys += 1
            trust.accept_key(lead, desk.card, succession.read(desk.card).words)
            desk.close()
            desk, _ = opened(team, folder, passphrase)
            bundles.bring_in(desk, [bundles.pack(lead, me, folder.parent / "packs").path])
    assert bundles.bring_in(lead, [bundles.export(desk, folder.parent / "out").path])[0].status == "merged"
    assert not checks.check(lead).difference
    desk.close()
    again = keyring.recover(
        folder, team.secrets["reader"], "quiet anvils and blue thistle", clock=team.clock, ids=new_id, rounds=ROUNDS
    )
    assert again.me == me
    again.close()
    with capsys.disabled():
        sys.stdout.write(
            f"\nkey changes: {number} tries, {cut} killed before the end, {new_keys} new keys, {lost} lost\n"
        )
    assert lost == 0
    return cut


@pytest.mark.unix
def test_a_killed_change_leaves_a_desk_that_opens(team, capsys):
    tries(team, 5, 1, capsys)


@pytest.mark.unix
@pytest.mark.long
@pytest.mark.timeout(900)
def test_two_hundred_killed_changes_leave_a_desk_that_opens(team, capsys):
    assert 20 <= tries(team, 200, 2, capsys) <= 180
