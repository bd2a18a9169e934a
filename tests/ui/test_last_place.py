"""Closed or killed, the window comes back to the case and the question at which one was."""

from fjidesk.desk import last_place
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key


def test_a_desk_opened_again_goes_on_at_the_case_and_question_of_last_time(reader, drive, desks):
    reader.press(Key.Key_Down, Key.Key_Return)
    page = reader.on(ReadingPage)
    assert page.parts.side.isAncestorOf(reader.focus())  # a fact is missing, and nobody was here before
    reader.press(Key.Key_Escape, Key.Key_Down)
    here = page.parts.questions.current
    assert here != next(filter(page._session.to_do, page.moves._names))
    reader.window.close()
    again = drive(desks["inspector 1"])
    cases = again.unlock()
    assert cases.about == "HB-02"
    again.press(Key.Key_Return)
    page = again.on(ReadingPage)
    assert page.top.reference.text() == "HB-02"
    assert page.parts.questions.current == here
    assert page.parts.card.control.isAncestorOf(again.focus())
    again.press(Key.Key_Y)
    assert page._session.answers[here].answer == "yes"


def test_where_one_walks_past_is_not_kept_and_where_one_rests_is(reader):
    reader.press(Key.Key_Return)
    page = reader.on(ReadingPage)
    reader.press(Key.Key_Escape)
    desk = reader.window.desk
    before = last_place.question(desk, "HB-01")
    reader.press(Key.Key_Down)
    here = page.parts.questions.current
    assert last_place.question(desk, "HB-01") == before != here
    reader.until(lambda: last_place.question(desk, "HB-01") == here)


def test_the_case_that_is_chosen_stays_chosen_on_the_way_round_the_tabs(reader):
    reader.open("HB-01").leave()
    reader.press(Key.Key_Down)
    assert reader.page.about == "HB-02"
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.on(EvidencePage)
    reader.press(Key.Key_Escape)
    assert reader.on(CasesPage).about == "HB-02"


def test_a_lead_comes_back_to_the_case_and_leaves_no_trace_in_the_reading(lead, drive, desks):
    lead.press(Key.Key_Down, Key.Key_Return)
    page = lead.on(ReadingPage)
    lead.press(Key.Key_Down)
    page.leave()
    desk = lead.window.desk
    assert (last_place.case(desk), last_place.question(desk, "HB-02")) == ("HB-02", "")
    lead.window.close()
    assert drive(desks["lead"]).unlock().about == "HB-02"
