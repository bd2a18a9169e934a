"""Counts for the scores, kept from one look to the next: what arrived since is read again, and nothing else.

Of each counted case one line is kept in memory, a letter for each question, and with the lines their sums. Every change
of a current value is a revision, and the place of the last one (``history.py``) says up to where the lines are right. A
desk that looks for the first time reads all of them.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model.score import Counts, Tally
from fjidesk.store import counting
from fjidesk.store.history import asides, last_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sqlite_utils import Database

_LETTERS = {"yes": "y", "no": "n", "na": "a", "": "-"}
_NONE = _LETTERS[""]
_LINE = """
    SELECT c.case_ref,
        (SELECT json_group_object(a.question, a.answer) FROM answer AS a
         WHERE a.case_ref = c.case_ref AND a.member = c.member),
        (SELECT json_group_array(o.question) FROM ruled_out AS o WHERE o.case_ref = c.case_ref AND o.member = c.member)
    FROM counted AS c
"""
_TOUCHING = ("reading", "answer", "allocation", "agreed")  # kinds whose key begins with a case


class _Line(NamedTuple):
    """What counts of one case: a letter a question, and the tally of each theme."""

    letters: str
    themes: tuple[Tally, ...]


class Tallies:
    """The counts over the counted readings, and up to which place they hold."""

    def __init__(self) -> None:
        self._place = -1
        self._asides = 0
        self._theme_of: dict[str, str] = {}
        self._questions: list[str] = []
        self._left: AbstractSet[str] = frozenset()
        self._lines: dict[str, _Line] = {}
        self._columns: list[Counter[str]] = []  # of each question, how often each letter stands in the lines
        self._cases: list[Counter[Tally]] = []  # of each theme, how many cases have a tally

    def counts(
        self,
        db: Database,
        theme_of: Mapping[str, str],
        questions: Sequence[str],
        left: AbstractSet[str] = frozenset(),
    ) -> Counts:
        """Return the counts over the counted readings.

        Args:
            db: the store.
            theme_of: the theme of each scoring question.
            questions: every question of the framework.
            left: cases that are left out.
        """
        place = last_place(db)
        cases = self._touched(db, left) if (self._theme_of, self._questions) == (theme_of, questions) else None
        self._left = left
        self._theme_of, self._questions = dict(theme_of), list(questions)
        if cases is None:
            self._lines = self._read(db, None)
            self._add_all()
        elif cases:
            self._replace(cases, self._read(db, cases))
        # A transaction that is rolled back gives its places to others, so what was seen in one is looked at again.
        self._place = -1 if db.conn.in_transaction else place
        self._asides = asides(db)
        return self._summed()

    def _touched(self, db: Database, left: AbstractSet[str]) -> list[str] | None:
        """Return the cases that something arrived for, or that are left out since or no more; None for all."""
        if self._place < 0 or self._asides != asides(db):
            return None
        found = db.execute(
            "SELECT DISTINCT kind, key ->> 0 FROM revision NOT INDEXED WHERE rowid > ?", [self._place]
        ).fetchall()
        if any(kind == "member" for kind, _ in found):  # whose keys are one chain decides what counts
            return None
        return sorted({case for kind, case in found if kind in _TOUCHING} | (self._left ^ left))

    def _read(self, db: Database, cases: list[str] | None) -> dict[str, _Line]:
        place_of = {name: place for place, name in enumerate(self._questions)}
        lines: dict[str, list[str]] = {}
        for case, given, ruled_out in counting.rows(db, f"{counting.COUNTED} {_LINE}", cases):
            if case in self._left:
                continue
            answers = msgspec.json.decode(given, type=dict[str, str])
            lines[case] = [_LETTERS[answers.get(name, "")] for name in self._questions]
            _put(lines[case], place_of, ((name, "na") for name in msgspec.json.decode(ruled_out, type=list[str])))
        for one in counting.settled(db, cases):
            if one.case in lines:
                _put(lines[one.case], place_of, [(one.question, one.agreed)])
        themes = [
            [place_of[name] for name, theme in self._theme_of.items() if theme == wanted] for wanted in self._themes
        ]
        return {case: _Line("".join(letters), _tallied(letters, themes)) for case, letters in lines.items()}

    @property
    def _themes(self) -> list[str]:
        return sorted(set(self._theme_of.values()))

    def _add_all(self) -> None:
        """Add the lines up, a question at a time: line by line takes ten times as long."""
        width = len(self._questions)
        letters = "".join(line.letters for line in self._lines.values())
        columns = [letters[place::width] for place in range(width)]
        self._columns = [Counter({letter: column.count(letter) for letter in _LETTERS.values()}) for column in columns]
        self._cases = [
            Counter(line.themes[place] for line in self._lines.values()) for place in range(len(self._themes))
        ]

    def _replace(self, cases: list[str], found: dict[str, _Line]) -> None:
        """Take the lines of some cases out of the sums, and put those in that were found."""
        for name in cases:
            for lines, sign in ((self._lines, -1), (found, 1)):
                line = lines.get(name)
                if line is not None:
                    for column, letter in zip(self._columns, line.letters, strict=True):
                        column[letter] += sign
                    for tallies, tally in zip(self._cases, line.themes, strict=True):
                        tallies[tally] += sign
            self._lines.pop(name, None)
        self._lines |= found

    def _summed(self) -> Counts:
        return Counts(
            cases=len(self._lines),
            questions={name: _tally(column) for name, column in zip(self._questions, self._columns, strict=True)},
            by_case={
                theme: [one for tally, many in tallies.items() if tally.applicable for one in repeat(tally, many)]
                for theme, tallies in zip(self._themes, self._cases, strict=True)
            },
        )


def _put(letters: list[str], place_of: Mapping[str, int], said: Iterable[tuple[str, str]]) -> None:
    for name, answer in said:
        if name in place_of:
            letters[place_of[name]] = _LETTERS[answer]


def _tally(column: Counter[str]) -> Tally:
    return Tally(*(column[_LETTERS[answer]] for answer in ("yes", "no", "na", "")))


def _tallied(letters: list[str], themes: list[list[int]]) -> tuple[Tally, ...]:
    found = []
    for places in themes:
        said = [letters[place] for place in places]
        found.append(Tally(said.count(_LETTERS["yes"]), said.count(_LETTERS["no"])))
    return tuple(found)
