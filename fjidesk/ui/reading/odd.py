"""What of an open reading wants a second look: answers that disagree, marks for the lead, facts that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.reading import judged
from fjidesk.model import applicability, contradictions
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.model.framework import Contradiction
    from fjidesk.ui.reading.session import Session


def disagreeing(session: Session) -> list[Contradiction]:
    """Return what sits oddly together in a reading, in the framework's order."""
    return contradictions.arising(session.framework, session.facts, judged(session.answers), session.rulings)


def to_discuss(session: Session) -> list[str]:
    """Return the questions marked for the lead, in the order of the screen."""
    marked = {name for name, given in session.answers.items() if given.discuss and session.rulings[name] is not False}
    return [name for group in session.groups for name in group.questions if name in marked]


def switched(session: Session, out: set[str], back: set[str]) -> tuple[str, str]:
    """Return in words what a changed fact switches off and on, and what becomes of answers given already."""
    words = [said("facts.out", count=len(out))] if out else []
    words += [said("facts.back", count=len(back))] if back else []
    kept = sum(session.answered(name) for name in out)
    return " ".join(words), said("facts.kept", count=kept) if kept else ""


def unknown(session: Session) -> list[str]:
    """Return the facts of a case that are not known, in the framework's order."""
    return [fact.id for fact in session.framework.facts if fact.id not in session.facts]


def undecided(session: Session) -> list[str]:
    """Return those facts that are not known and on which it depends what applies."""
    return applicability.undecided(session.framework, session.rulings, session.facts)
