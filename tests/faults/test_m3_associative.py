"""M3: however bundles are grouped, handed on and ordered, the same revisions give the same."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjidesk.desk import bundles
from fjidesk.model import revision as rev
from fjidesk.model.past import heads_among, standing_among
from fjidesk.model.records import SAID_AGAIN
from tests.faults.merging import after, fresh, seen


def test_m3_in_one_call_in_groups_and_one_by_one(played, tmp_path):
    written = played.written
    chance = random.Random(3)
    expected = after(played, "deputy", tmp_path / "a", written)
    whole = fresh(played, "deputy", tmp_path / "b")
    bundles.bring_in(whole, chance.sample(written, 10))
    assert seen(whole) == expected
    groups = fresh(played, "deputy", tmp_path / "c")
    for part in (written[7:], written[:3], written[3:7]):
        bundles.bring_in(groups, part)
    assert seen(groups) == expected


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_m3_permutations_of_ten_bundles(played, tmp_path, capsys):
    """There are 3,628,800; chance takes some, and of the last four all."""
    written = played.written
    expected = after(played, "deputy", tmp_path / "a", written)
    orders = [random.Random(number).sample(written, 10) for number in range(100)]
    orders += [[*written[:6], *last] for last in itertools.permutations(written[6:])]
    differing = sum(after(played, "deputy", tmp_path / str(n), order) != expected for n, order in enumerate(orders))
    with capsys.disabled():
        print(f"\nM3: {len(orders)} orders of ten bundles, {differing} differ")  # noqa: T201  (counts of a long run)
    assert differing == 0


graphs = st.lists(st.tuples(st.integers(1, 5), st.sets(st.integers(0, 6))), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None)
@given(graphs, st.sampled_from([("case", ("HB-01",)), ("answer", ("HB-01", "m", "R01"))]), st.randoms())
def test_m3_heads_follow_from_the_set_alone(graph, record, chance):
    """The small model: whichever way a set of revisions is split and put together again, its heads are the same."""
    known: dict[str, rev.Revision] = {}
    for number, (counter, parents) in enumerate(graph):
        names = [name for place, name in enumerate(known) if place in parents]
        made = rev.make(
            kind=record[0],
            key=record[1],
            body=None,
            parents=names,
            author="a" * 64,
            device=str(number),
            counter=counter,
            made_at="",
        )
        known[made.id] = made.revision
    every = heads_among(known, known.keys())
    if record[0] not in SAID_AGAIN:
        assert every == {name for name in known if not any(name in one.parents for one in known.values())}
    mixed = list(known)
    chance.shuffle(mixed)
    again = {name: known[name] for name in mixed}
    assert heads_among(again, again.keys()) == every
    assert standing_among(again, again.keys()) == max(every, key=lambda name: (known[name].counter, name))
