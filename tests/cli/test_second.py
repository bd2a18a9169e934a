"""Second readings, conflicts and warnings by the command line: lines for people, one document with --json."""

from __future__ import annotations

import pytest

from fjidesk.desk import reading
from tests.field import CASE, FIRST, SECOND, answered


@pytest.fixture
def lead(desks, tmp_path):
    """Return a function that runs a verb on the lead's desk, which has two readings of one case and a conflict."""
    desks.copy("one", "one again")
    for name, said in (("one", "yes"), ("one again", "no")):
        reading.answer(desks[name], "HB-02", "R01", answered({"R01": said})["R01"])
        desks.carry(name, "lead")
    desks.read("one", CASE, FIRST)
    desks.read("other", CASE, SECOND)
    desks.carry("one", "lead")
    desks.carry("other", "lead")
    for desk in desks.desks.values():
        desk.close()
    return "lead"


def test_differences_are_listed_and_settled(call, lead):
    shown = call("agree", "list", desk=lead).out
    assert f"{CASE} R02  " in shown
    assert "  first, one: No; other; “on R02”\n  second, other: Yes; “on R02”\n" in shown
    assert shown.endswith("1 case read twice; 0 differences settled, 3 open.\n")
    assert call("agree", "set", CASE, "r02", "yes", "--json", desk=lead).error == "ground-missing"
    assert call("agree", "set", CASE, "r02", "yes", "--ground", "G one.", desk=lead).out == (
        f"{CASE} R02: agreed yes. 1 difference settled, 2 open.\n"
    )
    assert call("agree", "take", CASE, "R03", "second", "--ground", "G two.", "--json", desk=lead).document == {
        "case": CASE,
        "question": "R03",
        "agreed": {"answer": "no", "first": "yes", "second": "no", "ground": "G two.", "reasons": ["other"]},
        "settled": 2,
        "open": 1,
    }
    assert "  agreed: No; other, because “G two.” (counts)" in call("agree", "list", CASE, desk=lead).out
    document = call("agree", "list", "--open", "--json", desk=lead).document
    assert [one["question"] for one in document["differences"]] == ["R07"]
    assert "1 answer differs between first and second readings, in 1 case" in call("score", desk=lead).out
    assert call("agree", "clear", CASE, "R03", desk=lead).out.startswith(f"{CASE} R03: nothing is agreed. 1 diff")
    assert call("agree", "clear", CASE, "R03", "--json", desk=lead).error == "nothing-agreed"
    assert call("agree", "set", CASE, "R99", "no", "--reason", "x", "--json", desk=lead).error == "question-unknown"
    assert call("agree", "set", CASE, "R02", "maybe", "--json", desk=lead).error == "usage"
    assert call("agree", "list", "--json", desk="other").error == "not-a-lead"


@pytest.mark.parametrize("by", ["theme", "section", "question", "readers"])
def test_agreement_is_said_with_what_is_not_defined(call, lead, by):
    shown = call("agreement", "--by", by, desk=lead).out
    assert shown.splitlines()[0].split() == ["Alike", "Percent", "(95%)", "AC1", "(95%)", "Kappa", "(95%)"]
    assert "All questions" in shown
    assert shown.endswith("1 case was read twice: under 30, so look at the intervals before the numbers.\n")
    if by == "question":
        assert "not defined" in shown
        assert "lines: nothing was answered by two readers." in shown
    document = call("agreement", "--json", desk=lead).document
    assert document["overall"]["units"] - document["overall"]["agreed"] == 3
    assert len(document["questions"]) == 117


def test_a_conflict_is_listed_with_its_versions_and_settled_by_its_reader(call, lead):
    found, opened = call("conflict", "list", "--json", desk=lead).document["conflicts"]
    assert (found["kind"], found["case"], found["question"], found["yours"]) == ("answer", "HB-02", "R01", False)
    assert (opened["kind"], opened["alike"], found["alike"]) == ("reading", True, False)
    shown = call("conflict", "list", desk=lead).out
    assert f"{opened['name']}  (not yours to settle, all say the same)" in shown
    assert f"{found['name']}  (not yours to settle)" in shown
    assert "2. one, device" in shown
    assert "No, with the reason other, was given; a note was added: “on R01”" in shown
    assert shown.count("(counts until it is settled)") == 2
    assert call("conflict", "settle", found["name"], "--take", "1", "--json", desk=lead).error == "not-yours"
    assert call("conflict", "settle", found["name"], "--json", desk=lead).error == "usage"
    assert call("conflict", "settle", "answer:HB-99", "--take", "1", "--json", desk=lead).error == "conflict-unknown"
    assert call("conflict", "list", desk="one").out == "Nothing is in conflict.\n"


def test_warnings_are_for_the_lead(call, lead):
    lines = call("warnings", desk=lead).out
    assert "2 records with several versions." in lines
    assert "3 answers on which two readings differ." in lines
    assert call("warnings", "--json", desk="one").error == "not-a-lead"
