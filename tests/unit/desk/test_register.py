"""The lead's register: what it takes, what it refuses, what it shows of each device."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.bundle import certificate as certificates
from fjidesk.bundle import keys
from fjidesk.desk import closing, register, totals, trust
from fjidesk.errors import Refused


@pytest.fixture
def done(reader, team):
    """Return what is left of the reader's desk."""
    return closing.close(reader, closing.Order(team.root / "certificates", reason="a test"))


def test_the_register_refuses_what_is_not_ours(lead, done, tmp_path):
    data = done.certificate.read_bytes()
    (tmp_path / "changed").write_bytes(data.replace(b'"revisions": ', b'"revisions": 1', 1))
    (tmp_path / "text").write_text("not one", encoding="utf-8")
    stranger = keys.create()
    forged = msgspec.structs.replace(
        certificates.read(data), fingerprint=stranger.fingerprint, public_key=stranger.public_line
    )
    (tmp_path / "stranger").write_bytes(certificates.write(stranger, forged))
    as_other = msgspec.structs.replace(certificates.read(data), name="reader")
    (tmp_path / "borrowed").write_bytes(certificates.write(stranger, as_other))
    other = msgspec.structs.replace(forged, inspection="another")
    (tmp_path / "other").write_bytes(certificates.write(stranger, other))
    newer = msgspec.structs.replace(forged, format=2)
    (tmp_path / "newer").write_bytes(certificates.write(stranger, newer))
    false = msgspec.structs.replace(forged, done="")
    (tmp_path / "false").write_bytes(certificates.write(stranger, false))
    names = ("changed", "text", "stranger", "borrowed", "other", "newer", "false", "none")
    outcomes = register.add(lead, [tmp_path / name for name in names])
    assert [one.code for one in outcomes] == [
        "certificate-refused",
        "certificate-refused",
        "not-a-member",
        "certificate-refused",
        "other-inspection",
        "certificate-newer",
        "certificate-refused",
        "no-such-file",
    ]
    assert all(one.remedy and one.message for one in outcomes)
    assert totals.certificates(lead) == 0


def test_the_register_takes_a_revoked_key_and_says_so(lead, reader, done):
    trust.revoke(lead, reader.me)
    added = register.add(lead, [done.certificate])[0]
    assert added.status == "added"
    assert "revoked on 2013-11-18" in added.note
    line = next(one for one in register.listed(lead) if one.member == "reader")
    assert "revoked" in line.note


def test_the_register_shows_each_device_and_prefers_what_was_done(team, lead, reader, done):
    found = certificates.read(done.certificate.read_bytes())
    begun = msgspec.structs.replace(found, state="begun", done="")
    path = team.root / "begun.fjix"
    path.write_bytes(certificates.write(reader.identity, begun))
    added = register.add(lead, [done.certificate, path])
    assert "closing had begun" in added[1].note
    lines = register.listed(lead)
    assert [(one.member, one.certificate) for one in lines] == [("lead", ""), ("reader", "done")]
    assert totals.certificates(lead) == 2
    noted = lead.db.execute("SELECT act, key FROM access WHERE kind = 'certificate'").fetchall()
    assert noted == [("imported", reader.device)] * 2


def test_the_register_is_a_leads(lead, reader, tmp_path):
    for call, arguments in ((register.listed, ()), (register.add, ([],)), (register.export, (tmp_path / "x",))):
        with pytest.raises(Refused) as refused:
            call(reader, *arguments)
        assert refused.value.code == "not-a-lead"
    folder = tmp_path / "register"
    assert [path.name for path in register.export(lead, folder)] == ["register.csv"]
    text = (folder / "register.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == ",".join(register.HEAD)
    assert len(text.splitlines()) == 3
