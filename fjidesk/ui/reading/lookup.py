"""What the two finders look through: cases, questions, sections and commands, and all that the owner wrote."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fjidesk.desk import cases, search
from fjidesk.errors import Refused
from fjidesk.ui.actions import keys_of, run
from fjidesk.ui.below import shown
from fjidesk.ui.reading.found import Place
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.search import Hit
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.actions import Action
    from fjidesk.ui.reading.session import Session

MOST = 200
_BEGUN = 3  # letters after which a command that begins so stands first
_OPENS = frozenset({"go", "find"})  # the finders themselves


class Lookup:
    """Finds places for one page: of a case, or of any other where ``session`` is None.

    Attributes:
        commands: the verbs that work where the finder was asked for, each with its target.
    """

    def __init__(self, desk: Desk, session: Session | None = None) -> None:
        self._desk = desk
        self._session = session
        self._cases: list[str] | None = None
        self.commands: Sequence[tuple[Action, object]] = ()

    def places(self, words: str) -> Sequence[Place]:
        """Return cases, questions, sections and commands that words mean; without words all but the questions."""
        session, sought = self._session, words.strip().casefold()
        if self._cases is None:
            self._cases = cases.mine(self._desk)
        here = session.case if session is not None else ""
        found = [
            Place(name, "", name, said("finder.this_case") if name == here else "", said("finder.case"))
            for name in self._cases
            if sought in name.casefold()
        ]
        first, later = self._verbs(sought)
        if session is not None and sought:
            asked = search.questions(self._desk, words)
            found += [Place("", one.id, one.id, shown(one.text), _section(session, one.id)) for one in asked]
        sections = [place for place in self._sections() if sought in place.text.casefold()]
        return [*first, *found[:MOST], *sections, *later]

    def _verbs(self, sought: str) -> tuple[list[Place], list[Place]]:
        """Return the commands that begin as what is sought, and those that have it elsewhere."""
        first: list[Place] = []
        later: list[Place] = []
        for action, target in self.commands:
            words = said(f"action.{action.id}")
            if action.id not in _OPENS and all(part in words.casefold() for part in sought.split()):
                key = next(iter(keys_of(action) or action.caps), "").replace("Return", "Enter")
                beside = said("finder.command", key=key) if key else said("finder.command_alone")
                place = Place("", "", "", words, beside, kind="command", does=partial(run, action, target))
                begun = len(sought) >= _BEGUN and words.casefold().startswith(sought)
                (first if begun else later).append(place)
        return first, later

    def _sections(self) -> list[Place]:
        session, found = self._session, []
        for index, group in enumerate(session.groups if session is not None else ()):
            framework = self._desk.framework
            section = next(shown(one.title) for one in framework.sections if one.id == group.section)
            theme = next(shown(one.title) for one in framework.themes if one.id == group.theme)
            words = f"{section}, {theme}"
            found.append(Place("", "", group.questions[0][:1], words, said("finder.section"), group=index))
        return found

    def notes(self, words: str) -> Sequence[Place]:
        """Return where words stand in what the owner wrote."""
        try:
            hits = search.search(self._desk, words)
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
                kind=hit.where if hit.where in search.BESIDE else "",
                key=hit.key,
            )
            for hit in hits[:MOST]
        ]


def _section(session: Session, question: str) -> str:
    """Return section and theme of a question, for the end of its line."""
    framework = session.framework
    asked = framework.by_id[question]
    section = next(shown(one.title) for one in framework.sections if one.id == asked.section)
    theme = next(shown(one.short) for one in framework.themes if one.id == asked.theme)
    return f"{short(section)}, {theme}"


def _where(hit: Hit) -> str:
    return said(f"where.{hit.where.replace(' ', '_')}")
