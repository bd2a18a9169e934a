"""K1: laptop lost: revoke key, case list re-allocated, imported work stays valid with its date."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, checks, conflicts, inspection, reading, scores, trust
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import readings
from fjidesk.store import team as stored


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    return error.value


@pytest.fixture
def lost(team, tmp_path):
    """Return lead, deputy, the reader whose laptop is lost, another reader, and a bundle written after the loss."""
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    reader = team.join("reader", first=("HB-01", "HB-02"))
    other = team.join("other", first=("HB-03",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    reading.answer(reader, "HB-02", "R01", Answer(answer="no"))
    early = bundles.export(reader, tmp_path / "early").path
    reading.answer(reader, "HB-02", "R02", Answer(answer="yes"))
    late = bundles.export(reader, tmp_path / "late").path
    assert bundles.bring_in(lead, [early])[0].status == "merged"
    return lead, deputy, reader, other, late


def test_what_was_merged_stays_and_later_bundles_are_refused(lost):
    lead, _, reader, _, late = lost
    before = scores.scores(lead)
    held = len(readings.answers(lead.db, ("HB-02", reader.me)))
    done = trust.revoke(lead, reader.me, "2013-11-18")
    assert (done.name, done.date, done.unfinished, done.reallocated) == ("reader", "2013-11-18", ["HB-02"], [])
    assert done.later > 0
    state = checks.state(lead)
    outcome = bundles.bring_in(lead, [late])[0]
    assert (outcome.status, outcome.code) == ("refused", "key-revoked")
    assert "2013-11-18" in outcome.message
    assert checks.state(lead) == state
    assert scores.scores(lead) == before
    assert len(readings.answers(lead.db, ("HB-02", reader.me))) == held
    assert not checks.check(lead).difference


def test_its_unfinished_cases_go_to_another_and_the_finished_one_counts(lost, tmp_path):
    lead, deputy, reader, other, _ = lost
    done = trust.revoke(lead, reader.me, to=other.me)
    assert done.reallocated == ["HB-02"]
    assert ("HB-01", reader.me, "first") in stored.allocations(lead.db)
    assert ("HB-02", other.me, "first") in stored.allocations(lead.db)
    assert all(entry[:2] != ("HB-02", reader.me) for entry in stored.allocations(lead.db))
    pack = bundles.pack(lead, other.me, tmp_path / "packs")
    assert bundles.bring_in(other, [pack.path])[0].status == "merged"
    reading.answer(other, "HB-02", "R01", Answer(answer="yes"))
    reading.finish(other, "HB-02", with_gaps=True)
    assert bundles.bring_in(lead, [bundles.export(other, tmp_path / "out").path])[0].status == "merged"
    assert scores.scores(lead).cases == 2
    refused("key-revoked", bundles.pack, lead, reader.me, tmp_path / "packs")
    assert bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "out").path])[0].status == "merged"
    refused("key-revoked", trust.revoke, deputy, reader.me)


def test_a_revocation_that_makes_no_sense_changes_nothing(lost, tmp_path):
    lead, deputy, reader, other, _ = lost
    before = checks.state(lead)
    refused("date-wrong", trust.revoke, lead, reader.me, "18 November")
    refused("date-wrong", trust.revoke, lead, reader.me, "2013-13-01")
    refused("date-later", trust.revoke, lead, reader.me, "2099-01-01")
    refused("own-key", trust.revoke, lead, lead.me)
    refused("key-revoked", trust.revoke, lead, reader.me, to=reader.me)
    inspection.allocate(lead, "HB-02", other.me, "second")
    after = checks.state(lead)
    refused("reader-twice", trust.revoke, lead, reader.me, to=other.me)
    refused("not-a-lead", trust.revoke, other, reader.me)
    assert checks.state(lead) == after != before
    assert not lead.member(reader.me).revoked
    bundles.bring_in(deputy, [bundles.pack(lead, deputy.me, tmp_path / "packs").path])
    assert trust.revoke(deputy, reader.me).name == "reader"


def test_a_revocation_stands_beside_a_newer_change_that_knew_nothing_of_it(lost, tmp_path):
    lead, deputy, reader, _, late = lost
    assert bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "roster").path])[0].status == "merged"
    trust.revoke(lead, reader.me, "2013-11-18")
    for day in range(10, 32):  # until its counter is higher than the lead's
        trust.set_until(deputy, reader.me, f"2013-12-{day}")
    assert bundles.bring_in(lead, [bundles.export(deputy, tmp_path / "of deputy").path])[0].conflicts == 1
    found = next(one for one in conflicts.conflicts(lead) if one.kind == "member")
    assert found.versions[-1].stands
    assert found.versions[-1].who == "deputy"
    assert lead.roster[reader.me].revoked == "2013-11-18"
    assert lead.member(reader.me).until == "2013-12-31"
    outcome = bundles.bring_in(lead, [late])[0]
    assert (outcome.status, outcome.code) == ("refused", "key-revoked")
    refused("key-revoked", trust.set_until, lead, reader.me, "2013-12-23")
    assert bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "of lead").path])[0].status == "merged"
    assert deputy.roster == lead.roster
    assert not checks.check(lead).difference
    conflicts.settle(lead, found.name, len(found.versions))  # the lead's word, who has seen both
    assert lead.roster[reader.me].revoked == ""


def test_of_two_revocations_the_earlier_counts(lost, tmp_path):
    lead, deputy, reader, _, _ = lost
    assert bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "roster").path])[0].status == "merged"
    trust.revoke(lead, reader.me, "2013-11-17")
    trust.set_until(deputy, reader.me, "2013-12-20")
    trust.revoke(deputy, reader.me, "2013-11-18")
    assert bundles.bring_in(lead, [bundles.export(deputy, tmp_path / "of deputy").path])[0].conflicts == 1
    assert lead.roster[reader.me].revoked == "2013-11-17"
