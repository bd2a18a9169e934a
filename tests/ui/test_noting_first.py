"""Somebody notes what the record shows, and answers later: it is kept, and nothing counts it as an answer."""

from PySide6.QtWidgets import QLabel

from fjidesk.desk import cases, reading
from fjidesk.model.records import Answer
from tests.ui.conftest import Ctrl, Key, Shift


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def test_ground_is_kept_before_an_answer_and_counts_as_none(reader):
    page = reader.open()
    before = page._session.count()
    reader.press(Key.Key_S, Key.Key_C, Key.Key_D, Key.Key_W)
    reader.type("Contact 6")
    reader.press(Key.Key_Tab, modifier=Shift)
    reader.type("12 Feb 2014")
    reader.press(Key.Key_Tab, modifier=Shift)
    reader.type("Contact log")
    reader.press(Key.Key_F2)
    reader.type("No plan seen.")
    reader.press(Key.Key_Escape, Key.Key_Down)
    assert page.parts.questions.current == "R02"
    assert written(reader)["R01"] == Answer(
        note="No plan seen.",
        source="record",
        record="Contact log",
        dated="12 Feb 2014",
        place="Contact 6",
        confidence="sure",
        discuss=True,
    )
    assert page._session.count() == before
    assert "R01" in reading.position(reader.window.desk, "HB-01").to_answer
    assert cases.case_line(reader.window.desk, "HB-01").answered == 0
    row = page.parts.questions._rows["R01"]
    assert "Noted, no answer yet" in row.accessibleName()
    assert row.height_for(600) > page.parts.questions._rows["R03"].height_for(600)
    reader.press(Key.Key_Up, Key.Key_Y)
    assert written(reader)["R01"].answer == "yes"
    assert written(reader)["R01"].place == "Contact 6"
    assert "Noted" not in row.accessibleName()


def test_source_and_confidence_come_round_to_none(reader):
    reader.open()
    reader.press(*[Key.Key_S] * 3, *[Key.Key_C] * 4)
    assert written(reader)["R01"] == Answer(source="both")
    reader.press(Key.Key_S)
    assert written(reader) == {}


def test_a_cleared_answer_leaves_its_ground_and_a_question_that_is_ruled_out_takes_none(reader):
    page = reader.open("HB-02")
    reader.press(Key.Key_Y, Key.Key_S, Key.Key_Delete)
    assert list(written(reader, "HB-02").values()) == [Answer(source="record")]
    out = next(name for name, ruling in page._session.rulings.items() if ruling is False)
    page.go_to(out)
    for key in (Key.Key_S, Key.Key_D, Key.Key_W, Key.Key_F2):
        reader.kit.say.clear()
        reader.press(key)
        assert page.parts.card.control.isAncestorOf(reader.focus())
        assert reader.kit.say.sentence == "This question does not apply in this case."
    assert not page.parts.card._source.isEnabled()
    assert out not in written(reader, "HB-02")


def test_the_end_says_how_many_of_the_unanswered_have_notes(reader):
    page = reader.open()
    reader.press(Key.Key_S)
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert page.parts.middle.currentWidget() is page.parts.finish
    assert "1 of them has a note" in [text.text() for text in page.parts.finish.findChildren(QLabel)]


def test_beside_the_note_stands_when_it_was_saved(reader, team):
    page = reader.open()
    card = page.parts.card
    assert card.saved.text == ""
    reader.press(Key.Key_Y)
    assert card.saved.text.startswith("Saved ")
    reader.press(Key.Key_Down)
    assert card.saved.text == ""
    reader.press(Key.Key_F2)
    reader.type("N")
    reader.until(lambda: card.saved.text.startswith("Saved "))
    page = reader.open()
    page.go_to("R01")
    assert page.parts.card.saved.text.startswith("Saved ")
