"""What of that which travels holds what looks like a name."""

import pytest

from fjidesk.desk import bundles, concerns, disclosing, evidence, names, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Evidence, Limiting


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def note(desk, question, text, case="HB-01"):
    reading.answer(desk, case, question, Answer(answer="yes", note=text))


def told(desk, **how):
    return disclosing.told(disclosing.travelling(desk, bundles.travels(desk, **how).made))


def test_each_place_is_named_and_an_earlier_wording_apart_from_it(reader):
    note(reader, "R01", "Nobody came.")
    assert told(reader) == []
    note(reader, "R02", "Kian came late.")
    assert told(reader) == ["1 place holds what looks like a name: HB-01 R02."]
    note(reader, "R02", "HB-01 came late.")
    past = "An earlier wording of HB-01 R02 holds what looks like a name; it travels as part of the history."
    assert told(reader) == [past]
    concerns.flag_limiting(reader, "HB-01", "reoffending", Limiting(at_risk="child", text="Kian is at risk."))
    evidence.add(reader, Evidence(kind="meeting", theme="reoffending", text="Kian was heard."))
    assert told(reader) == ["2 places hold what looks like a name: evidence, limiting factor HB-01.", past]


def test_a_wording_that_only_grew_is_told_once(reader):
    note(reader, "R02", "Kian came.")
    note(reader, "R02", "Kian came late.")
    assert told(reader) == ["1 place holds what looks like a name: HB-01 R02."]


def test_what_was_let_pass_and_what_stays_here_is_not_told(team, reader):
    note(reader, "R02", "Kian came late.")
    names.let_pass(reader, "HB-01", "Kian")
    assert told(reader) == []
    names.look_again(reader, "HB-01", "Kian")
    sent = bundles.export(reader, team.root / "out")
    bundles.bring_in(team.desks["lead"], [sent.path])
    receipt = bundles.receipt(team.desks["lead"], team.root / "back")
    bundles.bring_in(reader, [one.path for one in receipt])
    note(reader, "R01", "Kian was told.")
    assert told(reader) == ["1 place holds what looks like a name: HB-01 R01."], "the other has been received"
    assert told(reader, everything=True) == ["2 places hold what looks like a name: HB-01 R01, HB-01 R02."]


def test_a_case_is_looked_at_as_it_stands(reader):
    note(reader, "R02", "Kian came late.")
    note(reader, "R01", "Kian came late.", case="HB-02")
    evidence.add(reader, Evidence(kind="quote", theme="reoffending", text="Kian was heard.", case="HB-01"))
    assert [one.place for one in disclosing.standing(reader, "HB-01")] == ["HB-01 R02", "evidence HB-01"]
    with pytest.raises(Refused):
        disclosing.standing(reader, "ZZ-9")
