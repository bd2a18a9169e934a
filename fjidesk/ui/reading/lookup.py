"""What the two finders look through: cases, questions and sections, and all that the owner wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import cases, search
from fjidesk.errors import Refused
from fjidesk.ui.below import shown
from fjidesk.ui.reading.found import Place
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.search import Hit
    from fjidesk.ui.reading.session import Session

MOST = 200


class Lookup:
    """Finds places for one page of reading."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cases: list[str] | None = None

    def places(self, words: str) -> Sequence[Place]:
        """Return cases, questions and sections that words mean; without words the owner's cases and the sections."""
        session = self._session
        if self._cases is None:
            self._cases = cases.mine(session.desk)
        sought = words.strip().casefold()
        found = [
            Place(name, "", name, said("finder.this_case") if name == session.case else "", said("finder.case"))
            for name in self._cases
            if sought in name.casefold()
        ]
        if sought:
            asked = search.questions(session.desk, words)
            found += [Place("", one.id, one.id, shown(one.text), self._where(one.id)) for one in asked]
        return found[:MOST] + [place for place in self._sections() if sought in place.text.casefold()]

    def _where(self, question: str) -> str:
        framework = self._session.framework
        asked = framework.by_id[question]
        section = next(shown(one.title) for one in framework.sections if one.id == asked.section)
        theme = next(shown(one.short) for one in framework.themes if one.id == asked.theme)
        return f"{short(section)}, {theme}"

    def _sections(self) -> list[Place]:
        session = self._session
        found = []
        for index, group in enumerate(session.groups):
            section = next(shown(one.title) for one in session.framework.sections if one.id == group.section)
            theme = next(shown(one.title) for one in session.framework.themes if one.id == group.theme)
            words = f"{section}, {theme}"
            found.append(Place("", "", group.questions[0][:1], words, said("finder.section"), group=index))
        return found

    def notes(self, words: str) -> Sequence[Place]:
        """Return where words stand in what the owner wrote."""
        try:
            hits = search.search(self._session.desk, words)
        except Refused:  # nothing to look for
            return []
        return [
            Place(
                hit.case,
                hit.question,
                hit.question or hit.case,
                hit.cut.text,
                " · ".join(part for part in (hit.case if hit.question else "", _where(hit)) if part),
                (hit.cut.start, hit.cut.end),
            )
            for hit in hits[:MOST]
        ]


def _where(hit: Hit) -> str:
    return said(f"where.{hit.where.replace(' ', '_')}")
