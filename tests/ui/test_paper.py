"""The blank form printed and a filled one typed in, by keys."""

from PySide6.QtCore import Qt

from fjidesk.desk import access_log, reading
from fjidesk.model.records import Answer
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.keying import KeyingPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def printed(driver):
    found = access_log.lines(driver.window.desk, access_log.Asked(acts=("printed",)))
    return [(line.key, line.detail) for line in found]


def test_the_blank_form_of_all_cases_and_of_one_is_printed_and_logged(reader, tmp_path):
    reader.press(Key.Key_P, modifier=Ctrl)  # nobody chose a file
    assert printed(reader) == []
    reader.chooser.target = tmp_path / "forms.pdf"
    reader.press(Key.Key_P, modifier=Ctrl)
    reader.until(lambda: "2 blank forms" in reader.kit.say.sentence)
    assert (tmp_path / "forms.pdf").read_bytes().startswith(b"%PDF-")
    assert isinstance(reader.page, CasesPage)
    page = reader.open("HB-02")
    reader.chooser.target = tmp_path / "one.pdf"
    reader.press(Key.Key_P, modifier=Ctrl)
    reader.until(lambda: "1 blank form is" in reader.kit.say.sentence)
    assert reader.page is page
    assert printed(reader) == [("forms.pdf", "cases HB-01 HB-02"), ("one.pdf", "cases HB-02")]
    reader.chooser.target = reader.window.desk.folder / "inside.pdf"
    reader.press(Key.Key_P, modifier=Ctrl)
    reader.until(lambda: "among its own files" in reader.kit.say.sentence)
    assert len(printed(reader)) == 2


def test_a_filled_form_is_typed_in_whole_or_not_at_all(reader, stored):
    reader.open("HB-01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    page = reader.on(KeyingPage)
    reader.type("R01 y")
    reader.press(Key.Key_Return)
    reader.type("R02 q")
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert "line 2" in page._fault.text()
    reader.press(Key.Key_Escape)
    assert not reader.on(ReadingPage)._session.answered("R01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    page = reader.on(KeyingPage)
    assert page.field.toPlainText() == "R01 y\nR02 q"  # it is kept
    reader.press(Key.Key_End, modifier=Ctrl)
    reader.press(Key.Key_Backspace)
    reader.type("y")
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(ReadingPage)
    assert reader.kit.say.sentence == "Taken in: 2 answers."
    reader.window.close()
    found = stored("HB-01").answers
    assert (found["R01"].answer, found["R02"].answer) == ("yes", "yes")


def test_a_form_is_typed_in_its_short_forms_and_a_name_is_caught_meanwhile(reader, stored):
    reader.open("HB-01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    page = reader.on(KeyingPage)
    reader.type("victim=2")
    reader.press(Key.Key_Return)
    reader.type("R01 n 1 s=c c=f d=y place=[page 4] Told on 07700 900123 that day.")
    reader.until(page.names.isVisible)
    assert "07700 900123" in page.names.sentence.text()
    reader.press(Key.Key_R, modifier=Qt.KeyboardModifier.AltModifier)
    assert "07700" not in page.field.toPlainText()
    page.field.setFocus()
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(ReadingPage)
    assert reader.kit.say.sentence == "Taken in: 1 answer and 1 fact."
    reader.window.close()
    found = stored("HB-01")
    assert found.reading.facts["victim"] == "no"
    given = found.answers["R01"]
    assert (given.answer, given.source, given.confidence, given.discuss) == ("no", "case_manager", "fairly", True)
    assert given.place == "page 4"
    assert given.note == "Told on HB-01\N{RIGHT SINGLE QUOTATION MARK}s number that day."


def test_what_a_form_replaces_is_named_first_and_taken_by_a_second_press(reader, stored):
    held = Answer(answer="no", reasons=["late", "not-started"], note="Seen late.", source="record")
    reading.answer(reader.window.desk, "HB-01", "R02", held)
    reader.open("HB-01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    page = reader.on(KeyingPage)
    reader.type("R02 y")
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert reader.page is page
    assert "R02: No becomes Yes; its 2 reasons go, its note stays." in page._fault.text()
    assert reading.position(reader.window.desk, "HB-01").answers["R02"] == held
    reader.press(Key.Key_Return)
    reader.type("R01 y")  # another form now: it is said again
    assert not page._fault.isVisible()
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert reader.page is page
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(ReadingPage)
    assert reader.kit.say.sentence == "Taken in: 2 answers."
    assert "R02: No becomes Yes; its 2 reasons go, its note stays." in reader.kit.say._remedy.text()
    reader.window.close()
    assert stored("HB-01").answers["R02"] == Answer(answer="yes", note="Seen late.", source="record")


def test_the_field_takes_the_height_that_is_left(reader):
    reader.open("HB-01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    page = reader.on(KeyingPage)
    reader.until(lambda: page.field.height() > page.height() // 2)
    below = page.height() - page.take_button.mapTo(page, page.take_button.rect().bottomLeft()).y()
    assert below < 80


def test_f1_on_the_field_tells_of_forms_on_paper(reader):
    reader.open("HB-01")
    reader.press(Key.Key_K, modifier=Ctrl | Shift)
    reader.on(KeyingPage)
    reader.press(Key.Key_F1)
    assert reader.window.helping.page.shown == "paper"
