"""R3: a gap in the numbers is accepted, and the one that is missing is named."""

from __future__ import annotations

import itertools

from fjidesk.desk import bundles, reading
from fjidesk.model.records import Answer
from tests.field import CASE


def test_r3_the_missing_bundle_is_named_until_it_comes(desks):
    paths = []
    for note in ("a", "b", "c"):
        reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note=note))
        paths.append(desks.out("one"))
    lead = desks["lead"]
    assert bundles.bring_in(lead, paths[:1])[0].message == ""
    (third,) = bundles.bring_in(lead, paths[2:])
    assert third.status == "merged"
    assert third.message == (
        "Bundle 2 of one, which was meant for you, has not been seen: "
        "ask one for that file, or for a new one with everything in it."
    )
    (second,) = bundles.bring_in(lead, paths[1:2])
    assert second.status == "merged"
    assert "has not been seen" not in second.message


def test_r3_what_comes_later_in_the_batch_is_not_missing(desks):
    paths = []
    for note in ("a", "b", "c", "d"):
        reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note=note))
        paths.append(desks.out("one"))
    lead = desks["lead"]
    for order in itertools.permutations(paths):
        told = bundles.bring_in(lead, order, only_plan=True)
        assert not any("has not been seen" in one.message for one in told)
    lacking = bundles.bring_in(lead, [paths[0], paths[3]], only_plan=True)
    assert [("Bundle 3 of one" in one.message) for one in lacking] == [False, True], "3 is in no file"
    told = bundles.bring_in(lead, [paths[3], paths[1], paths[0]])
    assert [("Bundle 3 of one" in one.message) for one in told] == [True, False, False]
    assert not any("Bundle 1" in one.message for one in told)


def test_r3_what_was_refused_is_missing_still(desks):
    paths = []
    for note in ("a", "b"):
        reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note=note))
        paths.append(desks.out("one"))
    paths[0].write_bytes(paths[0].read_bytes()[:-1])
    for only_plan in (True, False):
        told = bundles.bring_in(desks["lead"], paths[::-1], only_plan=only_plan)
        assert "Bundle 1 of one" in told[0].message
        assert told[1].status == "refused"
