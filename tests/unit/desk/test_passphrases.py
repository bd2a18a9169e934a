"""What is taken for a passphrase, and what is said of it."""

from __future__ import annotations

import time

import pytest

from fjidesk.desk import passphrases
from fjidesk.desk.passphrases import judge, need
from fjidesk.errors import Refused

OWN = ["inspector 3", "Harbourside probation", "health"]


@pytest.mark.parametrize(
    "text",
    [
        "nine copper kettles under snow",
        "river button seven lanterns",
        "self test of the program",
        "xK9#mq2L!vbTp",
        "afon botwm saith llusern",
        "ŵyn bach yn y glaw mawr",
        "a" * 3 + " quiet tree " + "and then a very long tail of other words that go on and on and on",
    ],
)
def test_length_is_what_counts(text):
    verdict = judge(text, OWN)
    assert (verdict.score, verdict.words, verdict.enough, verdict.advice) == (4, "Strong", True, "")
    need(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "1212121212121212",
        "inspector 3 inspector 3",
        "Inspector-3!!!!!!",
        "harbourside probation 3",
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple1",
        "to be or not to be that is the question",
        "thequickbrownfoxjumpsoverthelazydog",
        "one two three four five",
        "passwordpassword",
        "password password 12",
        "qwertyuiop asdfghjkl",
    ],
)
def test_what_is_guessed_at_once_is_refused_however_long(text):
    verdict = judge(text, OWN)
    assert (verdict.score, verdict.words, verdict.crack_time) == (0, "Guessed at once", "less than a minute")
    assert not verdict.enough
    assert verdict.advice
    with pytest.raises(Refused):
        need(text, OWN)


@pytest.mark.parametrize(
    "text", ["monday2024monday", "December2013Reading", "1234567890123456", "Inspector3Inspector4"]
)
def test_what_lasts_a_few_days_is_not_enough(text):
    with pytest.raises(Refused) as refused:
        need(text, OWN)
    assert refused.value.code == "passphrase-weak"
    assert judge(text, OWN).advice


def test_a_short_one_is_told_how_long_it_must_be():
    with pytest.raises(Refused) as refused:
        need("xK9#mq2L!vb", OWN)
    assert (refused.value.code, "12" in refused.value.message) == ("passphrase-short", True)
    assert not judge("xK9#mq2L!vb").enough


def test_more_words_never_make_it_worse():
    words = ["river", "button", "seven", "lanterns", "gravel", "moss"]
    scores = [judge(" ".join(words[:count])).score for count in range(1, len(words) + 1)]
    assert scores == sorted(scores)


def test_the_time_is_said_in_words():
    said = [passphrases._crack_time(10.0**power) for power in range(16)]
    assert list(dict.fromkeys(said)) == [
        "less than a minute",
        "minutes",
        "hours",
        "days",
        "months",
        "years",
        "more than a century",
    ]


def test_any_text_is_judged_and_a_very_long_one_soon():
    for text in ("\0", "\ud800" * 20, "\N{PILE OF POO}" * 40, " " * 400, "\n\t" * 30, "e\u0301" * 40):
        assert judge(text, ["", " ", "\N{BULLET}"]).score in range(5)
    judge("warm up")
    start = time.perf_counter()
    judge("lorem ipsum " * 100_000)
    assert time.perf_counter() - start < 5  # an order of size, and no measurement: without a limit it takes minutes
