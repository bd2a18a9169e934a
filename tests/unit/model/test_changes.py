"""What a write has touched."""

import pytest

from fjidesk.model.changes import Changes
from fjidesk.model.records import KINDS


def test_nothing_touched_changes_nothing():
    assert (Changes().records, Changes().revisions) == (frozenset(), ())
    assert Changes().cases == frozenset()
    assert not Changes().scores


def test_the_cases_are_those_whose_readings_are_touched():
    touched = Changes(
        frozenset(
            {
                ("case", ("A",)),
                ("allocation", ("B", "m")),
                ("reading", ("C", "m")),
                ("answer", ("D", "m", "R01")),
                ("limiting", ("E", "m", "child")),
                ("alert", ("m", "x")),
                ("query", ("q",)),
                ("inspection", ()),
            }
        )
    )
    assert touched.cases == frozenset("ABCDE")


@pytest.mark.parametrize("kind", KINDS)
def test_scores_may_change_with_readings_and_what_counts_them(kind):
    changes = Changes(frozenset({(kind, ("A", "m", "x"))}))
    assert changes.scores is (kind in {"reading", "answer", "agreed", "allocation", "framework"})
