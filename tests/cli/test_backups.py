"""The verbs of backups, as somebody types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def desk(call, tmp_path):
    """Return the folder of a lead's desk with an inspection."""
    assert call("identity", "create", "--name", "lead", "--role", "lead", "--recovery", tmp_path / "secret").code == 0
    assert call("inspection", "create", "--title", "Harbourside 2014", "--framework", "fji-2014").code == 0
    return tmp_path / "desk"


def test_make_list_and_restore(call, desk, tmp_path):
    made = call("backup", "make", "--json").document["file"]
    state = call("state").out
    (tmp_path / "cases.csv").write_text("reference\nHB-01\n", encoding="utf-8")
    assert call("inspection", "import-cases", tmp_path / "cases.csv").code == 0
    assert call("state").out != state
    listed = call("backup", "list", "--json").document["backups"]
    assert Path(made) in {Path(line["folder"]) / line["name"] for line in listed}
    assert all(line["opens"] for line in listed)
    name = Path(made).name
    assert name in call("backup", "list").out
    restored = call("backup", "restore", name)
    assert restored.code == 0, restored.err
    assert "is kept as" in restored.out
    assert "Bring in again every file that came since 20" in restored.out
    assert "gives new receipts: fjidesk bundle receipt" in restored.out
    found = call("state")
    assert found.out == state
    assert found.err == ""


def test_a_damaged_store_names_the_verb_that_mends_it(call, desk):
    assert call("backup", "make").code == 0
    (desk / "store.db").write_bytes(b"\0" * 8192)
    refused = call("state", "--json")
    assert refused.error == "store-damaged"
    assert "fjidesk backup restore" in refused.err
    name = refused.err.split()[-1]
    assert call("backup", "list").code == 0
    assert call("backup", "restore", name).code == 0
    assert call("check").code == 0


def test_a_second_folder_and_another_laptop(call, desk, tmp_path):
    (tmp_path / "drive").mkdir()
    made = call("backup", "folder", tmp_path / "drive", "--json").document["file"]
    assert call("backup", "folder").code == 2
    assert call("backup", "folder", "--none").code == 0
    state = call("state").out
    shutil.rmtree(desk)
    assert call("backup", "restore", made, desk="another").code == 0
    found = call("state", desk="another")
    assert (found.code, found.out) == (0, state)


def test_a_backup_that_is_not_there(call, desk):
    assert call("backup", "restore", "20131118T090000Z-x.db", "--json").error == "backup-unknown"
    assert call("backup", "list", "--json", desk="none").error == "no-desk"


def test_a_copied_desk_says_so_once_and_holds_the_same(call, desk, tmp_path):
    shutil.copytree(desk, tmp_path / "copy")
    state, device = call("state").out, call("identity", "show", "--json").document["device"]
    first, second = call("state", desk="copy"), call("state", desk="copy")
    assert first.out == second.out == state
    assert "copied, moved or restored" in first.err
    assert second.err == ""
    assert call("identity", "show", "--json", desk="copy").document["device"] != device


def test_a_synchronised_folder_needs_the_flag(call, tmp_path):
    create = ("identity", "create", "--name", "lead", "--role", "lead", "--recovery", tmp_path / "secret")
    assert call(*create, "--json", desk="OneDrive/desk").error == "folder-synchronised"
    assert call("--allow-synchronised", *create, desk="OneDrive/desk").code == 0
    assert call("state", "--json", desk="OneDrive/desk").error == "folder-synchronised"
    assert "Never open it on two computers" in call("--allow-synchronised", "state", desk="OneDrive/desk").err


def test_check_lists_odd_times(call, desk, monkeypatch):
    assert call("check", "--json").document["odd_times"] == []
    monkeypatch.setattr("fjidesk.desk.times.LAST_YEAR", 2014)
    assert "no inspection was then" in call("check").out
