"""The page of cases by keys alone: state, progress, slot, queries, receipts, alerts, and what is handed over."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fjidesk.desk import bundles, cases, concerns, inspection, reading
from fjidesk.model.records import Answer, Query
from fjidesk.ui.pages.case_table import STATES, state_words, two_lines
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


def test_a_case_that_was_taken_back_says_so_with_what_was_read_and_is_not_to_do(reader, lead, tmp_path):
    desk = reader.window.desk
    answered = {"R01": Answer(answer="yes"), "R02": Answer(answer="yes")}
    reading.answer_all(desk, "HB-01", answered)
    inspection.withdraw_allocation(lead.window.desk, "HB-01", desk.me)
    reader.chooser.chosen = [bundles.pack(lead.window.desk, desk.me, tmp_path / "pack").path]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(BroughtInPage)
    reader.press(Key.Key_Escape)
    page = reader.on(CasesPage)
    assert re.fullmatch(r"Withdrawn by the lead on \d\d \w{3}", spoken(page, 0, "state"))
    assert spoken(page, 0, "answered") == f"2 of {page.model.line(0).line.applicable}"
    assert page._summary.text() == "1 case. 1 not started, 1 withdrawn."
    page.table.selectRow(0)
    reader.press(Key.Key_Return)
    opened = reader.on(ReadingPage)
    assert opened.parts.locked.isVisible()
    assert "taken this case back" in words(opened.parts.locked)[0]
    assert not opened.parts.locked.finished
    reader.press(Key.Key_N)
    assert opened._session.answers["R01"].answer == "yes"
    assert reading.position(desk, "HB-01").answers["R02"].answer == "yes"
    assert any(line.state == "withdrawn" and line.answered == 2 for line in cases.cases(desk))


def test_in_welsh_no_column_is_given_up_at_the_usual_size(reader):
    reader.press(Key.Key_Y, modifier=Ctrl | Shift)
    page = reader.page
    line = page.model.line(0)
    order, then = ("Youth rehabilitation order", "12"), "2014-11-19T17:00:00Z"
    line = line._replace(changed=then, order=order, queries=1, flags=2)
    page.model.fill([line._replace(state=state) for state in STATES])
    assert not any(page.table.isColumnHidden(place) for place in range(len(page.model.columns)))
    metrics = reader.kit.theme.metrics("body_medium")
    wide = page.table.columnWidth(page.model.columns.index("state")) - reader.kit.theme.px(40)
    assert all(two_lines(metrics, state_words(one)) <= wide for one in page.model._lines)
    assert any(metrics.horizontalAdvance(state_words(one)) > wide for one in page.model._lines), "or nothing was tried"


def test_a_lead_looks_at_what_was_read_before_a_case_was_taken_back(reader, lead, tmp_path):
    desk, mine = lead.window.desk, reader.window.desk
    reading.answer_all(mine, "HB-01", {"R01": Answer(answer="yes")})
    bundles.bring_in(desk, [bundles.export(mine, tmp_path).path])
    inspection.withdraw_allocation(desk, "HB-01", mine.me)
    page = lead.page
    page.refresh("HB-01")
    assert page.model.line(page.model.find("HB-01")).state == "withdrawn"
    page.table.setFocus()
    lead.press(Key.Key_Return)
    opened = lead.on(ReadingPage)
    assert opened._session.member == mine.me
    assert opened._session.locked
    assert opened._session.answers["R01"].answer == "yes"
