"""Every way in which a bundle is refused: a code of its own, nothing changed but the import log, nobody stopped.

The tables are compared row by row before and after; of the settings only the count of transactions may rise.
"""

from __future__ import annotations

import pytest

from fjidesk.bundle import sshsig
from fjidesk.bundle.limits import COUNTER_JUMP, SEQUENCE_JUMP
from fjidesk.desk import bundles, identity, import_log, trust
from fjidesk.model.records import Answer
from tests.faults.holding import tables
from tests.unit.merge.test_merge import forged, revision


def note(reader, question="R02", counter=1, text=""):
    return revision(reader, "answer", ("HB-01", reader.me, question), Answer(answer="no", note=text), counter)


@pytest.fixture
def pair(team):
    lead = team.lead()
    return lead, team.join("reader", first=("HB-01", "HB-02")), team.join("other")


def cases(lead, reader, other):
    """Yield each refusal's code with a bundle that gets it."""
    made = [note(reader, "R05", 5)]
    good = forged(reader, lead, made, sequence=3)
    yield "empty-file", b""
    yield "not-a-bundle", identity.card(reader)
    yield "damaged", good[:-1]
    yield "changed-on-the-way", good.replace(b"\n", b"\r\n")
    yield "not-for-you", forged_for(other, reader, lead, made)
    yield "signed-for-other", resealed(lead, sshsig.sign(reader.identity, b"x", "fjidesk-card@v1") + b"x")
    yield "format-newer", resealed(lead, sshsig.sign(reader.identity, b"x", "fjidesk-bundle@v2") + b"x")
    yield "not-signed", resealed(lead, b"x")
    yield "other-inspection", forged(reader, lead, made, sequence=3, inspection="another")
    yield "contents-wrong", forged(reader, lead, made, sequence=3, counts={})
    yield "copied-laptop", forged(reader, lead, made, sequence=2)
    yield "sequence-jump", forged(reader, lead, made, sequence=2 + SEQUENCE_JUMP + 1)
    yield "counter-jump", forged(reader, lead, [note(reader, "R05", COUNTER_JUMP * 2)], sequence=3)
    yield "key-expired", forged(other, lead, [], created="2013-11-30T09:00:00Z")
    yield "key-revoked", forged(lead.gone, lead, [], sequence=1)


def forged_for(other, reader, lead, made):
    from fjidesk.bundle import seal

    return seal.seal(seal.unseal(forged(reader, lead, made), lead.identity), [other.identity.public_line])


def resealed(lead, data):
    from fjidesk.bundle import seal

    return seal.seal(data, [lead.identity.public_line])


def test_each_refusal_has_its_code_changes_nothing_and_stops_none(team, pair, tmp_path):
    lead, reader, other = pair
    lead.gone = team.join("gone")
    trust.revoke(lead, lead.gone.me)
    trust.set_until(lead, other.me, "2013-11-29")
    (tmp_path / "second.fjib").write_bytes(forged(reader, lead, [note(reader)], sequence=2))
    assert bundles.bring_in(lead, [tmp_path / "second.fjib"])[0].status == "merged"
    told = {}
    for number, (code, data) in enumerate(cases(*pair)):
        path = tmp_path / f"{code}.fjib"
        path.write_bytes(data)
        before = tables(lead)
        outcome = bundles.bring_in(lead, [path])[0]
        assert (outcome.status, outcome.code) == ("refused", code)
        assert tables(lead) == before, code
        entry = [one for one in import_log.entries(lead) if one.what == "refused"][-1]
        assert (entry.file, entry.code, entry.message) == (path.name, code, outcome.message)
        assert outcome.remedy
        told[outcome.message] = number
    assert len(told) == number + 1, "each says a sentence of its own"
    (tmp_path / "third.fjib").write_bytes(forged(reader, lead, [note(reader, "R05", 5)], sequence=3))
    files = [*(tmp_path / f"{code}.fjib" for code in ("damaged", "other-inspection")), tmp_path / "third.fjib"]
    assert [one.status for one in bundles.bring_in(lead, files)] == ["refused", "refused", "merged"]


def test_what_is_accepted_with_a_word_is_no_refusal(pair, tmp_path):
    lead, reader, _ = pair
    files = {
        "gap": forged(reader, lead, [note(reader)], sequence=3, before={lead.me: 2}),
        "older": forged(reader, lead, [note(reader, "R05", 2)], sequence=2),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    [gap] = bundles.bring_in(lead, [tmp_path / "gap"])
    older, again = bundles.bring_in(lead, [tmp_path / name for name in ("older", "gap")])
    assert (gap.status, older.status, again.status) == ("merged", "merged", "already")
    assert "Bundle 2" in gap.message
    assert "older" in older.message


def test_a_number_of_another_members_device_is_nobodys_alarm(pair, tmp_path):
    """Nobody proves which device is whose: one member cannot make another's bundle look like a copied laptop's."""
    lead, reader, other = pair
    (tmp_path / "a").write_bytes(forged(other, lead, [], device=reader.device))
    (tmp_path / "b").write_bytes(forged(reader, lead, [note(reader)]))
    assert [one.status for one in bundles.bring_in(lead, [tmp_path / "a", tmp_path / "b"])] == ["merged", "merged"]


def test_a_later_day_takes_in_what_was_refused_as_expired(pair, tmp_path):
    lead, reader, _ = pair
    trust.set_until(lead, reader.me, "2013-11-17")
    path = tmp_path / "late.fjib"
    path.write_bytes(forged(reader, lead, [note(reader)]))
    assert bundles.bring_in(lead, [path])[0].code == "key-expired"
    trust.set_until(lead, reader.me, "2013-11-18")
    assert bundles.bring_in(lead, [path])[0].status == "merged"
