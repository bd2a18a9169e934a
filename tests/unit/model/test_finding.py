"""Words are found whatever their case and accents; a question is found by its number or its words."""

import pytest

from fjidesk import resource
from fjidesk.model.finding import Cut, find_questions, folded, wanted
from fjidesk.model.framework_file import parse

FRAMEWORK = parse(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")
LONG = (
    "One two three four five six seven eight nine ten eleven. " * 3
    + "The Plan was late. "
    + "More words follow here. " * 5
)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("plan", "The plan.", True),
        ("PLAN late", "Late was the plan.", True),
        ("plan late", "The plan.", False),
        ("plan", "Planning was done.", True),
        ("lan", "The plan.", False),
        ("sian", "Siân came.", True),
        ("Siân", "Sian came.", True),
        ('"the plan"', "The plan.", True),
        ('"the plan"', "The good plan.", False),
        ('"the plan', "See the plan.", True),
        ("child\u2019s", "the child's view", True),
        ("\u201cthe  plan\u201d late", "Late, the plan.", True),
        ("wojtek lukasz", "\u0141ukasz and Wojtek", True),
        ("x", "", False),
    ],
)
def test_what_is_found(words, text, found):
    assert (wanted(words).cut(text) is not None) is found


@pytest.mark.parametrize("words", ["", "  ", '""', '" "'])
def test_without_words_nothing_is_looked_for(words):
    assert wanted(words).parts == ()


def test_a_folded_text_keeps_its_places():
    text = "\u0130stanbul, \ufb01ne, \u00df, Si\u00e2n, \u0141"
    assert len(folded(text)) == len(text)


def test_the_cut_is_one_line_between_words_and_shows_the_place():
    cut = wanted("plan").cut(LONG)
    assert cut is not None
    assert cut.text[cut.start : cut.end] == "Plan"
    assert cut.text.startswith("\u2026 ")
    assert cut.text.endswith(" \u2026")
    assert len(cut.text) < 140
    assert wanted("a").cut("a\nb\tc") == Cut("a b c", 0, 1)
    assert wanted("x").cut("y" * 80 + "-x" + "z" * 80) == Cut("\u2026 x \u2026", 2, 3)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("R11", ["R11"]),
        ("r11", ["R11"]),
        ("r 4", ["R04"]),
        ("11", ["R11", "P11", "C11", "S11"]),
        ("P0", ["P01", "P02"]),
    ],
)
def test_a_number_comes_first(words, first):
    assert [question.id for question in find_questions(FRAMEWORK, words)][: len(first)] == first


def test_words_are_looked_for_in_short_form_text_reasons_and_guidance():
    found = [question.id for question in find_questions(FRAMEWORK, "restorative")]
    assert found[0] == "R29"
    assert "S17" in [question.id for question in find_questions(FRAMEWORK, "overlooked")]
    assert "R11" in [question.id for question in find_questions(FRAMEWORK, "agreed screen")]
    assert find_questions(FRAMEWORK, "zebra") == []
    assert find_questions(FRAMEWORK, " ") == []
