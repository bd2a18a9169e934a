"""Act now, names in notes and the time used, by keys alone."""

from PySide6.QtCore import Qt

from fjidesk.desk import alerts, names, reading, timing
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from tests.ui.conftest import Ctrl, Key, Shift

Alt = Qt.KeyboardModifier.AltModifier


def raised(driver):
    return [one.alert for one in alerts.listed(driver.window.desk, "HB-01")]


def test_an_alert_is_raised_by_keys_alone_and_saved_field_by_field(reader, stored):
    page = reader.open()
    reader.press(Key.Key_F9)
    assert raised(reader) == []
    reader.press(Key.Key_Right, Key.Key_Space, Key.Key_Tab)
    reader.type("A child in the same home was hurt")
    reader.press(Key.Key_Tab)
    assert [(one.at_risk, one.what, one.told) for one in raised(reader)] == [
        ("other", "A child in the same home was hurt", "")
    ]
    assert page.parts.bar.alert.text() == "Alert not complete"
    reader.type("Duty social worker")
    reader.press(Key.Key_Tab, Key.Key_Tab)
    reader.type("Visit today")
    reader.press(Key.Key_Escape)
    (alert,) = raised(reader)
    assert (alert.told, alert.will_do, alert.outcome) == ("Duty social worker", "Visit today", "")
    assert alert.told_at.startswith("2013-11-18")
    assert page.parts.bar.alert.text().startswith("Alert open ")
    assert page.parts.card.control.isAncestorOf(reader.focus())


def test_a_draft_is_kept_and_taken_up_again_and_the_outcome_closes_it(reader):
    page = reader.open()
    reader.press(Key.Key_A, modifier=Ctrl | Shift)
    reader.press(Key.Key_Tab)
    reader.type("Said to be sleeping rough")
    reader.press(Key.Key_Escape)
    assert "not complete" in reader.kit.say.sentence
    reader.press(Key.Key_F9)
    panel = page.beside.alerting.panel
    assert panel.what.text == "Said to be sleeping rough"
    assert panel._later.isHidden()
    reader.press(Key.Key_Tab, Key.Key_Tab)
    reader.type("Case manager")
    reader.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert reader.focus() is panel.outcome.edit
    reader.press(Key.Key_Return)
    assert "outcome" in panel.outcome._fault.text()
    reader.type("A bed was found")
    reader.press(Key.Key_Return)
    assert [one.outcome for one in raised(reader)] == ["A bed was found"]
    assert panel.isHidden()
    assert page.parts.bar.alert.isHidden()


def test_a_time_that_is_none_is_told_and_nothing_is_lost(reader):
    page = reader.open()
    reader.press(Key.Key_F9, Key.Key_Tab)
    reader.type("Rough sleeper")
    panel = page.beside.alerting.panel
    panel.told_at.edit.setFocus()
    panel.told_at.edit.selectAll()
    reader.type("half past")
    reader.press(Key.Key_Tab)
    assert "14:52" in panel.told_at._fault.text()
    assert raised(reader)[0].what == "Rough sleeper"
    panel.told_at.edit.setFocus()
    panel.told_at.edit.selectAll()
    reader.type("2013-11-17 14:52")
    reader.press(Key.Key_Escape)
    assert raised(reader)[0].told_at.startswith("2013-11-17T")


def test_the_focus_stays_inside_the_panel_and_the_keys_below_rest(reader):
    page = reader.open()
    reader.press(Key.Key_F9)
    panel = page.beside.alerting.panel
    for _ in range(8):
        reader.press(Key.Key_Tab)
        assert panel.isAncestorOf(reader.focus())
    reader.press(Key.Key_F3, Key.Key_Y)
    assert page.parts.questions.current == "R01"
    assert reading.position(reader.window.desk, "HB-01").answers == {}


def test_a_name_is_marked_and_one_key_puts_a_role_there(reader):
    page = reader.open()
    line = page.parts.card.names
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Seen with Emily Carter on 3.")
    reader.until(lambda: not line.isHidden())
    assert line.sentence.text() == "“Emily Carter” looks like a name. Use a role."
    assert [mark.cursor.selectedText() for mark in page.parts.card.note.extraSelections()] == ["Emily Carter"]
    assert reader.focus() is page.parts.card.note
    reader.press(Key.Key_R, modifier=Alt)
    assert page.parts.card.note.toPlainText() == "Seen with HB-01 on 3."
    assert not line.sentence.isVisible()
    assert line.roles.isVisible()
    reader.press(Key.Key_Escape)
    assert line.isHidden()
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].note == "Seen with HB-01 on 3."


def test_a_digit_right_after_it_puts_a_role_there_in_the_language_of_the_note(reader):
    card = reader.open().parts.card
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Emily Carter was seen, and the plan was shared with Emily Carter.")
    reader.until(lambda: not card.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    reader.press(Key.Key_6)
    assert card.note.toPlainText().startswith("The case manager was seen, and the plan")
    reader.press(Key.Key_R, modifier=Alt)
    assert card.names.roles.isVisible()
    reader.type("7")  # the social worker, since a digit follows at once
    assert card.note.toPlainText().endswith("shared with the social worker.")
    reader.type(" 7")
    assert card.note.toPlainText().endswith(" 7")
    card.note.setPlainText("Mae ei fam wedi siarad gydag Emily Carter yn y swyddfa")
    reader.until(lambda: not card.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    reader.press(Key.Key_Space)  # anything else is text, and the offer is gone
    assert not card.names.roles.isVisible()
    card.note.setPlainText("Mae ei fam wedi siarad gydag Emily Carter yn y swyddfa")
    reader.until(lambda: not card.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    reader.press(Key.Key_1)
    assert card.note.toPlainText() == "Mae ei fam wedi siarad gydag y fam yn y swyddfa"


def test_what_is_not_a_name_is_remembered_for_this_case_only(reader):
    page = reader.open()
    line = page.parts.card.names
    reader.press(Key.Key_Y, Key.Key_F2)
    page.parts.card.note.insertPlainText("😀 ")  # two letters to Qt, one to Python
    reader.type("Seen with Emily Carter on 3.")
    reader.until(lambda: not line.isHidden())
    assert [mark.cursor.selectedText() for mark in page.parts.card.note.extraSelections()] == ["Emily Carter"]
    reader.press(Key.Key_R, modifier=Alt | Shift)
    assert line.isHidden()
    assert names.find(reader.window.desk, "HB-01", "Seen with Emily Carter on 3.") == []
    assert names.find(reader.window.desk, "HB-02", "Seen with Emily Carter on 3.") != []
    reader.press(Key.Key_Escape)
    assert "Emily Carter" in reading.position(reader.window.desk, "HB-01").answers["R01"].note


def test_a_name_in_an_alert_is_told_there_too(reader):
    page = reader.open()
    reader.press(Key.Key_F9, Key.Key_Tab)
    reader.type("Emily Carter did not come home")
    panel = page.beside.alerting.panel
    reader.until(lambda: not panel.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    assert panel.what.text == "HB-01 did not come home"
    assert raised(reader)[0].what == "HB-01 did not come home"


def test_time_counts_while_the_case_is_in_sight_and_not_while_it_is_hidden(reader):
    page = reader.open()
    assert page.parts.bar.time.text == "0 of 120 min"
    page.time.seconds = 59.5
    page.time.tick()
    page.time.tick()
    assert page.parts.bar.time.text == "1 of 120 min"
    reader.press(Key.Key_F8)
    before = page.time.seconds
    page.time.tick()
    page.time.tick()
    assert page.time.seconds == before
    reader.press(Key.Key_F8)
    page.time.seconds = 131 * 60.0
    reader.press(Key.Key_Escape)
    assert timing.used(reader.window.desk, "HB-01", reader.window.desk.me).minutes == 131
    page = reader.open()
    assert page.parts.bar.time.text == "131 of 120 min"
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert page.parts.finish._minutes.text() == "131"


def test_a_name_in_a_flag_is_told_there_and_replaced_as_it_is_kept(reader):
    page = reader.open()
    reader.press(Key.Key_7, modifier=Ctrl)
    reader.press(Key.Key_Space, Key.Key_Tab)
    reader.type("J. Sample at home was not seen")
    line = page.parts.limiting.cards["reoffending"].names
    reader.until(lambda: not line.isHidden())
    assert line.sentence.text() == "“J. Sample” looks like a name. Use a role."
    assert [card.names.isHidden() for card in page.parts.limiting.cards.values()].count(False) == 1
    reader.press(Key.Key_R, modifier=Alt)
    assert [one.text for one in alerts.flags(reader.window.desk)] == ["HB-01 at home was not seen"]
    assert not line.sentence.isVisible()


def test_a_name_in_the_reason_for_reopening_is_told(reader):
    page = reader.open()
    reading.finish(reader.window.desk, "HB-01", with_gaps=True)
    page = reader.open()
    page.parts.locked.take_focus()
    reader.type("Emily Carter sent a file")
    reader.until(lambda: not page.parts.locked.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    assert page.parts.locked.reason.text() == "HB-01 sent a file"


def test_a_name_in_the_outcome_of_an_alert_is_told(reader):
    page = reader.open()
    reader.press(Key.Key_F9, Key.Key_Tab)
    reader.type("Rough sleeper")
    panel = page.beside.alerting.panel
    panel.told.edit.setFocus()
    reader.type("Duty worker")
    reader.press(Key.Key_Tab)
    panel.outcome.edit.setFocus()
    reader.type("Seen by Emily Carter")
    reader.until(lambda: not panel.names.isHidden())
    reader.press(Key.Key_R, modifier=Alt)
    assert panel.outcome.text == "Seen by HB-01"


def test_a_name_in_evidence_is_told_and_is_somebody_where_there_is_no_case(reader):
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.on(EvidencePage)
    reader.press(Key.Key_N, modifier=Ctrl)
    page = reader.on(EvidenceForm)
    page.text.setFocus()
    reader.type("Emily Carter ran the group")
    line = page.naming._line
    reader.until(lambda: not line.isHidden())
    assert not line.not_a_name.isHidden(), "it is remembered for evidence of no case"
    page.case.setCurrentIndex(page.case.findData("HB-01"))
    assert not line.not_a_name.isHidden()
    page.case.setCurrentIndex(0)
    reader.press(Key.Key_R, modifier=Alt)
    assert page.text.toPlainText() == "Somebody ran the group"
    page.text.clear()
    page.leave()
