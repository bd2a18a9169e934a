"""M2: two bundles in either order give the same."""

from __future__ import annotations

import itertools

import pytest

from tests.faults.merging import after, seen


def test_m2_backwards_is_the_same(played, tmp_path):
    written = played.written
    forwards = after(played, "deputy", tmp_path / "a", written)
    assert after(played, "deputy", tmp_path / "b", reversed(written)) == forwards
    assert forwards.differences["HB-01"] >= 3  # of one record with two versions, chance says which stands
    assert seen(played.desks["lead"]) == seen(played.desks["deputy"]) == forwards


@pytest.mark.long
@pytest.mark.timeout(900)
def test_m2_every_two_neighbours_may_change_places(played, tmp_path, capsys):
    written = played.written
    expected = after(played, "deputy", tmp_path / "a", written)
    tries = differing = 0
    for one, other in itertools.combinations(range(10), 2):
        order = list(written)
        order[one], order[other] = order[other], order[one]
        tries += 1
        differing += after(played, "deputy", tmp_path / f"{one}-{other}", order) != expected
    with capsys.disabled():
        print(f"\nM2: {tries} exchanges of two bundles of ten, {differing} differ")  # noqa: T201  (counts of a long run)
    assert differing == 0
