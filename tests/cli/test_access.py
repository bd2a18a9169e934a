"""The access log by the command line: what a lead sees who is asked who looked at a case."""

from __future__ import annotations

import pytest

from fjidesk.cli.access import _ACTS
from fjidesk.desk import access
from tests.conftest import Team


@pytest.fixture
def desks(tmp_path):
    """Make a lead's and a reader's desk, closed again; a reading has been handed over."""
    team = Team(tmp_path)
    with team.stack:
        lead = team.lead()
        reader = team.join("reader", first=("HB-01", "HB-03"))
        return lead.folder, reader.folder


def test_every_act_can_be_asked_for():
    assert _ACTS == access.ACTS


@pytest.mark.usefixtures("desks")
def test_who_looked_at_a_case(call, tmp_path):
    for verb in (
        ("answer", "HB-03", "R01", "no", "--reason", "other", "--note", "a marked note"),
        ("cases",),
        ("cases", "HB-03"),
        ("cases", "HB-03"),
        ("history", "HB-03", "R01"),
        ("history", "HB-03", "--at", "2099-01-01"),
        ("changes", "HB-03", "--own"),
        ("bundle", "export", "-o", tmp_path / "out"),
    ):
        assert call(*verb, desk="reader").code == 0
    (sent,) = (tmp_path / "out").iterdir()
    assert call("bundle", "import", sent, desk="lead").code == 0
    for verb in (("cases", "HB-03"), ("history", "HB-03"), ("score",), ("summary", "-o", tmp_path / "s.pdf")):
        assert call(*verb, desk="lead").code == 0
    own = call("access", "list", "--case", "HB-03", "--json", desk="reader").document
    viewed = [(row["kind"], row["detail"]) for row in own["access"] if row["act"] == "viewed"]
    assert viewed == [("case", ""), ("history", "R01"), ("history", "")]  # the second look at the case was the same
    assert own["access"][-1]["key"] == sent.name
    assert own["totals"]["reader"]["viewed"] == 3
    shown = call("access", "list", "--case", "HB-03", desk="lead")
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[0].split() == ["When", "Who", "Act", "What", "Detail"]
    assert any(" lead  viewed    case HB-03 " in line and line.endswith("reader") for line in lines)
    assert any(f"bundle {sent.name} " in line and "from reader" in line for line in lines)
    assert "In all of case HB-03, on this desk:" in lines
    assert lines[-2].startswith("  lead: ")
    assert "viewed 2 times" in lines[-2]
    assert "a marked note" not in shown.out
    viewed = call("access", "list", "--act", "viewed", "--act", "printed", "--json", desk="lead").document["access"]
    assert [(row["kind"], row["key"]) for row in viewed] == [
        ("case", "HB-03"),
        ("history", "HB-03"),
        ("scores", ""),
        ("summary", "s.pdf"),
    ]


@pytest.mark.usefixtures("desks")
def test_nothing_of_that_and_refusals(call):
    assert call("access", "list", "--text", "nothing like it", desk="lead").out == (
        "The log of this desk has nothing of that.\n"
    )
    assert call("access", "list", "--member", "nobody", "--json", desk="lead").error == "member-unknown"
    assert call("access", "list", "--since", "yesterday", "--json", desk="lead").error == "moment-unknown"
    assert call("access", "list", "--act", "glanced", "--json", desk="lead").error == "usage"


@pytest.mark.usefixtures("desks")
def test_the_log_leaves_as_a_table_on_both_kinds_of_desk(call, tmp_path):
    for name in ("lead", "reader"):
        done = call("access", "export", "-o", tmp_path / f"{name}.csv", "--json", desk=name).document
        text = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig")
        assert len(text.splitlines()) == done["rows"] + 1
        last = call("access", "list", "--act", "exported", "--json", desk=name).document["access"][-1]
        assert (last["kind"], last["key"]) == ("access", f"{name}.csv")


@pytest.mark.usefixtures("desks")
def test_a_card_that_leaves_is_noted(call, tmp_path):
    call("identity", "card", "-o", tmp_path / "card.txt", desk="reader")
    assert "card.txt" in call("access", "list", "--act", "exported", desk="reader").out


def test_a_long_list_of_cases_is_told_as_a_number(call, tmp_path):
    team = Team(tmp_path)
    with team.stack:
        lead = team.lead()
        access.note(lead, access.EXPORTED, "tables", "t.csv", "cases " + " ".join(f"HB-{n:02d}" for n in range(1, 20)))
    assert call("access", "list", "--text", "t.csv", desk="lead").out.splitlines()[1].endswith("19 cases")
    assert "19 cases, HB-07 among them" in call("access", "list", "--case", "HB-07", desk="lead").out
