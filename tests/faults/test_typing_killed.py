"""The window is killed while somebody types steadily: all but the last second of it is there."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from fjidesk.desk import drafts, last_place, reading
from fjidesk.model.records import Evidence
from tests.faults.conftest import open_desk
from tests.faults.typing_child import TEXT

ROOT = Path(__file__).parents[2]


def typed_until_killed(where, folder):
    """Return each key's time on the monotonic clock, and when the process was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing_child", where, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    assert first, process.communicate()[1].decode()
    lines: list[bytes] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    reader.start()
    time.sleep(2.5)
    process.kill()
    killed = time.monotonic()
    process.wait()
    reader.join()
    for pipe in (process.stdout, process.stderr):
        pipe.close()
    return [json.loads(line)["at"] for line in lines if line.endswith(b"\n")], killed


def kept(where, desk):
    if where == "note":
        notes = [
            one.note for case in ("HB-01", "HB-02", "HB-03") for one in reading.position(desk, case).answers.values()
        ]
        return next(note[note.index(TEXT[:9]) :] for note in notes if TEXT[:9] in note)  # after what stood there
    begun = next(name for name in drafts.names(desk) if name.startswith(where))
    words = drafts.text(desk, begun)
    return words if where == "form" else msgspec.json.decode(words, type=Evidence).text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "where", ["note", *(pytest.param(name, marks=pytest.mark.long) for name in ("evidence", "form"))]
)
def test_typing_without_a_pause_loses_no_more_than_a_second(where, made):
    at, killed = typed_until_killed(where, made.reader)
    assert len(at) > 15
    desk = open_desk(made.reader)
    try:
        found = kept(where, desk)
        if where == "note":  # and one goes on where one was, which is not the first question that waits
            case = last_place.case(desk)
            stood = reading.position(desk, case).answers[last_place.question(desk, case)]
            assert TEXT[:9] in stood.note
    finally:
        desk.close()
    assert (TEXT * 3).startswith(found)
    must = [moment for moment in at if moment < killed - 1.2]
    assert len(found) >= len(must) - 1  # a blank at the end of evidence is not kept
