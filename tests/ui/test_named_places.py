"""Handing over says what looks like a name, and leads to it."""

from fjidesk.desk import evidence, reading
from fjidesk.model.records import Answer, Evidence
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import HandedOverPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key
from tests.ui.test_carry import words_of


def note(desk, question, text):
    reading.answer(desk, "HB-01", question, Answer(answer="yes", note=text))


def ways(page):
    return {button.text(): button for button in page.named.findChildren(Button) if button.isVisible()}


def hand_over(driver):
    driver.window.show_cases()
    driver.press(Key.Key_H, modifier=Ctrl)
    return driver.on(HandOverPage)


def tab_to(driver, page, name):
    for _ in range(20):
        if driver.focus() is ways(page)[name]:
            driver.press(Key.Key_Return)
            return
        driver.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}")


def test_hand_over_names_the_places_and_leads_to_each_by_key(reader, tmp_path):
    desk = reader.window.desk
    note(desk, "R01", "Kian came late.")
    note(desk, "R01", "Nobody came late.")
    page = hand_over(reader)
    before = "An earlier wording of HB-01 R01 holds what looks like a name; it travels as part of the history."
    assert before in words_of(page)
    note(desk, "R02", "Kian was told.")
    evidence.add(desk, Evidence(kind="meeting", theme="reoffending", text="Kian was heard."))
    page = hand_over(reader)
    assert "2 places hold what looks like a name:" in words_of(page)
    assert before in words_of(page)
    assert list(ways(page)) == ["evidence", "HB-01 R02", "HB-01 R01"]
    tab_to(reader, page, "HB-01 R02")
    case = reader.on(ReadingPage)
    assert case.parts.questions.current == "R02"
    tab_to(reader, hand_over(reader), "evidence")
    assert reader.on(EvidencePage).chosen.evidence.text == "Kian was heard."
    reader.chooser.to = tmp_path / "out"
    hand_over(reader)
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(HandedOverPage)  # nothing of it blocks


def test_nothing_is_said_where_nothing_looks_like_a_name(reader):
    note(reader.window.desk, "R01", "Nobody came late.")
    assert hand_over(reader).named.isHidden()
