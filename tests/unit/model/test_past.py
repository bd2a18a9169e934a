"""What stood among some of a record's revisions."""

import pytest

from fjidesk.model.past import heads_among, standing_among
from fjidesk.model.revision import Revision, make


def chain(*parents_of):
    """Return revisions by name: each given as its name, its counter and the names of its parents."""
    made: dict[str, Revision] = {}
    ids: dict[str, str] = {}
    for name, counter, parents in parents_of:
        one = make(
            kind="reply",
            key=("q", "r"),
            body=None,
            parents=[ids.get(parent, "f" * 64) for parent in parents],
            author=name,
            device="d",
            counter=counter,
            made_at="2013-11-18T09:00:00Z",
        )
        ids[name], made[one.id] = one.id, one.revision
    return made, ids


@pytest.mark.parametrize(
    ("chosen", "heads"),
    [
        ("", ""),
        ("a", "a"),
        ("ab", "b"),
        ("abc", "bc"),
        ("abcd", "d"),
        ("ad", "d"),  # what lies between is followed although it was not chosen
        ("abd", "d"),
    ],
)
def test_heads_are_what_nothing_chosen_replaces(chosen, heads):
    made, ids = chain(("a", 1, ""), ("b", 2, "a"), ("c", 3, "a"), ("d", 4, "bc"))
    assert heads_among(made, {ids[name] for name in chosen}) == {ids[name] for name in heads}


def test_the_highest_counter_stands_among_several_heads():
    made, ids = chain(("a", 1, ""), ("b", 5, "a"), ("c", 3, "a"))
    assert standing_among(made, set(ids.values())) == ids["b"]
    assert standing_among(made, {ids["a"], ids["c"]}) == ids["c"]
    assert standing_among(made, set()) is None


def test_a_parent_that_is_not_held_is_passed_over():
    made, ids = chain(("a", 2, "x"))
    assert standing_among(made, {ids["a"]}) == ids["a"]
