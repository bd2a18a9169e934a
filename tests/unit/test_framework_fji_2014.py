"""The shipped framework: what it must hold, whatever its words become."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from fjidesk import resource
from fjidesk.model.framework_file import parse

SIZES = {"R": 49, "P": 21, "C": 24, "S": 23}
THEMES = {"R": "reoffending", "P": "public", "C": "child", "S": "sentence"}
FACTS = ["R04", "R14", "S20", "S23"]
SECTIONS = ["assessment", "planning", "delivery", "outcomes", "leadership"]


@pytest.fixture(scope="module")
def framework():
    path = resource.path("frameworks/fji-2014.toml")
    return parse(path.read_bytes(), path.name)


def test_it_names_itself_and_its_exact_bytes(framework):
    assert (framework.id, framework.version, framework.languages) == ("fji-2014", "1", ["en"])
    assert framework.sha256 == hashlib.sha256(resource.path("frameworks/fji-2014.toml").read_bytes()).hexdigest()
    assert (framework.pooling, framework.rounding, framework.not_rated.en) == ("pooled", "whole-half-up", "Not rated")
    assert framework.small_count == 5


def test_there_are_117_questions_of_which_113_score(framework):
    expected = [f"{letter}{number:02}" for letter, size in SIZES.items() for number in range(1, size + 1)]
    assert [question.id for question in framework.in_report] == expected
    assert len(expected) == 117
    assert [question.id for question in framework.in_report if not question.scores] == FACTS
    assert {question.id for question in framework.questions if question.answers == "fact"} == set(FACTS)
    assert sum(len(framework.scoring(theme)) for theme in THEMES.values()) == 113


def test_each_question_stands_in_its_theme_in_the_order_of_the_report(framework):
    assert all(question.theme == THEMES[question.id[0]] for question in framework.questions)
    assert all(question.report == int(question.id[1:]) for question in framework.questions)
    assert {letter: len(framework.scoring(theme)) for letter, theme in THEMES.items()} == {
        "R": 47,
        "P": 21,
        "C": 24,
        "S": 21,
    }


def test_themes_sections_and_bands(framework):
    assert [(theme.id, theme.scored) for theme in framework.themes] == [
        *((theme, True) for theme in THEMES.values()),
        ("governance", False),
    ]
    assert [section.id for section in framework.sections] == SECTIONS
    assert [(band.label.en, band.floor, band.ceiling, band.stars) for band in framework.bands] == [
        ("Good", 80, 100, 4),
        ("Satisfactory", 65, 79, 3),
        ("Unsatisfactory", 50, 64, 2),
        ("Poor", 0, 49, 1),
    ]


def test_the_screen_goes_from_assessment_to_leadership(framework):
    assert [question.screen for question in framework.on_screen] == list(range(1, 118))
    rank = {section: place for place, section in enumerate(SECTIONS)}
    places = [rank[question.section] for question in framework.on_screen]
    assert places == sorted(places)
    for theme in THEMES.values():
        mine = [question.report for question in framework.on_screen if question.theme == theme]
        assert mine == sorted(mine), theme


def test_every_question_has_guidance_in_each_part(framework):
    for question in framework.questions:
        guidance = question.guidance
        assert guidance.good.en, question.id
        assert guidance.not_enough.en, question.id
        for sentence in (*guidance.good.en, *guidance.not_enough.en, guidance.where.en, guidance.na.en):
            assert sentence[0].isupper() or not sentence[0].isalpha(), (question.id, sentence)
            assert sentence.endswith((".", "?", "”")), (question.id, sentence)
        assert question.text.en.endswith("?"), question.id
    assert len({question.text.en for question in framework.questions}) == 117
    assert len({question.short.en for question in framework.questions}) == 117


def test_every_question_that_scores_offers_reasons_whose_ids_and_words_are_its_own(framework):
    for question in framework.questions:
        assert bool(question.reasons) is question.scores, question.id
        assert len(set(question.reason_ids)) == len(question.reason_ids), question.id
        words = [reason.label.en.casefold() for reason in question.reasons]
        assert len(set(words)) == len(words), question.id
        assert not set(words) & set(question.reason_ids) - {reason.id for reason in question.reasons}, question.id


def test_every_condition_fits_and_says_why_not(framework):
    for question in framework.questions:
        assert (question.applies is None) == (question.otherwise is None), question.id
        for leaf in question.applies.leaves() if question.applies else ():
            assert leaf.forms() == 1
            if leaf.fact:
                assert set(leaf.values) < set(framework.fact_by_id[leaf.fact].value_ids), question.id
            else:
                assert set(leaf.values) < {"yes", "no", "na"}
                assert framework.by_id[leaf.answer].screen < question.screen


def test_every_case_fact_is_grouped_and_what_decides_nothing_is_known(framework):
    groups = [group.id for group in framework.fact_groups]
    assert list(dict.fromkeys(fact.group for fact in framework.facts)) == groups
    assert all(len(fact.values) >= 2 for fact in framework.facts if fact.kind == "choice")
    used = {leaf.fact for question in framework.questions if question.applies for leaf in question.applies.leaves()}
    # asked for the record and for breakdowns
    assert {fact.id for fact in framework.facts} - used == {
        "length",
        "started",
        "age_band",
        "sex",
        "ethnicity",
        "disability",
        "first_language",
        "interpreter",
        "harm_yot",
    }


def test_there_are_28_topics_for_evidence_that_cases_cannot_give(framework):
    assert [topic.id for topic in framework.topics] == [f"G{number:02}" for number in range(1, 29)]
    assert len({topic.label.en for topic in framework.topics}) == 28


def test_na_by_hand_has_reasons_of_its_own(framework):
    assert [reason.id for reason in framework.na_reasons][-1] == "other"
    assert len(framework.na_reasons) == 5


def test_the_words_are_spelt_as_people_here_spell(framework):
    """British spelling, curly apostrophes, no doubled space and no word of an age that is gone."""
    text = Path(resource.path("frameworks/fji-2014.toml")).read_text(encoding="utf-8")
    values = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    wrong = [
        value for value in values if re.search(r"  |[a-z]'[a-z]|\bcolor|organiz|behavior|\bprogram\b|center\b", value)
    ]
    assert wrong == []


def test_the_letters_of_ids_say_the_theme(framework):
    assert Counter(question.id[0] for question in framework.questions) == SIZES
