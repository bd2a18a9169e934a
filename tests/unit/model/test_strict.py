"""A line says one thing to every reader of JSON, or is refused."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.model.strict import DEPTH_LIMIT, check

value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part, max_size=3),
    max_leaves=12,
)


@given(value)
def test_what_a_careful_writer_makes_passes(found):
    check(msgspec.json.encode(found))
    check(json.dumps(found).encode())


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"c":2,"b":1}}',
        b'{"a":1,"\\u0061":1}',
        b"[NaN]",
        b'["\\u0041",NaN]',
        b"Infinity",
        b"-Infinity",
        b"1e400",
        b"7" * 5000,
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b'"\\udc00 x"',
        b'"\x00"',
        b"\xef\xbb\xbf{}",
        b"{}{}",
        b"",
        b"[" * (DEPTH_LIMIT + 1) + b"]" * (DEPTH_LIMIT + 1),
        b'{"a":' * 100_000,
        b"[" * 5_000 + b"]" * 5_000,
    ],
)
def test_what_two_readers_may_read_in_two_ways_is_refused(line):
    with pytest.raises(ValueError, match=r"."):
        check(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud83d\\ude00"}',
        b'{"path":"C:\\\\users"}',
        b'{"a":"' + b"[" * 50 + b'"}',
        b"[" * DEPTH_LIMIT + b"]" * DEPTH_LIMIT,
        b'[{"a":[1,{"b":2}]},{"a":3}]',
    ],
)
def test_another_hand_of_writing_is_no_fault(line):
    check(line)
