"""Two readings of one case: what differs, what is agreed, what counts, and who may see what when."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from fjidesk.desk import (
    agreeing,
    blind,
    bundles,
    cases,
    conflicts,
    history,
    inspection,
    reading,
    scores,
    second_readings,
    summary,
    undo,
)
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import counting, readings, revisions
from tests.field import CASE, FIRST, SECOND, answered


def carry(desk, to, tmp_path):
    return bundles.bring_in(to, [bundles.export(desk, tmp_path / desk.ids()).path])[0]


@pytest.fixture
def two(desks):
    """Return a lead's desk with two finished readings of one case, and the desks of the readers."""
    desks.read("one", CASE, FIRST)
    desks.read("other", CASE, SECOND)
    for name in ("one", "other"):
        assert desks.carry(name, "lead")[0].status == "merged"
    return desks["lead"], desks["one"], desks["other"]


def tally(desk, question):
    return next(one for one in scores.scores(desk).questions if one.id == question)


def refused(code, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.code == code
    return caught.value


def test_only_what_differs_is_listed_with_both_answers_and_their_ground(two):
    lead, *_ = two
    found = {one.question: one for one in second_readings.differences(lead, CASE)}
    assert set(found) == {"R02", "R03", "R07"}
    one: Any = found["R02"]
    assert (one.first.reader, one.first.answer, one.first.reasons, one.first.note) == ("one", "no", ["other"], "on R02")
    assert (one.second.reader, one.second.answer, one.state, one.agreed) == ("other", "yes", "open", None)
    assert second_readings.differences(lead) == list(found.values())
    assert scores.open_differences(lead) == {CASE: 3}
    assert second_readings.doubles(lead) == (1, 0, 3)


def test_the_first_reading_counts_until_it_is_agreed_and_then_the_agreed_answer(two):
    lead, *_ = two
    before = scores.scores(lead)
    assert (tally(lead, "R02").yes, tally(lead, "R02").no, tally(lead, "R07").na) == (0, 1, 1)
    second_readings.take(lead, CASE, "R02", "second", "The record shows it.")
    second_readings.agree(lead, CASE, "R03", Answer(answer="na", reasons=[]), "Both had the wrong order in mind.")
    second_readings.take(lead, CASE, "R07", "first", "Was right.")
    assert (tally(lead, "R02").yes, tally(lead, "R02").no) == (1, 0)
    assert (tally(lead, "R03").yes, tally(lead, "R03").na, tally(lead, "R03").unanswered) == (0, 1, 0)
    assert tally(lead, "R07").na == 1
    assert scores.open_differences(lead) == {}
    assert second_readings.doubles(lead) == (1, 3, 0)
    after = scores.scores(lead)
    assert after.cases == before.cases == 1
    theme = next(one for one in after.themes if one.id == lead.framework.by_id["R02"].theme)
    assert Fraction(theme.yes, theme.applicable) == Fraction(3, 3)
    assert theme.other_methods.mean_of_cases == 100.0
    agreed = readings.agreed(lead.db)[CASE, "R02"]
    assert (agreed.answer, agreed.first, agreed.second, agreed.ground) == ("yes", "no", "yes", "The record shows it.")
    assert undo.undo(lead).words == [f"{CASE}, R07: the agreed answer was taken back; it was “N/A, Was right.”"]
    assert scores.open_differences(lead) == {CASE: 1}


def test_the_reasons_that_are_counted_are_the_agreed_ones(two):
    lead, *_ = two
    assert ("R02", "other", True) in counting.reasons(lead.db)
    second_readings.take(lead, CASE, "R02", "second", "g")
    second_readings.agree(lead, CASE, "R03", Answer(answer="no", reasons=["other"]), "g")
    assert [one for one in counting.reasons(lead.db) if one[0] in {"R02", "R03"}] == [("R03", "other", True)]


def test_na_by_rule_is_an_answer_when_two_readings_are_compared(desks):
    lead, one, other = desks["lead"], desks["one"], desks["other"]
    ruled = next(name for name, ruling in reading.position(one, CASE).rulings.items() if ruling is None)
    condition: Any = one.framework.by_id[ruled].applies
    fact = condition.fact
    values = one.framework.fact_by_id[fact].value_ids
    out = next(value for value in values if not condition.holds({fact: value}, {}))
    within = next(value for value in values if condition.holds({fact: value}, {}))
    reading.correct_facts(one, CASE, {fact: within})
    reading.correct_facts(other, CASE, {fact: out})
    desks.read("one", CASE, {ruled: "yes"})
    desks.read("other", CASE, {"R01": "yes"})
    for name in ("one", "other"):
        desks.carry(name, "lead")
    (found,) = second_readings.differences(lead)
    assert found.second is not None
    assert (found.question, found.second.answer, found.second.by_rule) == (ruled, "na", True)
    assert [one.ruled for one in counting.differing(lead.db)] == [False]
    (theirs,) = [one.agreement for one in agreeing.agreeing(lead).questions if one.agreement.units]
    assert theirs.table["yes/na"] == 1, "what is N/A by rule in both is left out"
    assert any(one.ruled for one in counting.compared(lead.db))
    assert scores.open_differences(lead) == {CASE: 1}
    second_readings.take(lead, CASE, ruled, "second", "The fact was wrong.")
    assert tally(lead, ruled).na == 1


def test_what_one_left_unanswered_is_no_difference(two):
    lead, *_ = two
    assert "R09" not in {one.question for one in counting.compared(lead.db)}
    refused("no-difference", second_readings.agree, lead, CASE, "R09", Answer(answer="yes"), "g")


def test_what_cannot_be_agreed_is_refused_and_nothing_is_written(two):
    lead, one, _ = two
    before = revisions.state(lead.db)
    good = Answer(answer="yes")
    refused("not-a-lead", second_readings.agree, one, CASE, "R02", good, "g")
    refused("not-a-lead", second_readings.differences, one)
    refused("case-unknown", second_readings.agree, lead, "HB-99", "R02", good, "g")
    refused("question-unknown", second_readings.agree, lead, CASE, "R99", good, "g")
    refused("not-both-finished", second_readings.agree, lead, "HB-02", "R02", good, "g")
    refused("not-both-finished", second_readings.differences, lead, "HB-02")
    refused("no-difference", second_readings.take, lead, CASE, "R01", "first", "g")
    refused("ground-missing", second_readings.take, lead, CASE, "R02", "first", "  ")
    refused("answer-missing", second_readings.agree, lead, CASE, "R02", Answer(note="x"), "g")
    refused("reason-unknown", second_readings.agree, lead, CASE, "R02", Answer(answer="yes", reasons=["late"]), "g")
    refused("reason-twice", second_readings.agree, lead, CASE, "R02", Answer(answer="no", reasons=["other"] * 2), "g")
    refused("nothing-agreed", second_readings.clear, lead, CASE, "R02")
    assert revisions.state(lead.db) == before


def test_an_answer_that_changes_after_it_was_agreed_opens_the_difference_again(two, tmp_path):
    lead, one, other = two
    second_readings.take(lead, CASE, "R02", "second", "g")
    second_readings.take(lead, CASE, "R03", "second", "g")
    reading.reopen(one, CASE, "more to say")
    carry(one, lead, tmp_path)
    assert second_readings.doubles(lead) == (0, 0, 0), "not both are finished"
    reading.answer_all(one, CASE, answered({"R02": "na", "R03": "no"}))
    reading.finish(one, CASE, with_gaps=True)
    carry(one, lead, tmp_path)
    found = {line.question: line.state for line in second_readings.differences(lead)}
    assert found == {"R02": "again", "R03": "needless", "R07": "open"}
    assert tally(lead, "R02").na == 1, "the first reading counts"
    assert scores.open_differences(lead) == {CASE: 2}
    second_readings.take(lead, CASE, "R02", "second", "Looked at again.")
    assert second_readings.doubles(lead) == (1, 1, 1)
    second_readings.clear(lead, CASE, "R03")
    assert {line.question for line in second_readings.differences(lead)} == {"R02", "R07"}
    reading.reopen(other, CASE, "mine too")
    carry(other, lead, tmp_path)
    assert tally(lead, "R02").na == 1


def test_a_finished_pair_that_is_reopened_and_finished_unchanged_is_settled_as_before(two, tmp_path):
    lead, one, _ = two
    second_readings.take(lead, CASE, "R02", "second", "g")
    reading.reopen(one, CASE, "a look")
    reading.finish(one, CASE, with_gaps=True)
    carry(one, lead, tmp_path)
    assert second_readings.doubles(lead) == (1, 1, 2)


def test_what_is_agreed_on_an_earlier_question_rules_a_later_one(two, monkeypatch):
    """The shipped framework has no such pair of scored questions, so that the rule of one is replaced."""
    from fjidesk.model import applicability

    lead, *_ = two
    rule = applicability.rule

    def ruled(framework, facts, given):
        return {**rule(framework, facts, given), "R03": given.get("R02") != "na"}

    second_readings.agree(lead, CASE, "R02", Answer(answer="na"), "g")
    monkeypatch.setattr(applicability, "rule", ruled)
    error = refused("does-not-apply", second_readings.agree, lead, CASE, "R03", Answer(answer="yes"), "g")
    assert "R03 does not apply by what is agreed so far" in error.message
    second_readings.agree(lead, CASE, "R03", Answer(answer="na"), "g")


def test_neither_reader_is_told_what_was_agreed_and_the_deputy_is(two, desks, tmp_path):
    lead, one, other = two
    deputy = desks["deputy"]
    second_readings.take(lead, CASE, "R02", "second", "g")
    for desk in (one, other):
        bundles.bring_in(desk, [bundles.export(lead, tmp_path / lead.ids(), [desk.me]).path])
        kinds = {row["kind"] for row in desk.db.query("SELECT DISTINCT kind FROM revision")}
        assert "agreed" not in kinds
        assert {row["author"] for row in desk.db.query("SELECT DISTINCT author FROM revision")} == {lead.me, desk.me}
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path / lead.ids()).path])
    assert readings.agreed(deputy.db) == readings.agreed(lead.db)


def test_a_lead_who_reads_second_sees_nothing_of_the_first_until_both_are_finished(desks, tmp_path):
    lead, one = desks["lead"], desks["one"]
    inspection.withdraw_allocation(lead, CASE, desks["other"].me)
    inspection.allocate(lead, CASE, lead.me, "second")
    desks.read("one", CASE, FIRST)
    desks.read("one", "HB-02", {"R01": "no"}, finish=False)
    desks.carry("one", "lead")
    kept = ("reading", "answer", "limiting")
    assert {entry.kind for entry in history.history(lead, CASE)}.isdisjoint(kept)
    assert "not shown until both readings are finished" in lead.told[-1]
    assert any(entry.kind == "answer" for entry in history.history(lead, "HB-02"))
    seen = [entry for changed in history.changes(lead).cases for entry in changed.entries if entry.kind in kept]
    assert {entry.case for entry in seen} == {"HB-02"}
    refused("still-blind", reading.position, lead, CASE, one.me)
    refused("still-blind", history.as_it_was, lead, CASE, history.moment_of("2099-01-01"), one.me)
    refused("not-both-finished", second_readings.differences, lead, CASE)
    assert second_readings.differences(lead) == []
    assert all(line.answer in {"", "na"} for line in cases.case_sheet(lead, CASE).answers)
    assert [line.state for line in cases.cases(lead, everyone=True) if line.reference == CASE] == [
        "finished",
        "not started",
    ]
    desks.read("lead", CASE, SECOND)
    assert reading.position(lead, CASE, one.me).answers["R02"].answer == "no"
    assert any(entry.kind == "answer" and entry.who == "one" for entry in history.history(lead, CASE))
    assert len(second_readings.differences(lead)) == 3
    reading.reopen(lead, CASE, "x")
    refused("still-blind", reading.position, lead, CASE, one.me)
    inspection.withdraw_allocation(lead, CASE, lead.me)
    assert reading.position(lead, CASE, one.me).answers


def test_nothing_is_hidden_where_the_lead_does_not_read_the_case(two):
    lead, one, _ = two
    assert not blind.hidden(lead)(CASE, one.me)
    assert len(history.history(lead, CASE, "R02")) == 2
    assert conflicts.conflicts(lead) == []


def test_agreement_is_of_what_the_readers_said_whatever_was_agreed(two):
    lead, *_ = two
    before = agreeing.agreeing(lead)
    assert (before.overall.agreed, before.cases) == (before.overall.units - 3, 1)
    assert before.hint.startswith("1 case was read twice: under 30")
    parts = {one.id: one.agreement for one in before.questions}
    assert (parts["R02"].units, parts["R02"].agreed, parts["R09"].units) == (1, 0, 0)
    assert [(one.one, one.other) for one in before.readers] in ([("one", "other")], [("other", "one")])
    for group in (before.themes, before.sections, before.questions):
        assert sum(one.agreement.units for one in group) == before.overall.units
    second_readings.take(lead, CASE, "R02", "second", "g")
    assert agreeing.agreeing(lead) == before


def test_the_readers_of_a_pair_keep_their_places_whoever_reads_first(desks):
    lead = desks["lead"]
    for case in (CASE, "HB-03"):
        desks.read("one", case, {"R01": "yes", "R02": "yes"})
        desks.read("other", case, {"R01": "no", "R02": "yes"})
    for name in ("one", "other"):
        desks.carry(name, "lead")
    (found,) = agreeing.agreeing(lead).readers
    table = {pair: number for pair, number in found.agreement.table.items() if number and "na" not in pair}
    swapped = found.one == "other"
    assert table == {"yes/yes": 2, "no/yes" if swapped else "yes/no": 2}
    assert found.cases == 2


def test_the_summary_says_how_many_were_read_twice(two):
    lead, *_ = two
    second_readings.take(lead, CASE, "R02", "second", "g")
    said = {line.label: line.value for line in summary.content(lead).facts}["Second readings"]
    assert said == (
        "1 case read twice: 1 difference settled by an agreed answer, 2 open differences in 1 case; "
        "the first reading counts until they are settled"
    )
