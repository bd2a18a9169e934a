"""The import log, the quarantine and the last day of a membership on the command line."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, reading
from fjidesk.model.records import Answer
from tests.unit.merge.test_merge import forged, revision


@pytest.fixture
def lead(team, tmp_path, call):
    """Return a function that runs a verb on the lead's desk, which holds one odd bundle and has refused another."""
    desk = team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    good = bundles.export(reader, tmp_path / "out").path
    wrong = revision(reader, "answer", ("HB-03", reader.me, "R01"), Answer(answer="no"))
    (tmp_path / "odd\u202e.fjib").write_bytes(forged(reader, desk, [wrong], sequence=2))
    (tmp_path / "bad.fjib").write_bytes(good.read_bytes()[:-1])
    desk.close()

    def called(*arguments):
        return call(*arguments, desk="lead")

    outcome = called("bundle", "import", good, tmp_path / "odd\u202e.fjib", tmp_path / "bad.fjib")
    assert outcome.code == 2
    return called


def test_the_log_lists_what_came_in_and_what_was_refused(lead):
    said = lead("bundle", "log")
    assert said.code == 0
    assert "(damaged) It is damaged" in said.out
    assert "readings, number 1, by reader" in said.out
    assert "odd<U+202E>.fjib" in said.out
    found = lead("bundle", "log", "--json").document["bundles"]
    assert [one["what"] for one in found] == ["out", "in", "in", "refused"]
    assert found[-1]["code"] == "damaged"
    assert [one["file"] for one in lead("bundle", "log", "--refused", "--json").document["bundles"]] == ["bad.fjib"]


def test_the_quarantine_says_why_and_what_to_do(lead):
    said = lead("quarantine", "list").out
    assert "1 quarantined" in said
    assert "odd<U+202E>.fjib, signed by reader:" in said
    assert "The case is not allocated to its author. Allocate the case" in said
    (aside,) = lead("quarantine", "list", "--json").document["quarantined"]
    assert aside["key"][0] == "HB-03"


def test_an_empty_desk_has_nothing_to_list(team, call):
    team.make("lead", "lead").close()
    assert call("quarantine", "list", desk="lead").out == "Nothing is quarantined.\n"
    assert call("bundle", "log", desk="lead").out == "Nothing has travelled yet.\n"


def test_a_membership_has_a_last_day_until_it_has_none(lead):
    assert lead("inspection", "until", "reader", "2013-11-29").out.startswith("reader is a member until 2013-11-29.")
    assert lead("inspection", "until", "reader", "2013-11-31", "--json").error == "date-wrong"
    assert lead("inspection", "until", "lead", "2013-11-29", "--json").error == "own-key"
    assert lead("inspection", "until", "reader", "--json").document.get("until", "") == ""
    assert lead("inspection", "revoke", "reader").code == 0
    assert lead("inspection", "until", "reader", "2013-11-29", "--json").error == "key-revoked"


def test_what_is_kept_apart_is_pointed_to_and_comes_free_with_the_allocation(lead):
    assert "1 revision\n" in lead("bundle", "log").out
    (said,) = lead("warnings", "--json").document["warnings"]
    assert (said["code"], said["remedy"]) == ("quarantined", "See them with: fjidesk quarantine list")
    assert lead("inspection", "allocate", "HB-03", "reader").out == "Changed 1 allocation.\n"
    assert lead("quarantine", "list").out == "Nothing is quarantined.\n"
    assert "Whole: " in lead("check").out
