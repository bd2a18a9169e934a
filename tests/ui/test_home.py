"""The page of cases: what each waits for, what has been received, what the lead asks, what to settle before the end."""

import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QScrollArea

from fjidesk import app
from fjidesk.desk import bundles, concerns, home, looks, places, reading
from fjidesk.model.records import Alert, Answer, Limiting, Query
from fjidesk.store import team as team_store
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage, ReceiptsPage
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.parts import paint
from fjidesk.ui.reading.page import ReadingPage
from fjidesk.ui.theme import Theme
from fjidesk.ui.tokens import LIGHT
from tests.ui.conftest import Ctrl, Key, Shift
from tests.ui.looking import painting


def finish(desk, case="HB-01"):
    reading.answer_all(desk, case, {"R01": Answer(answer="yes"), "R02": Answer(answer="no", reasons=["late"])})
    reading.finish(desk, case, with_gaps=True)


def state(driver, row=0):
    return driver.page.model.line(row).state


def fits(driver):
    """See that no bar stands beside a list that is shown whole."""
    driver.bot.wait(50)
    area = driver.page.findChild(QScrollArea, "held")
    assert area.widget().height() <= area.viewport().height()
    assert area.verticalScrollBar().maximum() == 0
    assert not area.verticalScrollBar().isVisible()


def test_a_case_is_received_only_once_a_signed_receipt_says_so(reader, lead, tmp_path):
    desk = reader.window.desk
    finish(desk)
    reader.window.show_cases()
    assert state(reader) == "to hand over"
    assert "No receipt has come" in reader.page.received.sentence.text()
    reader.chooser.to = tmp_path / "out"
    reader.press(Key.Key_H, modifier=Ctrl)
    page = reader.on(HandOverPage)
    assert page.found.readings == {"HB-01": "finished"}
    assert page.found.people == ["inspector 1", "lead"]
    assert not (tmp_path / "out").exists()  # looking writes nothing
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(HandedOverPage)
    bundle = next((tmp_path / "out").glob("*.fjib"))
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)
    assert state(reader) == "handed over"

    lead.chooser.chosen = [bundle]
    lead.press(Key.Key_I, modifier=Ctrl)
    page = lead.on(PlannedPage)
    fits(lead)
    lead.press(Key.Key_Escape)  # thought better of it: nothing came in
    assert state(lead) == "not started"
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.on(BroughtInPage)
    fits(lead)
    lead.chooser.to = tmp_path / "receipts"
    lead.press(Key.Key_R, modifier=Ctrl | Shift)
    lead.on(ReceiptsPage)
    fits(lead)

    reader.chooser.chosen = list((tmp_path / "receipts").glob("*.fjib"))
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(BroughtInPage)
    reader.press(Key.Key_Escape)
    assert state(reader) == "received"
    assert "received by the lead" in reader.page.received.sentence.text()
    desk = reader.window.desk
    reading.reopen(desk, "HB-01", "Another file came")
    reader.window.show_cases()
    assert state(reader) == "reopened held"
    reading.answer_all(desk, "HB-01", {"R01": Answer(answer="yes", note="One came late")})
    reading.finish(desk, "HB-01", with_gaps=True)
    reader.window.show_cases()
    assert state(reader) == "changed"
    card = [text.text() for text in reader.page.received.findChildren(QLabel)]
    assert any(
        re.fullmatch(r"HB-01: received, the last receipt on .*; changed since, .* older state .*", one) for one in card
    )
    assert "Not yet" not in card
    assert bundles.travels(desk).holds == "1 answer, 1 note, 1 reading"
    out = bundles.export(desk, tmp_path / "again", [])
    team_lead = lead.window.desk
    bundles.bring_in(team_lead, [out.path])
    again = bundles.receipt(team_lead, tmp_path / "receipts2")
    bundles.bring_in(desk, [one.path for one in again])
    reader.window.show_cases()
    assert state(reader) == "received"
    reader.press(Key.Key_H, modifier=Ctrl)  # nothing is new, and all of it can be written again
    page = reader.on(HandOverPage)
    assert not page.write_button.isEnabled()
    reader.press(Key.Key_Space)
    assert page.found is not None
    assert page.write_button.isEnabled()


def test_a_drive_that_can_be_taken_out_needs_a_reason_which_is_kept(reader, tmp_path, monkeypatch):
    finish(reader.window.desk)
    reader.chooser.to = tmp_path / "stick"
    monkeypatch.setattr(places, "is_removable", lambda _path: True)
    reader.press(Key.Key_H, modifier=Ctrl)
    page = reader.on(HandOverPage)
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert page.reason.isVisible()
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert not (tmp_path / "stick").exists()
    assert page.reason._fault.text()
    reader.type("Emily Carter has no other way today")
    reader.until(lambda: not page.naming._line.isHidden())
    reader.press(Key.Key_R, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.reason.text == "Somebody has no other way today"
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(HandedOverPage)
    assert len(list((tmp_path / "stick").glob("*.fjib"))) == 1


def test_receipts_by_such_a_drive_need_a_reason_too_or_another_folder(reader, lead, tmp_path, monkeypatch):
    finish(reader.window.desk)
    out = bundles.export(reader.window.desk, tmp_path / "out", [])
    monkeypatch.setattr(places, "is_removable", lambda path: path.name == "stick")
    lead.chooser.chosen, lead.chooser.to = [out.path], tmp_path / "stick"
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)
    lead.press(Key.Key_Return, modifier=Ctrl)
    page = lead.on(BroughtInPage)
    assert page.drive.isHidden()
    lead.press(Key.Key_R, modifier=Ctrl | Shift)
    assert page.drive.reason.edit.hasFocus()
    assert page.drive.place.text().endswith("stick")
    lead.press(Key.Key_R, modifier=Ctrl | Shift)
    assert page.drive.reason._fault.text()
    lead.chooser.to = tmp_path / "kept"
    lead.press(Key.Key_Tab)
    lead.press(Key.Key_Space)  # another folder
    lead.on(ReceiptsPage)
    assert list((tmp_path / "kept").glob("*.fjib"))
    assert not (tmp_path / "stick").exists()
    lead.press(Key.Key_Escape)
    lead.chooser.to = tmp_path / "stick"
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)


@pytest.fixture
def asked(desks, team):
    """Put a query to the inspector, and carry it over."""
    lead, desk = team.reopen("lead"), team.reopen("inspector 1")
    name = concerns.ask(lead, Query(case="HB-01", member=desk.me, question="R02", text="Does the record show why?"))
    out = bundles.export(lead, team.root / "asked", [desk.me])
    bundles.bring_in(desk, [out.path])
    for one in (lead, desk):
        one.close()
    return name


def test_a_query_is_counted_replied_to_and_gone_and_a_draft_is_kept(asked, reader):
    desk = reader.window.desk
    assert [one.id for one in home.queries(desk)] == [asked]
    assert reader.page.asked.isVisible()
    assert reader.page.asked.count.text() == "1 to answer"
    reader.press(Key.Key_R, modifier=Ctrl)
    page = reader.on(ReplyPage)
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert page._fault.isVisible()
    reader.type("The log says so")
    assert page._fault.isHidden()
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_R, modifier=Ctrl)
    assert reader.on(ReplyPage).field.toPlainText() == "The log says so"
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(CasesPage)
    assert team_store.replies(desk.db) == [(asked, "The log says so")]
    assert not reader.page.asked.isVisible()
    assert home.queries(desk) == []


def test_a_lead_without_a_deputy_is_told_of_packs_and_hands_nothing_to_itself(lead, reader):
    texts = [text.text() for text in lead.page.findChildren(QLabel) if text.isVisible()]
    assert "Packs for the team" in texts
    assert "Hand over to the deputy" not in texts
    lead.press(Key.Key_H, modifier=Ctrl)
    assert isinstance(lead.page, CasesPage)
    assert ("Ctrl+H",) not in [keys for keys, _ in lead.window._footer._hints]
    assert reader.page.hands_over


def test_a_lead_hands_over_to_a_deputy_where_there_is_one(team, drive):
    team.lead()
    team.join("deputy", role="deputy")
    for desk in team.desks.values():
        desk.close()
    lead = drive(team.desks["lead"].folder)
    page = lead.unlock()
    assert page.hands_over
    assert page.next.isVisible()
    lead.press(Key.Key_H, modifier=Ctrl)
    assert lead.on(HandOverPage).found.people == ["deputy", "lead"]


def test_the_slot_stands_under_the_order_and_not_under_the_last_change(reader):
    model, table = reader.page.model, reader.page.table
    order, changed = model.columns.index("order"), model.columns.index("changed")
    assert model.index(0, changed).data() == ""
    spoken = model.index(0, order).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Slot 120 min")
    with painting() as (texts, _, _):
        table.viewport().grab()
        table.viewport().repaint()
        shown = [(one.text, table.columnAt(one.place.center().x())) for one in texts]
    assert ("Slot 120 min", order) in shown


def test_what_waits_before_the_day_ends_is_listed_and_led_to(reader):
    desk = reader.window.desk
    assert home.home(desk).waiting == []
    concerns.raise_alert(desk, Alert(case="HB-01", at_risk="child", what="Not seen", told="", told_at=""))
    concerns.flag_limiting(desk, "HB-02", "public", Limiting(at_risk="other", text=""))
    reader.window.show_cases()
    assert [(one.kind, one.case) for one in home.home(desk).waiting] == [("alert", "HB-01"), ("flag", "HB-02")]
    assert reader.page.waiting.count.text() == "2"
    assert (reader.page.model.line(0).alerts, reader.page.model.line(1).flags) == (1, 1)
    reader.page.waiting.asked.emit("HB-01", "")
    reader.on(ReadingPage)


def test_the_text_grows_by_keys_is_kept_and_shrinks_again(reader, drive, desks):
    theme = reader.kit.theme
    reader.press(Key.Key_Plus, modifier=Ctrl)
    assert theme.scale == pytest.approx(1.1)
    for _ in range(5):  # the last finds nothing larger
        reader.press(Key.Key_Plus, modifier=Ctrl)
    assert theme.scale == 2
    assert looks.text_size(reader.window.desk) == 200
    assert reader.page.table.hasFocus()
    reader.open()
    reader.press(Key.Key_Down)
    at = reader.page.parts.questions.current
    reader.press(Key.Key_Minus, modifier=Ctrl)
    assert theme.scale == pytest.approx(1.75)
    assert reader.on(ReadingPage).parts.questions.current == at
    reader.window.close()
    again = drive(desks["inspector 1"])
    again.unlock()
    assert again.kit.theme.scale == pytest.approx(1.75)
    again.press(Key.Key_0, modifier=Ctrl)
    assert again.kit.theme.scale == 1


def test_high_contrast_takes_the_colours_of_the_system_and_leaves_no_tint(qtbot):
    application = app._application()
    theme = Theme(application, contrast=lambda: Qt.ContrastPreference.HighContrast)
    assert theme.high_contrast
    ground = theme.colour("surface")
    assert {theme.colour(name).name() for name in LIGHT if name.endswith("_tint")} == {ground.name()}
    for name in ("ink", "ink3", "hair", "control", "ring", "yes", "danger", "warn_line"):
        assert abs(theme.colour(name).lightness() - ground.lightness()) >= 90
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint.box(painter, QRect(0, 0, 40, 40), 0, None, QColor("black"))
    painter.end()
    assert [picture.pixelColor(x, 20).lightness() for x in (0, 1, 3)] == [0, 0, 255]
    Theme(application, contrast=lambda: Qt.ContrastPreference.NoPreference)
    assert not application.property(paint.CONTRAST)
