"""The verbs of keys, as people type them."""

from __future__ import annotations

import pytest

from fjidesk.desk import keyring, recovery
from tests.conftest import PASSPHRASE, ROUNDS

NEW = "eleven lanterns over wet gravel"


@pytest.fixture
def keyed(call, tmp_path, monkeypatch):
    """Return the command line with few bcrypt rounds, and a file with another passphrase."""
    monkeypatch.setitem(keyring.recover.__kwdefaults__, "rounds", ROUNDS)
    monkeypatch.setattr(keyring.change_passphrase, "__defaults__", (ROUNDS,))
    monkeypatch.setattr(keyring.rotate, "__defaults__", (ROUNDS,))
    (tmp_path / "new.txt").write_text(f"{NEW}\n", encoding="utf-8")
    return call


def create(call, tmp_path, *more):
    made = call("identity", "create", "--name", "inspector 3", "--recovery", tmp_path / "r.txt", *more)
    assert made.code == 0, made.err
    return (tmp_path / "r.txt").read_text(encoding="utf-8").strip()


def test_passphrase_sheet_proof_and_recovery(keyed, tmp_path):
    secret = create(keyed, tmp_path, "--sheet", tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    words = keyed("identity", "show", "--json").document["words"]
    part = " ".join(recovery.groups(secret)[-2:])
    assert keyed("identity", "prove", "--part", "AAAAAA AAAA", "--json").error == "recovery-part-wrong"
    assert keyed("identity", "prove", "--part", part, "--json").document["proved"]
    assert "is kept" in keyed("identity", "prove", "--recovery", tmp_path / "r.txt").out
    again = keyed("identity", "recovery-sheet", "--recovery", tmp_path / "r.txt", "-o", tmp_path / "s2.pdf", "--json")
    assert again.document == {"sheet": str(tmp_path / "s2.pdf")}

    changed = keyed("identity", "passphrase", "--new-passphrase-file", tmp_path / "new.txt", "--json")
    assert changed.document == {"changed": True}
    assert keyed("identity", "show", "--json").error == "wrong-passphrase"
    assert keyed("identity", "show", "--passphrase-file", tmp_path / "new.txt").code == 0

    (tmp_path / "third.txt").write_text("quiet anvils and blue thistle\n", encoding="utf-8")
    done = keyed(
        "identity",
        "recover",
        "--recovery",
        tmp_path / "r.txt",
        "--new-passphrase-file",
        tmp_path / "third.txt",
        "--json",
    )
    assert done.document == {"recovered": True, "words": words}
    assert keyed("identity", "show", "--passphrase-file", tmp_path / "new.txt", "--json").error == "wrong-passphrase"
    assert keyed("check", "--passphrase-file", tmp_path / "third.txt").code == 0


def test_nobody_at_the_keyboard_is_told_so(keyed, tmp_path):
    create(keyed, tmp_path)
    assert keyed("identity", "passphrase", "--json").error == "passphrase-missing"
    assert keyed("identity", "prove", "--json").error == "recovery-missing"
    assert keyed("identity", "recover", "--json").error == "recovery-missing"
    assert keyed("identity", "recover", "--recovery", tmp_path / "r.txt", "--json").error == "passphrase-missing"
    assert PASSPHRASE


def test_an_identity_is_not_made_with_a_passphrase_that_is_guessed(keyed, tmp_path):
    (tmp_path / "weak.txt").write_text("inspector 3 inspector 3\n", encoding="utf-8")
    made = keyed("identity", "create", "--name", "inspector 3", "--passphrase-file", tmp_path / "weak.txt", "--json")
    assert made.error == "passphrase-weak"
    assert not (tmp_path / "desk").exists()


def test_a_new_key_is_accepted_and_a_lost_one_revoked(keyed, team, tmp_path):
    team.lead()
    team.join("reader", first=("HB-01", "HB-02"))
    team.join("other", first=("HB-03",))
    for desk in team.desks.values():
        desk.close()
    card = keyed("identity", "rotate", "-o", tmp_path / "new-key.txt", "--json", desk="reader").document
    missing = keyed("inspection", "accept-key", card["card"], "--json", desk="lead")
    assert missing.error == "words-missing"
    accepted = keyed("inspection", "accept-key", card["card"], "--words", card["words"], "--json", desk="lead")
    assert accepted.document["name"] == "reader"
    assert keyed("inspection", "pack", "--all", "-o", tmp_path / "packs", desk="lead").code == 0
    keyed("answer", "HB-01", "R01", "yes", desk="reader")
    bundle = keyed("bundle", "export", "-o", tmp_path / "out", "--json", desk="reader").document["file"]
    assert keyed("bundle", "import", bundle, "--json", desk="lead").document["files"][0]["status"] == "merged"
    wrong = keyed("inspection", "revoke", "reader", "--from", "yesterday", "--json", desk="lead")
    assert wrong.error == "date-wrong"
    done = keyed("inspection", "revoke", "reader", "--from", "2013-11-18", "--to", "other", desk="lead")
    assert "HB-01, HB-02" in done.out
    assert "look at them" in done.out
    again = keyed("inspection", "revoke", "other", "--json", desk="lead").document
    assert again["unfinished"] == ["HB-01", "HB-02", "HB-03"]
    assert keyed("inspection", "revoke", "other", "--json", desk="lead").error == "key-revoked"
