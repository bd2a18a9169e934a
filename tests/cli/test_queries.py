"""Queries by the command line: put, listed, replied to, closed, withdrawn."""

import pytest


@pytest.fixture
def two(team):
    team.lead()
    team.join("reader", first=("HB-01",))
    for desk in team.desks.values():
        desk.close()


def carried(call, giver, taker, to, folder):
    made = call("bundle", "export", "-o", folder, "--to", to, "--all", "--json", desk=giver).document["file"]
    assert call("bundle", "import", made, desk=taker).code == 0


def test_a_query_over_the_whole_road(call, two, tmp_path):
    del two
    put = call("query", "put", "HB-01", "--question", "r02", "--text", "Which plan is meant?", desk="lead")
    name = put.out.split()[0]
    assert put.out == f'{name}  to reader. Hand it over: fjidesk bundle export --to "reader" -o DIR\n'
    document = call("query", "put", "HB-01", "--text", "When?", "--to", "reader", "--json", desk="lead").document
    other = document["queries"][0]["id"]
    carried(call, "lead", "reader", "reader", tmp_path / "out")
    assert f"{name}  waiting  HB-01 R02  reader\n" in call("query", "list", desk="reader").out
    assert call("query", "reply", name, "--text", " ", "--json", desk="reader").error == "reply-empty"
    assert call("query", "reply", "none", "--text", "It.", "--json", desk="reader").error == "query-unknown"
    assert call("query", "close", name, "--json", desk="reader").error == "not-a-lead"
    assert call("query", "reply", name, "--text", "That of May.", desk="reader").out.startswith("Kept.")
    carried(call, "reader", "lead", "lead", tmp_path / "back")
    shown = call("query", "list", "--open", desk="lead").out
    assert shown.index("replied") < shown.index("waiting"), "what the lead is to look at comes first"
    assert ": That of May.\n" in shown
    assert ": Which plan is meant?\n" in shown
    assert call("query", "close", name, desk="lead").out == "Closed.\n"
    assert call("query", "withdraw", name, "--json", desk="lead").error == "query-settled"
    assert call("query", "withdraw", other, desk="lead").out.startswith("Taken back.")
    assert call("query", "list", "HB-01", "--open", desk="lead").out == "No queries.\n"
    left = call("query", "list", "--json", desk="lead").document["queries"]
    assert [(one["id"], one["state"], one["open"]) for one in left] == [
        (name, "closed", False),
        (other, "withdrawn", False),
    ]
    assert [reply["text"] for reply in left[0]["replies"]] == ["That of May."]
