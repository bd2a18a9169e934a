"""Who may write which record, for every kind, every role, own and other."""

from typing import get_args

import pytest

from fjidesk.model.records import KINDS, Member, Role
from fjidesk.model.roles import Standing, why_not

ME, OTHER, STRANGER = "a" * 64, "b" * 64, "c" * 64
BY_LEADS = {"inspection", "framework", "member", "case", "allocation", "query", "decision", "agreed", "retention"}


def member(role):
    return Member(name="n", organisation="o", inspectorate="i", role=role, public_key="k", since="s")


def standing(role):
    return Standing(
        roster={ME: member(role), OTHER: member("inspector")},
        allocated=frozenset({("HB-01", ME), ("HB-01", OTHER)}),
        asked={"mine": {ME}, "other": {OTHER}},
    )


def key(kind, owner):
    """Return a key that belongs to me or to another."""
    holder = ME if owner == "own" else OTHER
    return {
        "inspection": (),
        "framework": ("fji-2014",),
        "member": (holder,),
        "case": ("HB-01",),
        "allocation": ("HB-01", holder),
        "reading": ("HB-01", holder),
        "answer": ("HB-01", holder, "R01"),
        "limiting": ("HB-01", holder, "child"),
        "alert": (holder, "id"),
        "evidence": (holder, "id"),
        "query": ("mine" if owner == "own" else "other",),
        "reply": ("mine" if owner == "own" else "other", "id"),
        "decision": ("HB-01", holder, "child"),
        "agreed": ("HB-01", "R01"),
        "receipt": (holder, "device"),
        "retention": ("inspection",),
    }[kind]


def expected(kind, role, owner):
    """Return the sentence of design 5, or None where the write is allowed."""
    leads = role in {"lead", "deputy"}
    if kind in BY_LEADS:
        return None if leads else f"Only the lead or deputy writes a record of the kind {kind}."
    if kind == "receipt":
        mine = leads and owner == "own"
        return None if mine else "Only a lead or deputy gives a receipt, each in their own name."
    if owner == "own" or (kind == "alert" and leads):
        return None
    return {
        "reading": "Its reading belongs to another reader.",
        "answer": "Its answer belongs to another reader.",
        "limiting": "Its limiting belongs to another reader.",
        "alert": "Its alert belongs to another member.",
        "evidence": "Its evidence belongs to another member.",
        "reply": "The query was put to somebody else.",
    }[kind]


@pytest.mark.parametrize("owner", ["own", "other"])
@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_write_what(kind, role, owner):
    assert why_not(kind, key(kind, owner), ME, standing(role)) == expected(kind, role, owner)


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("kind", ["reading", "answer", "limiting"])
def test_only_an_allocated_case_is_read(kind, role):
    somewhere = ("HB-02", *key(kind, "own")[1:])
    assert why_not(kind, somewhere, ME, standing(role)) == "The case is not allocated to its author."


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_writes_nothing(kind):
    assert why_not(kind, key(kind, "own"), STRANGER, standing("lead")) == "Its author is not on the roster."


@pytest.mark.parametrize("role", get_args(Role))
def test_a_reply_to_no_query_is_refused(role):
    assert why_not("reply", ("gone", "id"), ME, standing(role)) == "The query was put to somebody else."
