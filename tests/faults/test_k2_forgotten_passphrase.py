"""K2: inspector forgets passphrase: the recovery secret, held by the lead, opens the desk."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from fjidesk.bundle import keys, seal
from fjidesk.clock import new_id
from fjidesk.desk import backups, bundles, checks, destroying, keeping, keyring, reading, recovery, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from tests.conftest import PASSPHRASE, ROUNDS

NEW = "eleven lanterns over wet gravel"


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    return error.value


def recover(team, folder, secret, new=NEW):
    desk = keyring.recover(folder, secret, new, clock=team.clock, ids=new_id, rounds=ROUNDS)
    team.stack.callback(desk.close)
    return desk


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01",))


def grouped(secret):
    return " ".join(recovery.groups(secret)).lower()


@pytest.mark.parametrize("typed", [str, grouped, lambda secret: f" {secret[16:]}\n"])
def test_the_recovery_secret_opens_the_desk_and_sets_a_new_passphrase(team, reader, tmp_path, typed):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    before, me = checks.state(reader), reader.me
    reader.close()
    again = recover(team, reader.folder, typed(team.secrets["reader"]))
    assert (again.me, checks.state(again)) == (me, before)
    assert keyring.recovery_state(again).proved
    again.close()
    refused("wrong-passphrase", workspace.unlock, reader.folder, PASSPHRASE)
    desk = workspace.open_desk(reader.folder, NEW, clock=team.clock, ids=new_id)
    team.stack.callback(desk.close)
    reading.answer(desk, "HB-01", "R02", Answer(answer="yes"))
    outcome = bundles.bring_in(team.desks["lead"], [bundles.export(desk, tmp_path).path])
    assert outcome[0].status == "merged"


def test_a_wrong_secret_or_a_weak_passphrase_changes_nothing(team, reader):
    secret, folder = team.secrets["reader"], reader.folder
    reader.close()
    held = {path.name: path.read_bytes() for path in folder.glob("*.age")} | {"": (folder / "identity").read_bytes()}
    other, _ = seal.recovery_pair()
    for wrong in ("", "AGE-SECRET-KEY-1", secret[:-1], secret[:-1] + ("Q" if secret[-1] != "Q" else "P"), other):
        refused("recovery-wrong", recover, team, folder, wrong)
    refused("passphrase-short", recover, team, folder, secret, "short")
    refused("passphrase-weak", recover, team, folder, secret, "to be or not to be")
    refused("passphrase-weak", recover, team, folder, secret, "reader reader reader")
    refused("no-desk", recover, team, folder / "none", secret)
    assert {path.name: path.read_bytes() for path in folder.glob("*.age")} | {
        "": (folder / "identity").read_bytes()
    } == held
    workspace.open_desk(folder, PASSPHRASE, clock=team.clock, ids=new_id).close()


def test_a_sealed_key_of_another_desk_is_not_taken(team, reader):
    other = keys.create()
    recovery.seal_identity(reader.folder, other, seal.recipient_of(team.secrets["reader"]))
    reader.close()
    refused("key-file-damaged", recover, team, reader.folder, team.secrets["reader"])


def test_an_older_desk_says_so_and_is_mended_by_the_whole_secret(team, reader):
    secret = team.secrets["reader"]
    (reader.folder / recovery.RECOVERABLE).unlink()
    with reader.store.writing() as db:
        db.execute("DELETE FROM setting WHERE name LIKE 'recovery%'")
    assert keyring.recovery_state(reader) == keyring.Recovery(whole=False, proved="")
    refused("recovery-unknown", keyring.rotate, reader, PASSPHRASE, ROUNDS)
    refused("recovery-part-wrong", keyring.prove, reader, "".join(recovery.groups(secret)[-2:]))
    reader.close()
    error = refused("recovery-older-desk", recover, team, reader.folder, secret)
    assert "older" in error.message
    desk = team.reopen("reader")
    assert keyring.prove(desk, secret).whole
    desk.close()
    assert recover(team, reader.folder, secret).me == desk.me


def test_typing_the_last_two_groups_back_proves_that_the_sheet_is_kept(team, reader):
    part = recovery.groups(team.secrets["reader"])[-2:]
    assert keyring.recovery_state(reader) == keyring.Recovery(whole=True, proved="")
    refused("recovery-part-wrong", keyring.prove, reader, "")
    refused("recovery-part-wrong", keyring.prove, reader, part[0])
    refused("recovery-part-wrong", keyring.prove, reader, f"{part[0]} QQQQ")
    refused("recovery-wrong", keyring.prove, reader, seal.recovery_pair()[0])
    assert not keyring.recovery_state(reader).proved
    assert keyring.prove(reader, f"{part[0].lower()}-{part[1]}").proved
    assert keyring.recovery_state(team.reopen("reader")).proved


def test_the_desk_holds_no_more_of_its_secret_than_a_digest_of_ten_characters(team, reader):
    secret = team.secrets["reader"]
    kept = " ".join(row["value"] for row in reader.db.query("SELECT value FROM setting"))
    for group in recovery.groups(secret)[1:]:
        assert group not in kept
    for path in reader.folder.rglob("*"):
        if path.is_file():
            assert secret[16:].encode() not in path.read_bytes()


def replacement(team, desk, new):
    """Lose a desk, and restore it from its second folder alone."""
    newest = backups.listed(desk.folder, desk.identity)[0].name
    there = keeping.second_folders(desk)[0]
    desk.close()
    shutil.rmtree(desk.folder)
    backups.bring_keys(new, there)
    identity = workspace.unlock(new, PASSPHRASE)
    backups.restore(new, identity, str(there / newest), clock=team.clock, ids=new_id)


def test_the_secret_opens_a_desk_that_was_restored_from_its_second_folder(team, reader, tmp_path):
    (tmp_path / "drive").mkdir()
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    backups.set_folder(reader, tmp_path / "drive")
    before = checks.state(reader)
    replacement(team, reader, tmp_path / "another")
    assert checks.state(recover(team, tmp_path / "another", team.secrets["reader"])) == before


def test_after_a_new_key_the_restored_desk_still_opens_what_was_sealed_to_the_old_one(team, reader, tmp_path):
    lead, secret = team.desks["lead"], team.secrets["reader"]
    (tmp_path / "drive").mkdir()
    pack = bundles.pack(lead, reader.me, tmp_path / "packs").path
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    backups.set_folder(reader, tmp_path / "drive")
    new = tmp_path / "another"
    replacement(team, reader, new)
    desk = recover(team, new, secret)
    assert (desk.me, desk.fingerprint) == (reader.me, reader.fingerprint)
    assert bundles.bring_in(desk, [pack])[0].status == "merged"


def test_closing_takes_what_recovers_a_key_out_of_the_second_folder_too(team, reader, tmp_path):
    (tmp_path / "drive").mkdir()
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    backups.set_folder(reader, tmp_path / "drive")
    there = keeping.second_folders(reader)[0]
    found = {one.path.name: one for one in destroying.items(reader.folder, [there], []) if one.path.parent == there}
    for name in (recovery.RECOVERABLE, recovery.FORMER):
        assert (found[name].key, found[name].passes) == (True, destroying.KEY_PASSES)
        assert destroying.destroy(found[name]) == ""
        assert not (there / name).exists()


def test_an_older_copy_of_a_desk_never_takes_the_newer_key_out_of_the_second_folder(team, reader, tmp_path):
    (tmp_path / "drive").mkdir()
    backups.set_folder(reader, tmp_path / "drive")
    reader.close()
    shutil.copytree(reader.folder, tmp_path / "image")
    now = team.reopen("reader")
    keyring.rotate(now, PASSPHRASE, ROUNDS)
    backups.make(now, "rotated")
    there = keeping.second_folders(now)[0]
    kept = {file.name: file.read_bytes() for file in now.key_files}
    now.close()
    older = workspace.open_desk(tmp_path / "image", PASSPHRASE, clock=team.clock, ids=new_id)
    with closing(older):
        backups.make(older, "older")
        assert any("another key" in told for told in older.told)
    assert {name: (there / name).read_bytes() for name in kept} == kept


def test_a_file_of_replaced_keys_that_does_not_open_keeps_nobody_out(team, reader):
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    reader.close()
    former = reader.folder / recovery.FORMER
    former.write_bytes(seal.seal(b"x", [keys.create().public_line]))
    assert any(recovery.FORMER in told for told in team.reopen("reader").told)
