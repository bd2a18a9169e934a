"""Reading a case: what applies, what is lacking, what is kept."""

from __future__ import annotations

import pytest

from fjidesk.desk import answer_files, cases, checks, inspection, reading, scores
from fjidesk.errors import Refused, TableRefused
from fjidesk.model.records import Answer
from fjidesk.store import readings


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    assert error.value.message.endswith((".", "?"))
    return error.value


def test_an_answer_is_there_after_the_desk_was_closed(team, reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="no", reasons=["no-assessment"], note="Nothing on file."))
    again = team.reopen("reader")
    kept = reading.position(again, "HB-01").answers["R01"]
    assert (kept.answer, kept.reasons, kept.note) == ("no", ["no-assessment"], "Nothing on file.")
    assert not checks.check(again).difference


def test_a_fact_changes_what_applies_and_keeps_what_was_answered(reader):
    reading.answer(reader, "HB-01", "R29", Answer(answer="yes"))
    before = reading.position(reader, "HB-01")
    assert before.rulings["R29"] is True
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    after = reading.position(reader, "HB-01")
    assert after.rulings["R29"] is False
    assert after.answers["R29"].answer == "yes"
    assert "R29" in readings.all_ruled_out(reader.db)["HB-01", reader.me]
    refused("does-not-apply", reading.answer, reader, "HB-01", "R29", Answer(answer="no"))
    reading.correct_facts(reader, "HB-01", {"victim": ""})
    assert reading.position(reader, "HB-01").rulings["R29"] is None


def test_an_earlier_answer_rules_later_questions(reader):
    assert reading.position(reader, "HB-01").rulings["P08"] is None
    reading.answer(reader, "HB-01", "P07", Answer(answer="no", reasons=["not-done"]))
    assert reading.position(reader, "HB-01").rulings["P08"] is False
    assert reading.position(reader, "HB-01").rulings["P09"] is False


def test_an_answer_that_no_longer_applies_is_kept_and_not_counted(team, reader):
    reading.answer(reader, "HB-01", "P04", Answer(answer="yes"))
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    reading.finish(reader, "HB-01", with_gaps=True)
    found = {count.id: count for count in scores.scores(reader).questions}["P04"]
    assert (found.yes, found.no, found.na, found.unanswered) == (0, 0, 1, 0)
    line = next(line for line in cases.cases(reader) if line.reference == "HB-01")
    assert line.answered == 0


def test_only_finished_first_readings_count(team, reader):
    other = team.join("second", second=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    assert scores.scores(reader).cases == 0
    reading.finish(reader, "HB-01", with_gaps=True)
    assert scores.scores(reader).cases == 1
    reading.answer(other, "HB-01", "R01", Answer(answer="no"))
    reading.finish(other, "HB-01", with_gaps=True)
    assert scores.scores(other).cases == 0
    reading.reopen(reader, "HB-01", "a new record came")
    assert scores.scores(reader).cases == 0


def test_a_reading_is_finished_complete_or_with_gaps_said(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="no"))
    error = refused("reading-incomplete", reading.finish, reader, "HB-01")
    assert "1 without a reason (R01)" in error.message
    assert "unanswered" in error.message
    reading.finish(reader, "HB-01", with_gaps=True, case_manager="present", minutes=95)
    done = reading.position(reader, "HB-01").reading
    assert (done.state, done.gaps, done.case_manager, done.minutes) == ("finished", True, "present", 95)
    for call in (
        lambda: reading.answer(reader, "HB-01", "R01", Answer(answer="yes")),
        lambda: reading.clear(reader, "HB-01", "R01"),
        lambda: reading.correct_facts(reader, "HB-01", {"victim": "no"}),
        lambda: reading.finish(reader, "HB-01"),
    ):
        refused("reading-finished", call)
    refused("reason-missing", reading.reopen, reader, "HB-01", " ")
    reading.reopen(reader, "HB-01", "one more record")
    assert reading.position(reader, "HB-01").reading.state == "reopened"
    reading.clear(reader, "HB-01", "R01")
    assert "R01" not in reading.position(reader, "HB-01").answers


def test_what_cannot_be_answered_is_refused(reader):
    for code, case, question, given in (
        ("case-not-yours", "HB-03", "R01", Answer(answer="yes")),
        ("question-unknown", "HB-01", "R99", Answer(answer="yes")),
        ("reason-unknown", "HB-01", "R01", Answer(answer="no", reasons=["too_early"])),
        ("reason-unknown", "HB-01", "R01", Answer(answer="na", reasons=["no-assessment"])),
        ("reason-unknown", "HB-01", "R01", Answer(answer="yes", reasons=["other"])),
        ("reason-twice", "HB-01", "R01", Answer(answer="no", reasons=["other", "other"])),
        ("does-not-apply", "HB-01", "R19", Answer(answer="yes")),
    ):
        refused(code, reading.answer, reader, case, question, given)
    assert not reading.position(reader, "HB-01").answers


def test_the_same_answer_again_makes_no_revision(reader):
    given = Answer(answer="yes", note="as it was")
    assert reading.answer(reader, "HB-01", "R01", given).revisions
    again = reading.answer(reader, "HB-01", "R01", given)
    assert not again.revisions
    assert not again.scores


def test_a_table_is_taken_whole_or_not_at_all(reader):
    good = (
        b"case,question,answer,reasons,note,discuss\nHB-01,R02,no,Late,A note,yes\nHB-09,R03,no,,,\nHB-01,R19,na,,,\n"
    )
    answer_files.take(reader, "HB-01", good, "a.csv")
    kept = reading.position(reader, "HB-01").answers
    assert set(kept) == {"R02"}
    assert kept["R02"] == Answer(answer="no", reasons=["late"], note="A note", discuss=True)
    for data, line in (
        (b"question,answer\nR01,yes\nR19,yes\n", 3),
        (b"question,answer,source\nR01,yes,hearsay\n", 2),
        (b"question,answer\nR01,yes\nR01,no\n", 3),
        (b"case,question,answer\n,R01,yes\nHB-01,R01,no\n", 3),
    ):
        with pytest.raises(TableRefused) as error:
            answer_files.take(reader, "HB-01", data, "b.csv")
        assert error.value.line == line
    refused("no-rows", answer_files.take, reader, "HB-01", b"case,question,answer\nHB-02,R01,yes\n", "c.csv")
    assert set(reading.position(reader, "HB-01").answers) == {"R02"}


def test_reasons_are_known_by_id_or_words(reader):
    question = reader.framework.by_id["R01"]
    assert reading.reason_id(question, "Description, not analysis", "no", reader.framework) == "description-only"
    assert reading.reason_id(question, "DESCRIPTION-ONLY", "no", reader.framework) == "description-only"
    assert reading.reason_id(question, "too early to tell", "na", reader.framework) == "too_early"
    assert reading.reason_id(question, "nonsense", "no", reader.framework) == "nonsense"


def test_the_sheet_has_a_line_for_every_question(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="na", reasons=["too_early"]))
    lines = {line.question: line for line in cases.case_sheet(reader, "HB-01").answers}
    assert len(lines) == 117
    assert (lines["R01"].answer, lines["R01"].reasons) == ("na", ["too_early"])
    assert (lines["R19"].answer, lines["R19"].reasons) == ("na", [])
    assert lines["R02"].answer == ""


def test_a_case_of_the_sample_that_nobody_reads_is_listed_as_such(team, reader):
    states = {line.reference: line.state for line in cases.cases(team.desks["lead"])}
    assert states == {"HB-01": "not started", "HB-02": "not started", "HB-03": "not allocated"}


def test_a_case_with_a_second_reader_alone_is_listed(team):
    lead = team.lead()
    team.join("reader", first=("HB-01",), second=("HB-02",))
    team.join("other", second=("HB-01",))
    one = {line.reference: (line.turn, line.reader) for line in cases.cases(lead)}
    assert one == {"HB-01": ("first", "reader"), "HB-02": ("second", "reader"), "HB-03": ("", "")}
    every = [(line.reference, line.turn, line.reader) for line in cases.cases(lead, everyone=True)]
    assert every[:3] == [("HB-01", "first", "reader"), ("HB-01", "second", "other"), ("HB-02", "second", "reader")]


def test_an_allocation_taken_back_keeps_the_reading_and_does_not_count_it(team, tmp_path, reader):
    from fjidesk.desk import bundles

    lead = team.desks["lead"]
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    assert scores.scores(lead).cases == 1
    inspection.withdraw_allocation(lead, "HB-01", reader.me)
    assert scores.scores(lead).cases == 0
    assert readings.reading(lead.db, ("HB-01", reader.me)) is not None
    for everyone in (False, True):
        [line] = [one for one in cases.cases(lead, everyone=everyone) if one.reference == "HB-01"]
        assert (line.state, line.answered, line.reader) == ("withdrawn", 1, "reader")
    inspection.allocate(lead, "HB-01", lead.me, "first")
    assert [line.state for line in cases.cases(lead) if line.reference == "HB-01"] == ["not started"]
    every = {line.reader: line.state for line in cases.cases(lead, everyone=True) if line.reference == "HB-01"}
    assert every == {"lead": "not started", "reader": "withdrawn"}
    bundles.bring_in(reader, [bundles.export(lead, tmp_path, [reader.me]).path])
    assert [(line.state, line.answered) for line in cases.cases(reader) if line.reference == "HB-01"] == [
        ("withdrawn", 1)
    ]


def test_a_text_that_no_bundle_could_carry_is_not_written(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="before"))
    refused("too-long", reading.answer, reader, "HB-01", "R01", Answer(answer="yes", note="x" * 1_100_000))
    reading.answer(reader, "HB-01", "R02", Answer(answer="yes", note="y" * 900_000))
    assert reading.position(reader, "HB-01").answers["R01"].note == "before"


def test_the_longest_text_that_is_written_is_carried(team, tmp_path, reader):
    from fjidesk.desk import bundles

    reading.answer(reader, "HB-01", "R02", Answer(answer="yes", note="y" * 1_040_000))
    outcome = bundles.bring_in(team.desks["lead"], [bundles.export(reader, tmp_path).path])[0]
    assert outcome.status == "merged"


def test_a_case_taken_back_before_the_first_pack_is_not_told(team):
    lead = team.lead()
    from fjidesk.desk import bundles, identity

    late = team.make("late")
    card = identity.card(late)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.allocate_all(lead, [("HB-01", late.me, "first"), ("HB-02", late.me, "first")])
    inspection.withdraw_allocation(lead, "HB-01", late.me)
    path = bundles.pack(lead, late.me, team.root / "packs").path
    bundles.open_pack(late, path, identity.show(lead).words)
    assert [line.reference for line in cases.cases(late)] == ["HB-02"]
    inspection.withdraw_allocation(lead, "HB-02", late.me)
    bundles.bring_in(late, [bundles.export(lead, team.root / "packs", [late.me]).path])
    assert cases.cases(late) == []
    refused("not-allocated", inspection.withdraw_allocation, lead, "HB-02", late.me)


def test_answers_that_do_not_apply_are_in_no_mean_of_cases(team, reader):
    reading.answer_all(reader, "HB-01", {"P01": Answer(answer="yes"), "P04": Answer(answer="no")})
    reading.finish(reader, "HB-01", with_gaps=True)
    assert scores.scores(reader).theme("public").other_methods.mean_of_cases == 50.0
    reading.reopen(reader, "HB-01", "no victim after all")
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    reading.finish(reader, "HB-01", with_gaps=True)
    assert scores.scores(reader).theme("public").other_methods.mean_of_cases == 100.0


def test_a_note_before_the_answer_is_kept_and_the_question_is_still_to_answer(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    before = reading.position(reader, "HB-01").to_answer
    reading.answer(reader, "HB-01", "R01", Answer(note="ask about the order"))
    found = reading.position(reader, "HB-01")
    assert found.answers["R01"].note == "ask about the order"
    assert found.to_answer == before
    assert "R01" in before
    assert reading.checklist(reader, "HB-01").unanswered == before
    reading.finish(reader, "HB-01", with_gaps=True)
    assert cases.case_line(reader, "HB-01").answered == 0
