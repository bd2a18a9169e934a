"""What is looked at in the window is a row of the access log."""

from __future__ import annotations

from PySide6.QtCore import Qt

from fjidesk.ui.pages.cases import CasesPage

Key = Qt.Key


def looks(driver):
    found = driver.window.desk.db.query("SELECT kind, key, detail FROM access WHERE act = 'viewed' ORDER BY number")
    return [tuple(row.values()) for row in found]


def test_a_case_and_the_history_of_an_answer_are_looks(reader):
    reader.open("HB-01")
    reader.press(Key.Key_Y, Key.Key_H)
    assert looks(reader) == [("case", "HB-01", ""), ("history", "HB-01", "R01")]
    reader.press(Key.Key_Escape, Key.Key_Escape)
    reader.on(CasesPage)
    reader.open("HB-01")
    assert len(looks(reader)) == 2, "within five minutes it is the same look"


def test_the_scores_and_another_readers_answers_are_looks(lead):
    lead.window.show_scores()
    lead.window.open_case("HB-01", "inspector 1")
    kinds = looks(lead)
    assert ("scores", "", "") in kinds
    assert any(kind == "case" and key == "HB-01" and detail for kind, key, detail in kinds)
