"""S: signatures and trust. Who signed, for what, and whether every byte read is a byte that was signed.

S13 asks that one key counts once where two people sign. Nothing here is signed by two people: the one thing with two
signatures, the card of a new key, needs two different keys (below), and a key on the roster is one entry whatever it is
called, since a record's key is the fingerprint.
"""

from __future__ import annotations

import os

import pytest

from fjidesk.bundle import card, keys, seal, succession, verify
from fjidesk.desk import backups, bundles, identity, import_log, inspection
from fjidesk.errors import BundleRefused, Refused
from fjidesk.model.records import Answer
from tests.corpus.bundles import by_hand, make
from tests.faults.test_b_corpus import LEAD, ROSTER, code_of
from tests.unit.merge.test_merge import bring, forged, revision

# RFC 8032, section 7.1: secret, public key, message, both halves of the signature of TEST 1, TEST 2 and TEST 3.
RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group: S below it, or the signature has a twin


def public(raw):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw)


@pytest.mark.parametrize(("secret", "key", "message", "point", "number"), RFC_8032)
def test_s1_the_signatures_of_the_specification_hold_and_no_others(secret, key, message, point, number):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    own = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    name, text, value = public(bytes.fromhex(key)), bytes.fromhex(message), bytes.fromhex(point + number)
    assert own.public_key() == name
    assert own.sign(text) == value
    assert keys.holds(name, value, text)
    half, scalar = value[:32], int.from_bytes(value[32:], "little")
    wrong = [
        half + (scalar + ORDER).to_bytes(32, "little"),  # the same point again: a twin of the signature
        half + scalar.to_bytes(32, "big"),
        half + bytes(32),
        bytes(32) + value[32:],
        value[32:] + half,
        bytes(64),
        b"\xff" * 64,
        value[:63],
        value + b"\0",
        b"",
        *(bytes(byte ^ (place == spot) for spot, byte in enumerate(value)) for place in range(64)),
    ]
    assert not any(keys.holds(name, one, text) for one in wrong)
    assert not keys.holds(name, value, text + b"\0")


class SmallOrder:
    """A key of small order, for which a signature without a secret holds over many messages."""

    def __init__(self, raw):
        self.raw = raw

    def public_key(self):
        return self

    def public_bytes_raw(self):
        return self.raw

    def sign(self, _):
        return b"\x01" + bytes(63)  # R the neutral point, S zero


@pytest.mark.parametrize("raw", [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_s1_a_key_under_which_much_holds_is_on_nobodys_roster(raw):
    forged_by_nobody = by_hand.signed(SmallOrder(raw), make.PAYLOAD)
    assert code_of(by_hand.sealed(forged_by_nobody, make.PEOPLE)) in {"not-a-member", "signature-wrong"}


@pytest.mark.parametrize(
    ("line", "name", "code"),
    [
        ("S2", "invalid/stranger", "not-a-member"),
        ("S4", "invalid/revoked", "key-revoked"),
        ("S5", "invalid/expired", "key-expired"),
        ("S5", "invalid/undated", "key-expired"),
        ("S5", "valid/guest-in-time", ""),
        ("S6", "tampered/signature-swapped", "signature-wrong"),
        ("S7", "tampered/manifest-swapped", "signature-wrong"),
        ("S7", "tampered/mixed", "damaged"),
        ("S9", "invalid/signed-as-card", "signed-for-other"),
        ("S9", "invalid/signed-as-succession", "signed-for-other"),
        ("S9", "invalid/signed-as-certificate", "signed-for-other"),
    ],
)
def test_s2_to_s9_by_the_corpus(line, name, code):
    folder, _, which = name.partition("/")
    assert code_of(dict(make.FOLDERS[folder]())[which].data) == code


def test_s3_a_known_key_of_another_inspection_or_role(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    made = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    assert bring(lead, tmp_path, forged(reader, lead, made, inspection="x")).code == "other-inspection"
    case = [revision(reader, "case", ("HB-01",), None)]
    outcome = bring(lead, tmp_path, forged(reader, lead, case, kind="lead"))
    assert (outcome.added, outcome.quarantined) == (0, 1), "a bundle that calls itself a lead's makes nobody a lead"


def test_s8_the_one_unsigned_hint_is_the_files_name_and_says_nothing(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    made = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    outcome = bring(lead, tmp_path, forged(reader, lead, made), "pack-by-lead-0099.fjib")
    assert (outcome.status, outcome.added) == ("merged", 1)
    assert bundles.inspect(lead, tmp_path / "pack-by-lead-0099.fjib").signer == "reader"


def test_s9_whatever_else_is_signed_or_sealed_here_is_no_bundle(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    reader_card, to_lead = identity.card(reader), [lead.identity.public_line]
    other = succession.write(reader.identity, keys.create(), "reader", "2013-11-18T09:00:00Z")
    for data, code in (
        (reader_card, "not-a-bundle"),
        (seal.seal(reader_card, to_lead), "signed-for-other"),
        (seal.seal(other, to_lead), "signed-for-other"),
        ((lead.folder / "store.key.age").read_bytes(), "not-signed"),
        (backups.make(lead, "by-hand").read_bytes(), "not-a-bundle"),
        ((lead.folder / "identity").read_bytes(), "not-a-bundle"),
    ):
        assert bring(lead, tmp_path, data).code == code
    bundle = forged(reader, lead, [])
    signed = seal.unseal(bundle, lead.identity)
    for data in (bundle, signed):
        for read in (card.read, succession.read):
            with pytest.raises(Refused):
                read(data)


def test_s10_no_parser_runs_before_the_signer_is_known(monkeypatch):
    """Neither zlib nor JSON sees a byte of what a stranger, a revoked key or a wrong signature brings."""

    def spy(*_, **__):
        pytest.fail("read before it was verified")

    for parser in ("zlib.decompressobj", "msgspec.json.decode", "strict.check", "rev.read"):
        monkeypatch.setattr(f"fjidesk.bundle.verify.{parser}", spy)
    files = {**dict(make.invalid()), **dict(make.tampered())}
    late = {"contents-wrong", "too-much-inside", "key-expired", "format-newer"}
    early = [one for one in files.values() if one.code not in late]
    assert {one.code for one in early} >= {"not-a-member", "key-revoked", "signature-wrong", "signed-for-other"}
    for one in early:
        assert code_of(one.data) == one.code
    with pytest.raises(pytest.fail.Exception):
        code_of(make.GOOD)


def test_s10_one_read_one_buffer(team, tmp_path, monkeypatch):
    """The file is another one after it was read: what was verified is what is applied."""
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    path = tmp_path / "swapped.fjib"
    first = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    other = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="yes"))]
    path.write_bytes(forged(reader, lead, first))
    reads = []
    kept, opened = seal._look_at_header, os.fdopen

    def swap(data):
        path.write_bytes(forged(reader, lead, other))
        return kept(data)

    def count(handle, mode, *more):
        reads.extend([mode] if mode == "rb" else [])
        return opened(handle, mode, *more)

    monkeypatch.setattr("fjidesk.bundle.seal._look_at_header", swap)
    monkeypatch.setattr("fjidesk.files.os.fdopen", count)
    assert bundles.bring_in(lead, [path])[0].added == 1
    assert reads == ["rb"]
    assert lead.db.execute("SELECT answer FROM answer").fetchall() == [("no",)]


def test_s11_nobody_signs_for_somebody_else(team, tmp_path):
    lead = team.lead()
    reader, other = team.join("reader", first=("HB-01",)), team.join("other", first=("HB-02",))
    made = revision(reader, "answer", ("HB-02", other.me, "R02"), Answer(answer="no"), writer=other.me)
    outcome = bring(lead, tmp_path, forged(reader, lead, [made]))
    assert (outcome.added, outcome.quarantined) == (0, 1)
    (aside,) = import_log.quarantine(lead)
    assert (aside.author, aside.signer, aside.file) == ("other", "reader", "forged.fjib")
    assert aside.reason == "Its author is not the signer of the bundle."
    assert aside.remedy == "Ask the author for a bundle of their own."


def test_s12_a_case_that_is_not_allocated_is_quarantined_and_seen(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    made = revision(reader, "answer", ("HB-03", reader.me, "R02"), Answer(answer="no"))
    assert bring(lead, tmp_path, forged(reader, lead, [made])).quarantined == 1
    (aside,) = import_log.quarantine(lead)
    assert (aside.kind, aside.key) == ("answer", ["HB-03", reader.me, "R02"])
    assert "not allocated" in aside.reason
    assert "Allocate the case" in aside.remedy


def test_s13_one_key_is_one_member_whatever_it_is_called(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    again = card.write(reader.identity, "somebody else", "", "", "deputy")
    with pytest.raises(Refused) as refused:
        inspection.add_member(lead, again, inspection.read_card(again).words)
    assert refused.value.code == "member-there"
    both = succession.write(reader.identity, reader.identity, "reader", "2013-11-18T09:00:00Z")
    with pytest.raises(Refused) as refused:
        succession.read(both)
    assert refused.value.code == "card-refused"


def test_s13_a_bundle_with_two_signatures_is_none():
    twice = make.SIGNED.replace(make.PAYLOAD, make.SIGNED)
    with pytest.raises(BundleRefused) as refused:
        verify.verify(seal.seal(twice, [LEAD.public_line]), LEAD, ROSTER)
    assert refused.value.code == "signature-wrong"
