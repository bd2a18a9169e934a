"""The name catcher on a desk: what is let pass stays so in its case, on this desk alone."""

import pytest

from fjidesk.desk import bundles, names, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer

TEXT = "Kian lives at 14 Tennyson Row."


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def said(found):
    return [(mark.kind, mark.text) for mark in found]


def test_a_note_is_looked_at_and_nothing_is_blocked(reader):
    assert said(names.find(reader, "HB-01", TEXT)) == [("name", "Kian"), ("address", "14 Tennyson Row")]
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note=TEXT))
    assert reading.position(reader, "HB-01").answers["R01"].note == TEXT


def test_one_mark_after_the_other_is_replaced(reader):
    text = TEXT
    while found := names.find(reader, "HB-01", text):
        text = names.replace(text, found[0])
    assert text == "HB-01 lives at HB-01\u2019s address."


def test_a_word_passes_in_its_case_alone_and_after_a_restart(team, reader):
    names.let_pass(reader, "HB-01", " KIAN ")
    names.let_pass(reader, "HB-01", "Kian")
    reader = team.reopen("reader")
    assert said(names.find(reader, "HB-01", TEXT)) == [("address", "14 Tennyson Row")]
    assert len(names.find(reader, "HB-02", TEXT)) == 2
    names.look_again(reader, "HB-01", "kian")
    assert len(names.find(reader, "HB-01", TEXT)) == 2


def test_what_passes_travels_nowhere(team, reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    before = bundles.export(reader, team.root / "one").revisions
    names.let_pass(reader, "HB-01", "Kian")
    assert bundles.export(reader, team.root / "two").revisions == before


def test_refusals(reader):
    for arguments, code in ((("ZZ-9", "Kian"), "case-unknown"), (("HB-01", " "), "word-missing")):
        with pytest.raises(Refused) as caught:
            names.let_pass(reader, *arguments)
        assert caught.value.code == code


def test_all_own_answers_are_looked_at_in_screen_order(reader):
    reading.answer(reader, "HB-01", "R02", Answer(answer="no", reasons=["other"], other="Mr Calloway was ill"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note=TEXT, place="page 4"))
    assert [(entry.question, entry.field, entry.found.text) for entry in names.in_answers(reader, "HB-01")] == [
        ("R01", "note", "Kian"),
        ("R01", "note", "14 Tennyson Row"),
        ("R02", "other", "Mr Calloway"),
    ]


def test_words_of_the_inspection_are_no_names(reader):
    assert names.find(reader, "HB-01", "The service of Harbourside uses MAPPA.") == []
