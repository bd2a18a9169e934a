"""Judging is pure: what is in one bundle counts for the rest of it, whatever the order of the lines."""

from __future__ import annotations

import itertools

from fjidesk.merge.plan import judge
from fjidesk.model.records import Allocation, Answer, Member, Query, Reply
from fjidesk.model.revision import make
from fjidesk.model.roles import Standing

LEAD = "a" * 64


def member(role):
    return Member(name=role, organisation="", inspectorate="", role=role, public_key="k", since="")


def standing(**roles):
    return Standing({name: member(role) for name, role in roles.items()}, frozenset(), {})


def revision(kind, key, body, author=LEAD):
    return make(kind=kind, key=key, body=body, parents=[], author=author, device="d", counter=1, made_at="")


def kinds(found):
    return [sealed.revision.kind for sealed in found]


def test_what_a_record_rests_on_may_stand_behind_it_in_the_same_bundle():
    lines = [
        revision("reply", ("q", "r"), Reply(text="t")),
        revision("query", ("q",), Query(case="HB-01", member=LEAD, text="t")),
        revision("answer", ("HB-01", LEAD, "R01"), Answer(answer="yes")),
        revision("allocation", ("HB-01", LEAD), Allocation(turn="first")),
        revision("member", ("b" * 64,), member("inspector")),
    ]
    for order in itertools.permutations(lines):
        good, bad = judge(order, standing(**{LEAD: "lead"}), LEAD)
        assert not bad
        assert sorted(kinds(good)) == sorted(kinds(lines))


def test_a_withdrawn_allocation_allocates_nothing():
    lines = [
        revision("allocation", ("HB-01", LEAD), None),
        revision("answer", ("HB-01", LEAD, "R01"), Answer(answer="yes")),
    ]
    good, bad = judge(lines, standing(**{LEAD: "lead"}), LEAD)
    assert kinds(good) == ["allocation"]
    assert [reason for _, reason in bad] == ["The case is not allocated to its author."]


def test_nobody_vouches_for_a_stranger_or_for_another_author():
    line = revision("case", ("HB-01",), None)
    assert judge([line], standing(), LEAD)[1][0][1] == "Its author is not on the roster."
    assert judge([line], standing(**{LEAD: "lead"}), "b" * 64)[1][0][1] == "Its author is not the signer of the bundle."
