"""What is said in small: a heading that keeps together, a path that begins with a word, a name let pass."""

import pytest

from fjidesk.desk import names
from fjidesk.ui import words
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from tests.ui.conftest import Ctrl, Key


@pytest.mark.parametrize(("language", "end"), [("en", "N/\u2060A"), ("cy", ":\u00a0Amh.")])
def test_the_heading_of_a_section_keeps_its_end_together(language, end, monkeypatch):
    monkeypatch.setattr(words, "language", lambda: language)
    assert words.said("section_na.title", section="Planning").endswith(end)


def test_no_path_begins_with_an_arrow(reader):
    page = reader.open("HB-01")
    bar = page.parts.group_bar
    page.go_to("R14")
    dropped = 0
    for times in range(1, 12):
        bar._section.setText("Planning " * times)
        bar._fit()
        assert bar._arrow.isHidden() == bar._section.isHidden()
        dropped += bar._section.isHidden()
    assert dropped


def test_the_first_press_from_the_facts_goes_to_the_question_in_view(reader):
    page = reader.open("HB-01")
    assert page.parts.questions.current == "R01"
    reader.press(Key.Key_F4, Key.Key_F3)
    assert page.parts.questions.current == "R01"
    assert page.parts.card.isAncestorOf(reader.focus())
    reader.press(Key.Key_F3)
    assert page.parts.questions.current == "R02"


def test_guidance_asked_for_in_a_fact_takes_the_focus_and_gives_it_back(reader):
    side = reader.open("HB-01").parts.side
    reader.press(Key.Key_F4)
    fact = reader.focus()
    assert side.facts.isAncestorOf(fact)
    reader.press(Key.Key_F1)
    assert side.guides
    assert side.guidance.isAncestorOf(reader.focus())
    reader.press(Key.Key_Escape)
    assert reader.focus() is fact


def test_evidence_of_no_case_lets_a_name_pass_for_all_such_evidence(reader):
    reader.on(CasesPage)
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.press(Key.Key_N, modifier=Ctrl)
    form = reader.on(EvidenceForm)
    form.text.setFocus()
    reader.type("Kian was heard.")
    reader.until(lambda: form.naming.found is not None)
    assert not form.naming._line.not_a_name.isHidden()
    reader.press(Key.Key_R, modifier=reader_alt_shift())
    assert form.naming.found is None
    desk = reader.window.desk
    assert names.find(desk, "", "Kian came.") == []
    assert names.find(desk, "HB-01", "Kian came.") != []


def reader_alt_shift():
    from PySide6.QtCore import Qt

    return Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
