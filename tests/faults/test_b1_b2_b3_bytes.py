"""B1, B2, B3: a small bundle with any byte flipped, cut at any length or made longer is never accepted.

The default run flips one bit of every byte and cuts at every length; the long run tries every value that one bit gives.
"""

from __future__ import annotations

import pytest

from fjidesk.bundle import keys, verify
from fjidesk.errors import BundleRefused
from fjidesk.model.records import Member
from tests.corpus.bundles import by_hand, make

LEAD = keys.Identity(by_hand.key_of("lead"))
AUTHOR = keys.Identity(by_hand.key_of("author"))
ROSTER = {
    AUTHOR.fingerprint: Member(
        name="author", organisation="", inspectorate="", role="inspector", public_key=AUTHOR.public_line, since=""
    )
}
# Where the first line or a stanza is hit, it may look like another version, or like somebody else's.
TOLD = {"empty-file", "not-a-bundle", "changed-on-the-way", "format-newer", "not-for-you", "damaged"}


def accepted(data):
    try:
        verify.verify(data, LEAD, ROSTER)
    except BundleRefused as error:
        return error.code not in TOLD
    return True


def flipped(data, place, mask):
    return data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]


def test_the_bundle_itself_is_accepted():
    assert accepted(make.GOOD)


def test_b1_no_flipped_byte_is_accepted():
    wrong = [place for place in range(len(make.GOOD)) if accepted(flipped(make.GOOD, place, 1 << place % 8))]
    assert wrong == []


def test_b2_no_shorter_file_is_accepted():
    assert [length for length in range(len(make.GOOD)) if accepted(make.GOOD[:length])] == []


def test_b3_no_longer_file_is_accepted():
    more = (b"\0", b"\n", b"x" * 15, b"x" * 16, b"x" * 70_000, make.GOOD)
    assert [end for end in more if accepted(make.GOOD + end) or accepted(end + make.GOOD)] == []


def test_b1_no_flipped_byte_of_the_signed_bytes_is_accepted():
    """Whoever can open a bundle can seal it again; the signature still holds every byte."""
    signed = make.SIGNED
    for place in range(len(signed)):
        data = by_hand.sealed(flipped(signed, place, 1 << place % 8), make.PEOPLE)
        with pytest.raises(BundleRefused):
            verify.verify(data, LEAD, ROSTER)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_b1_every_bit_of_every_byte(capsys):
    tries = wrong = 0
    for place in range(len(make.GOOD)):
        for bit in range(8):
            tries += 1
            wrong += accepted(flipped(make.GOOD, place, 1 << bit))
    with capsys.disabled():
        print(f"\nflipped bits: {tries} tries, {wrong} accepted")  # noqa: T201
    assert wrong == 0
