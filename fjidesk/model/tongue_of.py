"""Tell whether a note is written in Welsh or in English, by the small words of both."""

import re

from fjidesk.model.framework import Language

_WORD = re.compile(r"[^\W\d_]+")
_WELSH = frozenset(
    {"y", "yr", "yn", "ac", "mae", "wedi", "oedd", "ei", "ar", "gyda", "nid", "heb", "ond", "am", "bod", "gan"}
)
_ENGLISH = frozenset(
    {"the", "and", "was", "is", "of", "to", "with", "not", "has", "his", "her", "in", "that", "for", "at"}
)


def tongue_of(text: str) -> Language | None:
    """Return the language that has more of its small words in a text; None where neither has."""
    words = [word.lower() for word in _WORD.findall(text)]
    welsh, english = (sum(word in small for word in words) for small in (_WELSH, _ENGLISH))
    if welsh == english:
        return None
    return "cy" if welsh > english else "en"
