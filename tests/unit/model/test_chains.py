"""The keys of one person, in the model and in SQL: the same in both."""

import random

import pytest

from fjidesk.model.chains import chain, current, members, root
from fjidesk.model.records import Allocation, Member, Reading
from fjidesk.model.revision import make
from fjidesk.model.roles import Standing, why_not
from fjidesk.store import counting, revisions
from fjidesk.store.database import open_store
from fjidesk.store.team import LINKS


def member(name="n", replaces="", revoked="", role="inspector"):
    return Member(
        name=name,
        organisation="o",
        inspectorate="i",
        role=role,
        public_key=f"key of {name}",
        since="s",
        replaces=replaces,
        revoked=revoked,
    )


ROSTER = {
    "a": member("a", revoked="2013-11-20"),
    "b": member("b", "a", "2013-11-21"),
    "c": member("c", "b"),
    "d": member("d"),
    "e": member("e", "gone"),
}


@pytest.mark.parametrize(
    ("name", "first"), [("a", "a"), ("b", "a"), ("c", "a"), ("d", "d"), ("e", "e"), ("stranger", "stranger")]
)
def test_a_chain_begins_with_the_key_that_replaces_none_that_is_known(name, first):
    assert root(name, ROSTER) == first


def test_a_circle_has_no_first_and_joins_nobody():
    roster = {"a": member("a", "b"), "b": member("b", "a"), "c": member("c", "a"), "d": member("d", "d")}
    assert {name: root(name, roster) for name in roster} == {name: name for name in roster}
    assert chain("a", roster) == {"a"}
    assert current("a", roster) == "a"


def test_a_chain_is_found_from_any_of_its_keys():
    for name in "abc":
        assert chain(name, ROSTER) == {"a", "b", "c"}
    assert chain("stranger", ROSTER) == {"stranger"}


def test_the_key_in_use_is_the_newest_that_is_not_revoked():
    assert current("a", ROSTER) == "c"
    assert current("a", {**ROSTER, "c": member("c", "b", "2013-11-22")}) == "c"
    assert current("c", {**ROSTER, "b": member("b", "a"), "c": member("c", "b", "2013-11-22")}) == "b"
    with pytest.raises(KeyError):
        current("stranger", ROSTER)


def test_each_person_is_listed_once_with_the_key_in_use():
    assert {first: one.name for first, one in members(ROSTER).items()} == {"a": "c", "d": "d", "e": "e"}


@pytest.mark.parametrize("owner", ["a", "b", "c"])
@pytest.mark.parametrize("author", ["a", "b", "c"])
@pytest.mark.parametrize("allocated", ["a", "b", "c"])
def test_whichever_key_signs_a_member_writes_what_is_theirs_and_nobody_elses(owner, author, allocated):
    standing = Standing(ROSTER, frozenset({("HB-01", allocated)}), {"q": {allocated}})
    keys = [
        ("reading", ("HB-01", owner)),
        ("answer", ("HB-01", owner, "R01")),
        ("limiting", ("HB-01", owner, "child")),
        ("alert", (owner, "id")),
        ("evidence", (owner, "id")),
        ("reply", ("q", "id")),
    ]
    for kind, key in keys:
        assert why_not(kind, key, author, standing) is None
        assert why_not(kind, key, "d", standing) is not None
    assert why_not("reading", ("HB-02", owner), author, standing) == "The case is not allocated to its author."


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store.db", bytes(32), create=True)
    yield made
    made.close()


def add(store, records):
    with store.writing() as db:
        revisions.add(
            db,
            [
                make(kind=kind, key=key, body=body, parents=(), author="x", device="d", counter=1, made_at="")
                for kind, key, body in records
            ],
        )


@pytest.mark.parametrize("seed", range(20))
def test_the_sql_finds_the_same_first_key_as_the_model(store, seed):
    chance = random.Random(seed)
    names = "abcdefgh"
    roster = {name: member(name, chance.choice(["", "", "gone", *names])) for name in names}
    add(store, [("member", (name,), one) for name, one in roster.items()])
    found = {row["fingerprint"]: row["member"] for row in store.db.query(f"{LINKS} SELECT * FROM link")}  # noqa: S608
    assert {name: found.get(name, name) for name in names} == {name: root(name, roster) for name in names}


@pytest.mark.parametrize("reader", ["a", "b", "c"])
@pytest.mark.parametrize("taker", ["a", "b", "c"])
def test_a_reading_counts_by_an_allocation_to_any_key_of_its_reader_and_once(store, reader, taker):
    done = Reading(state="finished", facts={})
    members_of = [("member", (name,), one) for name, one in ROSTER.items()]
    add(
        store,
        [
            *members_of,
            ("allocation", ("HB-01", taker), Allocation(turn="first")),
            ("reading", ("HB-01", reader), done),
            ("allocation", ("HB-01", "d"), Allocation(turn="second")),
            ("reading", ("HB-01", "d"), done),
            ("allocation", ("HB-02", taker), Allocation(turn="first")),
            ("reading", ("HB-02", "d"), done),
        ],
    )
    assert counting.counted(store.db) == {"HB-01": reader}
