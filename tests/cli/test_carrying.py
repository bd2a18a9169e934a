"""Receipts, relays, corrections and a rebuilt desk by the command line."""

from __future__ import annotations

import pyrage
import pytest

from fjidesk.desk import places


@pytest.fixture
def two(team):
    team.lead()
    team.join("reader", first=("HB-01",))
    for desk in team.desks.values():
        desk.close()


def test_receipts_travel_back(call, two, tmp_path):
    del two
    call("answer", "HB-01", "R01", "yes", desk="reader")
    assert call("bundle", "received", "--json", desk="reader").document["all_received"] is False
    sent = call("bundle", "export", "-o", tmp_path / "out", "--slip", tmp_path / "slip.txt", "--json", desk="reader")
    slip = (tmp_path / "slip.txt").read_text(encoding="utf-8")
    assert slip == f"{sent.document['slip']}\n"
    assert sent.document["words"] in slip
    plan = call("bundle", "import", sent.document["file"], "--plan", desk="lead").out
    assert "conflicting" in plan
    assert f"  Its six words: {sent.document['words']}\n" in plan, "as its writer is told them"
    assert "reader  HB-01" in plan
    call("bundle", "import", sent.document["file"], desk="lead")
    (given,) = call("bundle", "receipt", "--dir", tmp_path / "back", "--json", desk="lead").document["receipts"]
    assert given["recipients"] == ["lead", "reader"]
    assert call("bundle", "import", given["file"], desk="reader").code == 0
    assert "1 of 1 reading received by the lead" in call("bundle", "received", desk="reader").out
    assert call("bundle", "export", "-o", tmp_path, "--json", desk="reader").error == "nothing-to-export"
    assert call("bundle", "export", "-o", tmp_path, "--all", "--json", desk="reader").document["revisions"] == 2


def test_a_relay_and_a_stick(call, two, tmp_path, monkeypatch):
    del two
    call("answer", "HB-01", "R01", "yes", desk="reader")
    call("bundle", "export", "-o", tmp_path / "out", desk="reader")
    monkeypatch.setattr(places, "is_removable", lambda path: True)
    relay = ("bundle", "relay", "--to", "lead", "--from", "reader", "--dir", tmp_path / "r", "--json")
    assert call(*relay, desk="reader").error == "removable-needs-reason"
    done = call(*relay, "--reason", "no network", desk="reader").document
    assert (done["kind"], done["holds"]) == ("relay", "1 bundle")
    said = call("bundle", "import", done["file"], desk="lead").out
    assert "1 of 1: readings of reader, number 1: merged, 2 added" in said


def test_a_corrected_framework_and_an_office(call, two, tmp_path):
    del two
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    assert call("inspection", "office-recovery", "age1no", "--json", desk="lead").error == "recovery-recipient-wrong"
    named = call("inspection", "office-recovery", recipient, "--json", desk="lead").document
    assert named == {"recovery": recipient}
    text = call("framework", "show", "fji-2014", "--json", desk="lead").code
    assert text == 0
    from fjidesk.desk import inspection

    data = inspection.framework_bytes("fji-2014").replace(b'version = "1"', b'version = "2"', 1)
    (tmp_path / "f.toml").write_bytes(data)
    done = call("inspection", "correct-framework", tmp_path / "f.toml", "--json", desk="lead").document
    assert done["version"] == "2"
    again = call("inspection", "correct-framework", tmp_path / "f.toml", "--json", desk="lead")
    assert again.error == "framework-same"
    packs = call("inspection", "pack", "--all", "-o", tmp_path / "p", desk="lead").out
    assert "office recovery" in packs


def test_a_lost_desk_is_rebuilt(call, two, team, tmp_path):
    del two
    own = call("bundle", "export", "-o", tmp_path / "out", "--json", desk="lead").document["file"]
    state = call("state", desk="lead").out
    key = tmp_path / "kept"
    (team.desks["lead"].folder / "identity").rename(key)
    secret = ("--recovery", tmp_path / "secret.txt")
    wrong = call("desk", "rebuild", tmp_path / "none.fjib", "--key", key, *secret, "--json", desk="new")
    assert wrong.error == "no-own-bundle"
    assert not (tmp_path / "new").exists()
    done = call("desk", "rebuild", own, "--key", key, "--recovery", tmp_path / "s2.txt", "--json", desk="new")
    assert done.document["state"] == state.strip()
    assert call("state", desk="new").out == state
    assert (tmp_path / "s2.txt").read_text(encoding="utf-8").startswith("AGE-SECRET-KEY-1")
    assert call("desk", "rebuild", "--key", key, "--recovery", tmp_path / "s3.txt", desk="empty").code == 0
    assert call("inspection", "open-pack", own, "--json", desk="empty").error == "words-missing"
