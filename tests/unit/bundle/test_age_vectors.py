"""Edge cases of the age format against what opens a bundle, written from age-encryption.org/v1 with fixed keys.

What differs in one line of the header or in the pieces of the payload stands in tests/faults/test_e_seals.py: spaces,
padding, long and short lines, the MAC, unknown stanzas, scrypt, pieces dropped, swapped, doubled. Here are the families
that need numbers of their own: encodings with bits left over, shares and secrets of another length, lines ended
otherwise, and payloads whose pieces are each right and together are not.
"""

import base64
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fjidesk.bundle import keys, seal
from fjidesk.errors import BundleRefused
from tests.corpus.bundles import by_hand, make

READER = keys.Identity(make.LEAD)
TEXT = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(3000))  # two pieces
SEED = hashlib.sha256(TEXT).digest()
FILE_KEY, NONCE = by_hand.secrets_of(SEED)
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BLOB = by_hand.blob_of(make.LEAD)
TAG = hashlib.sha256(BLOB).digest()[:4]
THEIRS = by_hand._montgomery(make.LEAD)
EPHEMERAL = X25519PrivateKey.from_private_bytes(hashlib.sha256(b"ephemeral of edge cases").digest())
SHARE = EPHEMERAL.public_key().public_bytes_raw()
REFUSED = {"damaged", "not-for-you"}


def hkdf(secret, salt, info):
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def plain64(data):
    return base64.b64encode(data).rstrip(b"=")


def body_of(file_key=FILE_KEY, shared=None):
    """Return the sealed file key, by the recipe of agessh."""
    shared = EPHEMERAL.exchange(X25519PublicKey.from_public_bytes(THEIRS)) if shared is None else shared
    tweak = X25519PrivateKey.from_private_bytes(hkdf(b"", BLOB, by_hand.LABEL))
    shared = tweak.exchange(X25519PublicKey.from_public_bytes(shared))
    return ChaCha20Poly1305(hkdf(shared, SHARE + THEIRS, by_hand.LABEL)).encrypt(bytes(12), file_key, None)


def stanza(tag=TAG, share=SHARE, body=None):
    """Return a stanza of whatever parts, in letters without padding."""
    tag, share = (plain64(part) if part in {TAG, SHARE} else part for part in (tag, share))
    return b"-> ssh-ed25519 %s %s\n%s\n" % (tag, share, plain64(body_of()) if body is None else body)


def pieces_of(parts, last=None):
    """Return each part sealed in its place; ``last`` says which carry the mark of the last."""
    cipher = ChaCha20Poly1305(hkdf(FILE_KEY, NONCE, b"payload"))
    last = {len(parts) - 1} if last is None else last
    return b"".join(
        cipher.encrypt(place.to_bytes(11, "big") + bytes([place in last]), part, None)
        for place, part in enumerate(parts)
    )


def file_of(*stanzas, file_key=FILE_KEY, payload=None, head=None):
    head = by_hand.header(file_key, stanzas or [stanza()]) if head is None else head
    return head + NONCE + (b"".join(by_hand.chunks(FILE_KEY, NONCE, TEXT)) if payload is None else payload)


def told(data):
    """Return the code of the refusal; empty where it opens."""
    try:
        return "" if seal.unseal(data, READER) == TEXT else "other contents"
    except BundleRefused as refusal:
        return refusal.code


def spare_bits(text):
    """Return the same letters with the bits set that belong to no byte of what they encode."""
    place = LETTERS.index(text[-1:])
    assert len(text) % 4
    mask = 15 if len(text) % 4 == 2 else 3
    assert not place & mask
    return [text[:-1] + LETTERS[place + extra : place + extra + 1] for extra in range(1, mask + 1)]


def test_what_is_written_here_opens():
    assert told(file_of()) == ""
    assert told(file_of(stanza(), b"-> later-kind some thing\n\n")) == ""
    assert told(file_of(by_hand.stanza(make.STRANGER, FILE_KEY, SEED), stanza())) == ""


@pytest.mark.parametrize("part", ["tag", "share", "body"])
def test_letters_with_bits_left_over_are_refused(part):
    whole = plain64({"tag": TAG, "share": SHARE, "body": body_of()}[part])
    for text in spare_bits(whole):
        assert told(file_of(stanza(**{part: text}))) in REFUSED


def test_a_mac_with_bits_left_over_or_of_another_length_is_refused():
    start, _, mac = by_hand.header(FILE_KEY, [stanza()])[:-1].rpartition(b" ")
    for text in (*spare_bits(mac), mac + b"A", mac[:-1], mac[:-4], mac * 2, mac[::-1], plain64(bytes(32))):
        assert told(file_of(head=start + b" " + text + b"\n")) in REFUSED


def test_a_mac_over_more_or_less_than_the_header_is_refused():
    start = by_hand.header(FILE_KEY, [stanza()]).rpartition(b" ")[0]
    for covered in (start + b" ", start[:-3], start[1:], start + b" \n", start.partition(b"\n")[2]):
        mac = plain64(hmac.digest(hkdf(FILE_KEY, b"", b"header"), covered, "sha256"))
        assert told(file_of(head=start + b" " + mac + b"\n")) == "damaged"
    raw = plain64(hmac.digest(FILE_KEY, start, "sha256"))  # by the file key itself and not one made of it
    assert told(file_of(head=start + b" " + raw + b"\n")) == "damaged"


@pytest.mark.parametrize("width", [0, 15, 17, 32])
def test_a_file_key_of_another_length_is_refused(width):
    key = (FILE_KEY * 2)[:width]
    assert told(file_of(stanza(body=plain64(body_of(key))), file_key=key)) in REFUSED


@pytest.mark.parametrize("share", [SHARE[:31], SHARE + b"\0", b"", SHARE * 2])
def test_a_share_of_another_length_is_refused(share):
    assert told(file_of(stanza(share=plain64(share)))) in REFUSED


def test_a_body_that_is_cut_or_lengthened_or_of_another_key_is_refused():
    body = body_of()
    for wrong in (body[:-1], body + b"\0", body[1:], b"", body[::-1], bytes(32)):
        assert told(file_of(stanza(body=plain64(wrong)))) in REFUSED
    assert told(file_of(stanza(body=plain64(body_of(bytes(16)))))) == "damaged"  # opens, and the MAC is another's


def test_stanzas_with_more_or_fewer_words_are_refused():
    good = stanza()
    first, _, rest = good.partition(b"\n")
    for words in (
        first.rpartition(b" ")[0],
        b"-> ssh-ed25519",
        first + b" more",
        b"-> SSH-ed25519" + first[14:],
        b"->",
    ):
        assert told(file_of(words + b"\n" + rest)) in REFUSED, words
    assert told(file_of(head=by_hand.header(FILE_KEY, []))) in REFUSED


def test_lines_that_end_otherwise_are_refused():
    head = by_hand.header(FILE_KEY, [stanza()])
    for wrong in (
        head.replace(b"\n", b"\r\n"),
        head.replace(b"\n", b"\r"),
        head[:-1] + b"\r\n",
        head[:-1],
        head + b"\n",
    ):
        assert told(file_of(head=wrong)) != ""
    for line in (head.partition(b"\n")[0], stanza().partition(b"\n")[0]):
        assert told(file_of(head=head.replace(line, line + b"\r"))) != ""


@pytest.mark.parametrize("version", [b"v0", b"v2", b"v10", b"V1", b"v1 ", b"1", b""])
def test_another_version_is_refused(version):
    assert told(file_of(head=by_hand.header(FILE_KEY, [stanza()], version))) in {"format-newer", "not-a-bundle"}


WHOLE = [TEXT[: by_hand.CHUNK], TEXT[by_hand.CHUNK :]]


@pytest.mark.parametrize(
    ("parts", "last"),
    [
        (WHOLE, set()),  # none is the last
        (WHOLE, {0}),
        (WHOLE, {0, 1}),
        ([*WHOLE, b""], {2}),  # an empty last piece where there is another
        ([*WHOLE, b""], {1, 2}),
        ([WHOLE[0]], set()),
        ([WHOLE[0][:-1], WHOLE[0][-1:] + WHOLE[1]], {1}),  # a short piece that is not the last
        ([TEXT], {0}),  # a piece that is too long
        ([b"", *WHOLE], {2}),
        ([], set()),
    ],
)
def test_pieces_that_are_right_alone_and_wrong_together_are_refused(parts, last):
    assert told(file_of(payload=pieces_of(WHOLE))) == ""
    assert told(file_of(payload=pieces_of(parts, last))) == "damaged"


def test_a_payload_cut_anywhere_near_a_border_is_refused():
    whole = pieces_of(WHOLE)
    border = by_hand.CHUNK + 16
    for cut in (0, 1, 15, 16, 17, border - 16, border - 1, border, border + 1, border + 16, len(whole) - 1):
        assert told(file_of(payload=whole[:cut])) == "damaged"
    for more in (b"\0", bytes(16), whole[border:], whole):
        assert told(file_of(payload=whole + more)) == "damaged"
    head = by_hand.header(FILE_KEY, [stanza()])
    for nonce in (b"", NONCE[:15]):
        assert told(head + nonce) == "damaged"


def test_one_whole_piece_is_the_last_without_an_empty_one():
    one = bytes(by_hand.CHUNK)
    assert seal.unseal(file_of(payload=pieces_of([one])), READER) == one
    assert told(file_of(payload=pieces_of([one, b""]))) == "damaged"


@pytest.mark.parametrize("recipient", ["X25519", "ssh-rsa", "piv-p256", "mlkem768x25519"])
def test_another_kind_beside_ones_own_is_let_pass_and_alone_is_not_for_you(recipient):
    other = b"-> %s %s\n%s\n" % (recipient.encode(), plain64(SHARE), plain64(bytes(32)))
    assert told(file_of(other, stanza())) == ""
    assert told(file_of(stanza(), other)) == ""
    assert told(file_of(other)) == "not-for-you"


EIGHTFOLD = 325606250916557431795983626356110631294008115727848805560023387167927233504  # of order 8, RFC 7748's curve


@pytest.mark.parametrize("share", [0, 1, EIGHTFOLD, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255, 2**255 | 1])
def test_a_share_of_small_order_is_refused(share):
    """By it the secret would be nought for every reader, and so anybody's who sees the file."""
    raw = share.to_bytes(32, "little")
    body = ChaCha20Poly1305(hkdf(bytes(32), raw + THEIRS, by_hand.LABEL)).encrypt(bytes(12), FILE_KEY, None)
    assert told(file_of(stanza(share=plain64(raw), body=plain64(body)))) == "damaged"
