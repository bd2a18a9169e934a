"""Scores of a desk, and of a table without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import blind
from fjidesk.model import answer_table
from fjidesk.scoring.score import score
from fjidesk.store import counting
from fjidesk.store.tallies import Tallies

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework
    from fjidesk.model.score import Scores


def scores(desk: Desk) -> Scores:
    """Return the scores over the counted readings, but for what is kept from the owner (decision 123)."""
    return _scores(desk, desk.tallies, blind.left_out(desk))


def scores_afresh(desk: Desk) -> Scores:
    """Return the scores computed anew, whatever was counted before."""
    return _scores(desk, Tallies(), blind.left_out(desk))


def scores_in_full(desk: Desk) -> Scores:
    """Return the scores over every counted reading, for two desks to compare: never shown to the owner."""
    return _scores(desk, Tallies(), frozenset())


def _scores(desk: Desk, tallies: Tallies, left: AbstractSet[str]) -> Scores:
    framework = desk.framework
    themes = {question.id: question.theme for question in framework.questions if question.scores}
    return score(framework, tallies.counts(desk.db, themes, [one.id for one in framework.questions], left))


def score_table(framework: Framework, data: bytes, file: str) -> Scores:
    """Return the scores of a table of answers, with no desk.

    Raises:
        TableRefused: with the line.
    """
    return score(framework, answer_table.counts(answer_table.parse(data, file, framework), framework))


def open_differences(desk: Desk) -> dict[str, int]:
    """Return for each case with two finished readings how many answers differ and are not settled."""
    left = blind.left_out(desk)
    return {case: many for case, many in counting.open_differences(desk.db).items() if case not in left}
