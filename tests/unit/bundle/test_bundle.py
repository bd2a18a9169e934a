"""A bundle is believed only whole, signed by a member, and sealed to the reader."""

from __future__ import annotations

import gzip
import shutil
import subprocess

import msgspec
import pytest

from fjidesk.bundle import card, keys, seal, sshsig, verify
from fjidesk.bundle.manifest import Manifest
from fjidesk.bundle.write import NAMESPACE, counts_of, state_of, write
from fjidesk.errors import BundleRefused, Refused
from fjidesk.model.records import Case, Member
from fjidesk.model.revision import make

# What harm to the outside of a file is told as; a part of its first bytes may look like another version.
HARMED = {"empty-file", "not-a-bundle", "not-for-you", "damaged", "format-newer", "changed-on-the-way"}


@pytest.fixture(scope="module")
def author():
    return keys.create()


@pytest.fixture(scope="module")
def reader():
    return keys.create()


def member(identity, **changes):
    parts = {
        "name": "inspector 3",
        "organisation": "",
        "inspectorate": "",
        "role": "inspector",
        "public_key": identity.public_line,
        "since": "",
    }
    return Member(**{**parts, **changes})


def revision(author, text="x"):
    return make(
        kind="case",
        key=("HB-01",),
        body=Case(facts={"a": text}),
        parents=[],
        author=author.fingerprint,
        device="d",
        counter=1,
        made_at="2013-11-18T09:00:00Z",
    )


def manifest(author, revisions, **changes):
    parts = {
        "format": 1,
        "kind": "readings",
        "inspection": "i",
        "author": author.fingerprint,
        "device": "d",
        "sequence": 1,
        "previous": "",
        "before": {},
        "created": "",
        "framework": ("f", "1", "h"),
        "recipients": [],
        "counts": counts_of(revisions),
        "state": state_of(revisions),
    }
    return Manifest(**{**parts, **changes})


def sealed(author, reader, payload, namespace=NAMESPACE):
    """Return a sealed file around any payload, signed as it stands."""
    return seal.seal(sshsig.sign(author, payload, namespace) + payload, [reader.public_line])


def packed(*lines):
    return gzip.compress(b"\n".join(lines) + b"\n", mtime=0)


def code_of(data, reader, roster):
    with pytest.raises(BundleRefused) as refused:
        verify.verify(data, reader, roster)
    assert refused.value.message
    assert refused.value.remedy
    return refused.value.code


@pytest.fixture
def roster(author):
    return {author.fingerprint: member(author)}


@pytest.fixture
def small(author, reader):
    revisions = [revision(author)]
    return write(author, manifest(author, revisions), revisions, {"r": reader.public_line})


def test_a_sound_bundle_gives_its_bytes_back(small, author, reader, roster):
    bundle = verify.verify(small.data, reader, roster)
    assert bundle.signer == author.fingerprint
    assert bundle.hash == small.hash
    assert bundle.revisions == (revision(author),)
    assert verify.peek(small.data, reader) == verify.Opened(author.fingerprint, author.public_line)


def test_two_writings_differ_outside_and_agree_inside(small, author, reader):
    again = write(author, manifest(author, [revision(author)]), [revision(author)], {"r": reader.public_line})
    assert again.hash == small.hash
    assert again.data != small.data


@pytest.mark.parametrize("step", [3, 7])
def test_a_flipped_byte_is_never_accepted(small, reader, roster, step):
    for place in range(step, len(small.data), step):
        changed = small.data[:place] + bytes([small.data[place] ^ 0x20]) + small.data[place + 1 :]
        assert code_of(changed, reader, roster) in HARMED, place


def test_a_shortened_or_lengthened_file_is_never_accepted(small, reader, roster):
    for length in range(0, len(small.data), 17):
        assert code_of(small.data[:length], reader, roster) in HARMED
    assert code_of(small.data + b"\0", reader, roster) == "damaged"


def test_each_fault_has_a_refusal_of_its_own(small, author, reader, roster):
    line = revision(author).data
    good = msgspec.json.encode(manifest(author, [revision(author)]))
    newer = msgspec.json.encode({"format": 2, "colour": "red"})
    other = msgspec.json.encode(manifest(reader, [revision(author)]))
    plain = sshsig.sign(author, packed(good, line), NAMESPACE) + packed(good, line)
    for data, code in (
        (b"", "empty-file"),
        (b"a letter to the lead", "not-a-bundle"),
        (plain, "not-a-bundle"),
        (seal.seal(plain, [author.public_line]), "not-for-you"),
        (seal.seal(packed(good, line), [reader.public_line]), "not-signed"),
        (sealed(author, reader, packed(good, line), "fjidesk-card@v1"), "signed-for-other"),
        (sealed(reader, reader, packed(good, line)), "not-a-member"),
        (sealed(author, reader, packed(newer)), "format-newer"),
        (sealed(author, reader, packed(other, line)), "contents-wrong"),
        (sealed(author, reader, packed(good)), "contents-wrong"),
        (sealed(author, reader, packed(good, line, line)), "contents-wrong"),
        (sealed(author, reader, packed(good, b"{}")), "contents-wrong"),
        (sealed(author, reader, packed(b"[" * 100_000)), "contents-wrong"),
        (sealed(author, reader, gzip.compress(good)), "contents-wrong"),
        (sealed(author, reader, packed(good, line)[:-9]), "contents-wrong"),
        (sealed(author, reader, packed(good, line) + b"x"), "contents-wrong"),
        (sealed(author, reader, b"no gzip"), "contents-wrong"),
    ):
        assert code_of(data, reader, roster) == code
    revoked = {author.fingerprint: member(author, revoked="2013-11-20")}
    assert code_of(small.data, reader, revoked) == "key-revoked"
    assert code_of(small.data, reader, {}) == "not-a-member"


def test_a_signature_of_one_bundle_does_not_serve_another(author, reader, roster):
    one, two = (
        packed(msgspec.json.encode(manifest(author, [revision(author, text)])), revision(author, text).data)
        for text in "ab"
    )
    mixed = sshsig.sign(author, one, NAMESPACE) + two
    assert code_of(seal.seal(mixed, [reader.public_line]), reader, roster) == "signature-wrong"


def test_a_bomb_is_stopped_at_the_limit(author, reader, roster, monkeypatch):
    monkeypatch.setattr(verify, "UNPACKED_LIMIT", 1024 * 1024)
    bomb = gzip.compress(b"\0" * (8 * 1024 * 1024), mtime=0)
    assert code_of(sealed(author, reader, bomb), reader, roster) == "too-much-inside"


def test_nothing_is_unpacked_or_parsed_before_the_signer_is_known(reader, monkeypatch):
    def spy(*_):
        raise AssertionError("read before it was verified")

    monkeypatch.setattr(verify, "_read", spy)
    stranger = keys.create()
    assert code_of(sealed(stranger, reader, b"anything"), reader, {}) == "not-a-member"


@pytest.mark.unix
def test_the_signature_is_what_ssh_keygen_checks_and_makes(author, tmp_path):
    tool = shutil.which("ssh-keygen")
    if tool is None:
        pytest.skip("ssh-keygen is not installed")
    message = b"some bytes\n"
    (tmp_path / "signers").write_text(f"me {author.public_line}\n", encoding="utf-8")
    (tmp_path / "sig").write_bytes(sshsig.sign(author, message, NAMESPACE))
    command = [tool, "-Y", "verify", "-f", tmp_path / "signers", "-I", "me", "-n", NAMESPACE, "-s", tmp_path / "sig"]
    assert subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0
    assert subprocess.run(command, input=b"other", capture_output=True, check=False).returncode != 0
    (tmp_path / "key").write_bytes(_plain(author))
    (tmp_path / "key").chmod(0o600)
    theirs = subprocess.run(
        [tool, "-Y", "sign", "-f", tmp_path / "key", "-n", NAMESPACE], input=message, capture_output=True, check=True
    ).stdout
    assert keys.line_of(sshsig.verify(theirs, message, NAMESPACE)) == author.public_line


def _plain(identity):
    from cryptography.hazmat.primitives import serialization as form

    return identity.key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())


def test_malformed_signatures_are_refused(author):
    good = sshsig.sign(author, b"m", NAMESPACE)
    for bad in (
        b"",
        good.replace(b"BEGIN", b"BEGUN"),
        good.replace(b"\nU1N", b"\n!1N"),
        good[:60] + sshsig.END,
        good.replace(b"U1NIU0lH", b"U1NIU0lI"),
    ):
        with pytest.raises(Refused):
            sshsig.verify(sshsig.split(bad)[0], b"m", NAMESPACE)
    with pytest.raises(Refused) as refused:
        sshsig.verify(good, b"other", NAMESPACE)
    assert refused.value.code == "signature-wrong"


def test_a_key_file_opens_with_its_passphrase_only(author):
    data = author.locked("correct horse battery", 1)
    assert keys.unlock(data, "correct horse battery").public_line == author.public_line
    for passphrase, broken, code in (
        ("Correct horse battery", data, "wrong-passphrase"),
        ("", data, "wrong-passphrase"),
        ("correct horse battery", data[:50], "key-file-damaged"),
        ("correct horse battery", b"", "key-file-damaged"),
    ):
        with pytest.raises(Refused) as refused:
            keys.unlock(broken, passphrase)
        assert refused.value.code == code


def test_public_lines_are_read_strictly(author):
    assert keys.fingerprint(author.public_line) == author.fingerprint
    rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC"
    for line in ("", "x", f"{author.public_line} comment", rsa):
        with pytest.raises(Refused) as refused:
            keys.fingerprint(line)
        assert refused.value.code == "not-a-key"


def test_six_words_tell_keys_apart():
    first, second = keys.six_words("0" * 64), keys.six_words("f" * 64)
    assert len(first.split()) == len(second.split()) == 6
    assert first != second
    assert keys.six_words("0" * 63 + "1") == first, "the words hold the first 77 bits"


def test_a_card_says_whose_key_it_is_and_cannot_be_changed(author, reader):
    data = card.write(author, "inspector 3", "A service", "health", "inspector")
    found = card.read(data)
    assert (found.name, found.public_key) == ("inspector 3", author.public_line)
    assert found.words == keys.six_words(author.fingerprint)
    body = data[data.index(sshsig.END) + len(sshsig.END) :]
    swapped = body.replace(author.public_line.encode(), reader.public_line.encode())
    for bad in (
        data.replace(b"inspector 3", b"inspector 4"),
        b"hello",
        sshsig.sign(author, b"{}", card.NAMESPACE) + b"{}",
        sshsig.sign(author, swapped, card.NAMESPACE) + swapped,
        sshsig.sign(author, body, NAMESPACE) + body,
    ):
        with pytest.raises(Refused) as refused:
            card.read(bad)
        assert refused.value.code == "card-refused"


def test_the_recovery_secret_opens_what_is_sealed_to_it(author):
    secret, recipient = seal.recovery_pair()
    data = seal.seal(b"key", [author.public_line], [recipient])
    assert seal.unseal_with_recovery(data, f" {secret}\n") == b"key"
    for wrong in ("", "AGE-SECRET-KEY-1NONSENSE", seal.recovery_pair()[0]):
        with pytest.raises(Refused) as refused:
            seal.unseal_with_recovery(data, wrong)
        assert refused.value.code == "recovery-wrong"


def test_the_seal_is_an_age_file_of_ssh_recipients(small):
    header = small.data.split(b"\n---", 1)[0]
    assert header.startswith(b"age-encryption.org/v1\n-> ssh-ed25519 ")
