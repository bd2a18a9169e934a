"""P1: after a desk was closed, nothing that was on it is found anywhere: no seeded string, no key, no page."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fjidesk.desk import backups, bundles, concerns, reading, writing
from fjidesk.model.records import Alert, Answer, Evidence, Limiting, Reading
from tests.conftest import PASSPHRASE
from tests.faults.conftest import open_desk, questions

ROOT = Path(__file__).parents[2]
PAGE = 4096
SEEDS = [f"{word} {number:02d} walked by the {place}" for number, (word, place) in enumerate(
    (word, place) for word in ("magpie", "otter", "heron", "badger") for place in
    ("weir", "quarry", "orchard", "viaduct", "lighthouse")
)]  # fmt: skip


def plant(desk):
    """Write each of the 20 strings into a field of its own, through the verbs; one note is changed again."""
    text = iter(SEEDS)
    names = questions(desk)
    for name in names[:6]:
        reading.answer(desk, "HB-02", name, Answer(answer="no", note=next(text)))
    for name in names[6:8]:
        reading.answer(desk, "HB-02", name, Answer(answer="no", other=next(text), reasons=[]))
    for name in names[9:11]:
        reading.answer(desk, "HB-02", name, Answer(answer="no", record=next(text), place=next(text)))
    facts = {**reading.position(desk, "HB-03").reading.facts, "told": next(text)}
    wanted = Reading(state="reopened", facts=facts, reason=next(text))
    writing.write(desk, [("reading", ("HB-03", desk.me), wanted)])
    evidence = Evidence(kind="quote", theme=desk.framework.themes[0].id, text=next(text), source=next(text))
    concerns.add_evidence(desk, evidence)
    alert = Alert(
        case="HB-02",
        at_risk="child",
        what=next(text),
        told=next(text),
        told_at="2013-11-18T10:00:00Z",
        will_do=next(text),
    )
    concerns.raise_alert(desk, alert)
    flag = Limiting(at_risk="child", text=next(text))
    concerns.flag_limiting(desk, "HB-02", desk.framework.themes[0].id, flag)
    assert not list(text)
    backups.make(desk, "test")
    reading.answer(desk, "HB-02", names[0], Answer(answer="yes"))


def used(made):
    """Make the reader's desk one that has been in use: strings planted, a second folder, a bundle, a fault noted."""
    desk = open_desk(made.reader)
    for name in ("drive", "home", "temporary"):
        (made.root / name).mkdir()
    backups.set_folder(desk, made.root / "drive")
    plant(desk)
    bundles.export(desk, made.root / "bundles")
    backups.make(desk, "test")
    log = made.reader / "log"
    log.mkdir()
    (log / "faults.log").write_text("2013-11-18T09:00:00Z 0.1.0 ValueError a.py:1\n", encoding="utf-8")
    found = secrets_of(desk)
    desk.close()
    return found


def secrets_of(desk):
    """Return what must not be found again: the key of the store and of the owner in each of their forms."""
    plain = desk.identity.plain()
    seed = desk.identity.key.private_bytes_raw()
    key = desk.store_key
    return {"store key": key, "store key in words": key.hex().encode(), "seed": seed, "private key": plain[60:160]}


def forms(text):
    return [text.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]


def blocks_of(folders):
    """Return blocks of every file as it lies there before: of its first page, and of some others."""
    chance = random.Random(20140207)
    found = {}
    for path in files_of(folders):
        data = path.read_bytes()
        if path.name != "identity.pub":  # the certificate names the public key
            for number in range(0, max(1, len(data) // PAGE), 13):
                start = number * PAGE + chance.randrange(0, max(1, min(PAGE, len(data)) - 64 + 1))
                found[f"{path.parent.name} {path.name} {number}"] = data[start : start + 64]
    return {name: block for name, block in found.items() if len(set(block)) > 16}


def files_of(folders):
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def everything(folders):
    return b"\0".join(path.read_bytes() for path in files_of(folders))


def closing(made, **more) -> Any:
    """Close the desk in a process of its own, with a home and a place for temporary files of its own."""
    passphrase = made.root / "passphrase.txt"
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(made.root / "home"),
        "TMPDIR": str(made.root / "temporary"),
        **{name: str(made.root / "home" / name) for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")},
        **{name: str(made.root / "temporary") for name in ("TEMP", "TMP")},
        **{name: str(made.root / "home") for name in ("LOCALAPPDATA", "APPDATA", "USERPROFILE")},
    }
    desk = ["--desk", str(made.reader), "--passphrase-file", str(passphrase)]
    options = ["--not-received-reason", "a test", "--certificate-dir", str(made.root / "certificates"), "--yes"]
    return subprocess.run(
        [sys.executable, "-m", "fjidesk", *desk, "close", *options],
        env=env,
        cwd=made.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **more,
    )


@pytest.mark.unix
@pytest.mark.timeout(90)
def test_nothing_of_a_closed_desk_is_found(made):
    keys = used(made)
    where = [made.reader, made.root / "drive"]
    before, blocks = everything(where), blocks_of(where)
    assert len(blocks) > 40
    assert all(block in before for block in blocks.values())  # the search finds what is there
    held = [path.open("rb") for path in files_of(where)]  # so that what was written over is read, not only what is left
    done = closing(made)
    assert done.returncode == 0, done.stderr
    places = [*where, *(made.root / name for name in ("home", "temporary", "certificates"))]
    after = everything(places) + done.stdout.encode() + done.stderr.encode()
    after += b"\0".join(file.read() for file in held)
    for file in held:
        file.close()
    assert len(after) > len(before)
    assert traces(after, keys, blocks) == []
    assert not made.reader.exists()
    assert not list((made.root / "drive").iterdir())
    assert len(list((made.root / "certificates").iterdir())) == 2


def traces(data, keys, blocks):
    """Return the names of what is found in some bytes."""
    found = [text for text in (*SEEDS, "HB-02", PASSPHRASE) if any(form in data for form in forms(text))]
    return found + [name for name, block in {**keys, **blocks}.items() if block in data]


@pytest.fixture
def image(tmp_path):
    """Return an image of a small drive, and the folder where it is mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs the system's owner")
    file, target = tmp_path / "image", tmp_path / "mounted"
    target.mkdir()
    file.write_bytes(b"\0" * 20 * 1024 * 1024)
    for command in (["mkfs.ext4", "-q", "-F", file], ["mount", "-o", "loop", file, target]):
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("mounting an image is not possible here")
    yield file, target
    subprocess.run(["umount", "-l", target], check=False, capture_output=True)


@pytest.mark.unix
@pytest.mark.timeout(90)
def test_nothing_of_a_closed_desk_is_found_in_the_image_of_its_drive(master, image):
    file, root = image
    for name in ("reader", "bundles"):
        shutil.copytree(master.root / name, root / name)
    made = master._replace(root=root, lead=root / "none", reader=root / "reader")
    keys = used(made)
    where = [made.reader, root / "drive"]
    blocks = blocks_of(where)
    os.sync()
    before = file.read_bytes()
    assert all(block in before for block in [*blocks.values()][::20])
    done = closing(made)
    assert done.returncode == 0, done.stderr
    (root / "passphrase.txt").unlink()  # the person's own
    subprocess.run(["umount", root], check=True)
    data = file.read_bytes()
    found = [name for name in traces(data, keys, blocks) if name != PASSPHRASE]
    assert found == []
