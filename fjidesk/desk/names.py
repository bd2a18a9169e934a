"""Spot what looks like a name, or identifies in another way, while a note is typed; never blocks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fjidesk import resource
from fjidesk.desk.cases import need_case
from fjidesk.errors import Refused
from fjidesk.model import names
from fjidesk.model.name_words import Lists, fold, read_lists
from fjidesk.store import passed, readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.names import Found
    from fjidesk.model.records import Answer

_FILES = ("given", "others", "also-words", "words", "kept")
_OWN_WORDS = ("note", "other", "place", "record")  # what of an answer is written in own words


def find(desk: Desk, case: str, text: str) -> list[Found]:
    """Return what looks like a name in a text of a case, or identifies otherwise, in the order of the text.

    A text of 4,000 characters takes some milliseconds; the first call of a process reads the lists.
    """
    return names.find(text, case, _known(desk), passed.words(desk.db, case))


def readying(desk: Desk) -> Callable[[], object]:
    """Return a call that reads the lists: a third of a second that another thread may spend; it uses no desk."""
    own = desk.framework.said | {desk.inspection.title}
    return lambda: _lists(own)


def let_pass(desk: Desk, case: str, word: str) -> None:
    """Keep that a word, or several, is no name in this case; nothing is said of it there again.

    An empty case stands for the evidence that is of none.

    Raises:
        Refused: ``case-unknown``, ``word-missing``.
    """
    if case:
        need_case(desk, case)
    if not word.strip():
        raise Refused("word-missing", "There is no word to let pass.", "Give the word that is not a name.")
    with desk.store.writing() as db:
        passed.let(db, case, fold(word.strip()))


def look_again(desk: Desk, case: str, word: str) -> None:
    """Take back that a word is no name in this case."""
    with desk.store.writing() as db:
        passed.take_back(db, case, fold(word.strip()))


def replace(text: str, found: Found) -> str:
    """Return the text with what is suggested in the place of one mark; the other marks have to be found again."""
    return names.replaced(text, found)


def finder(desk: Desk) -> Callable[[str, str], list[Found]]:
    """Return a call that looks at texts by case and text, for many of them: what was let pass is read once a case."""
    known = _known(desk)
    passing: dict[str, frozenset[str]] = {}

    def look(case: str, text: str) -> list[Found]:
        if case not in passing:
            passing[case] = passed.words(desk.db, case)
        return names.find(text, case, known, passing[case])

    return look


class InNote(NamedTuple):
    """What looks like a name in one field of an answer."""

    question: str
    field: str
    found: Found


def in_answers(desk: Desk, case: str) -> list[InNote]:
    """Return what looks like a name in the owner's own answers to a case, in screen order.

    Raises:
        Refused: ``case-unknown``.
    """
    need_case(desk, case)
    given = readings.answers(desk.db, (case, desk.me))
    known, ignored = _known(desk), passed.words(desk.db, case)
    return [
        InNote(question.id, field, found)
        for question in desk.framework.on_screen
        if question.id in given
        for field, text in _own_words(given[question.id])
        for found in names.find(text, case, known, ignored)
    ]


def _own_words(answer: Answer) -> Iterator[tuple[str, str]]:
    for field in _OWN_WORDS:
        text = getattr(answer, field)
        if text:
            yield field, text


def _known(desk: Desk) -> Lists:
    return _lists(desk.framework.said | {desk.inspection.title})


@lru_cache(maxsize=2)
def _lists(own: frozenset[str]) -> Lists:
    return read_lists({name: resource.text(f"names/{name}.txt") for name in _FILES}, own)
