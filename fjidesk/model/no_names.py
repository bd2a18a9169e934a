"""Tell words that are names elsewhere and none where they stand: Will attend on Monday; charlie at weekends."""

import re

MODALS = frozenset({"will", "may"})  # they ask or announce
STREET = frozenset(
    {"charlie", "mandy", "molly", "henry", "billy"}
)  # written small, they are drugs more often than people
_WITH_SOMEBODY = (
    "saw|sees|see|seen|met|meet|told|tell|asked|ask|rang|phoned|texted|visited|called|named|helped|by|to|from|brother|"
    "sister|mother|father|mum|dad|mam|uncle|aunt|friend|cousin|partner|boyfriend|girlfriend|worker|manager|officer|"
    "mentor|nurse|nan|gran|carer|child"
)
_SOMEBODY = re.compile(rf"\b(?:{_WITH_SOMEBODY}) $", re.IGNORECASE)
_NO_VERB = re.compile(rf"\b(?:{_WITH_SOMEBODY}|for|of|about|that|if|whether|with) $", re.IGNORECASE)
_NEXT = re.compile(r" (?!not to\b)([a-z]+)")
# After a name stand these, or a verb that shows that somebody does or did it; after a modal its bare form stands.
_FOLLOWS = (
    "a about after again against alone an and are as at because been before but by came did does during for from gave "
    "got had has he here him himself his in into is it knew knows left made met on or over rang said saw says she "
    "since so spoke than that the their then there they to today together told tomorrow too took under until was went "
    "were when where whether which while who whose will with without wrote yesterday"
)
_AFTER_A_NAME = frozenset(_FOLLOWS.split())
_EITHER = frozenset({"he", "she", "it", "they", "the", "a", "an", "his", "their", "there", "this"})
_DOES_OR_DID = re.compile(r".*[^s]s|.*[^e]ed")
_BARE_IN_S = frozenset({"focus"})


def is_modal(before: str, after: str, *, opens: bool) -> bool:
    """Tell whether Will or May is a verb between two parts of a text.

    Args:
        before: what stands before the word, or before the capitals that it begins.
        after: what stands behind them.
        opens: whether it begins a sentence.
    """
    found = _NEXT.match(after)
    if found is None or (not opens and _NO_VERB.search(before)):
        return False
    word = found[1]
    if opens and word in _EITHER:
        return True
    return word not in _AFTER_A_NAME and (word in _BARE_IN_S or not _DOES_OR_DID.fullmatch(word))


def is_person(before: str) -> bool:
    """Tell whether a word written small that may be a drug is somebody, by what stands before it."""
    return _SOMEBODY.search(before) is not None
