"""Search and earlier answers see one's own cases, and never what another reader wrote."""

import pytest

from fjidesk.desk import bundles, concerns, inspection, reading, search
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Evidence, Limiting, Query
from fjidesk.store import readings


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def places(hits):
    return [(hit.case, hit.question or hit.key, hit.where) for hit in hits]


def test_each_place_is_searched(reader):
    reading.answer(reader, "HB-02", "R01", Answer(answer="yes", note="The kestrel flew.", place="Kestrel tab"))
    reading.answer(
        reader, "HB-01", "R02", Answer(answer="no", reasons=["other"], other="a kestrel", record="kestrel log")
    )
    reading.answer(reader, "HB-01", "R01", Answer(note="K\u00c9STREL"))
    reading.correct_facts(reader, "HB-01", {"started": "2013-05-01"})
    evidence = concerns.add_evidence(
        reader, Evidence(kind="interview", theme="governance", topic="G01", text="A kestrel.", source="Board chair")
    )
    alert = concerns.raise_alert(
        reader, Alert(case="HB-01", at_risk="child", what="x", told="kestrel", told_at="2013-11-18T10:00:00Z")
    )
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="kestrel"))
    assert places(search.search(reader, "kestrel")) == [
        ("", evidence, "evidence"),
        ("HB-01", alert, "alert"),
        ("HB-01", "public", "flag"),
        ("HB-01", "R01", "note"),
        ("HB-01", "R02", "own words"),
        ("HB-01", "R02", "record"),
        ("HB-02", "R01", "note"),
        ("HB-02", "R01", "place"),
    ]
    assert places(search.search(reader, "referral")) == [("HB-02", "order", "fact")]
    assert places(search.search(reader, "2013-05")) == [("HB-01", "started", "fact")]
    assert search.search(reader, "kestrel zebra") == []
    with pytest.raises(Refused, match="nothing to look for"):
        search.search(reader, ' "" ')


def test_replies_and_what_is_marked_to_discuss_are_found(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01", "HB-02"))
    query = concerns.ask(lead, Query(case="HB-01", member=reader.me, question="R11", text="Where is the review?"))
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, team.root / "out").path])
    concerns.reply(reader, query, "In the kestrel folder.")
    [found] = search.search(reader, "kestrel folder")
    assert (found.case, found.question, found.where, found.key) == ("HB-01", "R11", "reply", query)
    assert search.search(lead, "kestrel") == []  # the lead's own search: a reply is its writer's
    asked = reader.framework.by_id["R05"].text.en
    assert search.search(reader, f'"{asked}"') == []
    reading.answer(reader, "HB-02", "R05", Answer(answer="yes", discuss=True))
    [found] = search.search(reader, f'"{asked}"')
    assert (found.case, found.question, found.where) == ("HB-02", "R05", "discuss")


def test_a_blind_reader_finds_nothing_of_the_first_though_the_desk_holds_it(team):
    lead = team.lead()
    first = team.join("first", first=("HB-01",))
    inspection.allocate_all(lead, [("HB-01", lead.me, "second")])
    reading.answer(first, "HB-01", "R01", Answer(answer="yes", note="The kestrel flew."))
    reading.correct_facts(first, "HB-01", {"started": "2013-05-01"})
    concerns.add_evidence(first, Evidence(kind="data", theme="governance", text="kestrel"))
    concerns.flag_limiting(first, "HB-01", "public", Limiting(at_risk="other", text="kestrel"))
    bundles.bring_in(lead, [bundles.export(first, team.root / "out").path])
    assert readings.answers(lead.db, ("HB-01", first.me))["R01"].note == "The kestrel flew."
    assert search.search(lead, "kestrel") == []
    assert search.search(lead, "2013-05") == []
    assert search.earlier(lead, "HB-02", "R01") == []
    reading.answer(lead, "HB-01", "R01", Answer(answer="no", note="My own kestrel."))
    assert [hit.cut.text for hit in search.search(lead, "kestrel")] == ["My own kestrel."]
    assert len(search.search(first, "kestrel")) == 3


def test_earlier_answers_are_ones_own_with_reasons_in_words(reader):
    long = "word " * 60
    reading.answer(reader, "HB-01", "R02", Answer(answer="no", reasons=["late", "other"], other="snow", note=long))
    reading.answer(reader, "HB-02", "R02", Answer(answer="na", reasons=["not_needed"], note="Two\nlines."))
    [found] = search.earlier(reader, "HB-02", "R02")
    assert (found.case, found.answer, found.reasons) == ("HB-01", "no", ["Late", "snow"])
    assert found.note.endswith("word \u2026")
    assert len(found.note) <= 162
    [found] = search.earlier(reader, "HB-01", "R02")
    assert (found.answer, found.reasons, found.note) == ("na", ["Not needed in this case"], "Two lines.")
    with pytest.raises(Refused, match="no question R99"):
        search.earlier(reader, "HB-01", "R99")


def test_what_no_longer_applies_and_a_note_alone_are_no_earlier_answers(reader):
    reading.answer(reader, "HB-01", "P04", Answer(answer="yes"))
    assert [found.case for found in search.earlier(reader, "HB-02", "P04")] == ["HB-01"]
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    assert search.earlier(reader, "HB-02", "P04") == []
    reading.answer(reader, "HB-01", "R01", Answer(note="Only a note."))
    assert search.earlier(reader, "HB-02", "R01") == []


def test_questions_are_found_by_number(reader):
    assert search.questions(reader, "r11")[0].id == "R11"
    assert search.questions(reader, "zebra") == []
