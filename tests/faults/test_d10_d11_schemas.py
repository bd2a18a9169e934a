"""D10: a store of each older schema is brought up; a step that fails leaves it as it was. D11: a newer is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fjidesk.desk import backups, bundles, checks, reading, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import backup, migrations
from fjidesk.store.database import changing
from tests.faults import child
from tests.faults.conftest import open_desk

CORPUS = Path(__file__).parents[1] / "corpus" / "stores"
SCHEMAS = sorted(int(path.name) for path in CORPUS.iterdir() if path.name.isdigit())


@pytest.fixture(params=SCHEMAS)
def older(request, tmp_path):
    """Return a copy of a desk as a version with that schema left it, the schema, and the state that it had."""
    folder = tmp_path / "desk"
    shutil.copytree(CORPUS / str(request.param), folder)
    return folder, request.param, (folder / "state.txt").read_text(encoding="ascii").strip()


@pytest.fixture
def next_schema(monkeypatch):
    """Return a function that adds the step of the next version, and have it forgotten at the end."""
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA)
    monkeypatch.setattr(migrations.migrations, "_migrations", list(migrations.migrations._migrations))
    return child.with_next_schema


def test_every_schema_of_the_past_is_in_the_corpus():
    assert set(range(1, migrations.SCHEMA + 1)) == set(SCHEMAS)


def test_d10_it_is_brought_up_whole_and_worked_on(older, tmp_path):
    folder, schema, state = older
    desk = open_desk(folder)
    assert checks.state(desk) == state
    assert len(desk.told) == (schema > 1)  # since then a desk knows its place, and this one is a copy
    assert not checks.check(desk).difference
    assert desk.db.execute("PRAGMA user_version").fetchone()[0] == migrations.SCHEMA
    kept = [one.why for one in backup.listed(desk.backups)]
    assert (f"before-schema-{migrations.SCHEMA}" in kept) is (schema < migrations.SCHEMA)
    reading.answer(desk, "HB-02", "R01", Answer(answer="yes"))
    assert bundles.export(desk, tmp_path / "out").path.is_file()
    assert not checks.check(desk).difference
    desk.close()


def test_d10_a_copy_is_kept_before_the_next_step_and_opens(older, next_schema):
    folder, schema, state = older
    next_schema()
    desk = open_desk(folder)
    assert checks.state(desk) == state
    found = next(one for one in backup.listed(desk.backups) if one.why.startswith("before-schema"))
    with changing(found.path, desk.store_key) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == schema
    desk.close()
    put = backups.restore(folder, desk.identity, found.name, clock=desk.clock, ids=desk.ids)
    assert put.revisions > 0
    desk = open_desk(folder)  # and brought up once more
    assert checks.state(desk) == state
    desk.close()


def test_d10_a_step_that_fails_leaves_the_old_file(older, next_schema):
    folder, _, state = older
    next_schema()

    def fail(db):
        db.execute("DELETE FROM answer")
        raise ZeroDivisionError

    with pytest.MonkeyPatch.context() as patch:
        steps = list(migrations.migrations._migrations)
        patch.setattr(migrations.migrations, "_migrations", steps)
        migrations.migrations(name="a fault")(fail)
        with pytest.raises(ZeroDivisionError):
            open_desk(folder)
    desk = open_desk(folder)
    assert checks.state(desk) == state
    assert not checks.check(desk).difference
    desk.close()


def test_d10_no_step_is_taken_without_room_for_the_copy(older, next_schema, monkeypatch):
    folder, _, state = older
    before = (folder / workspace.STORE).read_bytes()
    next_schema()
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 5 * 10**6))
        with pytest.raises(Refused) as refused:
            open_desk(folder)
    assert refused.value.code == "no-room"
    assert (folder / workspace.STORE).read_bytes() == before
    desk = open_desk(folder)
    assert checks.state(desk) == state
    desk.close()


def test_d11_a_newer_store_is_refused_and_left_as_it_is(older, next_schema):
    folder, _, _ = older
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "SCHEMA", migrations.SCHEMA)
        patch.setattr(migrations.migrations, "_migrations", list(migrations.migrations._migrations))
        next_schema()
        open_desk(folder).close()
    before = (folder / workspace.STORE).read_bytes()
    with pytest.raises(Refused) as refused:
        open_desk(folder)
    assert refused.value.code == "store-newer"
    assert (folder / workspace.STORE).read_bytes() == before
