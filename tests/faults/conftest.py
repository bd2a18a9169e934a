"""A lead, a reader and what travels between them, made once and copied for each test that harms it."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fjidesk import clock
from fjidesk.desk import backups, bundles, damaged, identity, inspection, keeping, reading, workspace
from fjidesk.model.records import Answer
from tests import field
from tests.conftest import CASES, PASSPHRASE
from tests.faults import merging

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "a marked note, as long as one that somebody types while the case manager talks, "


class Made(NamedTuple):
    """Folders of desks that are closed, and the reader's bundles in the order in which they were written."""

    root: Path
    lead: Path
    reader: Path
    bundles: list[Path]


def open_desk(folder):
    """Open a desk; one of the corpus has its passphrase beside it."""
    own = folder / "passphrase.txt"
    passphrase = own.read_text(encoding="ascii").strip() if own.is_file() else PASSPHRASE
    return workspace.open_desk(folder, passphrase, clock=clock.now, ids=clock.new_id)


def damage_of(folder) -> Any:
    """Return the refusal that opening a damaged desk gives."""
    with pytest.raises(damaged.StoreDamaged) as refused:
        open_desk(folder)
    return refused.value


def put_back(folder, name) -> Any:
    """Restore a backup; return what was done."""
    identity = workspace.unlock(folder, PASSPHRASE)
    return backups.restore(folder, identity, str(name), clock=clock.now, ids=clock.new_id)


def second(desk) -> Any:
    """Return the desk's second folder, which is set."""
    return keeping.second_folder(desk)


def questions(desk):
    return [question.id for question in desk.framework.on_screen if question.applies is None]


def _desk(root, name, role):
    desk, _ = workspace.create(
        root / name, PASSPHRASE, clock=clock.now, ids=clock.new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    identity.describe(desk, identity.Profile(name, "A service", "probation", role))
    return desk


@pytest.fixture(scope="session")
def master(tmp_path_factory):
    """Return the folders as they were made; nobody changes them."""
    root = tmp_path_factory.mktemp("faults")
    lead, reader = _desk(root, "lead", "lead"), _desk(root, "reader", "inspector")
    inspection.create(lead, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    inspection.import_cases(lead, CASES, "cases.csv")
    card = identity.card(reader)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.allocate_all(lead, [(case, reader.me, "first") for case in ("HB-01", "HB-02", "HB-03")])
    bundles.open_pack(reader, bundles.pack(lead, reader.me, root / "packs").path, identity.show(lead).words)
    written = []
    for names in _tens(reader):
        given = {name: Answer(answer="no", note=f"{NOTE}{name}", reasons=[]) for name in names}
        reading.answer_all(reader, "HB-01", given)
        written.append(bundles.export(reader, root / "bundles").path)
    lead.close()
    reader.close()
    return Made(root, lead.folder, reader.folder, written)


def _tens(desk):
    names = questions(desk)[:30]
    return [names[start : start + 10] for start in range(0, 30, 10)]


@pytest.fixture
def made(master, tmp_path):
    """Return copies of the folders, to be harmed."""
    for name in ("lead", "reader", "bundles"):
        shutil.copytree(master.root / name, tmp_path / name)
    return Made(
        tmp_path, tmp_path / "lead", tmp_path / "reader", [tmp_path / "bundles" / path.name for path in master.bundles]
    )


@pytest.fixture
def opened():
    """Return a function that opens a desk and has it closed at the end."""
    desks = []

    def call(folder):
        desks.append(open_desk(folder))
        return desks[-1]

    yield call
    for desk in desks:
        desk.close()


@pytest.fixture(scope="session")
def ten_bundles(field_master, tmp_path_factory):
    """Return the desks and bundles of a whole team that disagrees, as they were made; nobody changes them."""
    return merging.play(field_master, tmp_path_factory.mktemp("ten"))


@pytest.fixture
def played(ten_bundles, field_master, tmp_path):
    """Return copies of those desks, opened when they are asked for."""
    master, written = ten_bundles
    made = field.Field(master, tmp_path)
    with made.stack:
        yield merging.Played(made, written, field_master)
