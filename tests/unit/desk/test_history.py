"""What was, in words: an answer's history, a case at a moment, what changed since the last look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fjidesk.clock import stamp
from fjidesk.desk import bundles, concerns, history, inspection, reading, undo
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Decision, Evidence, Limiting, Query
from fjidesk.model.revision import make
from fjidesk.store import history as stored
from fjidesk.store import readings, revisions


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def refused(code, call, *arguments):
    with pytest.raises(Refused) as error:
        call(*arguments)
    assert error.value.code == code


def at(clock):
    """Return the time now without a tick, and let the clock go on by a minute."""
    moment = clock.start
    clock.start += timedelta(minutes=1)
    return moment + timedelta(seconds=59)


def words(entries):
    return [entry.words for entry in entries]


def test_the_history_of_an_answer_says_who_when_and_what(reader):
    for given in (
        Answer(answer="no", reasons=["late"], note="A note."),
        Answer(answer="yes", note="A note."),
        Answer(answer="yes", note="Another.", source="both", place="tab 3", discuss=True),
        Answer(answer="na", reasons=["too_early", "other"], other="Moved away"),
    ):
        reading.answer(reader, "HB-01", "R02", given)
    reading.clear(reader, "HB-01", "R02")
    found = history.history(reader, "HB-01", "R02")
    na = "N/A, with the reasons too early to tell and other, in own words"
    assert words(found) == [
        "No, with the reason late, was given; a note was added: “A note.”",
        "No, with the reason late, became Yes; the note stayed",
        (
            "Yes stayed; the note “A note.” became “Another.”; the source is the record and the case manager; "
            "the place in the record is tab 3; it was marked to discuss"
        ),
        (
            f"Yes became {na}; the note was taken out: “Another.”; the reason in own words is Moved away; "
            "the source was taken out; the place in the record was taken out; it is no longer marked to discuss"
        ),
        f"{na}, was taken back",
    ]
    assert {(entry.who, entry.member, entry.question) for entry in found} == {("reader", reader.me, "R02")}
    assert [entry.stands for entry in found] == [False] * 4 + [True]
    assert all(entry.at.startswith("2013-11-18T09:") for entry in found)
    assert bytes(found[-1].value) == b"null"


def test_the_history_of_a_case_holds_everything_about_it(team, reader, tmp_path):
    lead = team.desks["lead"]
    reading.correct_facts(reader, "HB-01", {"victim": "no", "order": ""})
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True, case_manager="present", minutes=95)
    reading.reopen(reader, "HB-01", "one more record")
    undo.undo(reader)
    alert = Alert(case="HB-01", at_risk="child", what="made up", told="duty manager", told_at="2013-11-18T10:00:00Z")
    name = concerns.raise_alert(reader, alert)
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="one"))
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="child", text="two"))
    concerns.add_evidence(
        reader, Evidence(kind="quote", theme="public", text="said so", case="HB-01", consent="yes", altered="yes")
    )
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    concerns.close_alert(lead, reader.me, name, "seen")
    concerns.decide_limiting(lead, "HB-01", reader.me, "public", Decision(limits=False, reason="put right"))
    asked = concerns.ask(lead, Query(case="HB-01", member=reader.me, text="Which record?"))
    bundles.bring_in(reader, [bundles.export(lead, tmp_path, [reader.me]).path])
    concerns.reply(reader, asked, "The log.")
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    found = history.history(lead, "HB-01")
    assert words(found)[:2] == ["the case came with the sample", "the first reading was allocated to reader"]
    said = "\n".join(words(found))
    for part in (
        "Yes was given",
        "the reading was finished with gaps; the case manager was present; the time used became 95 minutes",
        "the reading was reopened: “one more record”",
        "the reading was finished with gaps",
        "the alert was raised: “made up”",
        "the flag of a limiting factor on “Protecting the public” was raised: “somebody else at risk, one”",
        "changed: “somebody else at risk, one” became “the child at risk, two”",
        "the evidence (quote) on “Protecting the public” was added: “said so”",
        "the alert was closed: “seen”",
        "the decision on the flag on “Protecting the public” was made: “it does not limit, put right”",
        "reader was asked: “Which record?”",
        "the reply came: “The log.”",
    ):
        assert part in said
    facts = next(entry.words for entry in found if entry.kind == "reading")
    assert "became not known" in facts
    assert "Yes became No" in facts
    assert {entry.case for entry in found} == {"HB-01"}
    assert words(history.history(lead, "HB-02")) == words(found)[:2]
    refused("case-unknown", history.history, reader, "HB-99")
    refused("question-unknown", history.history, reader, "HB-01", "R99")


def test_every_change_that_was_acknowledged_is_in_the_history(reader):
    given = [Answer(answer="yes", note=f"note {number}") for number in range(9)]
    for one in given:
        reading.answer(reader, "HB-01", "R01", one)
        undo.undo(reader)
    kept = [bytes(entry.value) for entry in history.history(reader, "HB-01", "R01")]
    assert all(any(f"note {number}".encode() in value for value in kept) for number in range(9))


def test_a_case_is_shown_as_it_was_at_any_moment(team, reader):
    clock = team.clock
    start = at(clock)
    reading.answer(reader, "HB-01", "R29", Answer(answer="yes", note="first"))
    answered = at(clock)
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    corrected = at(clock)
    reading.clear(reader, "HB-01", "R29")
    reading.finish(reader, "HB-01", with_gaps=True)
    finished = at(clock)
    undo.undo(reader)
    was = history.as_it_was(reader, "HB-01", start)
    assert (was.opened, dict(was.answers), was.reading.facts["victim"]) == (False, {}, "yes")
    was = history.as_it_was(reader, "HB-01", answered)
    assert (was.opened, was.answers["R29"].note, was.rulings["R29"]) == (True, "first", True)
    was = history.as_it_was(reader, "HB-01", corrected)
    assert (was.answers["R29"].note, was.rulings["R29"], was.reading.state) == ("first", False, "open")
    was = history.as_it_was(reader, "HB-01", finished)
    assert (dict(was.answers), was.reading.state) == ({}, "finished")
    assert history.as_it_was(reader, "HB-01", at(clock)) == reading.position(reader, "HB-01")
    refused("not-yet", history.as_it_was, reader, "HB-01", datetime(2013, 1, 1, tzinfo=UTC))
    refused("case-unknown", history.as_it_was, reader, "HB-99", start)


def test_a_clock_that_jumped_shows_no_value_that_was_replaced(team, reader):
    """R10: the middle of three changes carries a time to come; what it replaced stays replaced."""
    clock = team.clock
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="one"))
    clock.start += timedelta(days=400)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="two"))
    clock.start -= timedelta(days=400)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="three"))
    assert history.as_it_was(reader, "HB-01", at(clock)).answers["R01"].note == "three"
    assert [bytes(one.value).count(b"note") for one in history.history(reader, "HB-01", "R01")] == [1, 1, 1]
    assert undo.undo(reader).words == ["HB-01, R01: Yes stayed; the note “three” became “two”"]


def test_a_time_that_cannot_be_read_counts_from_the_start(reader):
    for made_at in ("yesterday", "2013-11-18T09:00:00", "0001-01-01T00:00:00+23:59"):
        made = make(
            kind="answer",
            key=("HB-01", reader.me, "R01"),
            body=Answer(answer="yes", note=made_at),
            parents=revisions.heads(reader.db, "answer", ("HB-01", reader.me, "R01")),
            author=reader.me,
            device="another",
            counter=revisions.top_counter(reader.db) + 1,
            made_at=made_at,
        )
        with reader.store.writing() as db:
            revisions.add(db, [made])
        was = history.as_it_was(reader, "HB-01", datetime(2014, 1, 1, tzinfo=UTC))
        assert was.answers["R01"].note == made_at


def test_a_lead_sees_either_reading_as_it_was(team, reader, tmp_path):
    lead = team.desks["lead"]
    other = team.join("other", second=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.answer(other, "HB-01", "R01", Answer(answer="no", reasons=["other"]))
    bundles.bring_in(lead, [bundles.export(desk, tmp_path).path for desk in (reader, other)])
    now = at(team.clock)
    assert history.as_it_was(lead, "HB-01", now).answers["R01"].answer == "yes"
    assert history.as_it_was(lead, "HB-01", now, other.me).answers["R01"].answer == "no"
    assert [entry.who for entry in history.history(lead, "HB-01", "R01")] == ["reader", "other"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-02-07", "2014-02-07T23:59:59Z"),
        (" 2014-02-07T16:30 ", "2014-02-07T16:30:00Z"),
        ("2014-02-07T16:30:05Z", "2014-02-07T16:30:05Z"),
        ("2014-07-07T16:30+01:00", "2014-07-07T15:30:00Z"),
    ],
)
def test_a_moment_is_read_as_people_write_it(text, moment):
    assert stamp(history.moment_of(text)) == moment


def test_what_is_no_moment_is_refused():
    refused("moment-unknown", history.moment_of, "last Friday")


def test_what_changed_since_the_last_look_is_said_for_a_case_and_the_desk(team, reader, tmp_path):
    lead = team.desks["lead"]
    reading.answer(reader, "HB-01", "R01", Answer(answer="no", reasons=["other"]))
    reading.answer(reader, "HB-02", "R01", Answer(answer="yes"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    first = history.changes(lead)
    assert [changed.case for changed in first.cases] == ["HB-01", "HB-02"]
    assert first.cases[0].headline == "1 reading open, 1 answer given (by reader)"
    history.seen(lead, "HB-01", first.upto)
    assert [changed.case for changed in history.changes(lead).cases] == ["HB-02"]
    history.seen(lead)
    assert history.changes(lead).cases == []
    reading.answer(reader, "HB-01", "R01", Answer(answer="na", reasons=["other"]))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.answer(reader, "HB-02", "R01", Answer(answer="no"))
    undo.undo(reader)
    concerns.add_evidence(reader, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    look = history.changes(lead)
    assert [(changed.case, words(changed.entries)) for changed in look.cases] == [
        ("", ["the evidence (meeting) on “Governance and partnerships” was added: “made up”"]),
        ("HB-01", ["No, with the reason other, became Yes"]),
    ]
    assert look.cases[0].headline == "1 piece of evidence (by reader)"
    assert history.changes(lead, "HB-02").cases == []
    assert [one.case for one in history.changes(lead, "HB-01").cases] == ["HB-01"]
    refused("case-unknown", history.changes, lead, "HB-99")
    refused("case-unknown", history.seen, lead, "HB-99")


def test_a_look_that_was_overtaken_by_a_merge_does_not_hide_it(team, reader, tmp_path):
    lead = team.desks["lead"]
    look = history.changes(lead)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    history.seen(lead, None, look.upto)
    assert [changed.case for changed in history.changes(lead).cases] == ["HB-01"]
    history.seen(lead, "HB-01")
    history.seen(lead, None, look.upto)
    history.seen(lead, "HB-01", 0)
    assert history.changes(lead).cases == []
    history.seen(lead)
    history.seen(lead, None, 0)
    assert history.changes(lead).cases == []
    assert history.changes(team.reopen("lead")).cases == []


def test_ones_own_changes_count_as_seen_unless_they_are_asked_for(reader):
    history.seen(reader)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    assert history.changes(reader).cases == []
    assert [one.headline for one in history.changes(reader, own=True).cases] == [
        "1 reading open, 1 answer given (by reader)"
    ]


def test_two_values_side_by_side_are_said_as_such(reader):
    key = ("HB-01", reader.me, "R01")
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    history.seen(reader)
    made = make(
        kind="answer", key=key, body=Answer(answer="no"), parents=[], author=reader.me, device="another", counter=1,
        made_at="2013-11-18T09:00:00Z",
    )  # fmt: skip
    with reader.store.writing() as db:
        revisions.add(db, [made])
        readings.settle(db, reader.framework, [key[:2]])
    ((changed,),) = [look.entries for look in history.changes(reader).cases]
    assert changed.beside
    assert [entry.beside for entry in history.history(reader, "HB-01", "R01")] == [True, True]


def test_places_of_arrival_survive_a_vacuum(team, reader, tmp_path):
    lead = team.desks["lead"]
    history.seen(lead)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    inspection.withdraw_allocation(lead, "HB-02", reader.me)
    before = [(placed.place, placed.sealed.id) for placed in stored.arrived_after(lead.db, 0)]
    lead.db.execute("VACUUM")
    assert [(placed.place, placed.sealed.id) for placed in stored.arrived_after(lead.db, 0)] == before
    assert [changed.case for changed in history.changes(lead).cases] == ["HB-01"]


def test_the_roster_in_words(team, reader):
    lead = team.desks["lead"]
    said = "\n".join(words(history.changes(lead, own=True).cases[0].entries))
    assert "lead joined as lead" in said
    assert "reader joined as inspector" in said
    assert "the inspection “Harbourside 2014” was set up" in said
    assert "the framework fji-2014 came" in said
