"""What is applied and what is quarantined follows from the set of revisions, never from the order in which they came.

Random sets: roles that change, at places before and after what was written by them; leads who change one member side by
side; queries put to one and then another; allocations and members that come after the readings; keys that replace keys;
authors whose lines somebody else signed.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fjidesk.bundle import keys
from fjidesk.bundle import write as writing
from fjidesk.bundle.manifest import Manifest
from fjidesk.bundle.verify import VerifiedBundle
from fjidesk.merge import apply as applying
from fjidesk.merge.plan import plan
from fjidesk.model.records import (
    Alert,
    Allocation,
    Answer,
    Case,
    Decision,
    Evidence,
    Member,
    Query,
    Reading,
    Receipt,
    Reply,
)
from fjidesk.model.revision import Sealed, make
from fjidesk.store import audit, revisions, team
from fjidesk.store.database import open_store
from fjidesk.store.settling import TABLE
from fjidesk.store.tallies import Tallies

LINES = [keys.create().public_line for _ in range(6)]
KEYS = [keys.fingerprint(line) for line in LINES]
LEAD, DEPUTY, ONE, OTHER, NEW, NEWER = KEYS
LINE = dict(zip(KEYS, LINES, strict=True))
ROLES = ["lead", "deputy", "inspector", "deputy", "inspector"]
TABLES = [TABLE.get(kind, kind) for kind in ("member", "case", "allocation", "reading", "answer", "alert", "evidence",
                                             "query", "reply", "decision", "receipt")]  # fmt: skip
people = st.sampled_from(KEYS[:5])
cases = st.sampled_from(["HB-01", "HB-02"])
places = st.integers(2, 14)


class Said(NamedTuple):
    """A revision with who signed it."""

    sealed: Sealed
    signer: str


def member(who, role, replaces=""):
    return Member(name=who[:6], organisation="", inspectorate="", role=role, public_key=LINE[who], since="",
                  replaces=replaces)  # fmt: skip


def revision(author, kind, key, body, counter, parents=()):
    return make(kind=kind, key=key, body=body, parents=parents, author=author, device=author[:6], counter=counter,
                made_at="2013-11-18T09:00:00Z")  # fmt: skip


def record(draw, author, other):
    """Return kind, key and value of something that an author may write, or may not."""
    case, mine = draw(cases), draw(st.sampled_from([author, author, author, other]))
    return draw(
        st.sampled_from(
            [
                ("allocation", (case, other), Allocation(turn="first")),
                ("allocation", (case, other), None),
                ("query", ("q",), Query(case=case, member=other, text="?")),
                ("query", ("q",), None),
                ("reply", ("q", author[:4]), Reply(text="t")),
                ("reading", (case, mine), Reading(state="finished", facts={})),
                ("answer", (case, mine, "R01"), Answer(answer="no", note=author)),
                ("alert", (mine, "a"), Alert(case=case, at_risk="child", what=author, told="", told_at="")),
                ("evidence", (mine, "e"), Evidence(kind="data", theme="t", text=author)),
                ("decision", (case, other, "t"), Decision(limits=True, reason=author)),
                ("case", (case,), Case(facts={"by": author})),
                ("receipt", (author, "d"), Receipt(member=other, counter=1, revisions=1, state="")),
            ]
        )
    )


@st.composite
def histories(draw):
    """Revisions with their signers: those that the inspection starts with, then anything by anybody at any place."""
    first = [
        Said(revision(LEAD, "member", (LEAD,), member(LEAD, "lead"), 1), LEAD),
        Said(revision(LEAD, "member", (ONE,), member(ONE, "inspector"), 2), LEAD),
    ]
    made = [Said(revision(LEAD, "member", (DEPUTY,), member(DEPUTY, draw(st.sampled_from(ROLES[1:]))), 3), LEAD)]
    if draw(st.booleans()):
        made.append(Said(revision(LEAD, "member", (OTHER,), member(OTHER, "deputy"), draw(places)), LEAD))
    for _ in range(draw(st.integers(3, 16))):
        author, other = draw(people), draw(people)
        if draw(st.integers(0, 2)) == 0:
            role, old = draw(st.sampled_from(ROLES)), draw(st.sampled_from(["", "", ONE, DEPUTY]))
            linked = other in {NEW, NEWER} and old
            kind, key, body = "member", (other,), member(other, role, old if linked else "")
        else:
            kind, key, body = record(draw, author, other)
        known = [one.sealed.id for one in made if one.sealed.revision.record == (kind, key)]
        parents = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
        signers = draw(st.sampled_from([[author], [author], [author], [other], [other, author], [other, LEAD]]))
        sealed = revision(author, kind, key, body, draw(places), parents)
        made += [Said(sealed, signer) for signer in signers]
    return first, made


def bundles(said, grouped, chance):
    """Return the same lines as bundles of one signer each, in parts and in an order that chance gives."""
    lines = list({(one.sealed.id, one.signer): one for one in said}.values())
    chance.shuffle(lines)
    found = []
    while lines:
        signer = lines[0].signer
        part = [one for one in lines if one.signer == signer][: chance.randint(1, 4) if grouped else 1]
        taken = {(one.sealed.id, one.signer) for one in part}
        lines = [one for one in lines if (one.sealed.id, one.signer) not in taken]
        found.append(bundle([one.sealed for one in part], signer))
    chance.shuffle(found)
    return found


def bundle(made, signer):
    name = hashlib.sha256(repr((sorted(one.id for one in made), signer)).encode()).hexdigest()
    manifest = Manifest(
        format=1, kind="lead", inspection="i", author=signer, device=name, sequence=1, previous="", before={},
        created="", framework=("f", "1", "h"), recipients=[], counts=writing.counts_of(made), state="",
    )  # fmt: skip
    return VerifiedBundle(manifest, tuple(made), name, signer, b"x")


@pytest.fixture(scope="module")
def stores():
    """Return a maker of empty stores, closed at the end."""
    with TemporaryDirectory() as folder:
        kept: list[Any] = []

        def new():
            if not kept:
                kept.append(open_store(Path(folder) / "store.db", secrets.token_bytes(32), create=True))
                kept[0].db.execute("PRAGMA synchronous = OFF")  # no drive is tried here
            with kept[0].writing() as db:
                db.execute("PRAGMA defer_foreign_keys = ON")
                for name in db.table_names():
                    if not name.startswith("_"):
                        db.table(name).delete_where()
            return kept[0]

        yield new
        for one in kept:
            one.close()


def seen(store, order):
    """Return what a desk holds after bundles came in an order, and what is wrong with it."""
    tallies = Tallies()
    pinned = {LEAD: member(LEAD, "lead")}
    for number, one in enumerate(order):
        found = plan(one, applying.held(store.db, one, team.roster(store.db) if number else pinned, ONE))
        before = {row["id"] for row in store.db.query("SELECT id FROM revision")}
        done = applying.apply(store, found, "f", "2013-11-18")
        now = {row["id"] for row in store.db.query("SELECT id FROM revision")}
        assert before - now == {line.id for line, _ in found.aside}, "put aside other than was planned"
        assert done.aside == len(found.aside)
        assert {sealed.id for sealed in found.add} <= now, "quarantined what was planned to be added"
        assert {sealed.id for sealed, _ in found.quarantine}.isdisjoint(now), "added what was planned to be quarantined"
        counted = tallies.counts(store.db, {"R01": "t"}, ["R01"])
    assert not audit.records_fault(store.db)
    assert counted == Tallies().counts(store.db, {"R01": "t"}, ["R01"])
    return {
        "applied": sorted(now),
        "aside": [(one.sealed.id, one.reason) for one in revisions.quarantined(store.db)],
        "state": revisions.state(store.db),
        "heads": sorted(tuple(row.values()) for row in store.db.table("head").rows),
        "values": {name: sorted(str(tuple(row.values())) for row in store.db.table(name).rows) for name in TABLES},
        "scores": counted,
    }


HOW = settings(deadline=None, suppress_health_check=list(HealthCheck))
TRIED = given(histories(), st.randoms(use_true_random=False))


def same(stores, history, chance):
    first, rest = history
    founding = bundle([one.sealed for one in first], LEAD)
    expected = seen(stores(), [founding, *bundles(rest, grouped=False, chance=chance)])
    for grouped in (True, True):
        assert seen(stores(), [founding, *bundles(rest, grouped=grouped, chance=chance)]) == expected


@settings(HOW, max_examples=12, derandomize=True, phases=[Phase.generate])
@TRIED
def test_every_order_and_every_grouping_gives_the_same(stores, history, chance):
    same(stores, history, chance)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(HOW, max_examples=1500)
@TRIED
def test_every_order_and_every_grouping_gives_the_same_many_times(stores, history, chance):
    same(stores, history, chance)


@pytest.mark.parametrize("late", ["demoted", "by itself"])
def test_what_its_author_signed_too_stays_when_the_link_to_the_other_key_goes(stores, late):
    start = [
        revision(LEAD, "member", (LEAD,), member(LEAD, "lead"), 1),
        revision(LEAD, "member", (ONE,), member(ONE, "inspector"), 2),
        revision(LEAD, "member", (DEPUTY,), member(DEPUTY, "deputy"), 3),
        revision(LEAD, "allocation", ("HB-01", ONE), Allocation(turn="first"), 4),
    ]
    demoted = bundle([revision(LEAD, "member", (DEPUTY,), member(DEPUTY, "inspector"), 5)], LEAD)
    linked = bundle([revision(DEPUTY, "member", (NEW,), member(NEW, "inspector", ONE), 8)], DEPUTY)
    answer = revision(ONE, "answer", ("HB-01", ONE, "R01"), Answer(answer="no"), 9)
    by_new, by_itself = bundle([answer], NEW), bundle([answer], ONE)
    order = {"demoted": [by_new, by_itself, demoted], "by itself": [by_new, demoted, by_itself]}[late]
    found = seen(stores(), [bundle(start, LEAD), linked, *order])
    assert answer.id in found["applied"]
    assert found == seen(stores(), [bundle(start, LEAD), by_itself, demoted, by_new, linked])


def test_a_plan_knows_of_the_query_that_its_members_set_free(stores):
    """The query waited for its author; the bundle that has them on the roster brings the reply too."""
    start = [
        revision(LEAD, "member", (LEAD,), member(LEAD, "lead"), 1),
        revision(LEAD, "member", (ONE,), member(ONE, "inspector"), 2),
    ]
    query = revision(DEPUTY, "query", ("q",), Query(case="HB-01", member=LEAD, text="?"), 4)
    reply = revision(LEAD, "reply", ("q", LEAD[:4]), Reply(text="t"), 5)
    known = revision(LEAD, "member", (DEPUTY,), member(DEPUTY, "deputy"), 3)
    found = seen(stores(), [bundle(start, LEAD), bundle([query], DEPUTY), bundle([known, reply], LEAD)])
    assert {query.id, reply.id} <= set(found["applied"])
