"""Every kind of change has its words, those of rare changes too."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.desk.inspection import load_framework
from fjidesk.desk.wording import Words, sentence
from fjidesk.model.records import (
    KINDS,
    Alert,
    Allocation,
    Answer,
    Case,
    Decision,
    Evidence,
    Limiting,
    Member,
    Query,
    Reading,
    Reply,
)

READER = Member(
    name="reader 3",
    organisation="",
    inspectorate="",
    role="local_assessor",
    public_key="",
    since="2013-11-18T09:00:00Z",
)
ALERT = Alert(case="HB-01", at_risk="child", what="made up", told="duty manager", told_at="2013-11-18T10:00:00Z")
EVIDENCE = Evidence(kind="data", theme="public", text="one")
QUERY = Query(case="HB-01", member="f" * 64, text="Which?")
THE_FLAG = "the flag of a limiting factor on “Protecting the public”"
FLAG = Limiting(at_risk="other", text="one")
OPEN = Reading(state="open", facts={"victim": "yes"})


@pytest.fixture(scope="module")
def words():
    return Words(load_framework("fji-2014"), {"f" * 64: READER})


@pytest.mark.parametrize(
    ("kind", "key", "before", "after", "said"),
    [
        ("answer", ("HB-01", "f", "R02"), Answer(answer="yes", note="n"), None, "Yes was taken back; its note was “n”"),
        ("answer", ("HB-01", "f", "R02"), None, None, "two versions were settled; the value stayed"),
        (
            "answer",
            ("HB-01", "f", "X9"),
            None,
            Answer(answer="no", reasons=["odd"]),
            "No, with the reason odd, was given",
        ),
        (
            "answer",
            ("HB-01", "f", "R02"),
            Answer(answer="na", reasons=["odd"]),
            Answer(answer="yes", confidence="fairly"),
            "N/A, with the reason odd, became Yes; the confidence is fairly sure",
        ),
        ("reading", ("HB-01", "f"), OPEN, None, "the reading was taken back"),
        ("reading", ("HB-01", "f"), OPEN, OPEN, "the reading was opened"),
        ("reading", ("HB-01", "f"), None, OPEN, "the reading was opened"),
        ("reading", ("HB-01", "f"), OPEN, Reading(state="open", facts=OPEN.facts, gaps=True), "it has gaps"),
        (
            "reading",
            ("HB-01", "f"),
            Reading(state="open", facts={}, gaps=True, case_manager="absent"),
            Reading(state="open", facts={"odd": "9"}),
            "odd: not known became 9; the case manager was neither present nor absent; it has no gaps",
        ),
        (
            "reading",
            ("HB-01", "f"),
            Reading(state="finished", facts={}),
            Reading(state="open", facts={}),
            "the reading was opened again",
        ),
        (
            "member",
            ("f" * 64,),
            READER,
            msgspec.structs.replace(READER, revoked="2013-11-20"),
            "the key of reader 3 was revoked",
        ),
        ("member", ("f" * 64,), None, READER, "reader 3 joined as local assessor"),
        (
            "member",
            ("f" * 64,),
            msgspec.structs.replace(READER, role="support"),
            READER,
            "what the roster says of reader 3 changed",
        ),
        ("case", ("HB-01",), Case(facts={}), Case(facts={"victim": "no"}), "its facts in the sample changed"),
        (
            "allocation",
            ("HB-01", "e" * 64),
            Allocation(turn="second"),
            None,
            "the allocation to eeeeeeee was taken back",
        ),
        (
            "query",
            ("q",),
            QUERY,
            Query(case="HB-01", member="f" * 64, text="Which?", resolved=True),
            "the query was resolved",
        ),
        ("query", ("q",), QUERY, Query(case="HB-01", member="f" * 64, text="What?"), "the query became “What?”"),
        ("query", ("q",), QUERY, None, "the query was taken back"),
        ("reply", ("q", "r"), None, Reply(text="That."), "the reply came: “That.”"),
        ("alert", ("f", "a"), ALERT, None, "the alert was taken back; it was “made up”"),
        (
            "evidence",
            ("f", "e"),
            EVIDENCE,
            Evidence(kind="data", theme="public", text="one", dated="2013"),
            "what stands beside the evidence (data) on “Protecting the public” changed; its text stayed",
        ),
        (
            "evidence",
            ("f", "e"),
            EVIDENCE,
            Evidence(kind="data", theme="odd", text="two"),
            "the evidence (data) on “odd” changed: “one” became “two”",
        ),
        (
            "limiting",
            ("HB-01", "f", "public"),
            FLAG,
            None,
            f"{THE_FLAG} was taken back; it was “somebody else at risk, one”",
        ),
        (
            "limiting",
            ("HB-01", "f", "public"),
            None,
            Limiting(at_risk="both", text="one"),
            f"{THE_FLAG} was raised: “the child and somebody else at risk, one”",
        ),
        (
            "decision",
            ("HB-01", "f", "public"),
            None,
            Decision(limits=True, reason="r"),
            "the decision on the flag on “Protecting the public” was made: “it limits, r”",
        ),
    ],
)
def test_a_change_in_words(words, kind, key, before, after, said):
    assert words.change((kind, key), before, after) == said


def test_every_kind_of_record_has_words(words):
    assert set(words._kinds) == set(KINDS)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("HB-01", "R02", "x"), "HB-01, R02: x"),
        (("HB-01", "", "x"), "HB-01: x"),
        (("", "", "the reply came"), "The reply came"),
    ],
)
def test_a_sentence_says_where(parts, said):
    assert sentence(*parts) == said
