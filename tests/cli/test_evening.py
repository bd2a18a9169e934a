"""What a reader does beside answering: names, search, contradictions, forms, typed as somebody would."""

import io

import pytest

from tests.conftest import Team

KIAN = "Kian lives at 14 Tennyson Row."


@pytest.fixture
def desk(call, tmp_path):
    """Return the command line on a reader's desk with two cases."""
    team = Team(tmp_path)
    with team.stack:
        team.lead()
        team.join("reader", first=("HB-01", "HB-02"))
    return lambda *arguments: call(*arguments, desk="reader")


def test_names_are_told_let_pass_and_told_again(desk):
    assert desk("answer", "HB-01", "R01", "yes", "--note", KIAN).code == 0
    shown = desk("names", "HB-01")
    assert "Kian" in shown.out
    assert "write HB-01\u2019s address" in shown.out
    found = desk("names", "HB-01", "--pass", "Kian", "--json").document["found"]
    assert [(mark["question"], mark["field"], mark["kind"]) for mark in found] == [("R01", "note", "address")]
    assert len(desk("names", "HB-01", "--look-again", "Kian", "--json").document["found"]) == 2
    assert "the role says enough" in desk("names", "HB-01", "--text", "Mother, Tracey, came.").out
    assert desk("names", "HB-01", "--text", "Nobody came.").out == "Nothing looks like a name.\n"
    assert desk("names", "ZZ-9", "--json").error == "case-unknown"


def test_handing_over_tells_what_looks_like_a_name(desk, tmp_path):
    for note in (KIAN, "Nobody came."):
        assert desk("answer", "HB-01", "R01", "yes", "--note", note).code == 0
    assert desk("answer", "HB-01", "R02", "yes", "--note", "Kian came.").code == 0
    past = "An earlier wording of HB-01 R01 holds what looks like a name; it travels as part of the history."
    assert desk("names", "HB-01").out.splitlines()[-1] == past
    assert desk("names", "HB-01", "--json").document["earlier"] == [{"kind": "answer", "question": "R01"}]
    written = desk("bundle", "export", "-o", tmp_path / "out").out.splitlines()
    assert written[-2:] == ["1 place holds what looks like a name: HB-01 R02.", past]


def test_what_was_written_is_found_and_what_was_answered_before_is_shown(desk):
    assert desk("answer", "HB-01", "R02", "no", "--reason", "late", "--note", "The plan came late.").code == 0
    assert desk("search", "PLAN", "late").out == "HB-01  R02  note  The plan came late.\n"
    assert desk("search", "came plan", "--json").document == {"found": []}
    assert [hit["cut"]["start"] for hit in desk("search", "plan came", "--json").document["found"]] == [4]
    assert desk("search", "zebra").out == "Nothing was found.\n"
    assert desk("search", " ", "--json").error == "words-missing"
    assert desk("search", "r11", "--questions").out.startswith("R11  ")
    assert desk("search", "r11", "--questions", "--json").document["questions"][0]["id"] == "R11"
    assert desk("earlier", "HB-02", "r02").out == "HB-01  no  Late  The plan came late.\n"
    assert desk("earlier", "HB-01", "r02").out == "You have not answered it in another case.\n"
    assert desk("earlier", "HB-01", "R99", "--json").error == "question-unknown"


def test_the_check_list_says_what_is_lacking_and_what_to_look_at_again(desk):
    for question, value in (("R14", "no"), ("R15", "yes"), ("R02", "no")):
        assert desk("answer", "HB-01", question, value, "--note", "Kian was told.").code == 0
    shown = desk("checklist", "HB-01").out
    assert "Without a reason: R02" in shown
    assert "Look again: There is no plan or contract on the record (R14), yet" in shown
    assert "3 places look like names: fjidesk names HB-01" in shown
    document = desk("checklist", "HB-01", "--json").document
    assert document["named_places"] == ["HB-01 R02", "HB-01 R14", "HB-01 R15"]
    assert "barriers" in document["facts_unknown"]
    assert "Not known, and it depends on it what applies: barriers, " in shown
    assert (document["alerts_open"], document["to_discuss"]) == ([], [])
    assert (document["complete"], document["look_like_names"]) == (False, 3)
    assert list(document["contradictions"]) == ["no_plan_yet_good"]
    assert "What was judged?" in desk("cases", "HB-01").out
    assert list(desk("cases", "HB-01", "--json").document["contradictions"]) == ["no_plan_yet_good"]
    assert desk("checklist", "ZZ-9", "--json").error == "case-unknown"


def test_a_form_is_printed_and_a_filled_one_is_typed_in(desk, tmp_path, monkeypatch):
    out = tmp_path / "forms.pdf"
    assert desk("form", "print", "--all", "-o", out).out == "forms.pdf: 2 forms. Shred them when typed in.\n"
    assert out.read_bytes().startswith(b"%PDF-")
    assert desk("form", "print", "HB-01", "-o", out, "--json").document["cases"] == ["HB-01"]
    assert desk("form", "print", "-o", out, "--json").error == "form-of-what"
    assert desk("form", "print", "HB-01", "--all", "-o", out, "--json").error == "form-of-what"
    filled = tmp_path / "filled.txt"
    filled.write_text("\ufeffvictim=no\nR01 y\nR02 n 1 Late.\n", encoding="utf-8")
    assert desk("form", "key", "HB-01", filled).out == "HB-01: 2 answers and 1 fact taken.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"R07 y\n")))
    assert desk("form", "key", "HB-02", "--json").document == {
        "case": "HB-02",
        "answers": 1,
        "facts": 0,
        "replaced": [],
    }
    filled.write_text("R01 n 1\n", encoding="utf-8")
    refused = desk("form", "key", "HB-01", filled, "--json")
    assert refused.error == "form-replaces"
    assert "R01: Yes becomes No" in refused.err
    taken = "HB-01: 1 answer taken.\nReplaced: R01: Yes becomes No.\n"
    assert desk("form", "key", "HB-01", filled, "--replace").out == taken
    filled.write_text("R01 y\nR02 perhaps\n", encoding="utf-8")
    refused = desk("form", "key", "HB-02", filled, "--json")
    assert refused.error == "form-faulty"
    assert "line 2" in refused.err
    filled.write_bytes(b"R01 y \xff")
    assert desk("form", "key", "HB-02", filled, "--json").error == "not-text"
    assert desk("cases", "HB-02", "--json").document["answers"][0]["answer"] == ""


def test_an_alert_is_raised_written_on_and_closed(desk):
    raised = desk("alert", "raise", "HB-01", "--at-risk", "child", "--what", "Missing", "--told", "manager", "--json")
    name = raised.document["id"]
    assert desk("alert", "change", name, "--will-do", "Visit today").out == "Written.\n"
    assert desk("alert", "list", "HB-01", "--open").out == f"{name}  HB-01  open  reader  Missing\n"
    shown = desk("alert", "list", "--json").document["alerts"][0]
    assert (shown["open"], shown["will_do"], shown["told_at"][-1]) == (True, "Visit today", "Z")
    assert desk("alert", "close", name, "--outcome", "Found").code == 0
    assert desk("alert", "list", "--open").out == "No alerts.\n"
    assert desk("alert", "change", name, "--told", "x", "--json").error == "alert-closed"
    assert desk("alert", "close", "x", "--outcome", "y", "--json").error == "alert-unknown"


def test_a_flag_is_added_listed_and_taken_back(desk):
    assert desk("flag", "add", "HB-01", "public", "--at-risk", "other", "--text", "Nobody acts").code == 0
    assert desk("flag", "list").out == "HB-01  public  not decided  Nobody acts\n"
    assert desk("flag", "list", "--json").document["flags"][0]["at_risk"] == "other"
    assert desk("flag", "withdraw", "HB-01", "public").out == "Taken back.\n"
    assert desk("flag", "list").out == "No flags.\n"
    assert desk("flag", "withdraw", "HB-01", "public", "--json").error == "flag-unknown"


def test_evidence_is_added_corrected_listed_and_taken_back(desk):
    add = ("evidence", "add", "--kind", "quote", "--theme", "child", "--text", "I felt heard", "--case", "HB-01")
    name = desk(*add, "--json").document["id"]
    assert desk("evidence", "list").out == f"{name}  child  quote    I felt heard (consent not asked)\n"
    assert desk("evidence", "change", name, "--consent", "yes", "--altered", "yes").code == 0
    shown = desk("evidence", "list", "--case", "HB-01", "--json").document["evidence"][0]
    assert (shown["consent"], shown["unprintable"], shown["inspectorate"]) == ("yes", "", "probation")
    assert desk("evidence", "withdraw", name).out == "Taken back.\n"
    assert desk("evidence", "list", "--theme", "child").out == "No evidence.\n"
    assert desk("evidence", "change", name, "--json").error == "evidence-unknown"
    assert desk("evidence", "add", "--kind", "data", "--json").error == "usage"
