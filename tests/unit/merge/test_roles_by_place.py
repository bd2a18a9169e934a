"""A role counts as it was where something was written; what a later word of the members forbids is put aside again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from fjidesk.desk import bundles, checks, import_log, planned
from fjidesk.desk.writing import may_write, write
from fjidesk.model.records import Case, Query, Reply
from fjidesk.store import history, revisions, team
from fjidesk.store.witness import go_ahead
from tests.field import Field, revision, signed

LATER = "Only the lead or deputy writes a record of the kind case."


@pytest.fixture
def desks(field_master, tmp_path):
    made = Field(field_master, tmp_path)
    with made.stack:
        yield made


def facts(desk):
    return {name: case.facts for name, case in team.cases(desk.db).items()}


def cases_by(author, counter):
    """Return a case of the sample as the author corrects it, at a place."""
    return revision(author, "case", ("HB-02",), Case(facts={"order": str(counter)}), counter)


def demoted(desks, role="inspector"):
    """Have the lead give the deputy another role; return the bundle that says so."""
    lead, deputy = desks["lead"], desks["deputy"]
    write(lead, [("member", (deputy.me,), replace(lead.roster[deputy.me], role=role))])
    return desks.out("lead", ("deputy",))


def bring(desk, *paths):
    outcomes = [bundles.bring_in(desk, [path])[0] for path in paths]
    assert [one.status for one in outcomes] == ["merged"] * len(paths), outcomes
    assert checks.check(desk).difference == ""
    return outcomes[-1]


def test_what_was_written_as_deputy_stays_and_what_comes_after_is_put_aside_in_either_order(desks, tmp_path):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    top = revisions.top_counter(lead.db)
    early = signed(deputy, one, [cases_by(deputy, top + 2)], tmp_path / "early.fjib")
    entry = replace(lead.roster[deputy.me], role="inspector")
    change = signed(lead, one, [revision(lead, "member", (deputy.me,), entry, top + 5)], tmp_path / "change.fjib")
    late = signed(deputy, one, [cases_by(deputy, top + 9)], tmp_path / "late.fjib", sequence=2)
    bring(one, early, late)
    before = history.last_place(one.db)
    assert facts(one)["HB-02"] == {"order": str(top + 9)}
    (planned_one,) = bundles.bring_in(one, [change], only_plan=True)
    assert planned_one.put_aside == 1
    assert planned_one.message.endswith(f"1 revision held here no longer counts and is quarantined: {LATER}")
    assert sum(row.quarantined for row in planned_one.rows) == 1
    assert facts(one)["HB-02"] == {"order": str(top + 9)}
    done = bring(one, change)
    assert (done.put_aside, done.message) == (1, planned_one.message)
    assert [aside.reason for aside in import_log.quarantine(one)] == [LATER]
    assert facts(one)["HB-02"] == {"order": str(top + 2)}
    assert history.last_place(one.db) > before
    other = desks["lead"]
    bring(other, signed(deputy, other, [cases_by(deputy, top + 9)], tmp_path / "late2.fjib", sequence=2))
    assert facts(other)["HB-02"] == {"order": str(top + 9)}
    write(other, [("member", (deputy.me,), entry)])  # later than what was written: it stays
    assert facts(other)["HB-02"] == {"order": str(top + 9)}


def test_whose_role_is_taken_writes_as_lead_no_more_and_hands_over_what_was_put_aside(desks):
    lead, deputy = desks["lead"], desks["deputy"]
    write(lead, [("case", ("HB-03",), Case(facts={"order": "yro"}))])
    bring(deputy, desks.out("lead"))  # each desk counts on from a place of its own
    change = demoted(desks)
    for number in range(12):  # until later than the change, which the deputy has not seen
        write(deputy, [("case", ("HB-02",), Case(facts={"order": f"late {number}"}))])
    assert not may_write(deputy, "case", ("HB-02",))
    bring(deputy, change)
    assert may_write(deputy, "case", ("HB-02",)) == f"{LATER[0].lower()}{LATER[1:]}"
    aside = {one.sealed.id for one in revisions.quarantined(deputy.db)}
    assert aside
    assert [one.file for one in import_log.quarantine(deputy)] == [""] * len(aside)
    bring(lead, desks.out("deputy"))
    assert {one.sealed.id for one in revisions.quarantined(lead.db)} == aside
    bring(deputy, desks.out("lead", ("deputy",)))
    assert checks.state(lead) == checks.state(deputy)
    assert facts(lead) == facts(deputy)


def test_what_was_put_aside_stays_aside_when_the_role_is_given_back(desks, tmp_path):
    lead, deputy = desks["lead"], desks["deputy"]
    demoted(desks)
    top = revisions.top_counter(lead.db)
    late = [cases_by(deputy, top + number) for number in range(1, 14)]
    bring(lead, signed(deputy, lead, late, tmp_path / "late.fjib"))
    aside = {one.sealed.id for one in revisions.quarantined(lead.db)}
    assert len(aside) == 13
    demoted(desks, "deputy")  # above all that is held, which is with what was put aside
    assert {one.sealed.id for one in revisions.quarantined(lead.db)} == aside
    write(lead, [("case", ("HB-02",), Case(facts={"order": "dto"}))])
    assert facts(lead)["HB-02"] == {"order": "dto"}
    bring(lead, signed(deputy, lead, [cases_by(deputy, top + 100)], tmp_path / "new.fjib", sequence=2))
    assert facts(lead)["HB-02"] == {"order": str(top + 100)}


def test_numbers_go_on_above_what_is_quarantined_also_where_an_older_version_quarantined_it(desks, tmp_path):
    lead, deputy = desks["lead"], desks["deputy"]
    demoted(desks)
    top = revisions.top_counter(lead.db)
    bring(lead, signed(deputy, lead, [cases_by(deputy, top + 5000)], tmp_path / "late.fjib"))
    with lead.store.writing() as db:
        db.execute("DELETE FROM setting WHERE name = 'top-aside'")
    assert revisions.top_counter(lead.db) == top + 5000
    bring(lead, signed(deputy, lead, [cases_by(deputy, top + 9)], tmp_path / "more.fjib", sequence=2))
    assert revisions.top_counter(lead.db) == top + 5000
    with lead.store.writing() as db:
        go_ahead(db, 1)  # as after a backup
    assert revisions.last_counter(lead.db) > top + 5000


def test_nobody_promotes_themselves_whatever_place_they_claim(desks, tmp_path):
    lead, one = desks["lead"], desks["one"]
    top = revisions.top_counter(lead.db)
    lines = [
        revision(one, "member", (one.me,), replace(lead.roster[one.me], role="lead"), counter)
        for counter in (1, 3, top + 3)
    ]
    bring(lead, signed(one, lead, [*lines, cases_by(one, 2), cases_by(one, top + 4)], tmp_path / "mine.fjib"))
    assert len(revisions.quarantined(lead.db)) == 5
    assert lead.roster[one.me].role == "inspector"


def test_a_reply_of_whoever_was_asked_stays_when_another_is_asked_and_when_it_is_withdrawn(desks):
    lead, one, other = desks["lead"], desks["one"], desks["other"]
    write(lead, [("query", ("q",), Query(case="HB-01", member=one.me, text="why?"))])
    bring(one, desks.out("lead", ("one",)))
    write(one, [("reply", ("q", "r"), Reply(text="so"))])
    write(lead, [("query", ("q",), Query(case="HB-01", member=other.me, text="why?"))])
    write(lead, [("query", ("q",), None)])
    bring(lead, desks.out("one"))
    assert team.replies(lead.db) == [("q", "so")]
    assert not revisions.quarantined(lead.db)


def test_an_older_desk_is_judged_whole_once(desks, tmp_path):
    lead, deputy = desks["lead"], desks["deputy"]
    demoted(desks)
    late = cases_by(deputy, revisions.top_counter(lead.db) + 1)
    with lead.store.writing() as db:  # as an older version left it, which judged by the roster of that day
        db.execute("DELETE FROM setting WHERE name = 'anchors'")
        revisions.add(db, [late])
    write(lead, [("case", ("HB-03",), Case(facts={"order": "yro"}))])
    assert [one.sealed.id for one in revisions.quarantined(lead.db)] == [late.id]
    assert lead.db.execute("SELECT value FROM setting WHERE name = 'anchors'").fetchone()[0] == lead.me


def test_a_sentence_for_each_reason():
    found: Any = SimpleNamespace(aside=(("a", "One."), ("b", "Two."), ("c", "Two.")))
    assert planned.put_aside(found) == [
        "By what it says of the members, 3 revisions held here no longer count and are quarantined.",
        "2 of them: Two.",
        "1 of them: One.",
    ]
    found.aside = found.aside[:1]
    assert planned.put_aside(found) == [
        "By what it says of the members, 1 revision held here no longer counts and is quarantined: One."
    ]
    found.aside = ()
    assert planned.put_aside(found) == []
