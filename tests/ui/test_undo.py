"""Undo and redo by keys, the history of an answer, a whole section, and what changed since the last look."""

from fjidesk.desk import bundles, cases, reading
from fjidesk.model.records import Answer
from fjidesk.ui import actions
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.changes import ChangesPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def back(driver):
    driver.press(Key.Key_Z, modifier=Ctrl)


def again(driver):
    driver.press(Key.Key_Z, modifier=Ctrl | Shift)


def test_undo_and_redo_say_what_they_did_and_go_there(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_Down, Key.Key_N, Key.Key_1, Key.Key_Down, Key.Key_Down)
    at = page.parts.questions.current
    assert at not in {"R01", "R02"}
    back(reader)
    assert written(reader)["R02"] == Answer(answer="no")
    assert page.parts.questions.current == "R02"
    assert reader.kit.say.sentence.startswith("Undone. HB-01, R02: ")
    back(reader)
    assert "R02" not in written(reader)
    back(reader)
    assert written(reader) == {}
    assert page.parts.questions.current == "R01"
    back(reader)
    assert reader.kit.say.sentence == "There is no change of yours to undo."
    again(reader)
    reader.press(Key.Key_Y, modifier=Ctrl)
    assert written(reader) == {"R01": Answer(answer="yes"), "R02": Answer(answer="no")}
    assert reader.kit.say.sentence.startswith("Done again. HB-01, R02: ")
    reader.kit.say._act.click()
    assert "R02" not in written(reader)


def test_only_what_an_undo_touched_is_shown_again(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_Down, Key.Key_Y)
    touched: list[set[str]] = []
    page._session.changed.connect(touched.append)
    back(reader)
    assert touched == [{"R02"}]


def test_undo_in_a_note_takes_back_the_typing_and_then_what_was_left(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("First part.")
    page.parts.card.flush()
    reader.type(" more")
    back(reader)
    note = page.parts.card.note
    assert note.toPlainText() == "First part."
    back(reader)
    assert written(reader)["R01"].note == ""
    assert reader.kit.say.sentence.startswith("Undone. HB-01, R01")
    assert reader.focus() is note
    again(reader)
    assert note.toPlainText() == "First part."


def test_a_date_half_typed_is_taken_back_and_brought_again_by_its_field(reader):
    page = reader.open()
    page.parts.side.facts.fill()
    name, edit = next(
        (name, edit)
        for name, edit in page.parts.side.facts._lines.items()
        if page._session.framework.fact_by_id[name].kind == "date"
    )
    edit.setFocus()
    edit.selectAll()
    was = page._session.facts.get(name, "")
    reader.type("3/")
    back(reader)
    assert page._session.facts.get(name, "") == was
    again(reader)
    assert edit.text() == "3/"


def test_undo_leads_to_another_case_and_across_a_restart(drive, desks):
    driver = drive(desks["inspector 1"])
    driver.unlock()
    driver.open("HB-02")
    driver.press(Key.Key_Down, Key.Key_Y)
    name = driver.page.parts.questions.current
    driver.window.close()
    driver = drive(desks["inspector 1"])
    driver.unlock()
    back(driver)
    page = driver.on(ReadingPage)
    assert (page._session.case, page.parts.questions.current) == ("HB-02", name)
    assert written(driver, "HB-02") == {}
    driver.open("HB-01")
    again(driver)
    assert driver.page._session.case == "HB-02"
    assert driver.kit.say.sentence.startswith("Done again. HB-02")


def test_undoing_a_finish_says_that_the_reading_is_open_again(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    page.parts.finish._gaps.click()
    assert page._session.locked == "finished"
    back(reader)
    assert page._session.locked == ""
    assert "open again" in reader.kit.say._remedy.text()
    assert page.parts.locked.isHidden()
    reader.press(Key.Key_N)
    assert written(reader)["R01"].answer == "no"


def test_nothing_is_undone_while_something_is_not_saved(reader, monkeypatch):
    from fjidesk.errors import StoreRefused

    reader.open()
    reader.press(Key.Key_Y)

    def full(*_args, **_more):
        raise StoreRefused("no-room", "The drive is full.", "Free some room.")

    monkeypatch.setattr("fjidesk.desk.reading.answer", full)
    reader.press(Key.Key_N)
    back(reader)
    assert "nothing was undone" in reader.kit.say.sentence
    assert written(reader)["R01"].answer == "yes"


def test_h_shows_the_history_of_an_answer_and_esc_closes_it(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_N, Key.Key_H)
    history = page.parts.side.history
    assert history.isVisible()
    assert not page.parts.side.guidance.isVisible()
    assert "Yes" in history.accessibleDescription()
    assert history._title.text() == "History of R01"
    reader.press(Key.Key_Down)
    assert history._title.text() == "History of R02"
    reader.press(Key.Key_Escape)
    assert not history.isVisible()
    assert page.parts.side.guidance.isVisible()
    assert reader.page is page


def test_the_rest_of_a_section_goes_to_na_with_one_reason_and_comes_back(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    before = written(reader)
    reader.press(Key.Key_N, modifier=Ctrl | Shift)
    pane = page.parts.section_na
    reader.bot.wait(10)
    assert pane.isVisible()
    assert pane.reasons.isAncestorOf(reader.focus())
    assert pane.button.cap == "Ctrl+Enter"
    assert ("set-na", pane) in [(one.id, target) for one, target in actions.in_menu(page.bound())]
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert "reason" in pane.fault.text()
    assert written(reader) == before
    reader.press(Key.Key_Space)
    reader.press(Key.Key_Tab)
    assert reader.focus() is pane.button
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert page.parts.questions.isVisible()
    given = written(reader)
    added = {name: one for name, one in given.items() if name not in before}
    assert len(added) > 3
    assert set(map(repr, added.values())) == {repr(Answer(answer="na", reasons=["not_needed"]))}
    assert reader.kit.say.sentence == f"{len(added)} questions set to N/A."
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert written(reader) == before
    reader.press(Key.Key_N, modifier=Ctrl | Shift)
    reader.press(Key.Key_Escape)
    assert page.parts.questions.isVisible()
    assert reader.page is page


def test_the_rest_of_a_section_goes_to_na_for_another_reason_in_own_words(reader):
    page = reader.open()
    before = written(reader)
    reader.press(Key.Key_N, modifier=Ctrl | Shift)
    pane = page.parts.section_na
    reader.press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Space)
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert "own words" in pane.fault.text()
    assert reader.focus() is pane.other
    reader.bot.wait(10)
    reader.press(Key.Key_Tab, modifier=Shift)
    assert pane.reasons.isAncestorOf(reader.focus())
    reader.press(Key.Key_Tab)
    reader.type("moved away in ")
    reader.press(Key.Key_Y, modifier=Ctrl | Shift)  # in the other language reason and words are the same
    pane = reader.page.parts.section_na
    assert (pane.reasons.value, pane.other.text()) == ("other", "moved away in ")
    assert reader.focus() is pane.other
    reader.type("the first week")
    reader.press(Key.Key_Return, modifier=Ctrl)
    wanted = Answer(answer="na", reasons=["other"], other="moved away in the first week")
    assert set(map(repr, written(reader).values())) == {repr(wanted)}
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert written(reader) == before == {}
    reader.press(Key.Key_N, modifier=Ctrl | Shift)
    assert not pane.other.isVisible()


def test_what_changed_since_the_last_look_is_listed_by_case(drive, desks, team, tmp_path):
    desk = team.reopen("inspector 1")
    reading.answer(desk, "HB-01", "R01", Answer(answer="no", note="a note"))
    handed = bundles.export(desk, tmp_path)
    desk.close()
    driver = drive(desks["lead"])
    driver.unlock()
    driver.press(Key.Key_F7)
    driver.on(ChangesPage)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)
    bundles.bring_in(driver.window.desk, [handed.path])
    driver.press(Key.Key_F7)
    page = driver.on(ChangesPage)
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in page.findChildren(QLabel)]
    assert "HB-01" in words
    assert any(text.startswith("R01: ") for text in words)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)
    driver.press(Key.Key_F7)
    assert "Nothing has changed." in [label.text() for label in driver.on(ChangesPage).findChildren(QLabel)]
    assert cases.cases(driver.window.desk)


def test_the_bar_of_an_undo_goes_at_the_next_change_and_its_button_does_no_other(reader):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_Down, Key.Key_N)
    back(reader)
    bar = reader.kit.say
    assert bar.sentence.startswith("Undone. HB-01, R02")
    reader.press(Key.Key_Y)
    before = written(reader)
    bar._act.click()  # before anybody could see it go
    assert written(reader) == before
    assert bar.sentence == ""
    reader.press(Key.Key_F2)
    reader.type("seen")
    reader.press(Key.Key_Escape)
    assert written(reader)["R02"].note == "seen"
    back(reader)
    assert bar.sentence.startswith("Undone.")
    reader.press(Key.Key_F2)
    reader.type("again")
    reader.press(Key.Key_Escape)
    reader.until(lambda: bar.sentence == "")
    assert written(reader)["R02"].note == "again"


def test_the_bar_of_an_undo_goes_by_itself_and_gives_the_focus_back(reader, monkeypatch):
    monkeypatch.setattr("fjidesk.ui.say._STAYS", 400)
    page = reader.open()
    reader.press(Key.Key_Y)
    back(reader)
    bar, focus = reader.kit.say, reader.focus()
    assert bar.sentence
    bar._act.setFocus()
    assert reader.focus() is bar._act
    reader.until(lambda: bar.sentence == "")
    assert reader.focus() is focus
    again(reader)
    reader.focus()
    bar._act.setFocus()
    reader.press(Key.Key_Space)
    assert "R01" not in written(reader)
    assert page.isAncestorOf(reader.focus())
    reader.kit.say.warn("Something is wrong.")
    reader.bot.wait(700)
    assert bar.sentence == "Something is wrong."
