"""P1: the program is killed while it closes a desk. The desk opens as before, or its key is gone and it says so.

Whatever the moment, the certificate says no more than what was done when it was signed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fjidesk import clock
from fjidesk.bundle import certificate as certificates
from fjidesk.desk import backups, checks, closing, destroying, keeping, reading, unfinished, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from tests.conftest import PASSPHRASE
from tests.faults.conftest import open_desk, questions

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from typing import Any
from fjidesk import clock
from fjidesk.desk import closing, workspace
import fjidesk.report.certificate, reportlab.platypus
root = Path(sys.argv[1])
desk = workspace.open_desk(root / "reader", sys.argv[2], clock=clock.now, ids=clock.new_id)
sys.stdout.write("ready\\n"); sys.stdout.flush()
closing.close(desk, closing.Order(root / "certificates", reason="a test", logs=(root / "logs",)))
sys.stdout.write("done\\n"); sys.stdout.flush()
"""


def killed_after(seconds, root):
    """Close the desk in a process, and kill it so long after it begins; tell whether it had come to its end."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root), PASSPHRASE],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(seconds)
        run.kill()
        return "done" in run.stdout.read()


@pytest.fixture(scope="module")
def used(master, tmp_path_factory):
    """Return a reader's desk with a second folder, a log and a note to lose; each try gets a copy."""
    root = tmp_path_factory.mktemp("closing")
    shutil.copytree(master.root / "reader", root / "reader")
    desk = open_desk(root / "reader")
    reading.answer(desk, "HB-02", questions(desk)[0], Answer(answer="no", note="not to be lost"))
    desk.close()
    return root / "reader"


def prepared(used, root):
    shutil.copytree(used, root / "reader")
    for name in ("drive", "logs"):
        (root / name).mkdir()
    (root / "logs" / "faults.log").write_text("a line\n", encoding="utf-8")
    desk = open_desk(root / "reader")
    backups.set_folder(desk, root / "drive")
    desk.close()
    return root


def certificates_in(root):
    """Return the states of the certificates that are there, each of which is signed and whole."""
    folder = root / "certificates"
    return [certificates.read(path.read_bytes()).state for path in sorted(folder.glob(f"*{certificates.ENDING}"))]


def left(root):
    """Return what of the desk is still there."""
    return [path for name in ("reader", "drive", "logs") for path in (root / name).rglob("*") if path.is_file()]


def after(root):
    """See that the desk is in one of its three states, and bring it to its end; return which it was."""
    folder = root / "reader"
    if unfinished.cut_off(folder) is not None:
        with pytest.raises(Refused) as refused:
            open_desk(folder)
        assert refused.value.code == "closing-interrupted"
        assert not workspace.exists(folder)
        done = closing.finish(folder, None, clock=clock.now)
        assert left(root) == []
        states = certificates_in(root)
        assert states == (["done"] if done.signed else ["begun"])
        assert (root / "certificates" / done.pdf.name).is_file()
        assert not [path for path in (root / "certificates").iterdir() if ".part" in path.name]
        return "finished"
    if not workspace.exists(folder):
        assert left(root) == []
        assert certificates_in(root) == ["done"]
        return "closed"
    assert "done" not in certificates_in(root)
    marked = (folder / unfinished.MARK).exists()
    desk = open_desk(folder)
    assert bool([text for text in desk.told if "begun and cut off" in text]) == marked
    assert reading.position(desk, "HB-02").answers[questions(desk)[0]].note == "not to be lost"
    assert checks.check(desk).difference == ""
    assert not (folder / unfinished.MARK).exists()
    backups.make(desk, "test")  # which brings keys that are gone from the second folder back
    assert {path.name for path in desk.key_files} <= {path.name for path in keeping.second_folders(desk)[0].iterdir()}
    desk.close()
    return "opens"


def tries(used, tmp_path, number, seed, capsys):
    chance, found, span = random.Random(seed), Counter[str](), 0.3
    for number_of_try in range(number):
        root = tmp_path / str(number_of_try)
        root.mkdir()
        done = killed_after(chance.uniform(0, span), prepared(used, root))
        span *= 0.9 if done else 1.12
        state = after(root)
        assert (state == "closed") or not done
        found[state] += 1
        shutil.rmtree(root)
    with capsys.disabled():
        said = ", ".join(f"{count} {state}" for state, count in sorted(found.items()))
        sys.stdout.write(f"\nclosing: {number} tries, {number} faults, {said}, 0 lost\n")
    return found


@pytest.mark.timeout(90)
def test_killed_six_times(used, tmp_path, capsys):
    tries(used, tmp_path, 6, 1, capsys)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_sixty_times(used, tmp_path, capsys):
    found = tries(used, tmp_path, 60, 2, capsys)
    assert found["finished"] > 5
    assert found["opens"] > 1


class CutError(BaseException):
    """The power went."""


def cut_at(used, root, monkeypatch, number):
    """Close a desk in this process and cut it at one of its steps; tell whether it was cut."""
    from fjidesk import files

    desk = open_desk(prepared(used, root) / "reader")
    left_over = [number]
    places: list[tuple[Any, str]] = [(destroying, "_write_over"), (files, "_sync_folder"), (files, "_write_private")]
    places += [(Path, name) for name in ("replace", "unlink", "rmdir")]

    def counted(real):
        def call(*arguments, **named):
            if left_over[0] <= 0:
                raise CutError
            left_over[0] -= 1
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        for place, name in places:
            patch.setattr(place, name, counted(getattr(place, name)))
        try:
            closing.close(desk, closing.Order(root / "certificates", reason="a test", logs=(root / "logs",)))
        except CutError:
            return True
        finally:
            desk.store.let_go()
            desk.store._lock.release(force=True)
    return False


@pytest.mark.long
@pytest.mark.timeout(900)
def test_cut_at_every_step(used, tmp_path, monkeypatch, capsys):
    found, number, cut = Counter[str](), 0, True
    while cut:
        root = tmp_path / str(number)
        root.mkdir()
        cut = cut_at(used, root, monkeypatch, number)
        found[after(root)] += 1
        shutil.rmtree(root)
        number += 1
    with capsys.disabled():
        sys.stdout.write(f"\nclosing cut at each of {number - 1} steps: {dict(found)}, 0 lost\n")
    assert found["opens"] > 3
    assert found["finished"] > 20


@pytest.mark.timeout(60)
@pytest.mark.parametrize("number", [5, 22])
def test_cut_at_some_steps(used, tmp_path, monkeypatch, number):
    assert cut_at(used, tmp_path, monkeypatch, number)
    after(tmp_path)
