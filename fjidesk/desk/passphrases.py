"""How good a passphrase is. Length is what counts; what is guessed at once is refused however long it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from fjidesk import resource
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORTEST = 12
ENOUGH = 4  # ten thousand million guesses
_LONGEST_LOOKED_AT = 72  # beyond it nothing changes, and the estimate becomes slow
_TRIES_A_SECOND = 10_000  # ten thousand processors, at a second for each try on one
_PHRASES = "text/known-phrases.txt"
_SHORTEST_OWN_WORD = 3
_BETWEEN = re.compile(r"[\W_]+")
_WORDS = ("Guessed at once", "Very weak", "Weak", "Not enough yet", "Strong")
_SPANS = (
    (60.0, "less than a minute"),
    (3600.0, "minutes"),
    (86_400.0, "hours"),
    (30 * 86_400.0, "days"),
    (365 * 86_400.0, "months"),
    (100 * 365 * 86_400.0, "years"),
)


class Verdict(msgspec.Struct, frozen=True):
    """What is to be thought of a passphrase.

    Attributes:
        score: 0 (guessed at once) to 4 (strong).
        words: the score for people.
        crack_time: how long somebody with the key file and ten thousand processors would try, in words.
        enough: whether a desk takes it.
        advice: the next step where it is not enough; empty where it is.
    """

    score: int
    words: str
    crack_time: str
    enough: bool
    advice: str


def judge(text: str, own_words: Sequence[str] = ()) -> Verdict:
    """Judge a passphrase; takes a few milliseconds and keeps nothing.

    Args:
        text: the passphrase.
        own_words: what an acquaintance would try first: the member's name, organisation, the inspection.
    """
    known = [*_forms(own_words), *_forms(resource.text(_PHRASES).splitlines())]
    guesses = _guesses(text, known)
    score = 0 if _repeats(text) or _mostly(text, known) else _score(guesses)
    advice = _advice(text, score)
    return Verdict(score, _WORDS[score], _crack_time(0 if score == 0 else guesses), not advice, advice)


def need(text: str, own_words: Sequence[str] = ()) -> None:
    """Refuse a passphrase that does not do.

    Raises:
        Refused: ``passphrase-short``, ``passphrase-weak``.
    """
    verdict = judge(text, own_words)
    if len(text) < SHORTEST:
        raise Refused("passphrase-short", f"A passphrase has at least {SHORTEST} characters.", verdict.advice)
    if not verdict.enough:
        found = f"{verdict.words[:1].lower()}{verdict.words[1:]}"
        raise Refused(
            "passphrase-weak", f"That passphrase is {found}: it would last {verdict.crack_time}.", verdict.advice
        )


def _advice(text: str, score: int) -> str:
    if len(text) < SHORTEST:
        return "Take four or more words that do not belong together."
    if score == ENOUGH - 1:
        return "Add one more word that does not belong to the others."
    if score < ENOUGH:
        return "Take other words: four or more that do not belong together, no saying, no name, nothing repeated."
    return ""


def _guesses(text: str, known: Iterable[str]) -> float:
    from zxcvbn import zxcvbn

    if not text:
        return 1.0
    return float(zxcvbn(text[:_LONGEST_LOOKED_AT], user_inputs=list(known))["guesses"])


def _score(guesses: float) -> int:
    """Return 0 to 4 by the powers of ten that the estimate itself uses."""
    return sum(guesses >= limit for limit in (1e3, 1e6, 1e8, 1e10))


def _crack_time(guesses: float) -> str:
    seconds = guesses / _TRIES_A_SECOND
    return next((words for limit, words in _SPANS if seconds < limit), "more than a century")


def _forms(texts: Iterable[str]) -> list[str]:
    """Return texts as people type them: as they are, without spaces, with hyphens; and each longer word of them."""
    found: dict[str, None] = {}
    for text in texts:
        parts = [part for part in _BETWEEN.split(text.casefold()) if part]
        for form in (" ".join(parts), "".join(parts), "-".join(parts)):
            if len(form) >= _SHORTEST_OWN_WORD:
                found[form] = None
    return list(found)


def _repeats(text: str) -> bool:
    """Tell whether a passphrase is one short piece over and over, such as ``abcabcabcabc``."""
    plain = "".join(_BETWEEN.split(text.casefold()))
    return len(set(plain)) < 5 or re.fullmatch(r"(.{1,12}?)\1+.{0,3}", plain) is not None  # noqa: PLR2004  (letters)


def _mostly(text: str, known: Iterable[str]) -> bool:
    """Tell whether little is left of a passphrase once names and sayings are taken out of it."""
    plain = "".join(_BETWEEN.split(text.casefold()))
    for phrase in sorted((form for form in known if form.isalnum()), key=len, reverse=True):
        plain = plain.replace(phrase, "")
    return len(plain) < SHORTEST // 2
