"""What a reader does beside answering: names, search, contradictions, forms, typed as somebody would."""

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
