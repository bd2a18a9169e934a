"""The tabs of the desk by keys: round and round, what waits on their names, and one button where they find no room."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from fjidesk.desk import bundles, concerns
from fjidesk.model.records import Query
from fjidesk.ui.pages.asked import AskedPage
from fjidesk.ui.pages.asking import QueriesPage
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.pages.scores import ScoresPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def spoken(page):
    return [
        QAccessible.queryAccessibleInterface(tab).text(QAccessible.Text.Name) for tab in page.top.tabs.tabs.values()
    ]


@pytest.fixture
def asked(reader, lead, tmp_path):
    """Let the lead ask the reader about HB-02."""
    desk = reader.window.desk
    concerns.ask(
        lead.window.desk, Query(case="HB-02", member=desk.me, question="R02", text="Does the record show why?")
    )
    bundles.bring_in(desk, [bundles.export(lead.window.desk, tmp_path / "asked", [desk.me]).path])
    reader.window.show_cases()
    return reader


def test_ctrl_tab_goes_round_the_pages_and_back(reader):
    row = [AskedPage, EvidencePage, HandOverPage, CasesPage]
    for kind in row:
        reader.press(Key.Key_Tab, modifier=Ctrl)
        page = reader.on(kind)
        assert [tab.here for tab in page.top.tabs.tabs.values()].count(True) == 1
        assert page.top.tabs.tabs[page.tab].here
        assert page.top.back is None or page.top.back.isHidden()
        assert page.isAncestorOf(reader.focus())
    for kind in [*row[-2::-1], CasesPage]:
        reader.press(Key.Key_Backtab, modifier=Ctrl | Shift)
        reader.on(kind)
    assert spoken(reader.page) == ["My cases, here", "Queries", "Evidence", "Hand over"]


def test_a_lead_has_the_scores_and_no_hand_over_to_itself(lead):
    for kind in (QueriesPage, EvidencePage, ScoresPage, CasesPage):
        lead.press(Key.Key_Tab, modifier=Ctrl)
        lead.on(kind)
    assert spoken(lead.page) == ["Cases, here", "Queries", "Evidence", "Scores"]


def test_the_arrows_move_over_the_names_and_only_space_opens(reader):
    reader.press(Key.Key_F6, Key.Key_F6, Key.Key_F6)
    tabs = reader.page.top.tabs
    while not tabs.isAncestorOf(reader.focus()):
        reader.press(Key.Key_Tab)
    assert reader.focus() is tabs.tabs["cases"]
    reader.press(Key.Key_Left, Key.Key_Right, Key.Key_Right)
    assert reader.focus() is tabs.tabs["evidence"]
    assert isinstance(reader.page, CasesPage)
    reader.press(Key.Key_Space)
    reader.on(EvidencePage)


def test_a_query_waits_on_its_tab_until_it_is_replied_to_from_there(asked):
    assert spoken(asked.page)[1] == "Queries, 1 to answer"
    asked.press(Key.Key_Tab, modifier=Ctrl)
    page = asked.on(AskedPage)
    assert page.list.hasFocus()
    assert page.list.currentItem().text().startswith("Waiting\nHB-02 R02 · asked by lead")
    asked.press(Key.Key_Return)
    asked.on(ReplyPage)
    asked.type("The log says so")
    asked.press(Key.Key_Escape)
    asked.on(AskedPage)
    asked.press(Key.Key_Return)
    asked.on(ReplyPage)
    asked.press(Key.Key_Return, modifier=Ctrl)
    page = asked.on(AskedPage)
    assert spoken(page)[1] == "Queries, here"
    assert "The log says so" in page.list.currentItem().text()
    assert not page.reply_button.isEnabled()
    asked.press(Key.Key_Return)
    assert asked.on(ReadingPage).parts.questions.current == "R02"


@pytest.mark.qt_log_ignore("This plugin does not support")  # of a list that opens, where there is no screen
def test_where_they_find_no_room_one_button_lists_them(reader):
    reader.window.resize(960, 560)
    tabs = reader.page.top.tabs
    assert tabs.list.isHidden()
    for _ in range(3):
        reader.press(Key.Key_Plus, modifier=Ctrl)
    tabs = reader.page.top.tabs
    reader.until(lambda: not tabs.list.isHidden())
    assert all(tab.isHidden() for tab in tabs.tabs.values())
    assert tabs.list.accessibleName() == "My cases, here: list of the pages"
    tabs.take_focus()
    reader.press(Key.Key_Space)
    menu = tabs.findChild(QMenu)
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(menu, key)
    reader.on(AskedPage)
    reader.press(Key.Key_Tab, modifier=Ctrl)
    reader.on(EvidencePage)
