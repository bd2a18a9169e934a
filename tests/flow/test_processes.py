"""The program as its own process: one document on stdout, copied desks, nothing plain on the disk while it runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE

NOTE = "a marked note that must never lie on a disk in plain text"


def start(*arguments, **environment):
    """Start the program in a process of its own."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("FJIDESK", "DISPLAY", "WAYLAND"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "fjidesk", *map(str, arguments)],
        env={**clean, **environment},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.long  # .ci/run shows the demonstration in a process; tests/flow/test_demo.py looks at all that it makes
@pytest.mark.timeout(120)  # the key files cost their full second here, nine of them, and again at each unlock
def test_the_demonstration_prints_one_document_and_its_desks_open_elsewhere(tmp_path):
    process = start("demo", "--headless", "--dir", tmp_path / "demo", "--json")
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert not err
    document = json.loads(out)
    assert document == json.loads((tmp_path / "demo" / "demo.json").read_text(encoding="utf-8"))
    assert [theme["percent"] for theme in document["themes"]] == [38, 43, 55, 67, None]
    lead = document["desks"][0]
    shutil.copytree(lead["folder"], tmp_path / "copy")
    for arguments in (["score"], ["state"]):
        process = start(
            *arguments, "--json", FJIDESK_DESK=str(tmp_path / "copy"), FJIDESK_PASSPHRASE_FILE=lead["passphrase_file"]
        )
        found = json.loads(process.communicate()[0])
        assert process.returncode == 0
        assert all(document[name] == value for name, value in found.items())


def test_nothing_plain_lies_on_the_disk_while_answers_are_written(team, tmp_path):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    folder = reader.folder
    questions = [q.id for q in reader.framework.questions if q.applies is None]
    reader.close()
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    rows = "\n".join(f'{name},yes,"{NOTE} about HB-01, {name}"' for name in questions)
    (tmp_path / "answers.csv").write_text(f"question,answer,note\n{rows}\n", encoding="utf-8")
    process = start(
        "--desk",
        folder,
        "--passphrase-file",
        tmp_path / "passphrase.txt",
        "read",
        "HB-01",
        "--answers",
        tmp_path / "answers.csv",
    )
    looked = 0
    while process.poll() is None:
        looked += 1
        for path in folder.rglob("*"):
            try:
                data = path.read_bytes() if path.is_file() else b""
            except OSError:  # it was there a moment ago
                continue
            assert NOTE.encode() not in data, path
            assert b"HB-01" not in data, path
    assert process.returncode == 0, process.communicate()
    process.communicate()
    assert looked > 1
    for path in folder.rglob("*"):
        assert not path.is_file() or NOTE.encode() not in path.read_bytes()


def test_a_verb_without_a_desk_is_refused_without_a_traceback(tmp_path):
    process = start("cases", "--json", FJIDESK_DESK=str(tmp_path / "none"))
    out, err = process.communicate()
    assert process.returncode == 2
    assert json.loads(out)["error"]["code"] == "no-desk"
    assert b"Traceback" not in err
