"""What a lead changes while readers are at work travels out in the next pack, and takes nothing of theirs away."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, cases, checks, corrections, inspection, reading, scores, trust
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import readings
from fjidesk.store import team as stored


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
    assert {line.reference for line in cases.cases(reader) if line.state != "not allocated"} == {"HB-02", "HB-03"}
    assert readings.answers(reader.db, ("HB-01", reader.me))["R01"].note == "mine"
    reading.answer(reader, "HB-03", "R01", Answer(answer="no"))
    assert bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])[0].quarantined == 0
    assert readings.answers(lead.db, ("HB-01", reader.me))["R01"].note == "mine"


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
