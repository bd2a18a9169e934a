"""Throw harmed bytes at everything that reads a bundle: nothing but a refusal may come back.

    python -m tests.fuzz.bundles [options of libFuzzer, such as -max_total_time=600]

needs atheris, which is no package of the development group since it has no wheels for Windows. Without it, ``run``
below mutates the corpus by itself, which is what ``pytest -m long tests/fuzz`` does first.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from typing import TYPE_CHECKING, Any

from fjidesk.bundle import card, keys, succession, verify
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model import strict
from tests.corpus.bundles import by_hand, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.model.records import Member

LEAD = keys.Identity(by_hand.key_of("lead"))
AUTHOR_NAME = make.AUTHOR_NAME
TOKENS = (
    b"\0",
    b"\n",
    b"\r\n",
    b"\xff\xfe",
    b"\\ud800",
    b"\\u0000",
    b"NaN",
    b"-0",
    b"1e999",
    b"9" * 400,
    b"9007199254740993",
    b'"kind":',
    b"[" * 40,
    b'{"a":' * 40,
    b"null",
    b"true",
    b"-> scrypt AAAA 63\nAAAA\n",
    b"\n--- ",
    by_hand.BEGIN,
    by_hand.END,
)
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**53,
    2**63,
    2**64,
    10**400,
    1.5,
    "",
    "\0",
    "\u202e",
    "e\u0301",
    "x" * 5000,
    [],
    {},
    [[]],
    {"a": {"b": []}},
    ["0" * 64] * 2000,
)


def roster() -> dict[str, Member]:
    from fjidesk.model.records import Member

    line = by_hand.line_of(make.AUTHOR)
    return {
        AUTHOR_NAME: Member(
            name="a", organisation="", inspectorate="", role="inspector", public_key=line, since="", until="2013-11-30"
        )
    }


ROSTER = roster()


def of_file(data: bytes) -> None:
    verify.verify(data, LEAD, ROSTER)


def of_signed(data: bytes) -> None:
    verify.verify(by_hand.sealed(data, [make.LEAD]), LEAD, ROSTER)


def of_payload(data: bytes) -> None:
    of_signed(by_hand.signed(make.AUTHOR, data))


def of_lines(data: bytes) -> None:
    verify._read(gzip.compress(data, compresslevel=1, mtime=0))


def of_manifest(data: bytes) -> None:
    verify._manifest(data)


def of_revision(data: bytes) -> None:
    sealed = verify._revision(data)
    body = rev.body_of(sealed.revision)
    if body is not None:
        for value in rev.as_row(body).values():  # whatever is applied must be what a store can hold
            assert not isinstance(value, int) or abs(value) < 2**63


def of_cards(data: bytes) -> None:
    for read in (card.read, succession.read):
        try:
            read(data)
        except Refused:
            continue


TARGETS: tuple[tuple[Callable[[bytes], None], bytes], ...] = (
    (of_file, make.GOOD),
    (of_signed, make.SIGNED),
    (of_payload, make.PAYLOAD),
    (of_lines, make.FIRST + b"\n" + make.ONE + b"\n"),
    (of_manifest, make.FIRST),
    (of_revision, make.ONE),
    (of_cards, by_hand.signed(make.AUTHOR, b'{"name":"a"}', b"fjidesk-card@v1")),
)


def try_one(data: bytes) -> None:
    """Give the bytes to the target that the first of them chooses; any fault but a refusal passes through."""
    target, _ = TARGETS[data[0] % len(TARGETS)] if data else TARGETS[0]
    try:
        target(data[1:])
    except Refused as error:
        if not (error.code and error.message and error.remedy):
            raise RuntimeError("a refusal that says nothing") from error
    except ValueError:
        if target is not of_revision:  # there the caller tells it as contents-wrong
            raise


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some harm to them: as bytes, or where they are JSON, as values."""
    if data[:1] == b"{" and b"\n" not in data and chance.random() < 0.6:
        return mutate_value(data, chance)
    for _ in range(chance.randint(1, 4)):
        place, other = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        what = chance.randrange(5)
        if what == 0:
            data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        elif what == 1:
            data = data[:place] + data[other:]
        elif what == 2:
            data = data[:other] + data[place:]
        elif what == 3:
            data = data[:place] + chance.choice(TOKENS) + data[place:]
        else:
            data = data[:place] + chance.choice(TOKENS) + data[other:]
    return data


def mutate_value(data: bytes, chance: random.Random) -> bytes:
    """Return JSON with one of its values, at any depth, another one; or a member more, fewer or twice."""
    value = json.loads(data)
    holder: Any = value
    while True:
        name = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if isinstance(holder[name], dict | list) and holder[name] and chance.random() < 0.5:
            holder = holder[name]
            continue
        break
    what = chance.randrange(4)
    if what == 0 and isinstance(holder, dict):
        holder[chance.choice(["colour", "\u202e", "kind", "minutes"])] = chance.choice(ODD)
    elif what == 1:
        del holder[name]
    else:
        holder[name] = chance.choice(ODD)
    text = json.dumps(value, ensure_ascii=chance.random() < 0.3, separators=(",", ":")).encode()
    return text[:-1] + b"," + text[1:] if what == 3 and len(text) > 2 else text


def run(seconds: float, seed: int) -> tuple[int, int, float]:
    """Mutate for so long; return tries, how many were accepted, and the longest time of one in seconds."""
    chance = random.Random(seed)
    start = time.monotonic()
    tries = accepted = 0
    longest = 0.0
    while time.monotonic() - start < seconds:
        number = chance.randrange(len(TARGETS))
        data = mutate(TARGETS[number][1], chance)
        before = time.monotonic()
        try_one(bytes([number]) + data)
        longest = max(longest, time.monotonic() - before)
        tries += 1
        accepted += number == 5 and _stands(data)
    return tries, accepted, longest


def _stands(data: bytes) -> bool:
    try:
        strict.check(data)
        rev.body_of(rev.read(data).revision)
    except (Refused, ValueError):
        return False
    return True


def main() -> None:
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, try_one, custom_mutator=_for_atheris)
    atheris.Fuzz()


def _for_atheris(data: bytes, limit: int, seed: int) -> bytes:
    chance = random.Random(seed)
    number = data[0] % len(TARGETS) if data and chance.random() < 0.7 else chance.randrange(len(TARGETS))
    start = data[1:] if len(data) > 1 and chance.random() < 0.7 else TARGETS[number][1]
    try:
        changed = mutate(start, chance)
    except (ValueError, IndexError, TypeError):  # no JSON any more, or empty
        changed = mutate(TARGETS[number][1], chance)
    return (bytes([number]) + changed)[:limit]


if __name__ == "__main__":
    main()
