"""The end of a reading names all that is worth a look, and leads there by keys."""

from fjidesk.desk import concerns, reading
from fjidesk.model.records import Alert, Answer
from fjidesk.ui.parts.button import Button
from tests.ui.conftest import Ctrl, Key, Shift
from tests.ui.test_carry import words_of


def ways(finish):
    found = [button for button in finish.findChildren(Button) if not button.isHidden()]
    return {button.accessibleName() or button.text(): button for button in found}


def at_the_end(driver):
    driver.open("HB-01")
    driver.press(Key.Key_F, modifier=Ctrl | Shift)
    return driver.page.parts.finish


def test_it_names_facts_alerts_marks_and_names(reader):
    desk = reader.window.desk
    reading.answer(desk, "HB-01", "R02", Answer(answer="yes", note="Kian came late.", discuss=True))
    reading.correct_facts(desk, "HB-01", {one.id: "" for one in desk.framework.facts})
    concerns.raise_alert(desk, Alert(case="HB-01", at_risk="child", what="Alone.", told="", told_at=""))
    finish = at_the_end(reader)
    words = words_of(finish)
    assert "facts are not known, and it depends on them what applies" in words
    assert "1 act-now alert is open" in words
    assert "1 of them is not complete" in words
    assert "1 answer is marked to discuss with the lead" in words
    assert "1 place holds what looks like a name" in words
    ways(finish)["Go to HB-01 R02"].setFocus()
    reader.press(Key.Key_Return)
    assert reader.page.parts.middle.currentWidget() is reader.page.parts.questions
    assert reader.page.parts.questions.current == "R02"
    finish = at_the_end(reader)
    first = next(one for one in desk.framework.facts if f"Go to {one.label.en}" in ways(finish))
    ways(finish)[f"Go to {first.label.en}"].setFocus()
    reader.press(Key.Key_Return)
    assert reader.page.parts.side.facts.isAncestorOf(reader.focus())


def test_what_is_left_out_opens(reader):
    finish = at_the_end(reader)
    more = next(button for button in finish.findChildren(Button) if button.text().startswith("and "))
    before = len(ways(finish))
    more.setFocus()
    reader.press(Key.Key_Return)
    assert more.isHidden()
    assert len(ways(finish)) > before + 10
    reader.until(lambda: reader.focus().accessibleName().startswith("Go to "))
    reader.press(Key.Key_Return)
    assert reader.page.parts.middle.currentWidget() is reader.page.parts.questions
