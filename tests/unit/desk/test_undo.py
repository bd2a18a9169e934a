"""Undo and redo: a verb a step, across restarts, never against what somebody else wrote, and nothing removed."""

from __future__ import annotations

import shutil

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import bundles, checks, concerns, history, inspection, reading, undo, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Decision, Evidence, Limiting
from fjidesk.model.revision import make
from fjidesk.store import log, readings, revisions
from tests.conftest import PASSPHRASE


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def refused(code, call, *arguments):
    with pytest.raises(Refused) as error:
        call(*arguments)
    assert error.value.code == code
    assert error.value.message.endswith(".")
    return error.value


def answers(desk, case="HB-01"):
    return reading.position(desk, case).answers


def elsewhere(desk, kind, key, body, *, parents=None, device="another", author=None):
    """Write a revision as a merge from another device would, and return its id."""
    held = revisions.heads(desk.db, kind, key) if parents is None else parents
    made = make(
        kind=kind,
        key=key,
        body=body,
        parents=held,
        author=author or desk.me,
        device=device,
        counter=revisions.top_counter(desk.db) + 1,
        made_at="2013-11-20T10:00:00Z",
    )
    with desk.store.writing() as db:
        revisions.add(db, [made])
        readings.settle(db, desk.framework, [(key[0], key[1])])
    return made.id


def test_an_answer_is_undone_and_redone_as_new_revisions(reader):
    first, second = Answer(answer="no", reasons=["late"], note="A note."), Answer(answer="yes", note="A note.")
    reading.answer(reader, "HB-01", "R02", first)
    reading.answer(reader, "HB-01", "R02", second)
    before = len(revisions.everything_raw(reader.db))
    done = undo.undo(reader)
    assert answers(reader)["R02"] == first
    assert len(done.changes.revisions) == 1
    assert done.words == ["HB-01, R02: Yes became No, with the reason late; the note stayed"]
    assert undo.redo(reader).words == ["HB-01, R02: No, with the reason late, became Yes; the note stayed"]
    assert answers(reader)["R02"] == second
    undo.undo(reader)
    undo.undo(reader)
    assert "R02" not in answers(reader)
    assert len(revisions.everything_raw(reader.db)) == before + 4
    assert len(history.history(reader, "HB-01", "R02")) == 6
    refused("nothing-to-undo", undo.undo, reader)
    undo.redo(reader)
    undo.redo(reader)
    assert answers(reader)["R02"] == second
    refused("nothing-to-redo", undo.redo, reader)
    assert not checks.check(reader).difference


def test_undo_goes_on_after_the_desk_was_closed(team, reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.answer(reader, "HB-01", "R02", Answer(answer="yes"))
    undo.undo(reader)
    again = team.reopen("reader")
    assert undo.coming(again).redo == ["HB-01, R02: Yes was given"]
    undo.undo(again)
    again = team.reopen("reader")
    assert not answers(again)
    undo.redo(again)
    again = team.reopen("reader")
    undo.redo(again)
    assert set(answers(again)) == {"R01", "R02"}


def test_a_new_change_cuts_redo_off_and_what_was_undone_is_passed_over(reader):
    for name in ("R01", "R02", "R03"):
        reading.answer(reader, "HB-01", name, Answer(answer="yes"))
    undo.undo(reader)
    undo.undo(reader)
    reading.answer(reader, "HB-01", "R05", Answer(answer="no", reasons=["other"]))
    assert not undo.coming(reader).redo
    error = refused("nothing-to-redo", undo.redo, reader)
    assert "a new change" in error.message
    undo.undo(reader)
    assert set(answers(reader)) == {"R01"}
    undo.undo(reader)
    refused("nothing-to-undo", undo.undo, reader)
    undo.redo(reader)
    undo.redo(reader)
    assert set(answers(reader)) == {"R01", "R05"}
    refused("nothing-to-redo", undo.redo, reader)


def test_what_one_verb_wrote_is_one_step_even_within_one_second(team, reader):
    team.clock.__class__ = type("Still", (type(team.clock),), {"__call__": lambda self: self.start})
    reading.answer_all(reader, "HB-01", {"R01": Answer(answer="yes"), "R02": Answer(answer="no", reasons=["late"])})
    reading.answer(reader, "HB-01", "R03", Answer(answer="yes"))
    reading.answer(reader, "HB-01", "R05", Answer(answer="yes"))
    undo.undo(reader)
    assert set(answers(reader)) == {"R01", "R02", "R03"}
    undo.undo(reader)
    undo.undo(reader)
    assert not answers(reader)
    undo.redo(reader)
    assert set(answers(reader)) == {"R01", "R02"}


def test_a_section_that_does_not_apply_is_one_step(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    inside = [one.id for one in reader.framework.questions if (one.theme, one.section) == ("reoffending", "assessment")]
    assert "R01" in inside
    done = reading.section_na(reader, "HB-01", "reoffending", "assessment", "Too early to tell")
    found = reading.position(reader, "HB-01")
    assert not set(inside) & set(found.to_answer)
    given = {key[2] for kind, key in done.records if kind == "answer"}
    assert given
    assert all(found.answers[name] == Answer(answer="na", reasons=["too_early"]) for name in given)
    assert found.answers["R01"].answer == "yes"
    assert all(found.rulings[name] is False for name in set(inside) - given - {"R01"})
    assert not checks.check(reader).difference
    assert len(undo.undo(reader).words) == len(given)
    assert set(answers(reader)) == {"R01"}
    undo.redo(reader)
    assert set(answers(reader)) == {"R01", *given}
    refused("section-answered", reading.section_na, reader, "HB-01", "reoffending", "assessment", "too_early")


@pytest.mark.parametrize(
    ("theme", "section", "reason", "code"),
    [
        ("reoffending", "weather", "too_early", "section-unknown"),
        ("reoffending", "assessment", " ", "reason-missing"),
        ("reoffending", "assessment", "late", "reason-unknown"),
    ],
)
def test_a_section_is_not_answered_without_a_known_reason(reader, theme, section, reason, code):
    refused(code, reading.section_na, reader, "HB-01", theme, section, reason)
    assert not answers(reader)


def test_no_section_answers_what_its_own_answers_rule_out(reader):
    places = {(one.theme, one.section) for one in reader.framework.questions}
    for theme, section in sorted(places):
        try:
            reading.section_na(reader, "HB-01", theme, section, "not_needed")
        except Refused as error:
            assert error.code == "section-answered"  # noqa: PT017  (a section may be ruled out by then)
    assert not reading.position(reader, "HB-01").to_answer
    for _ in places:
        if undo.coming(reader).undo:
            undo.undo(reader)
    assert not answers(reader)
    assert not checks.check(reader).difference


def test_facts_finishing_reopening_flags_and_evidence_are_undone(reader):
    was = reading.position(reader, "HB-01").reading
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    reading.finish(reader, "HB-01", with_gaps=True, case_manager="present", minutes=80)
    done = reading.position(reader, "HB-01").reading
    reading.reopen(reader, "HB-01", "one more record")
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="made up"))
    concerns.add_evidence(reader, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    undo.undo(reader)
    assert not readings.evidence(reader.db)
    undo.undo(reader)
    assert not readings.limiting(reader.db)
    undo.undo(reader)
    assert reading.position(reader, "HB-01").reading == done
    undo.undo(reader)
    assert reading.position(reader, "HB-01").reading.state == "open"
    assert reading.position(reader, "HB-01").rulings["R29"] is False
    undo.undo(reader)
    assert reading.position(reader, "HB-01").reading == was
    assert reading.position(reader, "HB-01").rulings["R29"] is True
    for _ in range(5):
        undo.redo(reader)
    assert reading.position(reader, "HB-01").reading.state == "reopened"
    assert readings.evidence(reader.db)
    assert readings.limiting(reader.db)
    assert not checks.check(reader).difference


def test_opening_and_messages_are_passed_over(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    alert = Alert(case="HB-01", at_risk="child", what="made up", told="duty manager", told_at="2013-11-18T10:00:00Z")
    concerns.raise_alert(reader, alert)
    reading.start(reader, "HB-02")
    undo.undo(reader)
    assert not answers(reader)
    assert readings.alerts(reader.db)
    assert reading.position(reader, "HB-02").opened
    assert reading.position(reader, "HB-01").opened
    undo.redo(reader)
    assert set(answers(reader)) == {"R01"}


def test_opening_a_reading_does_not_cut_redo_off(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    undo.undo(reader)
    reading.start(reader, "HB-02")
    undo.redo(reader)
    assert set(answers(reader)) == {"R01"}


def test_what_sets_an_inspection_up_is_not_undone(team, reader, tmp_path):
    lead = team.desks["lead"]
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="made up"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    concerns.decide_limiting(lead, "HB-01", reader.me, "public", Decision(limits=False, reason="put right"))
    undo.undo(lead)
    ((_, decision),) = readings.limiting(lead.db).values()
    assert decision is None
    assert undo.coming(lead).redo
    before = checks.state(lead)
    refused("undo-not-here", undo.undo, lead)
    assert checks.state(lead) == before
    undo.redo(lead)
    inspection.withdraw_allocation(lead, "HB-02", reader.me)
    refused("undo-not-here", undo.undo, lead)
    refused("nothing-to-redo", undo.redo, lead)


@pytest.mark.parametrize("beside", [False, True])
def test_undo_is_refused_where_another_device_changed_the_record(reader, beside):
    key = ("HB-01", reader.me, "R01")
    reading.answer(reader, "HB-01", "R01", Answer(answer="no", reasons=["other"]))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="mine"))
    parents = revisions.get(reader.db, *revisions.heads(reader.db, "answer", key)).revision.parents
    elsewhere(reader, "answer", key, Answer(answer="na", reasons=["too_early"]), parents=parents if beside else None)
    before = checks.state(reader)
    error = refused("changed-since", undo.undo, reader)
    assert error.message == (
        "HB-01, R01: since then, on another of your devices (anot) on 20 November 2013, 10:00 UTC, Yes became N/A, "
        "with the reason too early to tell; the note was taken out: “mine”. Undoing would lose that."
    )
    assert checks.state(reader) == before
    assert not checks.check(reader).difference


def test_undo_and_redo_are_refused_where_somebody_else_changed_the_record(reader, team):
    lead = team.desks["lead"]
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    undo.undo(reader)
    elsewhere(reader, "answer", ("HB-01", reader.me, "R01"), Answer(answer="no", reasons=["other"]), author=lead.me)
    error = refused("changed-since", undo.redo, reader)
    assert "since then, by lead on 20 November 2013" in error.message
    assert "Redoing would lose that" in error.message


def test_a_flag_that_was_decided_on_is_not_undone(team, reader, tmp_path):
    lead = team.desks["lead"]
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="made up"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    concerns.decide_limiting(lead, "HB-01", reader.me, "public", Decision(limits=True, reason="nobody told"))
    made = list(revisions.by_author(lead.db, lead.me))[-1]
    with reader.store.writing() as db:
        revisions.add(db, [made])
    error = refused("changed-since", undo.undo, reader)
    assert "was made: “it limits, nobody told”" in error.message
    assert readings.limiting(reader.db)
    undo.undo(lead)
    with reader.store.writing() as db:
        revisions.add(db, [list(revisions.by_author(lead.db, lead.me))[-1]])
    undo.undo(reader)
    assert not readings.limiting(reader.db)
    undo.redo(reader)
    assert readings.limiting(reader.db)


def test_an_undo_that_is_cut_short_changes_nothing(reader, monkeypatch):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))

    def fail(*_):
        raise OSError

    for call in (undo.undo, undo.redo):
        before = checks.state(reader), log.setting(reader.db, "undo"), dict(answers(reader))
        with monkeypatch.context() as patch:
            patch.setattr("fjidesk.store.history.put_undo_place", fail)
            with pytest.raises(OSError, match=r"^$"):
                call(reader)
        assert (checks.state(reader), log.setting(reader.db, "undo"), dict(answers(reader))) == before
        assert not checks.check(reader).difference
        call(reader)
    assert set(answers(reader)) == {"R01"}


def test_in_an_older_store_verbs_of_one_second_are_one_step(reader):
    """Before the gap was written, counters ran on from verb to verb."""
    for name, made_at in (("R01", "09:00:00Z"), ("R02", "09:00:00Z"), ("R03", "09:00:01Z")):
        made = make(
            kind="answer",
            key=("HB-01", reader.me, name),
            body=Answer(answer="yes"),
            parents=[],
            author=reader.me,
            device=reader.device,
            counter=revisions.top_counter(reader.db) + 1,
            made_at=f"2013-11-18T{made_at}",
        )
        with reader.store.writing() as db:
            revisions.add(db, [made])
    undo.undo(reader)
    assert set(answers(reader)) == {"R01", "R02"}
    undo.undo(reader)
    assert not answers(reader)


def test_an_answer_of_a_reading_that_was_finished_elsewhere_is_not_undone(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    current = reading.position(reader, "HB-01").reading
    finished = type(current)(state="finished", facts=current.facts, gaps=True)
    elsewhere(reader, "reading", ("HB-01", reader.me), finished)
    refused("reading-finished", undo.undo, reader)
    assert set(answers(reader)) == {"R01"}


def test_a_merge_between_does_not_join_or_lose_steps(team, reader, tmp_path):
    lead = team.desks["lead"]
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    for number in range(3):
        inspection.import_cases(lead, f"reference,order,stage\nHB-1{number},yro,early\n".encode(), "more.csv")
    bundles.bring_in(reader, [bundles.export(lead, tmp_path, [reader.me]).path])
    reading.answer(reader, "HB-01", "R02", Answer(answer="yes"))
    undo.undo(reader)
    assert set(answers(reader)) == {"R01"}
    undo.undo(reader)
    assert not answers(reader)


def test_settling_two_values_on_the_standing_one_is_no_step(reader):
    key = ("HB-01", reader.me, "R01")
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    (head,) = revisions.heads(reader.db, "answer", key)
    elsewhere(reader, "answer", key, Answer(answer="no", reasons=["other"]))
    elsewhere(reader, "answer", key, Answer(answer="na", reasons=["other"]), parents=[head], device="third")
    assert revisions.conflicts(reader.db)
    reading.answer(reader, "HB-01", "R01", answers(reader)["R01"])
    assert not revisions.conflicts(reader.db)
    refused("changed-since", undo.undo, reader)  # the step below, which another device went on from
    reading.answer(reader, "HB-01", "R02", Answer(answer="yes"))
    undo.undo(reader)
    assert set(answers(reader)) == {"R01"}


def test_undo_on_one_device_says_nothing_on_another(team, reader, tmp_path):
    """A copied or restored desk gets a device of its own: what the other one did is history there."""
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    undo.undo(reader)
    reader.close()
    folder = shutil.copytree(reader.folder, tmp_path / "copy")
    copy = workspace.open_desk(folder, PASSPHRASE, clock=team.clock, ids=new_id)
    team.stack.callback(copy.close)
    with copy.store.writing() as db:
        log.put_setting(db, "device", "other")
    copy.device = "other"
    refused("nothing-to-redo", undo.redo, copy)
    refused("nothing-to-undo", undo.undo, copy)
    reading.answer(copy, "HB-01", "R02", Answer(answer="yes"))
    undo.undo(copy)
    assert not answers(copy)


def test_the_undo_position_stays_small(reader):
    for number in range(30):
        reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note=str(number)))
        undo.undo(reader)
        undo.redo(reader)
        undo.undo(reader)
    assert len(str(log.setting(reader.db, "undo"))) < 200 + 30 * 12
