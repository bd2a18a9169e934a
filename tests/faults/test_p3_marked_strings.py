"""P3, and E5 and E9 of logs, dumps, temporary files, titles and recent lists: what somebody wrote lies nowhere plain.

The whole program runs in a process of its own with marked strings in every text field of every kind of record, in the
fields of the window, in names of files and folders, and in the hands of faults. Then all that it left is swept.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from fjidesk import clock
from fjidesk.desk import workspace
from fjidesk.model import records
from fjidesk.model.records import KINDS
from tests.faults.marks import CASE, CHOSEN, MARK, OPEN, PASSPHRASE, TYPED, found_in, mark, text_fields

ROOT = Path(__file__).parents[2]


@dataclass
class Ran:
    """What a run left behind."""

    root: Path
    seen: dict[str, Any]
    streams: bytes
    fleeting: set[str] = field(default_factory=set)

    @property
    def own(self):
        """Return every file but those that a person asked for or brought."""
        return [path for path in self.root.rglob("*") if path.is_file() and self.root / CHOSEN not in path.parents]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run the program once, and watch its temporary folder and its person's home meanwhile."""
    root = tmp_path_factory.mktemp("run")
    for name in ("home", "tmp", "work"):
        (root / name).mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "FJIDESK", "DISPLAY"))}
    places = {name: str(root / "tmp") for name in ("TMPDIR", "TMP", "TEMP")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.marked_child", str(root)],
        env={**kept, **places, "HOME": str(root / "home"), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        cwd=root / "work",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    fleeting = set()
    while process.poll() is None:
        fleeting |= set(sweep(files(root / "home") + files(root / "tmp"))) | {path.name for path in files(root / "tmp")}
        time.sleep(0.02)
    streams = process.communicate()[0]
    assert process.returncode == 0, streams.decode(errors="replace")
    seen = json.loads((root / "seen.json").read_text(encoding="utf-8"))
    (root / "seen.json").unlink()
    assert "failed" not in seen, seen["failed"]
    return Ran(root, seen, streams, fleeting)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def sweep(paths):
    """Return the files that hold a mark, with the mark."""
    found = {}
    for path in paths:
        try:
            marks = found_in(path.read_bytes())
        except OSError:  # it was there a moment ago
            continue
        if marks:
            found[str(path)] = marks
    return found


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le", "utf-16-be", "percent", "in a settings file", "small letters"])
def test_the_sweep_finds_each_form(tmp_path, form):
    text = mark("answer", "note")
    written = {
        "percent": quote(f"file:///home/{text}").encode(),
        "in a settings file": text.replace("ŵ", "\\x175").encode(),
        "small letters": text.casefold().encode(),
    }
    (tmp_path / "leak").write_bytes(b"\0\1" + written.get(form, b"" if form in written else text.encode(form[:9])))
    assert list(sweep(files(tmp_path)).values()) == [[MARK]]


def test_every_text_field_of_every_kind_is_planted_and_is_in_the_store(ran):
    fields = text_fields()
    assert {kind for kind, _ in fields} >= {"answer", "reading", "alert", "evidence", "query", "reply", "decision"}
    assert ("answer", "note") in fields
    desk = workspace.open_desk(ran.root / "desks" / "lead", PASSPHRASE, clock=clock.now, ids=clock.new_id)
    try:
        held = "\n".join(bytes(row[0]).decode() for row in desk.db.execute("SELECT data FROM revision"))
    finally:
        desk.close()
    assert [(kind, name) for kind, name in fields if mark(kind, name) not in held] == []
    assert TYPED in held
    assert CASE in held


def test_a_new_text_field_would_be_planted_by_itself(monkeypatch):
    class Answer(records.Answer, frozen=True):
        """An answer with one text more."""

        aside: str = ""

    monkeypatch.setitem(KINDS, "answer", Answer)
    assert ("answer", "aside") in text_fields()

    class Odd(records.Answer, frozen=True):
        """An answer with a field of which nobody said how it is planted."""

        aside: list[str] = msgspec.field(default_factory=list)

    monkeypatch.setitem(KINDS, "answer", Odd)
    with pytest.raises(TypeError, match=r"answer\.aside"):
        text_fields()


def test_the_run_went_all_the_way(ran):
    assert ran.seen["done"] == ["reader", "lead"]
    assert ran.seen["typed"] >= 5
    assert any(TYPED in note for note in ran.seen["note"])
    assert mark("answer", "note") in ran.seen["shown"]
    assert (ran.root / CHOSEN / "from-window.pdf").is_file()


def test_no_file_but_those_asked_for_holds_a_mark(ran):
    assert sweep(ran.own) == {}
    assert ran.fleeting == set()


def test_the_temporary_folder_is_left_empty(ran):
    assert files(ran.root / "tmp") == []
    assert files(ran.root / "work") == []


def test_no_list_of_recent_files_or_folders_is_kept(ran):
    names = {path.name for path in files(ran.root / "home")}
    assert "faults.log" in names
    assert not names & {"recently-used.xbel", "QtProject.conf"}


def test_logs_hold_a_type_and_lines_of_code_alone(ran):
    logs = [path for path in ran.own if path.suffix == ".log"]
    lines = [line for path in logs for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 5  # a verb's, a slot's, the worker's, a thread's, an object's
    for line in lines:
        _, _, kind, *steps = line.split(" ")
        assert kind == "OwnError"
        assert all(step == ">" or step.rpartition(":")[2].isdigit() for step in steps), line


def test_nothing_is_said_on_the_streams(ran):
    assert found_in(ran.streams) == []
    code, out, err = ran.seen["fault"]
    assert code == 1
    assert found_in(f"{out}{err}".encode()) == []
    assert b"Traceback" not in ran.streams


def test_no_title_of_a_window_tells_more_than_the_inspection(ran):
    titles = ran.seen["titles"]
    assert any(OPEN in title for title in titles)
    assert len(titles) >= 4
    assert [title for title in titles if found_in(title.encode(), (MARK,))] == []


def test_no_name_of_a_file_tells_a_text_or_a_case(ran):
    brought = {f"{MARK}.csv", f"{MARK}.fjib"}
    names = [path.name for path in files(ran.root) if path.name not in brought]
    assert len(names) > 10
    assert [name for name in names if found_in(name.encode(), (MARK,))] == []


def test_the_access_log_holds_no_text(ran):
    for name in ("access.csv", "access-reader.csv"):
        table = (ran.root / CHOSEN / name).read_text(encoding="utf-8-sig")
        assert CASE in table
        assert TYPED not in table
        private = [mark(*one) for one in text_fields() if mark(*one).startswith(MARK)]
        assert [text for text in private if text in table] == []


@pytest.mark.skipif(sys.platform == "win32", reason="asks for the signal that ends a process")
@pytest.mark.parametrize(("before", "dumped"), [("", True), ("from fjidesk.desk import dumps; dumps.off();", False)])
def test_the_memory_of_the_program_is_not_written_when_it_dies(tmp_path, before, dumped):
    import resource

    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("no process dumps here")
    lift = "import os, resource as r; most = r.getrlimit(r.RLIMIT_CORE)[1]; r.setrlimit(r.RLIMIT_CORE, (most, most));"
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", f"{lift} os.chdir({str(tmp_path)!r}); {before} os.abort()"],
        {**os.environ, "PYTHONPATH": str(ROOT)},
    )
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    if dumped and not os.WCOREDUMP(status):
        pytest.skip("no process dumps here")
    assert os.WCOREDUMP(status) is dumped
    for left in tmp_path.iterdir():
        left.unlink()
