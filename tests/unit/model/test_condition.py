"""Conditions in three values: True, False, and None while what decides them is not known."""

import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.model.condition import Condition
from fjidesk.model.records import AnswerValue

RANK = {False: 0, None: 1, True: 2}
FACTS = ("f1", "f2", "f3")
QUESTIONS = ("R01", "R02")
VALUES = ("a", "b")

one_of = st.lists(st.sampled_from(VALUES), min_size=1, max_size=2, unique=True)
leaf = st.one_of(
    st.builds(lambda fact, values: Condition(fact=fact, values=values), st.sampled_from(FACTS), one_of),
    st.builds(
        lambda answer, values: Condition(answer=answer, values=values),
        st.sampled_from(QUESTIONS),
        st.lists(st.sampled_from(get_args(AnswerValue)), min_size=1, max_size=2, unique=True),
    ),
)
conditions = st.recursive(
    leaf,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Condition(all=found)),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Condition(any=found)),
    ),
    max_leaves=8,
)
facts = st.dictionaries(st.sampled_from(FACTS), st.sampled_from(VALUES))
answers = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(get_args(AnswerValue)))


def leaf_of(value):
    """Return a condition whose value is as wanted under the fact t = yes."""
    return {
        True: Condition(fact="t", values=["yes"]),
        False: Condition(fact="t", values=["no"]),
        None: Condition(fact="unknown", values=["yes"]),
    }[value]


def told(condition):
    return condition.holds({"t": "yes"}, {})


def slowly(condition, known, given_answers):
    """Work out a condition again: the worst of all parts, the best of any."""
    if condition.all is not None or condition.any is not None:
        parts = [slowly(part, known, given_answers) for part in condition.all or condition.any]
        return min(parts, key=RANK.__getitem__) if condition.all else max(parts, key=RANK.__getitem__)
    value = known.get(condition.fact) if condition.fact else given_answers.get(condition.answer)
    return None if value is None else value in condition.values


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_the_truth_table(left, right, both, either):
    parts = [leaf_of(left), leaf_of(right)]
    assert told(Condition(all=parts)) is both
    assert told(Condition(any=parts)) is either


@pytest.mark.parametrize("value", [True, False, None])
def test_one_part_alone_is_itself(value):
    assert told(Condition(all=[leaf_of(value)])) is value
    assert told(Condition(any=[leaf_of(value)])) is value


def test_an_empty_value_is_not_known():
    assert Condition(fact="f1", values=["a"]).holds({"f1": ""}, {}) is None
    assert Condition(answer="R01", values=["yes"]).holds({"R01": "yes"}, {"R01": ""}) is None


def test_a_fact_and_an_answer_are_looked_up_apart():
    assert Condition(fact="R01", values=["yes"]).holds({"R01": "yes"}, {"R01": "no"}) is True
    assert Condition(answer="R01", values=["yes"]).holds({"R01": "yes"}, {"R01": "no"}) is False


def test_an_unsound_condition_is_never_known_to_hold():
    assert Condition().holds({"": ""}, {}) is None
    assert Condition(fact="f1").holds({"f1": "a"}, {}) is False


@given(st.lists(conditions, min_size=1, max_size=3), st.booleans())
def test_forms_and_leaves(parts, every):
    whole = Condition(all=parts) if every else Condition(any=parts)
    assert whole.forms() == 1
    assert list(whole.leaves()) == list(itertools.chain.from_iterable(part.leaves() for part in parts))
    assert all(found.forms() == 1 and found.values for found in whole.leaves())
    assert Condition().forms() == 0
    assert Condition(fact="f1", answer="R01", all=parts, any=parts).forms() == 4


@given(conditions, facts, answers)
def test_it_equals_a_slow_reading(condition, known, given_answers):
    assert condition.holds(known, given_answers) is slowly(condition, known, given_answers)


@given(conditions, facts, answers, facts, answers)
def test_what_is_known_stays_when_more_is_known(condition, known, given_answers, more_facts, more_answers):
    before = condition.holds(known, given_answers)
    after = condition.holds({**more_facts, **known}, {**more_answers, **given_answers})
    assert before is None or after is before


@given(st.lists(conditions, min_size=1, max_size=4), facts, answers, st.randoms())
def test_the_order_and_repetition_of_parts_decide_nothing(parts, known, given_answers, chance):
    mixed = [*parts, *parts[:2]]
    chance.shuffle(mixed)
    assert Condition(all=mixed).holds(known, given_answers) is Condition(all=parts).holds(known, given_answers)
    assert Condition(any=mixed).holds(known, given_answers) is Condition(any=parts).holds(known, given_answers)


@given(conditions, conditions, conditions, facts, answers)
def test_the_laws_of_all_and_any(one, two, three, known, given_answers):
    def value(condition):
        return condition.holds(known, given_answers)

    assert value(Condition(all=[one, Condition(all=[two, three])])) is value(Condition(all=[one, two, three]))
    assert value(Condition(any=[one, Condition(any=[two, three])])) is value(Condition(any=[one, two, three]))
    assert value(Condition(all=[one, Condition(any=[one, two])])) is value(one)
    assert value(Condition(any=[one, Condition(all=[one, two])])) is value(one)
    spread = Condition(any=[Condition(all=[one, two]), Condition(all=[one, three])])
    assert value(Condition(all=[one, Condition(any=[two, three])])) is value(spread)
    assert RANK[value(Condition(all=[one, two]))] <= RANK[value(one)] <= RANK[value(Condition(any=[one, two]))]
