"""Find a name that no list knows by the initial before it: "J. Sample", where Sample is a word like any other."""

import re
from collections.abc import Collection, Iterator

from fjidesk.model.identifiers import Mark

# An initial with its full stop may be any letter; one without may not be the article or the pronoun.
_INITIALED = re.compile(
    r"(?<![\w.'’-])(?:(?:[A-Z]\. ?){1,3}|[B-HJ-Z] (?:[B-HJ-Z] )?)(?P<word>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b"  # noqa: RUF001
)
# What takes a letter, so that the letter is no initial: plan B, section C, year 9 A.
_LETTERED = re.compile(
    r"(?:\d|\b(?:part|plan|section|appendix|annex|grade|group|option|class|category|cat|tier|band|level|vitamin|hepatitis|"
    r"hep|room|block|unit|wing|ward|house|schedule|exhibit|version|stage|type|form|phase|item|column|point|set|team|letter|"
    r"paragraph|para|page|box|question|figure|table|step|list|cohort|strand|factor|criterion|criteria|clause|article|"
    r"i[ds]|set|an?|the)) ?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"['’]s\b|$|[,.;:)]|,? (?:said|says|told|tells|asked|wrote|rang|phoned|saw|met|came|went|left|was|is|has|had|did|"  # noqa: RUF001
    r"does|would|could|at|on|about|from|and|who|again|today|yesterday|agreed|attended|refused|visited|lives|lived)\b"
)
_OPENERS = frozenset({
    "after", "all", "also", "although", "and", "another", "any", "assessment", "because", "before", "both", "but",
    "contact", "each", "everybody", "everyone", "everything", "few", "file", "for", "from", "her", "his", "how",
    "however", "its", "less", "many", "more", "most", "much", "nobody", "none", "not", "nothing", "one", "other",
    "our", "own", "plan", "record", "review", "same", "she", "since", "some", "such", "that", "the", "their",
    "then", "there", "these", "they", "this", "those", "two", "until", "what", "when", "where", "which", "while",
    "who", "why", "with", "yes", "you", "your",
})  # fmt: skip
_NO_NAMES = frozenset({"factor", "turn", "shirt", "coli", "rex", "tec", "wave", "cell", "cells", "rays"})
_A_VERB = 6  # letters from which a word in -ed is no surname such as Reed


def initialed(text: str, kept: Collection[str], roles: Collection[str]) -> Iterator[Mark]:
    """Yield an initial, or up to three, with a word after that begins with a capital and stands as a name does.

    Args:
        text: a note.
        kept: what begins with a capital and names nobody, in lower case.
        roles: such as mother; after an initial that ends a sentence they begin the next.
    """
    for found in _INITIALED.finditer(text):
        low = found["word"].lower()
        begins = low in _OPENERS or low in roles or (low.endswith("ed") and len(low) >= _A_VERB)
        if begins or low in _NO_NAMES or low in kept or found[0].startswith("I. "):
            continue
        if not _LETTERED.search(text[: found.start()][-12:]) and _AFTER.match(text, found.end()):
            yield Mark(found.start(), found.end(), "name")
