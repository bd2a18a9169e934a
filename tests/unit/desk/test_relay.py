"""A relay carries what others signed, byte for byte, and the receiver believes each by its own signature alone."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.bundle import carrying, seal
from fjidesk.bundle import verify as opening
from fjidesk.bundle import write as writing
from fjidesk.bundle.manifest import Manifest
from fjidesk.desk import bundles, checks, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.model.revision import state_hash
from fjidesk.store import log, revisions


@pytest.fixture
def desks(team):
    """A lead, a deputy and two readers; both readers' bundles were brought in by the deputy alone."""
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    one, other = team.join("one", first=("HB-01",)), team.join("other", first=("HB-02",))
    bundles.bring_in(deputy, [bundles.export(lead, team.root / "out").path])
    for desk, case in ((one, "HB-01"), (other, "HB-02")):
        reading.answer(desk, case, "R01", Answer(answer="yes"))
        reading.finish(desk, case, with_gaps=True)
        bundles.bring_in(deputy, [bundles.export(desk, team.root / "out", [deputy.me]).path])
    return lead, deputy, one, other


def refused(code, function, *arguments, **named):
    with pytest.raises(Refused) as caught:
        function(*arguments, **named)
    assert caught.value.code == code


def test_what_readers_sent_the_deputy_reaches_the_lead(desks, tmp_path):
    lead, deputy, one, _ = desks
    done = bundles.relay(deputy, tmp_path, lead.me)
    shown = bundles.inspect(lead, done.path)
    assert (shown.kind, shown.signer, shown.counts) == ("relay", "deputy", {"bundle": done.revisions})
    before = checks.state(lead)
    planned = bundles.bring_in(lead, [done.path], only_plan=True)
    assert checks.state(lead) == before
    assert {row.member for outcome in planned for row in outcome.rows if row.added} == {"one", "other"}
    outcomes = bundles.bring_in(lead, [done.path])
    assert [(one.status, bool(one.carried)) for one in outcomes].count(("merged", True)) == 2
    assert outcomes[-1].carried == ""
    assert outcomes[-1].status == "merged"
    assert checks.state(lead) == checks.state(deputy)
    assert not revisions.quarantined(lead.db), "each was judged by its own signer, and not by who carried it"
    assert {found.author for found in log.listed(lead.db)} >= {one.me}
    again = bundles.bring_in(lead, [done.path])
    assert {found.status for found in again} == {"already"}
    late = bundles.export(one, tmp_path, [lead.me])
    assert bundles.bring_in(lead, [late.path])[0].status == "merged", "the direct one is still welcome"


def test_signed_bytes_are_carried_unchanged(desks, tmp_path):
    lead, deputy, one, _ = desks
    direct = bundles.export(one, tmp_path, [deputy.me])
    bundles.bring_in(deputy, [direct.path])
    signed = seal.unseal(direct.path.read_bytes(), deputy.identity)
    assert log.signed(deputy.db, direct.hash) == log.signed(one.db, direct.hash) == signed
    done = bundles.relay(deputy, tmp_path, lead.me, [one.me])
    relay = opening.verify(done.path.read_bytes(), lead.identity, lead.roster)
    assert signed in relay.carried
    assert {opening.verify_carried(each, lead.roster).signer for each in relay.carried} == {one.me}


def relayed(lead, deputy, inside, **changes):
    """Return a relay that the deputy signed, with whatever is carried."""
    hashes = [writing.name_of(one) for one in inside]
    first = lead.inspection
    parts = {
        "format": 1,
        "kind": "relay",
        "inspection": first.id,
        "author": deputy.me,
        "device": deputy.device,
        "sequence": 99,
        "previous": "",
        "before": {},
        "created": "2013-11-18T09:00:00Z",
        "framework": (first.framework, first.framework_version, first.framework_sha256),
        "recipients": [lead.me],
        "counts": carrying.counts_of(hashes),
        "state": state_hash(hashes),
        "carried": hashes,
        **changes,
    }
    lines = [carrying.line(one) for one in inside]
    return writing.write_lines(deputy.identity, Manifest(**parts), lines, {lead.me: lead.identity.public_line}).data


def test_a_bad_one_is_refused_by_itself(desks, tmp_path):
    lead, deputy, one, other = desks
    good = [log.signed(deputy.db, found.hash) for found in log.carriable(deputy.db) if found.author == one.me]
    bad = [log.signed(deputy.db, found.hash) for found in log.carriable(deputy.db) if found.author == other.me]
    flipped = bad[0][:-9] + bytes([bad[0][-9] ^ 1]) + bad[0][-8:]
    (tmp_path / "r.fjib").write_bytes(relayed(lead, deputy, [flipped, *good]))
    outcomes = bundles.bring_in(lead, [tmp_path / "r.fjib"])
    assert [(found.status, found.code) for found in outcomes] == [
        ("refused", "signature-wrong"),
        ("merged", ""),
        ("merged", ""),
    ]
    assert not list(revisions.by_author(lead.db, other.me))
    assert list(revisions.by_author(lead.db, one.me))


@pytest.mark.parametrize(
    "changes",
    [
        {"carried": []},
        {"counts": {"bundle": 2}},
        {"state": "0" * 64},
        {"kind": "readings"},
        {"kind": "readings", "carried": [], "counts": {}, "state": state_hash([])},
    ],
)
def test_one_that_carries_something_else_than_it_says_is_refused_whole(desks, tmp_path, changes):
    lead, deputy, one, _ = desks
    kept = next(found.hash for found in log.carriable(deputy.db) if found.author == one.me)
    (tmp_path / "r.fjib").write_bytes(relayed(lead, deputy, [log.signed(deputy.db, kept)], **changes))
    before = checks.state(lead)
    assert [found.code for found in bundles.bring_in(lead, [tmp_path / "r.fjib"])] == ["contents-wrong"]
    assert checks.state(lead) == before


def test_a_relay_in_a_relay_and_one_bundle_twice_are_refused(desks, tmp_path):
    lead, deputy, one, _ = desks
    inner = seal.unseal(relayed(lead, deputy, []), lead.identity)
    (tmp_path / "r.fjib").write_bytes(relayed(lead, deputy, [inner]))
    assert bundles.bring_in(lead, [tmp_path / "r.fjib"])[0].code == "contents-wrong"
    kept = next(found.hash for found in log.carriable(deputy.db) if found.author == one.me)
    (tmp_path / "r.fjib").write_bytes(relayed(lead, deputy, [log.signed(deputy.db, kept)] * 2))
    assert bundles.bring_in(lead, [tmp_path / "r.fjib"])[0].code == "contents-wrong"


def test_the_carrier_has_to_be_on_the_roster(desks, team, tmp_path):
    lead, deputy, one, _ = desks
    stranger = team.make("stranger")
    kept = next(found.hash for found in log.carriable(deputy.db) if found.author == one.me)
    data = relayed(lead, stranger, [log.signed(deputy.db, kept)], author=stranger.fingerprint)
    (tmp_path / "r.fjib").write_bytes(data)
    assert bundles.bring_in(lead, [tmp_path / "r.fjib"])[0].code == "not-a-member"


def test_no_reader_is_handed_what_another_wrote(desks, tmp_path):
    lead, deputy, one, other = desks
    refused("nothing-to-relay", bundles.relay, deputy, tmp_path, other.me, [one.me])
    done = bundles.relay(deputy, tmp_path, other.me)
    carried = opening.verify(done.path.read_bytes(), other.identity, other.roster).carried
    assert {opening.verify_carried(each, other.roster).signer for each in carried} == {other.me}
    refused("nothing-to-relay", bundles.relay, lead, tmp_path, deputy.me, [one.me])


def test_more_than_a_relay_carries_is_refused_before_it_is_numbered(desks, tmp_path, monkeypatch):
    lead, deputy, *_ = desks
    before = log.listed(deputy.db)
    monkeypatch.setattr("fjidesk.desk.handing_over.CARRIED_LIMIT", 1)
    refused("relay-too-large", bundles.relay, deputy, tmp_path, lead.me)
    assert log.listed(deputy.db) == before


def test_a_carried_bundle_waits_for_the_roster_that_comes_with_it(desks, team, tmp_path):
    """The lead adds a late reader, whose bundle is carried before the lead's own that brings the roster."""
    lead, deputy, *_ = desks
    late = team.join("late", first=("HB-03",))
    reading.answer(late, "HB-03", "R01", Answer(answer="yes"))
    signed = []
    for desk, to in ((late, []), (lead, [deputy.me])):
        done = bundles.export(desk, tmp_path, to)
        signed.append(log.signed(desk.db, done.hash))
    (tmp_path / "r.fjib").write_bytes(relayed(deputy, lead, signed, author=lead.me, device=lead.device))
    outcomes = bundles.bring_in(deputy, [tmp_path / "r.fjib"])
    assert {found.status for found in outcomes} == {"merged"}
    assert list(revisions.by_author(deputy.db, late.me))


def test_a_line_is_what_the_docstring_says(desks):
    _, deputy, one, _ = desks
    kept = next(found.hash for found in log.carriable(deputy.db) if found.author == one.me)
    line = msgspec.json.decode(carrying.line(log.signed(deputy.db, kept)))
    assert set(line) == {"hash", "signed"}
    assert line["hash"] == kept
