"""Read and answer a case by keys and mouse."""

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fjidesk.desk import reading
from fjidesk.errors import StoreRefused
from fjidesk.model.records import Answer
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def test_the_chosen_case_opens_by_enter_and_escape_goes_back(reader):
    reader.press(Key.Key_Down, Key.Key_Return)
    page = reader.on(ReadingPage)
    assert page._session.case == "HB-02"
    assert page.parts.side.isAncestorOf(reader.focus()), "a fact is missing, and it decides what applies"
    reader.press(Key.Key_Escape)
    assert page.parts.card.control.isAncestorOf(reader.focus())
    reader.press(Key.Key_Escape)
    assert isinstance(reader.page, CasesPage)
    assert reader.page.table.currentIndex().row() == 1


def test_y_n_a_answer_and_are_saved_at_once(reader):
    reader.open()
    reader.press(Key.Key_Y)
    assert written(reader)["R01"].answer == "yes"
    reader.press(Key.Key_Down, Key.Key_N)
    assert written(reader)["R02"].answer == "no"
    reader.press(Key.Key_Down, Key.Key_A)
    assert written(reader)["R03"].answer == "na"
    assert reader.page.parts.bar.saved.text.startswith("Saved ")
    reader.press(Key.Key_Delete)
    assert "R03" not in written(reader)


def test_an_answer_pressed_again_stays(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_1, Key.Key_N)
    assert written(reader)["R01"].reasons == ["evidence-thin"]


def test_digits_tick_reasons_in_order_of_weight(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_3, Key.Key_1, Key.Key_3, Key.Key_2)
    assert written(reader)["R01"].reasons == ["evidence-thin", "description-only"]
    badges = {chip.reason: chip.badge for chip in reader.page.parts.card._reasons if chip.isChecked()}
    assert badges == {"evidence-thin": "main", "description-only": "2nd"}


def test_nought_opens_the_reason_in_own_words(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_0)
    reader.type("The file was closed early")
    reader.press(Key.Key_Escape)
    assert written(reader)["R01"].reasons == ["other"]
    assert written(reader)["R01"].other == "The file was closed early"


def test_na_offers_the_reasons_of_the_framework(reader):
    reader.open()
    reader.press(Key.Key_A, Key.Key_3)
    assert written(reader)["R01"].reasons == ["too_early"]
    reader.press(Key.Key_Y)
    assert written(reader)["R01"].reasons == []
    reader.press(Key.Key_A)
    assert written(reader)["R01"].reasons == ["too_early"]


def test_arrows_move_over_the_parts_and_space_chooses(reader):
    reader.open()
    reader.press(Key.Key_Right)
    assert written(reader) == {}
    assert reader.focus().value == "no"
    reader.press(Key.Key_Space)
    assert written(reader)["R01"].answer == "no"
    reader.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert reader.focus().value == "yes"
    assert written(reader)["R01"].answer == "no"


def test_a_click_on_a_closed_row_answers_there(reader):
    page = reader.open()
    row = page.parts.questions._rows["R02"]
    place = row._rects()[1].center()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
    assert written(reader)["R02"].answer == "no"
    assert page.parts.questions.current == "R02"
    row = page.parts.questions._rows["R01"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(80, 20))
    assert page.parts.questions.current == "R01"
    assert "R01" not in written(reader)


def test_source_confidence_and_discuss_go_on_by_keys(reader):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_S, Key.Key_S, Key.Key_C, Key.Key_D)
    given = written(reader)["R01"]
    assert (given.source, given.confidence, given.discuss) == ("case_manager", "sure", True)


def test_record_dated_and_place_are_kept(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    page.parts.card._record.setFocus()
    reader.type("Contact log")
    page.parts.card._place.setFocus()
    reader.type("Contact 6")
    reader.press(Key.Key_Down)
    assert page.parts.questions.current == "R02"
    assert (written(reader)["R01"].record, written(reader)["R01"].place) == ("Contact log", "Contact 6")


def test_f3_goes_to_what_is_left_and_ctrl_pgdn_to_the_next_section(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F3, Key.Key_N, Key.Key_F3)
    assert page.parts.questions.current == "R03"
    reader.press(Key.Key_F3, modifier=Shift)
    assert page.parts.questions.current == "R02"  # its No has no reason yet
    reader.press(Key.Key_PageDown, modifier=Ctrl)
    assert page._session.framework.by_id[page.parts.questions.current].section == "planning"
    reader.press(Key.Key_PageUp, modifier=Ctrl)
    assert page._session.framework.by_id[page.parts.questions.current].section == "assessment"


def test_down_skips_what_does_not_apply_and_goes_on_in_the_next_theme(reader):
    page = reader.open("HB-02")  # no review was due there
    page.moves.go_to("R02")
    reader.press(Key.Key_Down)
    assert page._session.rulings["R03"] is False
    assert page.parts.questions.current != "R03"
    reader.press(Key.Key_End, Key.Key_Down)
    assert page._session.framework.by_id[page.parts.questions.current].theme == "public"


def test_a_fact_greys_what_it_rules_out_and_the_click_leads_back_to_it(reader):
    page = reader.open()
    facts = page.parts.side.facts
    reader.until(lambda: "review_due" in facts._lists)
    row = page.parts.questions._rows["R03"]
    assert row._standing.applies
    choice = facts._lists["review_due"]
    assert (choice.count(), choice.value) == (0, "yes")  # its values come with the focus
    facts.go_to("review_due")
    choice.setCurrentIndex(choice.findData("no"))
    choice.activated.emit(choice.currentIndex())
    page.take_focus()
    assert QApplication.focusWidget() is not choice
    assert not row._standing.applies
    assert row._standing.why == "no review was due"
    assert reading.position(reader.window.desk, "HB-01").reading.facts["review_due"] == "no"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(100, 30))
    assert QApplication.focusWidget() is choice


def test_a_fact_of_the_wrong_form_is_told_below_it(reader):
    page = reader.open()
    facts = page.parts.side.facts
    facts.go_to("started")
    reader.type("31 Feb")
    reader.press(Key.Key_Tab)
    assert not facts._faults["started"].isHidden()
    assert "started" not in reading.position(reader.window.desk, "HB-01").reading.facts
    facts.go_to("started")
    facts._lines["started"].clear()
    reader.type("2014-02-28")
    reader.press(Key.Key_Tab)
    assert facts._faults["started"].isHidden()
    assert reading.position(reader.window.desk, "HB-01").reading.facts["started"] == "2014-02-28"


def test_the_wheel_over_an_unfocused_list_changes_nothing(reader):
    page = reader.open()
    facts = page.parts.side.facts
    facts.fill()
    page.take_focus()
    choice = facts._lists["order"]
    choice.fill()
    before = choice.currentIndex()
    middle = QPointF(choice.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(choice.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.currentIndex() == before
    assert not wheel.isAccepted()


def test_finish_says_what_is_lacking_and_reopen_needs_a_reason(reader):
    page = reader.open()
    reader.press(Key.Key_N)
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert page.parts.middle.currentWidget() is page.parts.finish
    reader.press(Key.Key_Escape)
    assert page.parts.middle.currentWidget() is page.parts.questions
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    finish = page.parts.finish
    assert finish._whole.isHidden()
    finish._manager.show_value("present")
    finish._minutes.setText("95")
    finish._gaps.click()
    kept = reading.position(reader.window.desk, "HB-01").reading
    assert (kept.state, kept.gaps, kept.case_manager, kept.minutes) == ("finished", True, "present", 95)

    reader.press(Key.Key_Y)
    assert written(reader)["R01"].answer == "no"
    page.parts.card.control.parts["yes"].click()
    assert written(reader)["R01"].answer == "no"
    assert page.parts.card.control.value == "no"
    assert page.parts.card.note.isReadOnly()
    reader.press(Key.Key_Down)
    assert page.parts.questions.current == "R02"
    locked = page.parts.locked
    locked._button.click()
    assert "reason" in locked._fault.text()
    locked.reason.setText("A second file turned up")
    locked._button.click()
    assert reading.position(reader.window.desk, "HB-01").reading.state == "reopened"
    reader.press(Key.Key_Y)
    assert written(reader)["R02"].answer == "yes"


def test_a_whole_reading_finishes_without_gaps(reader):
    page = reader.open()
    while left := reading.position(reader.window.desk, "HB-01").to_answer:
        reading.answer(reader.window.desk, "HB-01", left[0], Answer(answer="yes"))
    reader.press(Key.Key_Escape)
    page = reader.open()
    assert page._session.count().answered == page._session.count().applicable
    reader.press(Key.Key_F3)
    assert "Nothing is left" in reader.kit.say.sentence
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert page.parts.finish._gaps.isHidden()
    reader.press(Key.Key_Space)
    assert reading.position(reader.window.desk, "HB-01").reading.state == "finished"


def test_what_the_drive_refuses_stays_shown_until_it_is_saved(reader, monkeypatch):
    page = reader.open()
    reader.press(Key.Key_Y)
    refusal = StoreRefused("no-room", "The drive is full.", "Free some room.")

    def full(*_, **__):
        raise refusal

    monkeypatch.setattr(reading, "answer", full)
    reader.press(Key.Key_N, Key.Key_1, Key.Key_Return)
    reader.type("Not lost")
    reader.press(Key.Key_Escape)
    assert page.parts.bar.saved.text.startswith("Not saved since ")
    assert reader.kit.say.sentence == "The drive is full."
    assert page.parts.card.note.toPlainText() == "Not lost"
    reader.press(Key.Key_Escape)
    assert isinstance(reader.page, ReadingPage)
    reader.agree = False
    assert not reader.window.close()
    assert reader.asked
    assert written(reader)["R01"].answer == "yes"
    monkeypatch.undo()
    reader.press(Key.Key_S, modifier=Ctrl)
    expected = Answer(answer="no", reasons=["evidence-thin"], note="Not lost")
    assert written(reader)["R01"] == expected
    assert page.parts.bar.saved.text.startswith("Saved ")


def test_hide_screen_comes_back_to_the_same_place(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("half a sent")
    reader.press(Key.Key_F8)
    assert not page.isVisible()
    assert written(reader)["R01"].note == "half a sent"
    reader.press(Key.Key_N)
    reader.press(Key.Key_F8)
    assert page.isVisible()
    reader.type("ence")
    assert page.parts.card.note.toPlainText() == "half a sentence"
    reader.press(Key.Key_L, modifier=Ctrl)
    QTest.mouseClick(reader.window.privacy.hidden, Qt.MouseButton.LeftButton)
    assert page.isVisible()


def test_the_card_keeps_its_height_on_the_screen(reader):
    page = reader.open()
    questions = page.parts.questions
    page.moves.go_to("R05")
    reader.press(Key.Key_Y)
    page.moves.go_to("R06") if page._session.rulings["R06"] is not False else page.moves.go_to("R07")
    before = questions.card.y() - questions.verticalScrollBar().value()
    reader.press(Key.Key_Down)
    after = questions.card.y() - questions.verticalScrollBar().value()
    assert abs(after - before) <= 60  # no further than it takes to show the next card whole
    assert after >= 0


def test_the_card_is_as_high_as_what_it_holds(reader):
    page = reader.open()
    card = page.parts.card
    reader.bot.wait(20)
    for key in (Key.Key_N, Key.Key_0, Key.Key_Escape, Key.Key_A, Key.Key_Delete, Key.Key_Y, Key.Key_N, Key.Key_Down):
        reader.press(key)
        given = card.height()
        reader.bot.wait(20)
        assert given == card.height_for(card.width())


def test_a_reading_of_another_member_is_looked_at_only(lead):
    lead.window.open_case("HB-01", "inspector 1")
    page = lead.on(ReadingPage)
    assert page._session.locked == "not-mine"
    lead.press(Key.Key_Y)
    assert page._session.answers == {}
    assert "inspector 1" in page.parts.locked._text.text()


@pytest.mark.parametrize("value", ["yes", "no", "na"])
def test_the_answer_is_a_named_group_of_three(reader, value):
    page = reader.open()
    control = page.parts.card.control
    assert control.accessibleName().startswith("R01. ")
    assert control.parts[value].text() in {"Yes", "No", "N/A"}
    assert page.parts.card.note.accessibleName() == "Evidence note, R01"


def test_answers_survive_in_the_store_as_given(reader, stored):
    reader.open()
    reader.press(Key.Key_N, Key.Key_2, Key.Key_D)
    given = msgspec.structs.replace(written(reader)["R01"])
    reader.window.close()
    assert stored().answers["R01"] == given
