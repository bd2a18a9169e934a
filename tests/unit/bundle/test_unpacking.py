"""Unpacking in pieces: what memory it takes, and that a line is the same wherever a piece ends."""

import gzip
import random
import tracemalloc
import zlib

import pytest

from fjidesk.bundle import limits, verify
from fjidesk.errors import BundleRefused

MIB = 1024 * 1024


def peak(payload):
    """Return what unpacking took at the most, in bytes, and what it returned or why it was refused."""
    found, why = [], ""
    tracemalloc.start()
    try:
        found = verify._lines(payload)
    except BundleRefused as refusal:
        why = refusal.message
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most, found or why


def lines_of(count, size):
    chance = random.Random(count)
    return [b"%0*x" % (size, chance.getrandbits(4 * size)) for _ in range(count)]


def packed(lines):
    return gzip.compress(b"".join(line + b"\n" for line in lines), 1)


def test_what_is_unpacked_is_in_memory_once():
    lines = lines_of(24 * 256, 4096)  # 24 MiB, as a large bundle in small
    most, found = peak(packed(lines))
    assert found == lines
    assert most < 1.2 * 24 * MIB


def test_a_bomb_of_one_line_takes_next_to_nothing():
    payload = gzip.compress(bytes(40 * MIB), 9)
    most, why = peak(payload)
    assert "unpacks to more than 7 MB" in why
    assert most < 2 * MIB


def test_a_first_line_without_an_end_is_not_kept():
    noise = random.Random(1).randbytes(8 * MIB).replace(b"\n", b" ")
    most, why = peak(gzip.compress(noise, 1))
    assert "a line beyond all limits" in why
    assert most < 2 * MIB


@pytest.mark.parametrize("size", [1, 65_534, 65_535, 65_536, 65_537, 131_071, 200_000])
def test_a_line_is_the_same_wherever_a_piece_ends(size):
    lines = [*lines_of(2, size), b"", *lines_of(3, size)]
    assert verify._lines(packed(lines)) == lines


def test_the_largest_first_line_is_taken_and_one_more_is_not():
    most = limits.MANIFEST_LIMIT
    assert verify._lines(packed([b"x" * most, b"y"])) == [b"x" * most, b"y"]
    for wrong in (packed([b"x" * (most + 1)]), gzip.compress(b"x" * 10), gzip.compress(b"x\ny"), gzip.compress(b"")):
        with pytest.raises(BundleRefused, match="cut off"):
            verify._lines(wrong)


def test_one_line_too_many_is_too_much(monkeypatch):
    monkeypatch.setattr(verify, "LINES_LIMIT", 5)
    assert len(verify._lines(packed([b"x"] * 5))) == 5
    with pytest.raises(BundleRefused) as refused:
        verify._lines(packed([b"x"] * 6))
    assert refused.value.code == "too-much-inside"


@pytest.mark.parametrize("size", [10, 65_536, 200_000])
def test_what_is_no_whole_stream_or_more_than_one_is_refused(size):
    whole = packed(lines_of(1, size))
    stored = gzip.compress(b"x" * size + b"\n", 0)  # pieces of input end in the middle, too
    raw = zlib.compress(b"x\n")
    for wrong in (whole[:-1], whole[:-8], whole + b"\0", whole + whole, stored[:-1], stored + b"x", raw, b"x", b""):
        with pytest.raises(BundleRefused, match="does not unpack"):
            verify._lines(wrong)
