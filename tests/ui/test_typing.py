"""What is typed is on the drive within a second, though nobody pauses; a pause is one step of undo and history."""

import time

from fjidesk.desk import alerts, drafts, evidence, history, reading
from fjidesk.ui.pages.asking_form import QueryForm
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.parts import saving
from tests.ui.conftest import Ctrl, Key, Shift

TEXT = "The case manager said that nobody told the family. "
STEP = 0.09  # s between two keys


def note(driver):
    found = reading.position(driver.window.desk, "HB-01").answers.get("R01")
    return found.note if found is not None else ""


def steadily(driver, seconds, stored):
    """Type without a pause; return how long a letter was not in the store at the most, in seconds."""
    began, worst = time.monotonic(), 0.0
    typed: list[float] = []
    while time.monotonic() - began < seconds:
        driver.type(TEXT[len(typed) % len(TEXT)])
        typed.append(time.monotonic())
        driver.bot.wait(round(STEP * 1000))
        kept = len(stored())
        if kept < len(typed):
            worst = max(worst, time.monotonic() - typed[kept])
    return worst, (TEXT * 9)[: len(typed)]


def test_a_note_is_saved_within_a_second_although_nobody_pauses(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    worst, typed = steadily(reader, 2.6, lambda: note(reader))
    assert worst < 1.0 + STEP
    assert page.parts.bar.saved.text == "Saving…"
    reader.until(lambda: note(reader) == typed)
    reader.until(lambda: page.parts.bar.saved.text.startswith("Saved "))
    mine = history.history(reader.window.desk, "HB-01", "R01")
    assert len(mine) == 2  # the answer, and one pause
    assert typed.strip() in mine[-1].words
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert note(reader) == ""
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].answer == "yes"
    reader.press(Key.Key_Z, modifier=Ctrl | Shift)
    assert note(reader) == typed
    assert page.parts.card.note.toPlainText() == typed


def test_two_pauses_are_two_steps(reader):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("One. ")
    reader.until(lambda: note(reader) == "One. ")
    reader.type("Two.")
    reader.until(lambda: note(reader) == "One. Two.")
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert note(reader) == "One. "


def test_typing_that_is_not_saved_yet_comes_back_after_undo(reader):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    for text in ("12345", "x" * 100):
        before = note(reader)
        reader.type(text)
        assert note(reader) == before
        reader.press(Key.Key_Z, modifier=Ctrl)
        assert note(reader) == page.parts.card.note.toPlainText() == before
        reader.press(Key.Key_Z, modifier=Ctrl | Shift)
        assert page.parts.card.note.toPlainText() == before + text
        assert note(reader) == before + text


def test_a_flag_and_an_alert_are_saved_while_somebody_types(reader):
    page = reader.open()
    desk = reader.window.desk
    reader.press(Key.Key_F9)
    reader.press(Key.Key_Tab)
    assert reader.focus() is page.beside.alerting.panel.what.edit
    worst, _ = steadily(reader, 1.6, lambda: next((one.alert.what for one in alerts.listed(desk)), ""))
    assert worst < 1.0 + 2 * STEP
    reader.until(lambda: page.beside.alerting.panel.saved.text.startswith("Saved "))
    reader.press(Key.Key_Escape)
    page.beside.show_limiting()
    card = next(iter(page.parts.limiting.cards.values()))
    reader.press(Key.Key_Space)
    card.text.setFocus()
    worst, typed = steadily(reader, 1.6, lambda: next((one.text for one in alerts.flags(desk)), ""))
    assert worst < 1.0 + 2 * STEP  # a blank at the end is not kept
    assert page.parts.bar.saved.text == "Saving…"
    reader.until(lambda: alerts.flags(desk)[0].text == typed.strip())
    reader.until(lambda: page.parts.bar.saved.text.startswith("Saved "))
    reader.press(Key.Key_Escape)
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
