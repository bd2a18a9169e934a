"""What a lead changes while readers are at work travels out in the next pack, and takes nothing of theirs away."""

from __future__ import annotations

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import (
    backups,
    bundles,
    cases,
    checks,
    conflicts,
    corrections,
    inspection,
    reading,
    scores,
    trust,
    workspace,
)
from fjidesk.desk import identity as identity_of
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import readings
from fjidesk.store import team as stored
from tests.conftest import PASSPHRASE


@pytest.fixture
def pair(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01", "HB-02"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="mine"))
    return lead, reader


def packed(lead, reader, folder):
    outcome = bundles.bring_in(reader, [bundles.pack(lead, reader.me, folder).path])[0]
    assert (outcome.status, outcome.quarantined) == ("merged", 0)
    assert not checks.check(reader).difference


def test_a_replaced_case_leaves_what_was_answered(pair, tmp_path):
    lead, reader = pair
    inspection.import_cases(lead, b"reference,order,stage\nHB-01,dto,ended\n", "again.csv")
    packed(lead, reader, tmp_path)
    assert stored.cases(reader.db)["HB-01"].facts["order"] == "dto"
    assert readings.answers(reader.db, ("HB-01", reader.me))["R01"].note == "mine"
    found = readings.reading(reader.db, ("HB-01", reader.me))
    assert found is not None
    assert found.facts["order"] == "yro", (
        "the reading keeps the facts that it was read by, until the reader changes them"
    )
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    assert readings.answers(lead.db, ("HB-01", reader.me))["R01"].note == "mine"


def test_a_case_taken_back_and_another_given(pair, tmp_path):
    lead, reader = pair
    inspection.withdraw_allocation(lead, "HB-01", reader.me)
    inspection.allocate(lead, "HB-03", reader.me, "first")
    packed(lead, reader, tmp_path)
    states = {line.reference: (line.state, line.answered) for line in cases.cases(reader)}
    assert states == {"HB-01": ("withdrawn", 1), "HB-02": ("not started", 0), "HB-03": ("not started", 0)}
    assert cases.withdrawn_at(reader, "HB-01")
    assert readings.answers(reader.db, ("HB-01", reader.me))["R01"].note == "mine"
    reading.answer(reader, "HB-03", "R01", Answer(answer="no"))
    assert bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])[0].quarantined == 0
    assert readings.answers(lead.db, ("HB-01", reader.me))["R01"].note == "mine"


def allocated(desk):
    return {one.case for one in stored.allocations(desk.db) if one.member == desk.me}


def test_whoever_takes_a_case_back_tells_it_with_the_first_file(team, pair, tmp_path):
    lead, reader = pair
    deputy = team.join("deputy", "deputy")
    packed(lead, reader, tmp_path)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    inspection.withdraw_allocation(deputy, "HB-01", reader.me)
    told = bundles.export(deputy, tmp_path, [reader.me])
    assert "1 allocation" in told.holds
    bundles.bring_in(reader, [told.path])
    assert allocated(reader) == {"HB-02"}
    inspection.withdraw_allocation(deputy, "HB-02", reader.me)
    packed(deputy, reader, tmp_path)
    assert allocated(reader) == set()


def test_what_one_who_leads_took_back_is_told_by_the_pack_of_the_other(team, pair, tmp_path):
    lead, reader = pair
    deputy = team.join("deputy", "deputy")
    packed(lead, reader, tmp_path)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    inspection.withdraw_allocation(deputy, "HB-01", reader.me)
    bundles.bring_in(lead, [bundles.export(deputy, tmp_path).path])
    inspection.withdraw_allocation(lead, "HB-02", reader.me)
    packed(lead, reader, tmp_path)
    assert allocated(reader) == set()
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    inspection.allocate(deputy, "HB-01", reader.me, "first")
    bundles.bring_in(lead, [bundles.export(deputy, tmp_path).path])
    packed(lead, reader, tmp_path)
    assert allocated(reader) == {"HB-01"}, "and so is what was given again"
    assert not checks.check(reader).difference


def test_a_deputy_who_said_the_allocation_again_unaware_tells_later_that_it_was_taken_back(team, pair, tmp_path):
    """Saying it again was no change, so that there is nothing to settle."""
    lead, reader = pair
    deputy = team.join("deputy", "deputy")
    packed(lead, reader, tmp_path)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    for _ in range(20):  # so that what the lead does has the later place
        inspection.allocate(lead, "HB-03", reader.me, "first")
        inspection.withdraw_allocation(lead, "HB-03", reader.me)
    inspection.withdraw_allocation(lead, "HB-02", reader.me)
    packed(deputy, reader, tmp_path)  # has not heard of it
    assert allocated(reader) == {"HB-01", "HB-02"}
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    assert {one.case for one in stored.allocations(deputy.db) if one.member == reader.me} == {"HB-01"}
    assert conflicts.conflicts(deputy) == []
    packed(deputy, reader, tmp_path)
    assert allocated(reader) == {"HB-01"}


def test_a_lead_who_was_set_back_tells_what_is_taken_back(team, pair, tmp_path):
    lead, reader = pair
    saved = backups.make(lead, "test")
    lead.close()
    identity = workspace.unlock(lead.folder, PASSPHRASE)
    backups.restore(lead.folder, identity, saved.name, clock=team.clock, ids=new_id)
    lead = team.reopen("lead")
    inspection.withdraw_allocation(lead, "HB-01", reader.me)
    packed(lead, reader, tmp_path)
    assert allocated(reader) == {"HB-02"}


def test_a_case_that_a_deputy_may_have_told_is_told_as_taken_back(team, pair, tmp_path):
    """What was changed at one desk alone nobody knows of; a deputy who has heard of it may have handed a pack out."""
    lead, _ = pair
    new = team.make("new", "inspector")
    card = identity_of.card(new)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.allocate(lead, "HB-03", new.me, "first")
    inspection.withdraw_allocation(lead, "HB-03", new.me)
    assert "allocation" not in bundles.pack(lead, new.me, tmp_path / "1").holds, "nobody can have told it"
    other = team.make("other", "inspector")
    card = identity_of.card(other)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    deputy = team.join("deputy", "deputy")
    inspection.allocate(lead, "HB-03", other.me, "first")
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "2").path])
    inspection.withdraw_allocation(lead, "HB-03", other.me)
    assert "1 allocation" in bundles.pack(lead, other.me, tmp_path / "3").holds


def test_a_revoked_key_is_refused_where_the_roster_has_come(team, pair, tmp_path):
    lead, reader = pair
    deputy = team.join("deputy", "deputy")
    packed(lead, reader, tmp_path)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    pack = bundles.pack(deputy, reader.me, tmp_path).path
    assert bundles.look(reader, pack).add, "the deputy's pack would come in"
    trust.revoke(lead, deputy.me)
    packed(lead, reader, tmp_path)
    assert bundles.bring_in(reader, [pack])[0].code == "key-revoked"
    assert "deputy" not in bundles.export(reader, tmp_path).recipients


def corrected(text):
    """Return the framework with R02 retired for another question."""
    start = text.index('id = "R02"')
    text = text[:start] + 'id = "R99"' + text[start + len('id = "R02"') :]
    return text.replace('question = "R02"', 'question = "R99"').replace('version = "1"', 'version = "2"', 1)


def test_a_corrected_framework_rules_again_and_keeps_answers_to_what_is_gone(team, pair, tmp_path):
    lead, reader = pair
    deputy = team.join("deputy", "deputy")
    reading.answer(reader, "HB-01", "R02", Answer(answer="no", note="kept"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    old = inspection.framework_bytes("fji-2014").decode()
    with pytest.raises(Refused) as refused:
        corrections.correct_framework(lead, old.encode(), "same.toml")
    assert refused.value.code == "framework-same"
    text = corrected(old)
    found = corrections.correct_framework(lead, text.encode(), "fji-2014.toml")
    assert found.version == "2"
    assert "R99" in {line.id for line in scores.scores(lead).questions}
    assert not checks.check(lead).difference, "what applies was ruled again on the lead's own desk"
    packed(lead, reader, tmp_path)
    assert (reader.framework.version, reader.inspection.framework_sha256) == ("2", found.sha256)
    assert readings.answers(reader.db, ("HB-01", reader.me))["R02"].note == "kept"
    assert "R02" not in {line.question for line in cases.case_sheet(reader, "HB-01").answers}
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path, bundles.export(reader, tmp_path).path])
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    assert checks.state(deputy) == checks.state(lead)
    for desk in (lead, deputy):
        assert not checks.check(desk).difference
        assert readings.answers(desk.db, ("HB-01", reader.me))["R02"].note == "kept"


def test_a_correction_that_changes_when_a_question_applies_is_ruled_in_every_reading(pair, tmp_path):
    lead, reader = pair
    old = inspection.framework_bytes("fji-2014").decode()
    out = readings.all_ruled_out(reader.db)["HB-01", reader.me]
    question = next(one for one in reader.framework.questions if one.applies is not None and one.id in out)
    start = old.index(f'id = "{question.id}"')
    line = old.index("applies", start)
    text = old[:line] + old[old.index("\n", line) + 1 :]  # it applies everywhere now
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    assert question.id in readings.all_ruled_out(reader.db)["HB-01", reader.me]
    corrections.correct_framework(lead, text.replace('version = "1"', 'version = "2"', 1).encode(), "fji-2014.toml")
    packed(lead, reader, tmp_path)
    assert question.id not in readings.all_ruled_out(reader.db).get(("HB-01", reader.me), ())
    assert question.id not in readings.all_ruled_out(lead.db).get(("HB-01", reader.me), ())
    assert not checks.check(lead).difference


def test_another_framework_is_no_correction(pair):
    lead, _ = pair
    with pytest.raises(Refused) as refused:
        text = inspection.framework_bytes("fji-2014").decode().replace('id = "fji-2014"', 'id = "fji-2015"', 1)
        corrections.correct_framework(lead, text.encode(), "fji-2015.toml")
    assert refused.value.code == "framework-other"
