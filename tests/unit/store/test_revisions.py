"""Heads, conflicts and current values, in every order of arrival."""

from __future__ import annotations

import itertools
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fjidesk.model.records import Case
from fjidesk.model.revision import Sealed, make
from fjidesk.store import audit, revisions, team
from fjidesk.store.database import open_store


@pytest.fixture(scope="module")
def blank():
    """Return one store for the whole module; each use begins by rolling back."""
    with TemporaryDirectory() as folder:
        made = open_store(Path(folder) / "store.db", secrets.token_bytes(32), create=True)
        yield made
        made.close()


class RollBackError(Exception):
    """Leaves a block without keeping what it wrote."""


def case(text, counter, parents=(), device="d"):
    body = None if text is None else Case(facts={"x": text})
    return make(
        kind="case",
        key=("HB-01",),
        body=body,
        parents=parents,
        author="a" * 64,
        device=device,
        counter=counter,
        made_at="",
    )


def standing(store, order):
    """Return heads, value and state after adding revisions one by one in an order."""
    try:
        with store.writing() as db:
            for one in order:
                revisions.add(db, [one])
            assert not audit.records_fault(db)
            value = team.cases(db).get("HB-01")
            found = (revisions.heads(db, "case", ["HB-01"]), value, revisions.state(db), revisions.conflicts(db))
            raise RollBackError
    except RollBackError:
        return found


def test_a_later_value_replaces_and_a_withdrawal_removes(blank):
    first = case("one", 1)
    second = case("two", 2, [first.id])
    third = case(None, 3, [second.id])
    heads, value, _, conflicts = standing(blank, [first, second])
    assert (heads, value.facts, conflicts) == ([second.id], {"x": "two"}, [])
    heads, value, _, _ = standing(blank, [first, second, third])
    assert (heads, value) == ([third.id], None)


def test_two_heads_are_a_conflict_and_the_highest_stands_until_it_is_settled(blank):
    first = case("one", 1)
    mine, other = case("mine", 2, [first.id]), case("other", 3, [first.id], "e")
    settled = case("settled", 4, [mine.id, other.id])
    heads, value, _, conflicts = standing(blank, [first, mine, other])
    assert set(heads) == {mine.id, other.id}
    assert value.facts == {"x": "other"}
    assert conflicts == [("case", '["HB-01"]')]
    heads, value, _, conflicts = standing(blank, [first, mine, other, settled])
    assert (heads, value.facts, conflicts) == ([settled.id], {"x": "settled"}, [])


def test_every_order_of_arrival_gives_the_same(blank):
    first = case("one", 1)
    chain = [first, case("mine", 2, [first.id]), case("other", 2, [first.id], "e"), case(None, 3, [first.id], "f")]
    results = {str(standing(blank, order)) for order in itertools.permutations(chain)}
    assert len(results) == 1


@st.composite
def histories(draw):
    """Revisions of one record on several devices, each with parents among those before it."""
    made: list[Sealed] = []
    for counter in range(1, draw(st.integers(1, 6)) + 1):
        parents = draw(st.lists(st.sampled_from([one.id for one in made]), unique=True, max_size=3)) if made else []
        text = draw(st.sampled_from(["a", "b", None]))
        made.append(case(text, counter, parents, draw(st.sampled_from("de"))))
    return made, draw(st.permutations(made))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_any_history_in_any_order_and_twice_over(blank, both):
    history, shuffled = both
    assert standing(blank, history) == standing(blank, [*shuffled, *history])


def test_a_parent_of_another_record_replaces_nothing(blank):
    mine = case("mine", 1)
    foreign = make(
        kind="case",
        key=("HB-02",),
        body=Case(facts={}),
        parents=[mine.id],
        author="a" * 64,
        device="d",
        counter=2,
        made_at="",
    )
    heads, value, _, _ = standing(blank, [mine, foreign])
    assert heads == [mine.id]
    assert value.facts == {"x": "mine"}
