"""What a framework says of itself."""

from fractions import Fraction

import pytest

from fjidesk.model.framework import ShareWords, Text, Texts


def test_words_are_english_where_welsh_is_lacking():
    both, one = Text(en="Poor", cy="Gwael"), Text(en="Poor")
    assert (str(both), both.said("en"), both.said("cy"), one.said("cy")) == ("Poor", "Poor", "Gwael", "Poor")
    assert Texts(en=["a"], cy=["b"]).said("cy") == ["b"]
    assert Texts(en=["a"]).said("cy") == ["a"]


def test_facts_and_questions_are_found_by_id(framework):
    assert framework.fact_by_id["sex"].value_ids == ("male", "female")
    assert framework.by_id["R02"].reason_ids == ("late", "not-started", "outside-timescale", "other")
    assert framework.by_id["R02"].reason_words("late") == "Late"
    assert framework.by_id["R02"].reason_words("late", "cy") == "Late"
    assert framework.by_id["R02"].reason_words("other") == "other"
    assert framework.by_id["R04"].reason_ids == ("other",)


def test_the_two_orders(framework):
    assert [question.screen for question in framework.on_screen] == list(range(1, 118))
    assert [question.id for question in framework.in_report][:2] == ["R01", "R02"]
    assert [question.id for question in framework.scoring("sentence")][-3:] == ["S19", "S21", "S22"]
    assert framework.scoring("governance") == []


@pytest.mark.parametrize(
    ("edge", "value", "fits"),
    [
        ({"above": 33.3}, Fraction(333, 1000), False),
        ({"above": 33.3}, Fraction(3331, 10000), True),
        ({"at_least": 33.3}, Fraction(333, 1000), True),
        ({"at_least": 33.3}, Fraction(3329, 10000), False),
        ({"below": 66.7}, Fraction(667, 1000), False),
        ({"below": 66.7}, Fraction(2, 3), True),
        ({"at_most": 66.7}, Fraction(667, 1000), True),
        ({"at_most": 66.6}, Fraction(2, 3), False),
        ({"at_most": 0}, Fraction(0), True),
        ({}, Fraction(1), True),
        ({"at_least": 50, "at_most": 50}, Fraction(1, 2), True),
    ],
)
def test_edges_are_read_as_printed(edge, value, fits):
    assert ShareWords(words=Text(en="x"), **edge).fit(value) is fits


@pytest.mark.parametrize(
    ("yes", "applicable", "words"),
    [
        (34, 34, "all"),
        (15, 16, "almost all"),
        (30, 34, "the great majority"),
        (27, 34, "over three-quarters"),
        (12, 16, "three-quarters"),
        (20, 27, "about three-quarters"),
        (25, 34, "about three-quarters"),
        (22, 34, "just under two-thirds"),
        (18, 34, "just over half"),
        (18, 31, "more than half"),
        (17, 34, "half"),
        (14, 29, "just under half"),
        (16, 34, "less than half"),
        (12, 34, "just over one-third"),
        (11, 34, "under one-third"),
        (7, 28, "one-quarter"),
        (5, 29, "few"),
        (0, 9, "none"),
    ],
)
def test_the_words_of_the_published_report_are_offered(framework, yes, applicable, words):
    assert words in framework.words_for(Fraction(yes, applicable))


def test_every_share_has_words_but_those_that_the_report_has_none_for(framework):
    bare = [share for share in range(1001) if not framework.words_for(Fraction(share, 1000))]
    assert bare == [*range(201, 235), 333]
