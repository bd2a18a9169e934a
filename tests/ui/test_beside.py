"""Going to places, finding words, answers that disagree, queries, flags and earlier answers, by keys alone."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from fjidesk.desk import alerts, bundles, concerns, reading
from fjidesk.errors import StoreRefused
from fjidesk.model.records import Answer, Query
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def at(driver):
    return driver.page.parts.questions.current


def labels(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_ctrl_k_goes_to_a_question_by_number_and_by_words_and_escape_gives_the_focus_back(reader):
    page = reader.open()
    reader.press(Key.Key_K, modifier=Ctrl)
    reader.type("r11")
    reader.press(Key.Key_Return)
    assert at(reader) == "R11"
    assert page.parts.card.control.isAncestorOf(reader.focus())
    reader.press(Key.Key_K, modifier=Ctrl)
    reader.type("pre-sentence")
    reader.until(lambda: not page.beside.over._timer.isActive())
    reader.press(Key.Key_Down, Key.Key_Up, Key.Key_Down)
    chosen = page.beside.over.list.currentItem().text().split(",")[0]
    reader.press(Key.Key_Return)
    assert at(reader) == chosen
    reader.press(Key.Key_Return)
    assert reader.focus() is page.parts.card.note
    reader.press(Key.Key_K, modifier=Ctrl)
    assert isinstance(reader.focus(), QLineEdit)
    reader.press(Key.Key_Escape)
    assert reader.focus() is page.parts.card.note
    assert page.beside.over is None


def test_ctrl_k_goes_to_another_case_and_to_a_section(reader):
    page = reader.open()
    reader.press(Key.Key_K, modifier=Ctrl)
    reader.type("Delivery")
    reader.until(lambda: page.beside.over.list.count() > 0)
    list_ = page.beside.over.list
    while "Section" not in list_.currentItem().text():
        reader.press(Key.Key_Down)
    reader.press(Key.Key_Return)
    assert page._session.framework.by_id[at(reader)].section == "delivery"
    reader.press(Key.Key_K, modifier=Ctrl)
    reader.type("HB-02")
    reader.press(Key.Key_Return)
    reader.until(lambda: reader.page is not page)
    assert reader.on(ReadingPage)._session.case == "HB-02"


def test_ctrl_f_finds_words_in_ones_notes_and_goes_there_in_another_case_too(reader):
    reading.answer(reader.window.desk, "HB-02", "R05", Answer(answer="yes", note="A kettle stood on the landing"))
    page = reader.open()
    reader.press(Key.Key_Return)
    reader.type("Half a note")
    reader.press(Key.Key_F, modifier=Ctrl)
    reader.type("nothing like it")
    reader.press(Key.Key_Return)
    assert page.beside.over is not None
    page.beside.over.edit.selectAll()
    reader.type("kettle land")
    reader.press(Key.Key_Return)
    reader.until(lambda: reader.page is not page)
    assert (reader.on(ReadingPage)._session.case, at(reader)) == ("HB-02", "R05")
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].note == "Half a note"


def test_answers_that_disagree_are_counted_listed_and_stop_nothing(reader):
    page = reader.open()
    row = page.parts.navigator.waiting.rows["disagree"]
    page.moves.go_to("R14")
    reader.press(Key.Key_N)
    page.moves.go_to("R15")
    before = row.count
    reader.press(Key.Key_Y)
    assert row.count == before + 1
    assert reading.position(reader.window.desk, "HB-01").answers["R15"].answer == "yes"
    reader.press(Key.Key_D, modifier=Ctrl | Shift)
    reader.press(Key.Key_Space)
    assert page.beside.over is None
    assert at(reader) == "R14"
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    reader.until(lambda: "disagree" in " ".join(labels(page.parts.finish)))
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Y)
    assert row.count == before


def test_what_is_marked_for_the_lead_is_counted_and_listed(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_D)
    assert page.parts.navigator.waiting.rows["discuss"].count == 1
    reader.press(Key.Key_Down)
    reader.press(Key.Key_T, modifier=Ctrl | Shift)
    reader.press(Key.Key_Space)
    assert at(reader) == "R01"


@pytest.fixture
def asked(desks, team, drive):
    """Return the inspector's window; the lead has asked about R02 of the first case."""
    lead = team.reopen("lead")
    member = next(name for name, one in lead.roster.items() if one.name == "inspector 1")
    concerns.ask(lead, Query(case="HB-01", member=member, question="R02", text="Who saw it?"))
    pack = bundles.pack(lead, member, team.root / "asked")
    lead.close()
    desk = team.reopen("inspector 1")
    bundles.bring_in(desk, [pack.path])
    desk.close()
    driver = drive(desks["inspector 1"])
    driver.unlock()
    return driver


def test_r_replies_to_the_leads_query_on_the_open_question(asked):
    page = asked.open()
    assert page.parts.navigator.waiting.rows["queries"].count == 1
    row = page.parts.questions._rows["R02"]
    assert "the lead asks something" in row.accessibleName()
    asked.press(Key.Key_R)
    assert "no query" in asked.kit.say.sentence
    asked.press(Key.Key_Down, Key.Key_R)
    asked.type("Emily Carter")
    asked.until(lambda: not page.beside.over.names.isHidden())
    asked.focus().selectAll()
    asked.type("The duty worker")
    asked.until(page.beside.over.names.isHidden)
    asked.press(Key.Key_Return)
    assert page.beside.over is None
    assert page.parts.navigator.waiting.rows["queries"].count == 0
    assert "The lead asks" not in row.accessibleName()
    asked.press(Key.Key_Q, modifier=Ctrl | Shift)
    asked.until(lambda: "Your reply: The duty worker" in labels(page.beside.over))


def test_the_flag_is_the_last_section_saves_by_itself_and_can_be_taken_back_and_undone(reader):
    page = reader.open()
    for _ in range(5):
        reader.press(Key.Key_PageDown, modifier=Ctrl)
    assert page.parts.middle.currentWidget() is page.parts.limiting
    reader.press(Key.Key_PageUp, modifier=Ctrl)
    assert page._session.framework.by_id[at(reader)].section == page._session.groups[-1].section
    reader.press(Key.Key_7, modifier=Ctrl)
    reader.press(Key.Key_Right, Key.Key_Space, Key.Key_Tab)
    reader.type("Nobody checked the home")
    reader.press(Key.Key_Tab)
    flags = alerts.flags(reader.window.desk)
    assert [(one.case, one.theme, one.at_risk, one.text) for one in flags] == [
        ("HB-01", "reoffending", "other", "Nobody checked the home")
    ]
    assert page.parts.navigator.limiting.flags == 1
    reader.press(Key.Key_Space)
    assert alerts.flags(reader.window.desk) == []
    assert page.parts.navigator.limiting.flags == 0
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert page.parts.navigator.limiting.flags == 1


def test_ones_earlier_answers_to_the_same_question_stand_at_the_side(reader):
    desk = reader.window.desk
    page = reader.open()
    assert page.parts.side.earlier.isHidden()
    reading.answer(desk, "HB-02", "R01", Answer(answer="no", reasons=["evidence-thin"]))
    reader.press(Key.Key_Down, Key.Key_Up)
    earlier = page.parts.side.earlier
    assert not earlier.isHidden()
    assert [line[:2] for line in earlier._lines.lines] == [("HB-02", "no")]
    assert earlier._lines.lines[0][2]
    assert earlier._counts.text() == "1 No"
    reader.press(Key.Key_F4)
    assert earlier.isHidden()
    reader.press(Key.Key_Escape)
    assert not earlier.isHidden()


def test_what_the_drive_has_not_taken_keeps_the_case_when_another_is_asked_for(reader, monkeypatch):
    page = reader.open()

    def full(*_args, **_more):
        raise StoreRefused("no-room", "The drive is full.", "Free some room.")

    monkeypatch.setattr(reading, "answer", full)
    reader.press(Key.Key_Y)
    reader.press(Key.Key_K, modifier=Ctrl)
    reader.type("HB-02")
    reader.press(Key.Key_Return)
    assert reader.page is page
    assert page._session.answers["R01"].answer == "yes"
    monkeypatch.undo()
    reader.press(Key.Key_S, modifier=Ctrl)
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].answer == "yes"
