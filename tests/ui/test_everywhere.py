"""What every page of an open desk has: the time of the last save, act now, and its panes by key."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from fjidesk.desk import alerts, home, reading
from fjidesk.model.records import Answer
from fjidesk.ui.kit import local
from fjidesk.ui.pages.asking import QueriesPage
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def test_the_last_save_is_in_view_on_the_first_page_and_follows(reader):
    saved = reader.page.top.saved
    assert saved.text == "Nothing to save yet"
    reader.open()
    reader.press(Key.Key_Y)
    reader.press(Key.Key_Escape)
    kept = reader.on(CasesPage).top.saved.text
    assert kept.startswith("Saved 09:00:")
    reader.press(Key.Key_E, modifier=Ctrl)
    page = reader.on(EvidencePage)
    assert page.top.saved.text == kept
    reader.press(Key.Key_N, modifier=Ctrl)
    form = reader.on(EvidenceForm)
    form.text.setPlainText("Seen in two of three meetings")
    reader.press(Key.Key_Return, modifier=Ctrl)
    later = reader.on(EvidencePage).top.saved
    assert later.text > kept
    stood = later.text
    reader.press(Key.Key_Delete)  # the page itself tells nobody of it
    reader.until(lambda: later.text > stood)


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_F9, None), (Key.Key_A, Ctrl | Shift)])
def test_act_now_from_the_first_page_opens_the_alert_of_the_chosen_case(reader, key, modifier):
    reader.page.table.selectRow(reader.page.model.find("HB-02"))
    reader.press(key, **({"modifier": modifier} if modifier else {}))
    page = reader.on(ReadingPage)
    panel = page.beside.alerting.panel
    assert page.top.reference.text() == "HB-02"
    assert not panel.isHidden()
    reader.press(Key.Key_Tab)
    reader.type("Said to be at risk")
    reader.press(Key.Key_Escape)
    assert [one.alert.case for one in alerts.listed(reader.window.desk)] == ["HB-02"]


def test_act_now_asks_which_case_where_none_is_chosen(reader):
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.on(EvidencePage)
    reader.press(Key.Key_N, modifier=Ctrl)
    form = reader.on(EvidenceForm)
    assert (("Esc",), "back to Evidence of week two") in reader.window._footer._hints
    form.text.setPlainText("Half a sentence")
    reader.press(Key.Key_F9)
    assert reader.focus().accessibleName() == "Act now: in which case?"
    reader.type("02")
    reader.press(Key.Key_Return)
    page = reader.on(ReadingPage)
    assert page.top.reference.text() == "HB-02"
    assert not page.beside.alerting.panel.isHidden()
    while not isinstance(reader.page, CasesPage):
        reader.press(Key.Key_Escape)
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.on(EvidencePage)
    reader.press(Key.Key_N, modifier=Ctrl)
    assert reader.on(EvidenceForm).text.toPlainText() == "Half a sentence"


def test_a_lead_acts_now_in_the_reading_of_whoever_reads_the_case(lead):
    lead.page.table.selectRow(lead.page.model.find("HB-01"))
    lead.press(Key.Key_F9)
    page = lead.on(ReadingPage)
    assert page._reader == "inspector 1"
    lead.press(Key.Key_Tab)
    lead.type("Said to be at risk")
    lead.press(Key.Key_Escape)
    assert [one.alert.case for one in alerts.listed(lead.window.desk)] == ["HB-01"]


def test_f6_goes_round_the_panes_of_the_first_page_and_back(reader):
    page = reader.page
    assert ("F6",) in [keys for keys, _ in reader.window._footer._hints]
    for pane in (page._side, page.top, page._list, page._side):
        reader.press(Key.Key_F6)
        assert pane.isAncestorOf(QApplication.focusWidget())
    for pane in (page._list, page.top):
        reader.press(Key.Key_F6, modifier=Shift)
        assert pane.isAncestorOf(QApplication.focusWidget())


def test_f6_leads_to_the_header_of_other_pages_and_back(lead):
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    page = lead.on(QueriesPage)
    lead.press(Key.Key_F6)
    assert page.top.isAncestorOf(lead.focus())
    lead.press(Key.Key_F6)
    assert lead.focus() is page.add_button


@pytest.mark.parametrize(("width", "percent"), [(960, 100), (1366, 200), (1100, 125)])
def test_the_strip_never_gives_up_the_last_save_and_act_now(reader, width, percent):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_Escape)
    reader.window.resize(width, 689)
    reader.kit.theme.resize(percent / 100)
    reader.window.make_cases()
    reader.window.show_cases()
    reader.bot.wait(10)
    bar = reader.page.top
    for part in (bar.saved, bar.hide_screen, bar.act_now):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width(), part.accessibleName()
    assert bar.saved.text.startswith("Saved ")
    reader.kit.theme.resize(1.0)


def test_the_header_of_a_case_says_the_newest_save_of_the_desk(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    desk, before = reader.window.desk, page._session.saved_at
    reading.answer_all(desk, "HB-02", {"R01": Answer(answer="yes")})
    page.top.refresh(page._session)
    newest = datetime.fromisoformat(home.saved_at(desk))
    assert newest > before
    assert local(newest) in page.top._saved[0]
