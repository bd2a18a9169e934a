"""What of an open reading wants a second look: answers that disagree, and what is marked for the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.reading import judged
from fjidesk.model import contradictions

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
