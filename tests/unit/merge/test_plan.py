"""Judging is pure: what is in one bundle counts for the rest of it, whatever the order of the lines."""

from __future__ import annotations

import itertools
from dataclasses import replace

import msgspec
import pytest

from fjidesk.bundle import keys
from fjidesk.bundle.limits import COUNTER_JUMP, SEQUENCE_JUMP
from fjidesk.bundle.manifest import Manifest
from fjidesk.bundle.verify import VerifiedBundle
from fjidesk.errors import BundleRefused, Stopped
from fjidesk.merge.plan import Held, judge, plan
from fjidesk.model.records import Allocation, Answer, FrameworkText, Member, Query, Reply
from fjidesk.model.revision import make
from fjidesk.model.roles import Standing

LEAD = "a" * 64
LINE = keys.create().public_line


def member(role):
    return Member(name=role, organisation="", inspectorate="", role=role, public_key=LINE, since="")


def standing(**roles):
    return Standing({name: member(role) for name, role in roles.items()}, frozenset())


def revision(kind, key, body, author=LEAD):
    return make(kind=kind, key=key, body=body, parents=[], author=author, device="d", counter=1, made_at="")


def judged(lines, stands, signer):
    """Judge lines by what stands; return those that may be applied, and the others with why."""
    found = judge(lines, signer, replace(held(0, 0), standing=stands, given=stands.roster))
    assert not found.aside
    return found.good, found.bad


def kinds(found):
    return [sealed.revision.kind for sealed in found]


def test_what_a_record_rests_on_may_stand_behind_it_in_the_same_bundle():
    lines = [
        revision("reply", ("q", "r"), Reply(text="t")),
        revision("query", ("q",), Query(case="HB-01", member=LEAD, text="t")),
        revision("answer", ("HB-01", LEAD, "R01"), Answer(answer="yes")),
        revision("allocation", ("HB-01", LEAD), Allocation(turn="first")),
        revision("member", (keys.fingerprint(LINE),), member("inspector")),
    ]
    for order in itertools.permutations(lines):
        good, bad = judged(order, standing(**{LEAD: "lead"}), LEAD)
        assert not bad
        assert sorted(kinds(good)) == sorted(kinds(lines))


def test_a_withdrawn_allocation_allocates_nothing():
    lines = [
        revision("allocation", ("HB-01", LEAD), None),
        revision("answer", ("HB-01", LEAD, "R01"), Answer(answer="yes")),
    ]
    good, bad = judged(lines, standing(**{LEAD: "lead"}), LEAD)
    assert kinds(good) == ["allocation"]
    assert [reason for _, reason in bad] == ["The case is not allocated to its author."]


def test_nobody_vouches_for_a_stranger_or_for_another_author():
    line = revision("case", ("HB-01",), None)
    assert judged([line], standing(), LEAD)[1][0][1] == "Its author is not on the roster."
    assert (
        judged([line], standing(**{LEAD: "lead"}), "b" * 64)[1][0][1] == "Its author is not the signer of the bundle."
    )


def bundle(sequence, counter):
    line = make(
        kind="case", key=("HB-01",), body=None, parents=[], author=LEAD, device="d", counter=counter, made_at=""
    )
    manifest = Manifest(
        format=1,
        kind="lead",
        inspection="i",
        author=LEAD,
        device="d",
        sequence=sequence,
        previous="",
        before={},
        created="",
        framework=("f", "1", "h"),
        recipients=[],
        counts={"case": 1},
        state="",
    )
    return VerifiedBundle(manifest, (line,), "h", LEAD)


def held(last, counter):
    return Held(
        me=LEAD,
        inspection="i",
        ids=frozenset(),
        heads={},
        replaced=frozenset(),
        standing=standing(**{LEAD: "lead"}),
        device={last: "x"} if last else {},
        hashes=frozenset(),
        counter=counter,
    )


@pytest.mark.parametrize(("last", "counter"), [(0, 0), (7, 99)])
def test_a_number_or_counter_that_jumps_is_refused_one_beyond_its_limit(last, counter):
    assert plan(bundle(last + SEQUENCE_JUMP, counter + COUNTER_JUMP), held(last, counter)).add
    for sequence, top, code in (
        (last + SEQUENCE_JUMP + 1, 1, "sequence-jump"),
        (2**53 - 1, 1, "sequence-jump"),
        (last + 1, counter + COUNTER_JUMP + 1, "counter-jump"),
        (last + 1, 2**53 - 1, "counter-jump"),
    ):
        with pytest.raises(BundleRefused) as refused:
            plan(bundle(sequence, top), held(last, counter))
        assert refused.value.code == code
        assert refused.value.remedy


@pytest.mark.parametrize(
    "line", [keys.create().public_line, "k", "", LINE + "\n"], ids=["another", "none", "empty", "longer"]
)
def test_an_entry_whose_key_is_another_is_quarantined_and_counts_for_nothing(line):
    name = keys.fingerprint(LINE)
    entry = msgspec.structs.replace(member("deputy"), public_key=line)
    lines = [revision("member", (name,), entry), revision("case", ("HB-01",), None)]
    good, bad = judged(lines, standing(**{LEAD: "lead"}), LEAD)
    assert kinds(good) == ["case"]
    assert [reason for _, reason in bad] == ["The key in this entry is not the one that the entry is named by."]
    assert not judged([revision("member", (name,), None)], standing(**{LEAD: "lead"}), LEAD)[1]


@pytest.mark.parametrize("toml", ["this is no TOML [", 'id = "next"\nkind = "of a newer program"\n'])
def test_a_framework_that_cannot_be_read_is_quarantined(toml):
    good, bad = judged(
        [revision("framework", ("fji-2014",), FrameworkText(toml=toml))], standing(**{LEAD: "lead"}), LEAD
    )
    assert not good
    assert "cannot read its framework" in bad[0][1]


def test_what_a_person_stops_says_that_nothing_is_half_done():
    assert Stopped().code == "stopped"
    assert "half done" in Stopped().remedy
