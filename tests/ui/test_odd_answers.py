"""What sits oddly is named where it arises: answers that disagree, and a day that there is not."""

import pytest

from fjidesk.desk import reading
from fjidesk.ui.reading.dated import is_no_day
from tests.ui.conftest import Key


def test_a_contradiction_is_named_at_the_question_as_it_arises_and_goes_when_it_is_mended(reader, monkeypatch):
    heard = []
    monkeypatch.setattr("fjidesk.ui.reading.beside.announce", lambda _part, words, **_more: heard.append(words))
    page = reader.open()
    odd = page.parts.card.odd
    page.moves.go_to("P01")
    reader.press(Key.Key_N)
    assert not odd.isVisible()
    page.moves.go_to("P02")
    reader.press(Key.Key_Y)
    assert odd.isVisible()
    assert "(P01)" in odd.text()
    assert heard == [odd.text()]
    page.moves.go_to("P01")
    assert odd.isVisible()
    reader.press(Key.Key_Y)
    assert not odd.isVisible()
    assert len(heard) == 1


def test_a_day_that_there_is_not_is_said_at_its_field_and_kept(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    card = page.parts.card
    card._dated.setFocus()
    reader.type("31 Feb")
    reader.until(card._no_day.isVisible)
    assert "12 Feb 2014" in card._no_day.text() == card._dated.accessibleDescription()
    reader.press(Key.Key_Escape)
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].dated == "31 Feb"
    card._dated.setFocus()
    card._dated.selectAll()
    reader.type("28 Feb")
    reader.until(lambda: not card._no_day.isVisible())


@pytest.mark.parametrize("text", ["31 Feb", "31/02/2014", "2014-02-29", "30 Chwefror", "0 Mai", "5/13/2014"])
def test_no_day(text):
    assert is_no_day(text)


@pytest.mark.parametrize(
    "text", ["", "29 Feb", "29/02/2012", "2014-02-28", "soon", "Feb 2014", "31 Rhagfyr", "3rd May"]
)
def test_a_day_or_something_else(text):
    assert not is_no_day(text)
