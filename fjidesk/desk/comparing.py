"""Six words that one person reads out and another types: what was mistyped is told apart from what differs."""

from __future__ import annotations

import re

from fjidesk.bundle import keys
from fjidesk.errors import Refused

_BETWEEN = re.compile(r"[\W\d_]+")  # whatever somebody types between two words


def parts(text: str) -> list[str]:
    """Return the words in a text that was typed: small, whatever stands between them; ``yo-yo`` is one word."""
    known, found = keys.known_words(), [part for part in _BETWEEN.split(text.casefold()) if part]
    words: list[str] = []
    for part in found:
        joined = f"{words[-1]}-{part}" if words else ""
        if joined in known:
            words[-1] = joined
        else:
            words.append(part)
    return words


def readable(given: str, what: str) -> list[str]:
    """Return six words as they were typed, where they are six words of the list.

    Raises:
        Refused: ``words-missing``, ``words-count``, ``words-unknown``.
    """
    words = parts(given)
    if not words:
        raise Refused(
            "words-missing",
            f"The six words of this {what} have not been compared.",
            "Have its owner read out theirs by telephone or face to face, then give them with --words.",
        )
    if len(words) != keys.WORDS:
        raise Refused(
            "words-count",
            f"{len(words)} of {keys.WORDS} words typed.",
            "Type all six in their order; what stands between them does not matter.",
        )
    unknown = [word for word in words if word not in keys.known_words()]
    if unknown:
        raise Refused(
            "words-unknown",
            f"Mistyped or misheard, as it is not in the list of words: {', '.join(unknown)}.",
            "Have it spelt out, and type it again.",
        )
    return words


def same_words(given: str, expected: str, what: str) -> None:
    """Refuse six words that differ from those of a key; only words that can be read are told to differ.

    Raises:
        Refused: ``words-missing``, ``words-count``, ``words-unknown``, ``words-differ``.
    """
    if readable(given, what) != parts(expected):
        raise Refused(
            "words-differ",
            f"The six words differ, so the {what} is not from whom it seems.",
            "Have them read out once more and type them again. If they differ still, do not use it: ask for another by "
            "another way.",
        )
