"""The page of cases by keys alone: state, progress, slot, queries, receipts, alerts, and what is handed over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fjidesk.desk import bundles, concerns
from fjidesk.model.records import Query
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def spoken(page, row, column):
    model = page.model
    place = model.index(row, model.columns.index(column))
    return place.data(Qt.ItemDataRole.AccessibleTextRole)


def words(part):
    return [text.text() for text in part.findChildren(QLabel) if text.isVisible()]


def test_state_progress_and_slot_follow_the_reading(reader):
    page = reader.page
    assert spoken(page, 1, "state") == "Not started"
    assert spoken(page, 1, "order").endswith("Slot 120 min")
    whole = page.model.line(1).line.applicable
    assert spoken(page, 1, "answered") == f"0 of {whole}"
    reader.press(Key.Key_Down, Key.Key_Return)
    reading = reader.on(ReadingPage)
    assert reading.top.reference.text() == "HB-02"
    if reading.parts.side.isAncestorOf(reader.focus()):
        reader.press(Key.Key_Escape)
    reader.press(Key.Key_Y, Key.Key_Escape)
    page = reader.on(CasesPage)
    assert spoken(page, 1, "state") == "Open"
    line = page.model.line(1).line
    assert spoken(page, 1, "answered") == f"1 of {line.applicable}, {line.applicable - 1} to answer"
    assert page.table.currentIndex().row() == 1, "the case that was open stays chosen"


def test_an_alert_that_is_open_is_marked_and_led_to(reader):
    reader.press(Key.Key_F9)
    reader.on(ReadingPage)
    reader.press(Key.Key_Tab)
    reader.type("Said to be at risk")
    reader.press(Key.Key_Escape)
    while not isinstance(reader.page, CasesPage):
        reader.press(Key.Key_Escape)
    page = reader.page
    assert spoken(page, 0, "answered").endswith("Alert open")
    assert "Alert open on HB-01" in words(page.waiting)
    reader.press(Key.Key_F6)
    for _ in range(6):
        if page.waiting.isAncestorOf(reader.focus()):
            break
        reader.press(Key.Key_Tab)
    assert reader.focus().accessibleName() == "Look: Alert open on HB-01"
    reader.press(Key.Key_Space)
    assert reader.on(ReadingPage).top.reference.text() == "HB-01"


def test_a_query_comes_in_is_replied_to_and_all_is_handed_over_with_a_list(reader, lead, tmp_path):
    desk = reader.window.desk
    asked = Query(case="HB-01", member=desk.me, question="R02", text="Does the record show why?")
    concerns.ask(lead.window.desk, asked)
    reader.chooser.chosen = [bundles.export(lead.window.desk, tmp_path / "asked", [desk.me]).path]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(BroughtInPage)
    reader.press(Key.Key_Escape)
    page = reader.on(CasesPage)
    assert page.model.line(0).queries == 1
    assert spoken(page, 0, "answered").endswith("1 query")
    reader.press(Key.Key_F6)
    assert page.asked.isAncestorOf(reader.focus())
    reader.press(Key.Key_Space)
    reader.on(ReplyPage)
    reader.type("The log says so")
    reader.press(Key.Key_Return, modifier=Ctrl)
    page = reader.on(CasesPage)
    assert page.model.line(0).queries == 0
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Seen in the log")
    reader.press(Key.Key_Escape, Key.Key_Escape)
    page = reader.on(CasesPage)
    assert "1 answer, 1 note, 1 reading, 1 reply" in words(page.next)
    reader.press(Key.Key_H, modifier=Ctrl)
    listed = words(reader.on(HandOverPage))
    assert "HB-01, as far as it is" in listed
    assert "1 answer, 1 note, 1 reading, 1 reply" in listed
    assert not any("revision" in one for one in listed)
    reader.chooser.to = tmp_path / "out"
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(HandedOverPage)
    first = next((tmp_path / "out").glob("*.fjib"))
    bundles.bring_in(lead.window.desk, [first])
    given = bundles.receipt(lead.window.desk, tmp_path / "receipts")
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)
    reader.chooser.chosen = [one.path for one in given]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(BroughtInPage)
    reader.press(Key.Key_Escape)
    page = reader.on(CasesPage)
    assert page.received.sentence.text().startswith("1 of 1 reading and 1 of 1 reply received by the lead")
    reader.press(Key.Key_A, modifier=Ctrl | Shift)
    reader.on(ReadingPage)
