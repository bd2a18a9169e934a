"""Notes by keys alone: saved by themselves, before an answer too, and kept when it is taken back."""

from PySide6.QtWidgets import QApplication

from fjidesk.desk import reading, typed
from fjidesk.model.records import Answer
from tests.ui.conftest import Key

TEXT = "Yes, no and 1 and d stay letters here"


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def test_a_note_is_held_half_a_second_after_the_last_key_and_written_when_it_is_left(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_Return)
    reader.type(TEXT)
    assert written(reader)["R01"].note == ""
    reader.until(lambda: [one.answer and one.answer.note for one in typed.held(reader.window.desk)] == [TEXT])
    assert written(reader)["R01"] == Answer(answer="no")
    reader.press(Key.Key_Up, Key.Key_Down, Key.Key_Home)
    assert reader.page.parts.questions.current == "R01"
    assert QApplication.focusWidget() is reader.page.parts.card.note
    reader.press(Key.Key_Escape)
    assert written(reader)["R01"] == Answer(answer="no", note=TEXT)
    assert typed.held(reader.window.desk) == []


def test_a_note_is_saved_when_the_focus_goes(reader):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Seen in the log")
    reader.press(Key.Key_Escape)
    assert written(reader)["R01"].note == "Seen in the log"
    assert reader.page.parts.card.control.isAncestorOf(QApplication.focusWidget())


def test_a_note_is_saved_when_the_window_closes(reader, stored):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Typed to the last")
    assert reader.window.close()
    assert stored().answers["R01"].note == "Typed to the last"


def test_a_note_comes_before_the_answer_and_the_question_stays_to_answer(reader):
    page = reader.open()
    left = page._session.count().answered
    reader.press(Key.Key_Return)
    reader.type("Seen in the log, not judged yet")
    reader.press(Key.Key_Down, Key.Key_Escape)
    assert written(reader)["R01"] == Answer(note="Seen in the log, not judged yet")
    assert page._session.count().answered == left
    assert page._session.to_do("R01")
    reader.press(Key.Key_S)
    assert written(reader)["R01"].source == "record"
    reader.press(Key.Key_Down)
    row = page.parts.questions._rows["R01"]
    assert (row._standing.answer, row._standing.note) == ("", True)
    assert row.accessibleName().endswith("Noted, no answer yet")
    reader.press(Key.Key_Up, Key.Key_Y)
    assert written(reader)["R01"] == Answer(answer="yes", note="Seen in the log, not judged yet", source="record")


def test_a_note_that_came_first_and_is_emptied_leaves_nothing(reader):
    reader.open()
    reader.press(Key.Key_Return)
    reader.type("x")
    reader.press(Key.Key_Escape)
    assert written(reader)["R01"].note == "x"
    reader.press(Key.Key_Return, Key.Key_Backspace, Key.Key_Escape)
    assert written(reader) == {}


def test_a_question_that_does_not_apply_takes_no_note(reader):
    page = reader.open("HB-02")
    page.moves.go_to("R03")
    assert page._session.rulings["R03"] is False
    reader.press(Key.Key_Return)
    assert "does not apply" in reader.kit.say.sentence
    assert page.parts.card.note.isReadOnly()


def test_taking_an_answer_back_leaves_its_note(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_2, Key.Key_F2)
    reader.type("Worth keeping")
    reader.press(Key.Key_Escape, Key.Key_Delete)
    assert written(reader)["R01"] == Answer(note="Worth keeping")
    reader.press(Key.Key_Delete)
    assert written(reader)["R01"] == Answer(note="Worth keeping")
    reader.press(Key.Key_Y)
    assert written(reader)["R01"].note == "Worth keeping"
    reader.press(Key.Key_Delete)
    reader.kit.say._act.click()
    assert written(reader)["R01"] == Answer(answer="yes", note="Worth keeping")
