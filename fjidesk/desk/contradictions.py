"""Answers of a case that sit oddly together, named as questions as they arise; nothing is stopped by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.reading import judged, position
from fjidesk.model import contradictions

if TYPE_CHECKING:
    from fjidesk.desk.reading import Position
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Contradiction, Framework


def arising(desk: Desk, case: str) -> list[Contradiction]:
    """Return the contradictions in the owner's own reading, in the framework's order.

    Raises:
        Refused: ``case-unknown``.
    """
    return within(desk.framework, position(desk, case))


def within(framework: Framework, found: Position) -> list[Contradiction]:
    """Return the contradictions in a reading whose position is known."""
    return contradictions.arising(framework, found.reading.facts, judged(found.answers), found.rulings)
