"""Find in a note what looks like a name, or identifies in another way, and say what may stand in its place.

Nothing here blocks, and nothing is certain: a mark is a question to whoever writes.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from fjidesk.model.identifiers import Mark, identifiers
from fjidesk.model.name_words import ROLES, TITLE, Lists, fold, meets, names, role_before

_POLICE = frozenset({"pc", "dc", "ds", "di", "ps", "pcso", "sgt", "sergeant", "insp", "inspector", "supt", "constable"})
_MEDICAL = frozenset({"dr", "prof", "professor"})
SOMEBODY = "somebody"  # in the place of a case, where a text is of none
_WORDS_OF = {
    "born": "date of birth",
    "address": "address",
    "school": "school",
    "telephone": "number",
    "email": "e-mail address",
    "number": "number",
}


class Found(NamedTuple):
    """A place in a note that looks like a name or identifies.

    Attributes:
        start: of the mark.
        end: the first character after the mark.
        kind: name, born, address, school, telephone, email or number.
        text: what is marked.
        suggested: what may stand in its place; empty where the role before it says enough.
        cut: from where to where the text is replaced; wider than the mark where nothing takes its place.
    """

    start: int
    end: int
    kind: str
    text: str
    suggested: str
    cut: tuple[int, int]


def find(text: str, case: str, known: Lists, passed: Collection[str] = ()) -> list[Found]:
    """Return what looks like a name or identifies, in the order of the text.

    Args:
        text: a note.
        case: the case's reference, which is no name and takes the place of one; empty where the text is of none.
        known: the lists.
        passed: what somebody said is no name in this case, folded.
    """
    marks = identifiers(text)
    free = [found.span() for found in known.phrases.finditer(text)]
    free += [found.span() for found in re.finditer(re.escape(case), text)] if case else []
    marks += [mark for mark in names(text, known) if not meets(mark, marks) and not meets(mark, free)]
    return [_found(text, case, mark) for mark in sorted(marks) if fold(text[mark.start : mark.end]) not in passed]


def replaced(text: str, found: Found) -> str:
    """Return a text with what is suggested in the place of a mark."""
    start, end = found.cut
    return text[:start] + found.suggested + text[end:]


def all_replaced(text: str, found: Iterable[Found]) -> str:
    """Return a text with every mark replaced, the last first, so that the places of the others stay right."""
    for mark in sorted(found, reverse=True):
        text = replaced(text, mark)
    return text


def _found(text: str, case: str, mark: Mark) -> Found:
    marked = text[mark.start : mark.end]
    cut = (mark.start, mark.end)
    if mark.kind != "name":
        return Found(*mark, marked, f"{case or SOMEBODY}’s {_WORDS_OF[mark.kind]}", cut)
    between = next((said for said in (", ", " (", "(", ": ", " ") if text.endswith(said, 0, mark.start)), "")
    if not between or not role_before(text, mark.start - len(between), ROLES):
        return Found(*mark, marked, begun(text, mark.start, _person(marked, case)), cut)
    closing = {"(": ")", ",": ","}.get(between.strip(), "")
    wide = mark.end + (bool(closing) and text[mark.end : mark.end + 1] == closing)
    return Found(*mark, marked, "", (mark.start - len(between), wide))


def begun(text: str, start: int, words: str) -> str:
    """Begin words with a capital where they begin a sentence."""
    opens = not start or text[:start].rstrip(" ")[-1:] in {".", "!", "?", "\n"}
    return words[0].upper() + words[1:] if opens and words else words


def _person(marked: str, case: str) -> str:
    """Return the role that a title speaks of, or the case's reference."""
    title = TITLE.match(marked)
    if title is None or marked[title.end()] not in " .":
        return case or SOMEBODY
    if title[0].casefold() in _POLICE:
        return "a police officer"
    return "a doctor" if title[0].casefold() in _MEDICAL else "an adult"
