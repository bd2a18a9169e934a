"""R3: a gap in the numbers is accepted, and the one that is missing is named."""

from __future__ import annotations

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
