"""What is typed is on the drive within a second, though nobody pauses; it is written once its field is left."""

import time

from PySide6.QtCore import Qt

from fjidesk.desk import alerts, drafts, evidence, history, reading, typed
from fjidesk.ui.pages.asking_form import QueryForm
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.parts import saving
from tests.ui.conftest import Ctrl, Key, Shift

TEXT = "The case manager said that nobody told the family. "
STEP = 0.09  # s between two keys


def written(driver):
    found = reading.position(driver.window.desk, "HB-01").answers.get("R01")
    return found.note if found is not None else ""


def held(driver, kind):
    return next((getattr(one, kind) for one in typed.held(driver.window.desk) if one.kind == kind), None)


def note(driver):
    found = held(driver, "answer")
    return found.note if found is not None else written(driver)


def steadily(driver, seconds, stored):
    """Type without a pause; return how long a letter was not in the store at the most, in seconds."""
    began, worst = time.monotonic(), 0.0
    keys: list[float] = []
    while time.monotonic() - began < seconds:
        driver.type(TEXT[len(keys) % len(TEXT)])
        keys.append(time.monotonic())
        driver.bot.wait(round(STEP * 1000))
        kept = len(stored())
        if kept < len(keys):
            worst = max(worst, time.monotonic() - keys[kept])
    return worst, (TEXT * 9)[: len(keys)]


def test_a_note_is_saved_within_a_second_although_nobody_pauses(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    worst, text = steadily(reader, 2.6, lambda: note(reader))
    assert worst < 1.0 + STEP
    assert page.parts.bar.saved.text == "Saving…"
    reader.until(lambda: note(reader) == text)
    reader.until(lambda: page.parts.bar.saved.text.startswith("Saved "))
    assert written(reader) == ""
    reader.press(Key.Key_Escape)
    assert written(reader) == text
    assert typed.held(reader.window.desk) == []
    mine = history.history(reader.window.desk, "HB-01", "R01")
    assert len(mine) == 2  # the answer, and one visit of the field
    assert text.strip() in mine[-1].words
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert written(reader) == ""
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].answer == "yes"
    reader.press(Key.Key_Z, modifier=Ctrl | Shift)
    assert written(reader) == page.parts.card.note.toPlainText() == text


def test_in_a_field_two_pauses_are_two_steps_and_the_visit_is_one_afterwards(reader):
    page = reader.open()
    field = page.parts.card.note
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("One. ")
    reader.until(lambda: note(reader) == "One. ")
    reader.type("Two.")
    reader.until(lambda: note(reader) == "One. Two.")
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert field.toPlainText() == "One. "
    reader.press(Key.Key_Z, modifier=Ctrl | Shift)
    assert field.toPlainText() == "One. Two."
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert written(reader) == field.toPlainText() == ""


def test_what_is_taken_back_before_the_field_is_left_was_never_there(reader):
    page = reader.open()
    desk = reader.window.desk
    reader.press(Key.Key_Y, Key.Key_F2)
    before = history.history(desk, "HB-01", "R01")
    reader.type("Kayleigh Morgan was seen. ")
    reader.until(lambda: note(reader).startswith("Kayleigh"))
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert page.parts.card.note.toPlainText() == ""
    reader.press(Key.Key_Escape)
    assert typed.held(desk) == []
    assert history.history(desk, "HB-01", "R01") == before


def test_a_name_that_a_role_takes_the_place_of_in_time_is_in_no_revision(reader):
    page = reader.open()
    desk = reader.window.desk
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Kayleigh Morgan was seen. ")
    reader.until(lambda: note(reader).startswith("Kayleigh") and page.beside.naming.there)
    reader.press(Key.Key_R, modifier=Qt.KeyboardModifier.AltModifier)
    reader.press(Key.Key_Escape)
    assert written(reader).endswith(" was seen. ")
    assert not any("Kayleigh" in line.words for line in history.history(desk, "HB-01", "R01"))


def test_an_answer_that_is_given_takes_what_is_typed_with_it(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("Seen.")
    reader.until(lambda: note(reader) == "Seen.")
    page.answering.give("no")
    assert written(reader) == "Seen."
    assert typed.held(reader.window.desk) == []
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].answer == "no"


def test_typing_that_is_not_saved_yet_comes_back_after_undo(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    field = page.parts.card.note
    for text in ("12345", "x" * 100):
        before = field.toPlainText()
        reader.type(text)
        reader.press(Key.Key_Z, modifier=Ctrl)
        assert field.toPlainText() == before
        reader.press(Key.Key_Z, modifier=Ctrl | Shift)
        assert field.toPlainText() == before + text
        reader.press(Key.Key_Escape)
        assert written(reader) == before + text
        reader.press(Key.Key_F2)


def test_a_flag_and_an_alert_are_saved_while_somebody_types(reader):
    page = reader.open()
    desk = reader.window.desk
    reader.press(Key.Key_F9)
    reader.press(Key.Key_Tab)
    assert reader.focus() is page.beside.alerting.panel.what.edit
    worst, text = steadily(reader, 1.6, lambda: getattr(held(reader, "alert"), "what", ""))
    assert worst < 1.0 + 2 * STEP
    reader.until(lambda: page.beside.alerting.panel.saved.text.startswith("Saved "))
    assert alerts.listed(desk) == []
    reader.press(Key.Key_Tab)
    assert [one.alert.what for one in alerts.listed(desk)] == [text.strip()]
    reader.press(Key.Key_Escape)
    page.beside.show_limiting()
    card = next(iter(page.parts.limiting.cards.values()))
    reader.press(Key.Key_Space)
    card.text.setFocus()
    worst, text = steadily(reader, 1.6, lambda: getattr(held(reader, "limiting"), "text", ""))
    assert worst < 1.0 + 2 * STEP  # a blank at the end is not kept
    assert page.parts.bar.saved.text == "Saving…"
    reader.until(lambda: getattr(held(reader, "limiting"), "text", "") == text.strip())
    reader.until(lambda: page.parts.bar.saved.text.startswith("Saved "))
    reader.press(Key.Key_Escape)
    assert [one.text for one in alerts.flags(desk)] == [text.strip()]
    assert typed.held(desk) == []
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert [one.text for one in alerts.flags(desk)] == [""]


def test_the_longest_wait_is_under_a_second():
    assert saving.PAUSE < saving.LONGEST < 1000


def test_a_query_and_evidence_that_were_begun_are_there_again(lead):
    desk = lead.window.desk
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    lead.press(Key.Key_N, modifier=Ctrl)
    form = lead.on(QueryForm)
    form.case.setCurrentIndex(1)
    case = form.case.currentData()
    lead.type("Which plan?")
    lead.until(lambda: drafts.names(desk) == ["query"])
    assert form._saved.text.startswith("Saved as a draft ")
    lead.window.errands.queries()
    lead.press(Key.Key_N, modifier=Ctrl)
    form = lead.on(QueryForm)
    assert (form.text.toPlainText(), form.case.currentData()) == ("Which plan?", case)
    lead.window.errands.evidence()
    lead.press(Key.Key_N, modifier=Ctrl)
    begun = lead.on(EvidenceForm)
    begun.text.setFocus()
    lead.type("Seen in a meeting")
    lead.until(lambda: drafts.names(desk) == ["evidence", "query"])
    lead.window.errands.evidence()
    lead.press(Key.Key_N, modifier=Ctrl)
    assert lead.on(EvidenceForm).text.toPlainText() == "Seen in a meeting"
    lead.press(Key.Key_Escape)
    assert [one.evidence.text for one in evidence.listed(desk)] == ["Seen in a meeting"]
    assert drafts.names(desk) == ["query"]
