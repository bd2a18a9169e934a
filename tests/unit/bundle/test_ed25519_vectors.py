"""Edge cases of Ed25519 against what verifies a bundle: ``keys.holds``, and ``sshsig.verify`` round it.

The curve is written out below from RFC 8032, section 5.1, since no library makes signatures that are nearly right. One
test value of section 7.1 stands here, three more in tests/faults/test_s_signatures.py; the key, the secret numbers and
the messages of all else are fixed. One signature has one form: the equation is checked without the cofactor, and the
point R byte by byte, so that nobody turns a signature into another one that holds.
"""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fjidesk.bundle import keys, sshsig
from fjidesk.errors import Refused
from tests.corpus.bundles import by_hand

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1
NEUTRAL = (0, 1)
MESSAGES = [b"", b"R01 no", bytes(range(256)), b"x" * 5000]


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    both = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + both, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - both, -1, P) % P


def times(number, point):
    found = NEUTRAL
    for bit in f"{number:b}":
        found = add(found, found)
        if bit == "1":
            found = add(found, point)
    return found


def x_of(y, sign):
    """Return the x of a point, or None where there is none (section 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return x if x % 2 == sign else (P - x) % P


def encoded(point):
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = (x_of(4 * pow(5, -1, P) % P, 0), 4 * pow(5, -1, P) % P)


def torsion():
    """Return the eight points whose eightfold is the neutral one."""
    for y in range(2, 100):
        x = x_of(y, 0)
        if x is not None:
            one = times(L, (x, y))
            if times(4, one) != NEUTRAL:
                return [times(number, one) for number in range(8)]
    raise AssertionError


SMALL = torsion()
SEED = hashlib.sha256(b"a key of edge cases").digest()
SECRET = int.from_bytes(hashlib.sha512(SEED).digest()[:32], "little") & ~7 & (2**254 - 1) | 2**254
OWN = Ed25519PrivateKey.from_private_bytes(SEED)
POINT = times(SECRET, BASE)
RAW = encoded(POINT)


def challenge(half, key, message):
    return int.from_bytes(hashlib.sha512(half + key + message).digest(), "little") % L


def made(message, number=7, *, shift=NEUTRAL, half=None, key=RAW):
    """Return a signature with the secret number given, R moved by a point, or R encoded in another way."""
    half = half or encoded(add(times(number, BASE), shift))
    return half + ((number + challenge(half, key, message) * SECRET) % L).to_bytes(32, "little")


def holds(signature, message, key=RAW):
    return keys.holds(Ed25519PublicKey.from_public_bytes(key), signature, message)


def armoured(signature_of, message, raw=RAW):
    """Return the message with an armoured signature before it, made of whatever bytes the function gives."""

    class Hand:
        def public_key(self):
            return self

        def public_bytes_raw(self):
            return raw

        def sign(self, text):
            return signature_of(text)

    return by_hand.signed(Hand(), message)


def opens(signature_of, message, raw=RAW):
    armour, payload = sshsig.split(armoured(signature_of, message, raw))
    try:
        sshsig.verify(armour, payload, by_hand.NAMESPACE.decode())
    except Refused as refusal:
        return refusal.code
    return ""


def test_the_curve_written_here_is_that_of_the_program():
    assert OWN.public_key().public_bytes_raw() == RAW
    assert times(L, BASE) == NEUTRAL
    assert len({encoded(point) for point in SMALL}) == 8
    for message in MESSAGES:
        assert holds(made(message), message)
        assert opens(made, message) == ""


def test_the_last_value_of_the_specification():
    """RFC 8032, section 7.1, TEST SHA(abc)."""
    own = Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42")
    )
    name = bytes.fromhex("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")
    value = bytes.fromhex(
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    )
    text = hashlib.sha512(b"abc").digest()
    assert own.public_key().public_bytes_raw() == name
    assert own.sign(text) == value
    assert holds(value, text, name)
    assert not holds(value, b"abc", name)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_number_that_is_not_reduced_is_refused(message):
    good = made(message)
    scalar = int.from_bytes(good[32:], "little")
    twins = [scalar + turn * L for turn in range(1, 16) if scalar + turn * L < 2**256]
    assert len(twins) >= 14
    for twin in twins:
        wrong = good[:32] + twin.to_bytes(32, "little")
        assert not holds(wrong, message)
        assert opens(lambda text, twin=twin: twinned(text, twin // L), message) == "signature-wrong"
    for bit in (253, 254, 255):
        assert not holds(good[:32] + (scalar | 1 << bit).to_bytes(32, "little"), message)


def twinned(text, turns):
    good = made(text)
    scalar = int.from_bytes(good[32:], "little") + turns * L
    return good[:32] + min(scalar, 2**256 - 1).to_bytes(32, "little")


@pytest.mark.parametrize("place", range(1, 8))
def test_a_point_of_small_order_added_to_r_is_refused(place):
    """With the cofactor these would hold, as eight more forms of each signature."""
    for message in MESSAGES:
        assert not holds(made(message, shift=SMALL[place]), message)
    assert opens(lambda text: made(text, shift=SMALL[place]), b"x") == "signature-wrong"


@pytest.mark.parametrize("place", range(1, 8))
def test_a_point_of_small_order_added_to_the_key_is_another_key(place):
    """It holds for as few messages as the challenge allows, and its fingerprint is nobody's on a roster."""
    key = encoded(add(POINT, SMALL[place]))
    seen = set()
    for turn in range(12):
        message = b"message %d" % turn
        signature = made(message, key=key)
        right = times(challenge(signature[:32], key, message), SMALL[place]) == NEUTRAL
        assert holds(signature, message, key) == right
        assert not holds(made(message), message, key)
        seen.add(right)
    assert False in seen
    line = keys.line_of(Ed25519PublicKey.from_public_bytes(key))
    assert keys.fingerprint(line) != keys.fingerprint(keys.line_of(OWN.public_key()))


@pytest.mark.parametrize(
    "half",
    [
        (P + 1).to_bytes(32, "little"),
        (1 | 1 << 255).to_bytes(32, "little"),
        (P + 1 | 1 << 255).to_bytes(32, "little"),
    ],
)
def test_r_has_one_encoding(half):
    """The neutral point as R, right and three times as a number too large or with a sign that nought has not."""
    for message in MESSAGES:
        assert holds(made(message, 0, half=encoded(NEUTRAL)), message)
        assert not holds(made(message, 0, half=half), message)
    assert opens(lambda text: made(text, 0, half=half), b"x") == "signature-wrong"


def test_r_that_is_no_point_or_of_small_order_is_refused():
    off = [y for y in range(2, 40) if x_of(y, 0) is None]
    assert off
    for half in [*(y.to_bytes(32, "little") for y in off), b"\xff" * 32, *(encoded(one) for one in SMALL[1:])]:
        assert not holds(made(b"x", 0, half=half), b"x")


@pytest.mark.parametrize("width", [0, 1, 31, 32, 33, 63, 65, 96, 128])
def test_a_signature_of_another_length_is_none(width):
    assert opens(lambda text: (made(text) * 2)[:width], b"x") == "not-signed"
    assert not holds((made(b"x") * 2)[:width], b"x")


@pytest.mark.parametrize("raw", [RAW[:31], RAW + b"\0", b"", RAW * 2])
def test_a_key_of_another_length_is_none(raw):
    assert opens(made, b"x", raw) == "not-signed"


def test_a_signature_belongs_to_one_key_and_one_message():
    other = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"another").digest()).public_key().public_bytes_raw()
    for message in MESSAGES:
        assert not holds(made(message), message, other)
        assert not holds(made(message), message + b"\0")
        assert not holds(made(message), b"\0" + message)
        assert opens(lambda _text: bytes(64), message) == "signature-wrong"
        assert opens(made, message, other) == "signature-wrong"
    signature = made(b"x")
    for wrong in (signature[32:] + signature[:32], signature[::-1], bytes(32) + signature[32:], signature[:32] * 2):
        assert not holds(wrong, b"x")


def test_a_key_that_is_no_point_verifies_nothing():
    off = [y.to_bytes(32, "little") for y in range(2, 40) if x_of(y, 0) is None]
    for raw in off:
        try:
            found = opens(lambda text, raw=raw: made(text, key=raw), b"x", raw)
        except ValueError:
            pytest.fail("a key that is no point is the signer's fault, not the program's")
        assert found in {"signature-wrong", "not-signed"}
