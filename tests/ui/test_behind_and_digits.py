"""Undo while something stands over the questions, and the digits for the reasons of a section."""

from PySide6.QtWidgets import QApplication

from fjidesk.desk import reading
from fjidesk.ui.reading.act_now import AlertPanel
from tests.ui.conftest import Ctrl, Key, Shift


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def test_undo_changes_nothing_behind_the_end_a_section_and_an_alert(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    for key in (Key.Key_F, Key.Key_N, Key.Key_A):
        reader.kit.say.clear()
        reader.press(key, modifier=Ctrl | Shift)
        assert page.covered
        reader.press(Key.Key_Z, modifier=Ctrl)
        assert reader.kit.say.sentence == "Nothing was undone: what it would change is behind this."
        assert "R01" in written(reader)
        assert page.covered
        reader.press(Key.Key_Escape)
    assert not page.covered
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert written(reader) == {}


def test_undo_in_a_line_of_a_panel_takes_back_its_typing_and_then_says_so(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    reader.press(Key.Key_A, modifier=Ctrl | Shift)
    panel = page.beside.over
    assert isinstance(panel, AlertPanel)
    panel.what.edit.setFocus()
    reader.type("Nobody")
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert panel.what.text == ""
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert reader.kit.say.sentence == "Nothing was undone: what it would change is behind this."
    assert "R01" in written(reader)
    assert page.beside.over is panel


def test_digits_choose_the_reason_of_a_section_and_nought_own_words(reader):
    page = reader.open()
    reader.press(Key.Key_N, modifier=Ctrl | Shift)
    pane = page.parts.section_na
    reader.press(Key.Key_3)
    assert pane.reasons.value == "too_early"
    assert pane.reasons.parts["too_early"].accessibleName().endswith("key 3")
    reader.press(Key.Key_7)
    assert pane.reasons.value == "too_early"
    reader.press(Key.Key_0)
    assert QApplication.focusWidget() is pane.other
    reader.type("moved on the 1st")
    assert pane.reasons.value == "other"
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert written(reader)["R01"].other == "moved on the 1st"


def test_facts_are_read_alone_behind_the_end_and_in_a_finished_case(reader):
    page = reader.open()
    facts = page.parts.side.facts
    facts.fill()
    assert facts.summary.isHidden()
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert facts.summary.isVisible()
    assert facts._area.isHidden()
    reader.press(Key.Key_F4)
    assert reader.focus() is facts.summary
    order = next(line for name, line in facts.summary._lines.items() if name == "order")
    assert order.accessibleName().startswith("Order: ")
    reader.press(Key.Key_Escape)
    assert facts.summary.isHidden()
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    page.parts.finish._gaps.click()
    assert facts.summary.isVisible()
    page = reader.open()
    assert page.parts.side.facts.summary.isVisible()
    assert page.parts.side.facts._lines == {}, "a finished case has no form"
    reader.press(Key.Key_R, modifier=Ctrl | Shift)
    reader.type("a letter came")
    reader.press(Key.Key_Return)
    assert page.open
    assert page.parts.side.facts.summary.isHidden()
    assert not page.parts.side.facts._lines["started"].isReadOnly()
