"""Six words as somebody types them."""

import pytest

from fjidesk.desk import comparing
from fjidesk.errors import Refused

SIX = "abacus yo-yo felt-tip zoom t-shirt drop-down"


@pytest.mark.parametrize(
    "typed",
    [
        SIX,
        SIX.upper(),
        SIX.replace(" ", ", ") + ".",
        SIX.replace(" ", "-"),
        SIX.replace("-", " "),
        "  1. abacus\n2. yo yo\t3 felt\N{EN DASH}tip; zoom / t-shirt \N{EM DASH} drop-down ",
    ],
)
def test_what_stands_between_six_words_does_not_matter(typed):
    assert comparing.parts(typed) == SIX.split()
    comparing.same_words(typed, SIX, "card")


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (" ,- ", "words-missing", "have not been compared"),
        ("abacus yo-yo felt-tip zoom t-shirt", "words-count", "5 of 6 words typed"),
        (SIX + " zoom", "words-count", "7 of 6 words typed"),
        (SIX.replace("zoom", "zooom"), "words-unknown", "zooom"),
        (SIX.replace("zoom", "zodiac"), "words-differ", "differ"),
        ("yo-yo abacus felt-tip zoom t-shirt drop-down", "words-differ", "differ"),
    ],
)
def test_only_words_that_can_be_read_differ(typed, code, told):
    with pytest.raises(Refused, match=told) as refused:
        comparing.same_words(typed, SIX, "card")
    assert refused.value.code == code
