"""Which questions apply: rulings over the whole shipped framework."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjidesk import resource
from fjidesk.model.applicability import rule, ruled_out, unanswered, undecided
from fjidesk.model.framework_file import parse

FRAMEWORK = parse(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")
CHOICES = {fact.id: fact.value_ids for fact in FRAMEWORK.facts if fact.kind == "choice"}
GIVEN = ("yes", "no", "na")

facts = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in CHOICES.items()})
answers = st.dictionaries(st.sampled_from(sorted(FRAMEWORK.by_id)), st.sampled_from(GIVEN))


def test_nothing_known_rules_nothing_out():
    rulings = rule(FRAMEWORK, {}, {})
    assert list(rulings) == [question.id for question in FRAMEWORK.on_screen]
    assert set(rulings.values()) == {True, None}
    assert {name for name, ruling in rulings.items() if ruling is True} == {
        question.id for question in FRAMEWORK.questions if question.applies is None
    }
    assert ruled_out(FRAMEWORK, {}, {}) == frozenset()
    assert unanswered(FRAMEWORK, rule(FRAMEWORK, {}, {}), {}) == [question.id for question in FRAMEWORK.on_screen]


@pytest.mark.parametrize(
    ("known", "given_answers", "question", "ruling"),
    [
        ({"order": "referral"}, {}, "R19", True),
        ({"order": "yro"}, {}, "R19", False),
        ({"order": "dto"}, {}, "R16", True),
        ({"order": "custody_other"}, {}, "C12", True),
        ({"psr": "used_read"}, {}, "R06", None),
        ({"psr": "none"}, {}, "R06", False),
        ({"psr": "used_read", "custody_possible": "yes"}, {}, "R06", True),
        ({"substance": "no", "mental": "no"}, {}, "R18", None),
        ({"substance": "no", "mental": "no", "physical": "no"}, {}, "R18", False),
        ({"physical": "yes"}, {}, "R18", True),
        ({}, {"R26": "no", "R27": "no"}, "R33", None),
        ({}, {"R26": "no", "R27": "no", "R28": "na"}, "R33", False),
        ({}, {"R28": "yes"}, "R33", True),
        ({}, {"S20": "yes"}, "S21", False),
        ({}, {"S20": "no"}, "S21", True),
        ({}, {"S20": "no"}, "S22", None),
        ({"enforcement_needed": "yes"}, {"S20": "no"}, "S23", True),
    ],
)
def test_rulings_of_the_shipped_framework(known, given_answers, question, ruling):
    assert rule(FRAMEWORK, known, given_answers)[question] is ruling


def test_an_answer_to_a_question_that_does_not_apply_counts_as_na():
    kept = {"P07": "yes"}
    assert rule(FRAMEWORK, {"harm_plan_needed": "yes"}, kept)["P08"] is True
    assert rule(FRAMEWORK, {"harm_plan_needed": "no"}, kept)["P08"] is False
    assert kept == {"P07": "yes"}
    priorities = {f"priority_{name}": "no" for name in ("thinking", "attitudes", "motivation")}
    assert rule(FRAMEWORK, priorities, {"R26": "yes", "R27": "yes"})["R33"] is False


def test_what_is_left_to_answer_is_in_screen_order_without_what_is_ruled_out():
    known = {"order": "yro", "harm_plan_needed": "no"}
    given_answers = {"R01": "yes", "S20": "yes", "P07": "yes"}
    left = unanswered(FRAMEWORK, rule(FRAMEWORK, known, given_answers), given_answers)
    places = [FRAMEWORK.by_id[name].screen for name in left]
    assert places == sorted(places)
    assert not {"R01", "S20", "P07"} & set(left)
    assert not ruled_out(FRAMEWORK, known, given_answers) & set(left)
    assert {"R19", "R20", "R21", "R16", "P08", "P09", "S21", "S22", "S23"} <= ruled_out(FRAMEWORK, known, given_answers)


@settings(max_examples=60)
@given(facts, answers)
def test_three_views_of_one_ruling_agree(known, given_answers):
    rulings = rule(FRAMEWORK, known, given_answers)
    out = ruled_out(FRAMEWORK, known, given_answers)
    assert out == {name for name, ruling in rulings.items() if ruling is False}
    assert set(unanswered(FRAMEWORK, rule(FRAMEWORK, known, given_answers), given_answers)) == set(rulings) - out - set(
        given_answers
    )


@settings(max_examples=60)
@given(facts, answers)
def test_every_ruling_follows_from_facts_and_earlier_answers_alone(known, given_answers):
    """Work each ruling out again from the standing that questions before it leave."""
    standing = dict(given_answers)
    rulings = rule(FRAMEWORK, known, given_answers)
    for question in FRAMEWORK.on_screen:
        expected = True if question.applies is None else question.applies.holds(known, standing)
        assert rulings[question.id] is expected
        if expected is False:
            standing[question.id] = "na"


@settings(max_examples=60)
@given(facts, answers, answers)
def test_one_more_answer_takes_back_no_ruling(known, given_answers, more):
    before, after = rule(FRAMEWORK, known, given_answers), rule(FRAMEWORK, known, {**more, **given_answers})
    assert all(ruling is None or after[name] is ruling for name, ruling in before.items())


@settings(max_examples=60)
@given(facts, facts, answers)
def test_one_more_fact_takes_back_no_ruling(known, more, given_answers):
    """It holds for answers to questions that the further facts do not rule out.

    An answer given while its own fact was unknown is taken back with that fact, and what rested on it goes with it: see
    the test of ``na`` above.
    """
    wider = {**more, **known}
    kept = {
        name: value for name, value in given_answers.items() if name not in ruled_out(FRAMEWORK, wider, given_answers)
    }
    before, after = rule(FRAMEWORK, known, kept), rule(FRAMEWORK, wider, kept)
    assert all(ruling is None or after[name] is ruling for name, ruling in before.items())


@pytest.mark.parametrize(
    "question", [question for question in FRAMEWORK.questions if question.applies], ids=lambda q: q.id
)
def test_every_condition_can_be_met_and_can_fail(question):
    """No condition of the shipped framework is always or never true, and each is decided once its inputs are known."""
    names = list(dict.fromkeys((leaf.fact, leaf.answer) for leaf in question.applies.leaves()))
    ranges = [CHOICES[fact] if fact else GIVEN for fact, _ in names]
    found = set()
    for values in itertools.product(*ranges):
        pairs = list(zip(names, values, strict=True))
        known = {fact: value for (fact, _), value in pairs if fact}
        given_answers = {answer: value for (_, answer), value in pairs if answer}
        found.add(question.applies.holds(known, given_answers))
    assert found == {True, False}


@given(known=facts)
@settings(max_examples=30)
def test_once_no_undecided_fact_is_left_each_question_is_ruled_but_by_answers(known):
    rulings = rule(FRAMEWORK, known, {})
    waiting = undecided(FRAMEWORK, rulings, known)
    assert not set(waiting) & {name for name, value in known.items() if value}
    open_ones = [FRAMEWORK.by_id[name].applies for name, ruling in rulings.items() if ruling is None]
    leaves = [leaf for condition in open_ones if condition is not None for leaf in condition.leaves()]
    by_facts = [leaf for leaf in leaves if leaf.fact and leaf.fact not in known]
    assert bool(waiting) == bool(by_facts)


def test_undecided_facts_come_in_the_frameworks_order_and_only_where_something_hangs_on_them():
    assert undecided(FRAMEWORK, {"R06": None}, {"psr": "used_read"}) == ["custody_possible"]
    assert undecided(FRAMEWORK, {"R06": True, "R18": False}, {}) == []
    assert undecided(FRAMEWORK, {"R18": None}, {"physical": ""}) == ["substance", "mental", "physical"]
