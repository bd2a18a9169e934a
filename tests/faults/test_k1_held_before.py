"""K1, R9: what a lead held before a key was revoked can reach others later, and what comes directly is refused."""

from __future__ import annotations

import secrets
import shutil

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import bundles, checks, reading, rebuilding, trust
from fjidesk.model.records import Answer
from tests.conftest import PASSPHRASE
from tests.faults.merging import seen


@pytest.fixture
def lost(team, tmp_path):
    """Return lead, deputy, a bundle merged before its reader's key was revoked, a later one, and the roster."""
    lead = team.lead()
    deputy, reader = team.join("deputy", "deputy"), team.join("reader", first=("HB-01", "HB-02"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    early = bundles.export(reader, tmp_path / "early").path
    reading.answer(reader, "HB-02", "R02", Answer(answer="yes"))
    late = bundles.export(reader, tmp_path / "late").path
    assert bundles.bring_in(lead, [early])[0].status == "merged"
    trust.revoke(lead, reader.me)
    roster = bundles.export(lead, tmp_path / "roster").path
    return lead, deputy, early, late, roster


def test_what_was_merged_is_known_again_and_what_was_not_is_refused(lost):
    lead, deputy, early, late, roster = lost
    state = checks.state(lead)
    assert [one.status for one in bundles.bring_in(lead, [early])] == ["already"]
    assert [one.code for one in bundles.bring_in(lead, [late])] == ["key-revoked"]
    assert checks.state(lead) == state
    bundles.bring_in(deputy, [roster])
    assert [one.code for one in bundles.bring_in(deputy, [early, late])] == ["key-revoked", "key-revoked"]


def test_a_lead_vouches_in_a_relay_and_nobody_else_does(lost, team, tmp_path):
    lead, deputy, _, late, _ = lost
    other = team.join("other", first=("HB-03",))
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "again").path])
    bundles.bring_in(other, [bundles.pack(lead, other.me, tmp_path / "packs").path])
    relay = bundles.relay(lead, tmp_path / "relay", deputy.me)
    outcomes = bundles.bring_in(deputy, [relay.path])
    assert {one.status for one in outcomes} <= {"merged", "already"}, outcomes
    (told,) = [one.message for one in outcomes if "vouches" in one.message]
    assert told.startswith("The key of reader is out of use since")
    assert "lead vouches that it came before" in told
    assert seen(deputy).state == seen(lead).state
    assert seen(deputy) == seen(lead)
    assert [one.code for one in bundles.bring_in(deputy, [late])] == ["key-revoked"]


def test_a_reader_who_carries_it_vouches_for_nothing(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    bundles.export(reader, tmp_path / "lost on the way")
    trust.revoke(lead, reader.me)
    other = team.join("other", first=("HB-02",))
    with other.store.writing() as db:  # as another who was given a copy of the file keeps it
        kept = [dict(row) for row in reader.db.table("bundle").rows if row["direction"] == "out"]
        db.table("bundle").insert_all(kept)
        db.table("signed").insert_all(
            [row for row in reader.db.table("signed").rows if row["hash"] == kept[-1]["hash"]]
        )
        db.execute("UPDATE bundle SET recipients = recipients || ' ' || ?, direction = 'in'", [lead.me])
    relay = bundles.relay(other, tmp_path / "relay", lead.me)
    outcomes = bundles.bring_in(lead, [relay.path])
    assert [one.code for one in outcomes if one.status == "refused"] == ["key-revoked"]


def test_a_lost_desk_takes_in_again_what_it_had_held(lost, team):
    lead, _, early, _, roster = lost
    was, key = seen(lead), team.root / "kept" / "identity"
    key.parent.mkdir()
    lead.close()
    shutil.copyfile(lead.folder / "identity", key)
    shutil.rmtree(lead.folder)
    desk, _ = rebuilding.start(
        team.root / "rebuilt", key, PASSPHRASE, clock=team.clock, ids=new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    team.stack.callback(desk.close)
    outcomes = rebuilding.fill(desk, [roster, *sorted((team.root / "packs").iterdir()), early])
    assert {one.status for one in outcomes} <= {"merged", "already"}, outcomes
    assert any("the owner of this desk vouches" in one.message for one in outcomes)
    assert seen(desk) == was
