"""History, changes, undo and redo by the command line: lines for people, one document with --json."""

from __future__ import annotations

import pytest

from tests.conftest import Team


@pytest.fixture
def desk(tmp_path):
    """Return the name of a reader's desk, closed again, below ``tmp_path``."""
    team = Team(tmp_path)
    with team.stack:
        team.lead()
        team.join("reader", first=("HB-01",))
    return "reader"


def test_undo_and_redo_go_on_from_call_to_call(call, desk):
    assert call("undo", "--json", desk=desk).error == "nothing-to-undo"
    assert call("answer", "HB-01", "r01", "no", "--reason", "other", desk=desk).code == 0
    assert call("answer", "HB-01", "r01", "yes", "--note", "A note.", desk=desk).code == 0
    assert call("undo", "--json", desk=desk).document == {
        "undone": ["HB-01, R01: Yes became No, with the reason other; the note was taken out: “A note.”"],
        "cases": ["HB-01"],
    }
    assert call("undo", desk=desk).out == "Undone. HB-01, R01: No, with the reason other, was taken back.\n"
    assert call("cases", "HB-01", "--json", desk=desk).document["answers"][0]["answer"] == ""
    assert call("redo", desk=desk).out == "Redone. HB-01, R01: No, with the reason other, was given.\n"
    assert call("redo", "--json", desk=desk).document["cases"] == ["HB-01"]
    assert call("redo", "--json", desk=desk).error == "nothing-to-redo"
    assert call("check", desk=desk).code == 0


def test_a_history_is_printed_for_a_question_a_case_and_a_moment(call, desk):
    call("answer", "HB-01", "R02", "no", "--reason", "late", "--note", "A note.", desk=desk)
    call("answer", "HB-01", "R02", "yes", desk=desk)
    lines = call("history", "HB-01", "r02", desk=desk).out.splitlines()
    assert len(lines) == 2
    assert lines[1].endswith(" UTC, reader: HB-01, R02: No, with the reason late, became Yes; the note stayed.")
    document = call("history", "HB-01", "--json", desk=desk).document
    assert [entry["kind"] for entry in document["history"]] == ["case", "allocation", "reading", "answer", "answer"]
    assert document["history"][-1]["value"] == {"answer": "yes", "note": "A note."}
    assert document["history"][-1]["stands"] is True
    assert call("history", "HB-01", "R03", desk=desk).out == "Nothing was changed yet.\n"
    was = call("history", "HB-01", "R02", "--at", "2099-12-31", "--member", "reader", "--json", desk=desk).document
    assert was["answers"] == {"R02": {"answer": "yes", "note": "A note."} | was["answers"]["R02"]}
    assert was["state"] == "open"
    shown = call("history", "HB-01", "--at", "2099-12-31", desk=desk).out
    assert shown.startswith("Case HB-01, open\n")
    assert "A note." in shown
    assert "No answers." in call("history", "HB-01", "--at", "2015-01-01", desk=desk).out
    assert call("history", "HB-01", "--at", "2012-01-01", "--json", desk=desk).error == "not-yet"
    assert call("history", "HB-01", "--at", "yesterday", "--json", desk=desk).error == "moment-unknown"
    assert call("history", "HB-01", "R99", "--at", "2099-12-31", "--json", desk=desk).error == "question-unknown"
    assert call("history", "HB-09", "--json", desk=desk).error == "case-unknown"


def test_changes_are_said_until_they_are_seen(call, desk):
    out = call("changes", desk=desk).out
    assert "Team and inspection: " in out
    assert "HB-01: 1 case, 1 allocation (by lead)\n" in out
    assert call("changes", "HB-01", "--seen", "--json", desk=desk).document["changes"][0]["case"] == "HB-01"
    assert call("changes", "HB-01", desk=desk).out == "Nothing changed since you last looked.\n"
    assert call("changes", "--seen", "--json", desk=desk).document["changes"][0]["case"] == ""
    assert call("changes", "--json", desk=desk).document == {"changes": []}
    call("answer", "HB-01", "R01", "yes", desk=desk)
    assert call("changes", "--json", desk=desk).document == {"changes": []}
    assert len(call("changes", "--own", "--json", desk=desk).document["changes"]) == 1
    call("section-na", "HB-01", "reoffending", "assessment", "other", desk=desk)
    assert len(call("changes", "--own", desk=desk).out.splitlines()) == 1  # many in one case: a line for the case
    assert len(call("changes", "--own", "--seen", desk=desk).out.splitlines()) > 10  # what counts as seen was said


def test_a_section_is_answered_by_one_verb(call, desk):
    done = call("section-na", "HB-01", "reoffending", "assessment", "Too early to tell", "--json", desk=desk).document
    assert "R01" in done["na"]
    assert call("undo", "--json", desk=desk).document["cases"] == ["HB-01"]
    assert (
        call("section-na", "HB-01", "reoffending", "weather", "other", "--json", desk=desk).error == "section-unknown"
    )
    assert call("section-na", "HB-01", "reoffending", "assessment", "other", desk=desk).out.startswith(
        "N/A in HB-01: R"
    )
