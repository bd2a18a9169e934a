"""K5: key rotation in the middle of an inspection: one person, two keys, one set of readings."""

from __future__ import annotations

import itertools
import random

import pytest

from fjidesk.bundle import succession
from fjidesk.desk import (
    bundles,
    cases,
    checks,
    concerns,
    history,
    identity,
    inspection,
    keyring,
    reading,
    scores,
    summary,
    trust,
    undo,
)
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Evidence, Limiting, Query
from fjidesk.store import readings, revisions
from fjidesk.store import team as stored
from tests.conftest import PASSPHRASE, ROUNDS


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    return error.value


def accept(desk, data):
    return trust.accept_key(desk, data, succession.read(data).words)


def merged(desk, *paths):
    outcomes = bundles.bring_in(desk, paths)
    assert [(one.status, one.conflicts, one.quarantined) for one in outcomes] == [("merged", 0, 0)] * len(paths)


@pytest.fixture
def middle(team, tmp_path):
    """Return lead, deputy and a reader with one reading merged, one begun, and a flag."""
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    reader = team.join("reader", first=("HB-01", "HB-02"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    reading.answer(reader, "HB-02", "R01", Answer(answer="no", note="before"))
    concerns.flag_limiting(reader, "HB-02", "public", Limiting(at_risk="other", text="made up"))
    concerns.add_evidence(reader, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    before = bundles.export(reader, tmp_path / "before").path
    merged(lead, before)
    return lead, deputy, reader, before


def go_on(reader):
    """Work with the new key on what the old key wrote."""
    reading.answer(reader, "HB-02", "R01", Answer(answer="yes", note="after"))
    reading.answer(reader, "HB-02", "R02", Answer(answer="yes"))
    concerns.flag_limiting(reader, "HB-02", "public", Limiting(at_risk="child", text="changed"))
    reading.finish(reader, "HB-02", with_gaps=True)
    reading.reopen(reader, "HB-01", "more to say")
    reading.answer(reader, "HB-01", "R01", Answer(answer="no"))
    reading.finish(reader, "HB-01", with_gaps=True)


def test_the_reader_goes_on_at_once_and_the_lead_merges_before_and_after(middle, tmp_path):
    lead, deputy, reader, before = middle
    first, old = reader.me, reader.fingerprint
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    assert (reader.me, reader.fingerprint != old) == (first, True)
    assert identity.card(reader) == data
    go_on(reader)  # before anybody accepted the new key
    after = bundles.export(reader, tmp_path / "after").path
    assert bundles.bring_in(lead, [after])[0].code == "not-a-member"
    accept(lead, data)
    merged(lead, after)
    assert stored.allocations(lead.db) == stored.allocations(reader.db)
    assert set(readings.readings(lead.db)) == {("HB-01", first), ("HB-02", first)}
    assert readings.answers(lead.db, ("HB-02", first))["R01"].note == "after"
    assert readings.limiting(lead.db)["HB-02", first, "public"][0].text == "changed"
    found = scores.scores(lead)
    assert (found.cases, found.themes[0].yes, found.themes[0].applicable) == (2, 2, 3)
    assert not revisions.conflicts(lead.db)
    assert not checks.check(lead).difference
    assert not checks.check(reader).difference
    merged(deputy, bundles.export(lead, tmp_path / "from-lead").path, after)
    assert scores.scores(deputy) == found
    assert checks.state(deputy) == checks.state(lead)
    outcome = bundles.bring_in(deputy, [before])[0]
    assert outcome.code == "key-replaced"
    assert "replaced by a new one on" in outcome.message
    assert "bundle export --all" in outcome.remedy
    assert bundles.bring_in(lead, [before])[0].status == "already", "it came before the key was replaced"


def test_the_chain_is_one_member_wherever_members_are_counted_or_named(middle, tmp_path):
    lead, _, reader, _ = middle
    counted = revisions.extent(lead.db).authors
    accept(lead, keyring.rotate(reader, PASSPHRASE, ROUNDS))
    go_on(reader)
    merged(lead, bundles.export(reader, tmp_path).path)
    assert revisions.extent(lead.db).authors == counted
    assert summary.content(lead)
    assert inspection.find_member(lead, "reader") == reader.me
    assert inspection.find_member(lead, reader.fingerprint[:12]) == reader.me
    assert sorted(member.name for member in lead.members.values()) == ["deputy", "lead", "reader"]
    assert lead.member(reader.me).public_key == reader.identity.public_line
    assert [line.reader for line in cases.cases(lead) if line.reader] == ["reader", "reader"]
    refused("reader-twice", inspection.allocate, lead, "HB-01", reader.fingerprint, "second")
    inspection.allocate(lead, "HB-03", reader.fingerprint, "first")
    assert ("HB-03", reader.me, "first") in stored.allocations(lead.db)
    inspection.withdraw_allocation(lead, "HB-03", reader.fingerprint)
    assert len(stored.allocations(lead.db)) == 2


def test_packs_and_queries_reach_the_new_key_and_what_was_under_way_opens_too(middle, tmp_path):
    lead, _, reader, _ = middle
    inspection.allocate(lead, "HB-03", reader.me, "first")
    under_way = bundles.pack(lead, reader.me, tmp_path / "packs").path  # sealed to the old key
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    merged(reader, under_way)
    accept(lead, data)
    asked = concerns.ask(lead, Query(case="HB-01", member=reader.me, text="Which record?"))
    merged(reader, bundles.pack(lead, reader.me, tmp_path / "packs").path)
    concerns.reply(reader, asked, "The contact log.")
    reading.answer(reader, "HB-03", "R01", Answer(answer="yes"))
    merged(lead, bundles.export(reader, tmp_path / "out").path)
    assert stored.replies(lead.db) == [(asked, "The contact log.")]
    assert identity.card(reader) != data  # accepted: from now on it is a card like any other
    again = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    accept(lead, again)
    reading.answer(reader, "HB-03", "R02", Answer(answer="yes"))
    merged(lead, bundles.export(reader, tmp_path / "out").path)
    assert len(readings.answers(lead.db, ("HB-03", reader.me))) == 2
    assert len(reader.former) == 2


def test_a_second_new_key_waits_for_the_first_to_be_accepted(middle):
    _, _, reader, _ = middle
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    refused("rotation-pending", keyring.rotate, reader, PASSPHRASE, ROUNDS)
    refused("wrong-passphrase", keyring.rotate, middle[0], "something else entirely", ROUNDS)


def test_the_new_key_is_there_after_a_restart(team, middle, tmp_path):
    lead, _, reader, _ = middle
    first = reader.me
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    go_on(reader)
    reader = team.reopen("reader")
    assert (reader.me, reader.card, len(reader.former)) == (first, data, 1)
    assert cases.cases(reader)[0].state == "finished"
    accept(lead, data)
    merged(lead, bundles.export(reader, tmp_path).path)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_bundles_decides_nothing(middle, tmp_path, seed):
    lead, deputy, reader, _ = middle
    accept(lead, keyring.rotate(reader, PASSPHRASE, ROUNDS))
    files = [bundles.export(lead, tmp_path / "out").path]
    go_on(reader)
    files.append(bundles.export(reader, tmp_path / "out").path)
    reading.reopen(reader, "HB-02", "again")
    reading.finish(reader, "HB-02", with_gaps=True)
    files.append(bundles.export(reader, tmp_path / "out").path)
    merged(lead, *files[1:])
    order = random.Random(seed).sample(files, len(files))
    for path in itertools.chain(order, files):  # a bundle by a key that is not known yet is refused, and brought again
        bundles.bring_in(deputy, [path])
    assert checks.state(deputy) == checks.state(lead)
    assert scores.scores(deputy) == scores.scores(lead)


def test_a_leads_new_key_is_accepted_at_every_desk(middle, tmp_path):
    lead, deputy, reader, _ = middle
    data = keyring.rotate(lead, PASSPHRASE, ROUNDS)
    assert [lead.roster[one].revoked != "" for one in (lead.me, lead.fingerprint)] == [True, False]
    inspection.allocate(lead, "HB-03", reader.me, "first")
    pack = bundles.pack(lead, reader.me, tmp_path / "packs").path
    whole = bundles.export(lead, tmp_path / "out").path
    assert bundles.bring_in(reader, [pack])[0].code == "not-a-member"
    for desk, path in ((reader, pack), (deputy, whole)):
        assert accept(desk, data).role == "lead"
        refused("member-there", accept, desk, data)
        merged(desk, path)
        assert desk.member(lead.me).public_key == lead.identity.public_line
        assert not checks.check(desk).difference
    go_on(reader)
    merged(lead, bundles.export(reader, tmp_path / "out").path)
    assert scores.scores(lead).cases == 2


def test_a_reader_accepts_no_other_readers_key_and_a_revoked_key_names_none(team, middle):
    lead, _, reader, _ = middle
    other = team.join("other", first=("HB-03",))
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    refused("not-a-lead", accept, other, data)
    trust.revoke(lead, reader.me)
    refused("key-revoked", accept, lead, data)


def test_a_new_key_that_was_accepted_ahead_of_the_roster_falls_with_the_old_one(middle, tmp_path):
    lead, deputy, reader, _ = middle
    merged(deputy, bundles.export(lead, tmp_path / "first").path)
    accept(reader, keyring.rotate(lead, PASSPHRASE, ROUNDS))
    assert lead.fingerprint in reader.roster
    trust.revoke(deputy, lead.me)
    merged(reader, bundles.pack(deputy, reader.me, tmp_path / "packs").path)
    assert lead.fingerprint not in reader.roster
    late = bundles.export(lead, tmp_path / "late", [reader.me]).path
    assert bundles.bring_in(reader, [late])[0].code == "not-a-member"


def test_a_lead_and_a_deputy_who_both_accept_a_key_write_the_same(middle, tmp_path):
    lead, deputy, reader, _ = middle
    merged(deputy, bundles.export(lead, tmp_path / "first").path)
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    assert accept(lead, data) == accept(deputy, data)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "from-lead").path])
    bundles.bring_in(lead, [bundles.export(deputy, tmp_path / "from-deputy").path])
    assert deputy.roster == lead.roster
    assert lead.roster[reader.me].revoked
    go_on(reader)
    after = bundles.export(reader, tmp_path / "after").path
    for desk in (lead, deputy):
        assert bundles.bring_in(desk, [after])[0].status == "merged"
    assert checks.state(lead) == checks.state(deputy)
    assert scores.scores(lead) == scores.scores(deputy)


def test_undo_and_redo_go_on_over_a_change_of_key(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    undo.undo(reader)
    assert "R01" not in reading.position(reader, "HB-01").answers
    undo.redo(reader)
    assert reading.position(reader, "HB-01").answers["R01"].answer == "yes"
    reading.answer(reader, "HB-01", "R02", Answer(answer="no", reasons=["late"]))
    undo.undo(reader)
    assert "R02" not in reading.position(reader, "HB-01").answers


def test_a_change_of_key_is_not_told_as_a_sanction(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    accept(lead, keyring.rotate(reader, PASSPHRASE, ROUNDS))
    merged(reader, bundles.pack(lead, reader.me, tmp_path).path)
    words = [entry.words for changed in history.changes(reader).cases for entry in changed.entries]
    assert "reader changed to a new key; the old one signs no more" in words
    assert not any("revoked" in said for said in words)
