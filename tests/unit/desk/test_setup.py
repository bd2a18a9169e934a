"""Desks, identities, the team and the sample."""

from __future__ import annotations

import secrets

import pytest

from fjidesk.clock import new_id, now, stamp
from fjidesk.desk import bundles, concerns, identity, inspection, workspace
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.records import Alert, Decision, Evidence, Limiting, Query
from fjidesk.store import team as stored
from tests.conftest import PASSPHRASE


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    assert error.value.message
    return error.value


def make(folder, passphrase=PASSPHRASE):
    return workspace.create(folder, passphrase, clock=now, ids=new_id, entropy=secrets.token_bytes(32), rounds=1)


def open_it(folder, passphrase=PASSPHRASE):
    return workspace.open_desk(folder, passphrase, clock=now, ids=new_id)


def test_a_desk_is_made_once_and_opened_with_its_passphrase(tmp_path):
    desk, secret = make(tmp_path / "desk")
    assert secret.startswith("AGE-SECRET-KEY-1")
    refused("desk-there", make, tmp_path / "desk")
    refused("store-open", open_it, tmp_path / "desk")
    desk.close()
    refused("wrong-passphrase", open_it, tmp_path / "desk", "something else entirely")
    refused("no-desk", open_it, tmp_path / "elsewhere")
    refused("passphrase-short", make, tmp_path / "other", "elevenchars")
    assert not (tmp_path / "other").exists()
    again = open_it(tmp_path / "desk")
    assert (again.me, again.device) == (desk.me, desk.device)
    refused("no-inspection", lambda: again.inspection)
    refused("name-missing", identity.card, again)
    again.close()


@pytest.mark.unix
def test_a_desks_files_are_for_its_owner_only(tmp_path):
    make(tmp_path / "desk")[0].close()
    assert (tmp_path / "desk").stat().st_mode & 0o077 == 0
    for path in (tmp_path / "desk").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_lost_part_of_a_desk_is_named(tmp_path):
    make(tmp_path / "desk")[0].close()
    (tmp_path / "desk" / workspace.SEALED_KEY).rename(tmp_path / "kept")
    refused("store-key-damaged", open_it, tmp_path / "desk")
    (tmp_path / "kept").rename(tmp_path / "desk" / workspace.SEALED_KEY)
    (tmp_path / "desk" / workspace.STORE).rename(tmp_path / "kept")
    refused("store-missing", open_it, tmp_path / "desk")
    (tmp_path / "kept").rename(tmp_path / "desk" / workspace.STORE)
    desk = open_it(tmp_path / "desk")
    with desk.store.writing() as db:
        db.execute("DELETE FROM setting")
    desk.close()
    with pytest.raises(StoreRefused):
        open_it(tmp_path / "desk")


def test_a_profile_needs_a_name_and_a_role(tmp_path):
    desk, _ = make(tmp_path / "desk")
    refused("role-unknown", identity.describe, desk, identity.Profile("x", "", "", "queen"))
    refused("name-missing", identity.describe, desk, identity.Profile(" ", "", "", "lead"))
    identity.describe(desk, identity.Profile("inspector 3", "", "health", "inspector"))
    shown = identity.show(desk)
    assert (shown.name, len(shown.words.split())) == ("inspector 3", 6)
    refused("not-a-lead", inspection.create, desk, "T", inspection.framework_bytes("fji-2014"), "f.toml")
    desk.close()


def test_members_are_added_once_under_one_name(team):
    lead = team.lead()
    card = identity.card(team.make("inspector 3"))
    twin = identity.card(team.make("Inspector 3"))
    words = inspection.read_card(card).words
    refused("words-missing", inspection.add_member, lead, card, "")
    refused("words-count", inspection.add_member, lead, card, words + " more")
    assert inspection.add_member(lead, card, words.upper().replace(" ", ",  ")).role == "inspector"
    refused("member-there", inspection.add_member, lead, card, words)
    refused("member-name-twice", inspection.add_member, lead, twin, inspection.read_card(twin).words)
    found = inspection.find_member(lead, "INSPECTOR 3")
    assert inspection.find_member(lead, found[:10]) == found
    refused("member-unknown", inspection.find_member, lead, "inspector 4")


def test_allocations_that_make_no_sense_are_refused_and_a_table_is_taken_whole(team):
    lead = team.lead()
    one, two = team.join("one"), team.join("two")
    inspection.allocate(lead, "HB-01", one.me, "first")
    for code, case, member, turn in (
        ("case-unknown", "HB-99", one.me, "first"),
        ("turn-unknown", "HB-02", one.me, "third"),
        ("turn-taken", "HB-01", two.me, "first"),
        ("reader-twice", "HB-01", one.me, "second"),
    ):
        refused(code, inspection.allocate, lead, case, member, turn)
        refused(code, inspection.allocate_all, lead, [("HB-03", one.me, "first"), (case, member, turn)])
    assert [entry.case for entry in stored.allocations(lead.db)] == ["HB-01"]
    assert not inspection.allocate(lead, "HB-01", one.me, "first").revisions


def test_packs_and_exports_that_make_no_sense_are_refused(team, tmp_path):
    lead = team.lead()
    one, two = team.join("one", first=("HB-01",)), team.join("two")
    fresh = team.make("fresh")
    refused("not-a-lead", bundles.pack, one, one.me, tmp_path)
    refused("nothing-to-export", bundles.export, one, tmp_path)
    refused("nobody-to-export-to", bundles.export, fresh, tmp_path)
    refused("one-at-a-time", bundles.export, lead, tmp_path, [one.me, two.me])
    readings = bundles.export(lead, tmp_path, [one.me])
    refused("not-for-you", bundles.open_pack, fresh, readings.path, "x")


def test_a_members_bundle_holds_nothing_of_the_others_cases(team, tmp_path):
    lead = team.lead()
    one = team.join("one", first=("HB-01",))
    team.join("two", first=("HB-02",))
    concerns.ask(lead, Query(case="HB-02", member=team.desks["two"].me, text="Which?"))
    path = bundles.export(lead, tmp_path, [one.me]).path
    held = bundles.look(one, path).bundle.revisions
    cases = {revision.revision.key[0] for revision in held if revision.revision.kind in {"case", "allocation"}}
    assert cases == {"HB-01"}
    assert not [revision for revision in held if revision.revision.kind == "query"]


def test_concerns_that_make_no_sense_are_refused(team):
    lead = team.lead()
    one = team.join("one", first=("HB-01",))
    alert = Alert(case="HB-09", at_risk="child", what="w", told="t", told_at="2013-11-18T10:00:00Z")
    refused("case-unknown", concerns.raise_alert, one, alert)
    refused("alert-unknown", concerns.close_alert, lead, one.me, "x", "done")
    refused("theme-unknown", concerns.flag_limiting, one, "HB-01", "colour", Limiting(at_risk="child", text="t"))
    refused(
        "flag-unknown", concerns.decide_limiting, lead, "HB-01", one.me, "public", Decision(limits=True, reason="r")
    )
    refused("theme-unknown", concerns.add_evidence, one, Evidence(kind="data", theme="x", text="t"))
    refused(
        "topic-unknown", concerns.add_evidence, one, Evidence(kind="data", theme="governance", topic="G99", text="t")
    )
    refused("query-unknown", concerns.reply, one, "x", "y")
    refused("not-yours", concerns.ask, one, Query(case="HB-01", member=lead.me, text="?"))
    concerns.flag_limiting(one, "HB-01", "public", Limiting(at_risk="child", text="t"))
    name = concerns.raise_alert(one, Alert(case="HB-01", at_risk="child", what="w", told="t", told_at=""))
    refused("outcome-missing", concerns.close_alert, one, one.me, name, " ")
    own = concerns.ask(lead, Query(case="HB-01", member=lead.me, text="?"))
    refused("reply-empty", concerns.reply, lead, own, "")


def test_the_clock_speaks_utc_to_the_second():
    assert stamp(now()).endswith("Z")
    assert now().microsecond == 0
    assert new_id() != new_id()
