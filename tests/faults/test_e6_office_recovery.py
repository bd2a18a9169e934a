"""E6: the office's recovery key opens every export. E3: who can open it is shown, and is what the pack says."""

from __future__ import annotations

import pyrage
import pytest

from fjidesk.bundle import seal
from fjidesk.desk import bundles, corrections, inspection, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer


@pytest.fixture
def office():
    """Return the office's secret and its recipient."""
    secret, recipient = seal.recovery_pair()
    return pyrage.x25519.Identity.from_str(secret), recipient


def whole(team, recipient):
    """Return one bundle of every kind that a desk writes, of an inspection that names an office."""
    lead = team.make("lead", "lead")
    inspection.create(lead, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml", recipient)
    inspection.import_cases(lead, b"reference\nHB-01\n", "cases.csv")
    deputy, reader = team.join("deputy", "deputy"), team.join("reader", first=("HB-01",))
    out = team.root / "out"
    bundles.bring_in(deputy, [bundles.export(lead, out).path])
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    written = [bundles.export(reader, out)]
    bundles.bring_in(lead, [written[0].path])
    written += [bundles.pack(lead, reader.me, out), bundles.pack(lead, deputy.me, out), bundles.export(lead, out)]
    written += [*bundles.receipt(lead, out), bundles.export(lead, out, [reader.me])]
    written += [bundles.relay(lead, out, deputy.me)]
    return lead, reader, written


def test_e6_the_office_opens_every_export(team, office):
    secret, recipient = office
    lead, reader, written = whole(team, recipient)
    assert reader.inspection.recovery == recipient
    assert {one.kind for one in written} == {"readings", "pack", "lead", "receipt", "relay"}
    for one in written:
        signed = pyrage.decrypt(one.path.read_bytes(), [secret])
        assert seal.unseal(one.path.read_bytes(), (reader if one.kind == "readings" else lead).identity) == signed
        assert one.recipients[-1] == "office recovery"
        shown = bundles.inspect(reader if one.kind == "readings" else lead, one.path)
        assert sorted(shown.recipients) == sorted(one.recipients)


def test_e6_it_can_be_named_later_and_taken_back(team, office, tmp_path):
    secret, recipient = office
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    before = bundles.pack(lead, reader.me, tmp_path)
    assert "office recovery" not in before.recipients
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(before.path.read_bytes(), [secret])
    corrections.set_office(lead, recipient)
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    assert pyrage.decrypt(bundles.export(reader, tmp_path).path.read_bytes(), [secret])
    corrections.set_office(lead, "")
    assert "office recovery" not in bundles.pack(lead, reader.me, tmp_path).recipients
    with pytest.raises(Refused) as refused:
        corrections.set_office(lead, recipient[:-1])
    assert refused.value.code == "recovery-recipient-wrong"
