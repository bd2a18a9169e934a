"""JSON that says one thing to every reader (RFC 8259 leaves duplicate keys, and more, to each of them).

A decoder takes the last of two equal keys without a word, so that one reader's line would say something else to the
next. What a careful writer makes comes out of decoding and encoding as it was, which is a cheap proof; what does not is
read again by a slow reader that looks at everything.
"""

import json
from typing import Any

import msgspec

DEPTH_LIMIT = 16
_DECODER = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder()


def check(line: bytes) -> None:
    """Refuse a line that two readers of JSON may read in two ways.

    Raises:
        ValueError: duplicate keys, a number that is none, a lone surrogate, bytes that are not UTF-8, or too deep.
    """
    try:
        if _is_plain(line):
            return
        value = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never)
        if _depth(value) > DEPTH_LIMIT:
            raise ValueError("too deep")
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # a lone surrogate has no bytes
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("not JSON") from error


def _is_plain(line: bytes) -> bool:
    return (
        line.count(b"{") + line.count(b"[") <= DEPTH_LIMIT  # so many brackets cannot be deeper
        and b"\\u" not in line
        and _ENCODER.encode(_DECODER.decode(line)) == line
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _never(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _depth(value: Any) -> int:
    """Return how deep a value is; what ``json`` has read is not so deep as to exhaust this."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, level = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, level)
            waiting += [(part, level + 1) for part in (one.values() if isinstance(one, dict) else one)]
    return deepest
