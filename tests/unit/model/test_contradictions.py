"""What sits oddly together in a reading is asked about, and an answer that does not apply is no part of it."""

import pytest

from fjidesk import resource
from fjidesk.model import applicability
from fjidesk.model.contradictions import arising
from fjidesk.model.framework_file import parse

FRAMEWORK = parse(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")


def ids(facts, answers):
    rulings = applicability.rule(FRAMEWORK, facts, answers)
    return [found.id for found in arising(FRAMEWORK, facts, answers, rulings)]


@pytest.mark.parametrize(
    ("facts", "answers", "expected"),
    [
        ({}, {}, []),
        ({}, {"R14": "no"}, []),
        ({}, {"R14": "yes", "R15": "yes"}, []),
        ({}, {"R14": "no", "R15": "yes"}, ["no_plan_yet_good"]),
        ({}, {"R14": "no", "R15": "yes", "R24": "yes"}, ["no_plan_yet_good", "no_plan_yet_followed"]),
        ({"psr": "none"}, {"R04": "yes"}, ["report_none_yet_used"]),
        ({"psr": "used_read"}, {"R04": "no"}, ["report_used_yet_none"]),
        ({"harm_inspector": "low", "harm_plan_needed": "yes"}, {}, ["harm_low_yet_plan_needed"]),
        ({"looked_after": "yes"}, {"C02": "no", "C03": "yes"}, ["one_assessment_two_answers"]),
        ({"looked_after": "yes"}, {"C02": "yes", "C03": "no"}, ["one_assessment_two_answers"]),
        ({}, {"R48": "no", "C23": "yes"}, ["no_difference_yet_secured"]),
        ({"priority_motivation": "yes"}, {"R28": "no", "R38": "yes"}, ["no_work_yet_progress"]),
    ],
)
def test_which_arise(facts, answers, expected):
    assert ids(facts, answers) == expected


def test_an_answer_that_no_longer_applies_is_no_part_of_one():
    answers = {"P12": "no", "P20": "yes"}
    assert ids({"victim": "yes"}, answers) == ["victim_unplanned_yet_managed"]
    assert ids({"victim": "no"}, answers) == []


def test_each_of_the_framework_can_arise_and_asks_with_its_questions():
    assert 12 <= len(FRAMEWORK.contradictions) <= 20
    for found in FRAMEWORK.contradictions:
        assert found.ask.en.endswith("?")
        assert all(name in found.ask.en for name in found.questions if name not in {"R27", "R37"})
        assert found.when.holds({}, {}) is None
    assert FRAMEWORK.contradictions[0].questions == ["R14", "R15"]


def test_a_framework_without_them_asks_nothing():
    text = resource.path("frameworks/fji-2014.toml").read_text(encoding="utf-8")
    before, _, rest = text.partition("[[contradictions]]")
    bare = parse((before + rest[rest.index("[[questions]]") :]).encode(), "bare.toml")
    assert bare.contradictions == []
    assert arising(bare, {}, {"R14": "no", "R15": "yes"}, applicability.rule(bare, {}, {})) == []


def test_an_answer_to_a_question_that_this_framework_does_not_know_says_nothing():
    assert arising(FRAMEWORK, {}, {"X99": "no"}, applicability.rule(FRAMEWORK, {}, {})) == []
