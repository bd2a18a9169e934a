"""The blank form printed and a filled one typed in, by keys."""

from PySide6.QtCore import Qt

from fjidesk.desk import access_log
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
    assert reader.kit.say.sentence.startswith("2 answers")
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
    assert reader.kit.say.sentence == "1 answer and the facts (1) are taken in."
    reader.window.close()
    found = stored("HB-01")
    assert found.reading.facts["victim"] == "no"
    given = found.answers["R01"]
    assert (given.answer, given.source, given.confidence, given.discuss) == ("no", "case_manager", "fairly", True)
    assert given.place == "page 4"
    assert given.note == "Told on HB-01\u2019s number that day."
