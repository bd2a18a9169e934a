"""The verbs at the end of an inspection, as somebody types them."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def desk(call, tmp_path):
    """Return the folder of a lead's desk with an inspection."""
    assert call("identity", "create", "--name", "lead", "--role", "lead", "--recovery", tmp_path / "secret").code == 0
    assert call("inspection", "create", "--title", "Harbourside 2014", "--framework", "fji-2014").code == 0
    return tmp_path / "desk"


def test_retention_is_set_shown_and_told(call, desk):
    assert "No date is set." in call("retention", "show").out
    assert call("retention", "set", "--json").error == "nothing-given"
    assert call("retention", "set", "--notes", "soon", "--json").error == "date-wrong"
    done = call("retention", "set", "--notes", "2014-06-30", "--totals", "2999-01-01", "--json").document
    assert [(one["of"], one["state"]) for one in done["dates"]] == [("notes", "past"), ("totals", "far")]
    shown = call("retention", "show")
    assert "Notes were to be kept until 2014-06-30, which is past." in shown.out
    assert shown.err == ""
    assert "which is past" in call("state").err
    assert call("retention", "set", "--notes", "none").code == 0
    assert call("state").err == ""


def test_the_bundles_whose_copies_are_to_go_are_listed(call, desk, tmp_path):
    written = call("bundle", "export", "-o", tmp_path / "out", "--json").document
    assert call("retention", "show", "--json").document["bundles"] == []
    assert call("retention", "set", "--bundles", "2014-06-30").code == 0
    listed = call("retention", "show", "--json").document["bundles"]
    assert [one["file"] for one in listed] == [path.name for path in (tmp_path / "out").iterdir()]
    assert listed[0]["file"] in call("retention", "show").out
    assert written


def test_a_hold_is_set_and_lifted(call, desk, tmp_path):
    assert call("retention", "release", "--reason", "x", "--json").error == "not-on-hold"
    assert "a complaint" in call("retention", "hold", "--reason", "a complaint").out
    close = ("close", "--certificate-dir", tmp_path / "out", "--not-received-reason", "x", "--yes", "--json")
    assert call(*close).error == "on-hold"
    assert call("retention", "release", "--reason", "it was answered").code == 0
    assert call("retention", "show", "--json").document["released"] == "it was answered"
    assert call(*close).code == 0


def test_the_whole_end(call, desk, tmp_path):
    plan = call("close", "--plan")
    assert plan.code == 0
    assert "store.db" in plan.out
    assert "In the way (not-received)" in plan.out
    document = call("close", "--plan", "--json").document
    assert {stop["code"] for stop in document["stops"]} == {"not-received"}
    close = ("close", "--certificate-dir", tmp_path / "out", "--not-received-reason", "the only desk")
    assert call(*close, "--json").error == "not-confirmed"
    assert call("close", "--yes", "--json").error == "not-confirmed"
    assert call("close", "--finish", "--json").error == "nothing-to-finish"
    done = call(*close, "--keep-totals", tmp_path / "kept", "--bundles-destroyed", "--yes")
    assert done.code == 0, done.err
    assert "can never be opened again" in done.out
    assert not desk.exists()
    assert call("state", "--json").error == "no-desk"
    assert json.loads((tmp_path / "kept" / "scores.json").read_text(encoding="utf-8"))["scores"]
    again = call("identity", "create", "--name", "lead", "--role", "lead", "--recovery", tmp_path / "secret-2")
    assert again.code == 0


def test_an_interrupted_closing_is_told_and_finished_without_a_passphrase(call, desk, tmp_path, monkeypatch):
    from fjidesk.desk import closing

    def cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(closing, "_signed", cut)  # somebody loses patience
    close = ("close", "--certificate-dir", tmp_path / "out", "--not-received-reason", "x", "--yes")
    assert "closing-interrupted" in call(*close).err
    assert call("state", "--json").error == "closing-interrupted"
    assert "fjidesk close --finish" in call("cases").err
    done = call("close", "--finish", "--json")
    assert done.document["signed"] is False
    assert not desk.exists()
    assert call("state", "--json").error == "no-desk"


def test_the_register(call, desk, tmp_path):
    assert "lead" in call("register", "list").out
    assert call("register", "add", tmp_path / "none", "--json").document["files"][0]["code"] == "no-such-file"
    assert call("register", "add", tmp_path / "none").code == 2
    document = call("register", "export", "-o", tmp_path / "register", "--json").document
    assert document["files"] == [str(tmp_path / "register" / "register.csv")]
    assert call("register", "list", "--json").document["devices"][0]["member"] == "lead"
