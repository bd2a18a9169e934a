"""Scores of a desk, and of a table without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.model import answer_table
from fjidesk.scoring.score import score
from fjidesk.store import counting
from fjidesk.store.tallies import Tallies

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework
    from fjidesk.model.score import Scores


def scores(desk: Desk) -> Scores:
    """Return the scores over the counted readings."""
    return _scores(desk, desk.tallies)


def scores_afresh(desk: Desk) -> Scores:
    """Return the scores computed from every counted reading, whatever was counted before."""
    return _scores(desk, Tallies())


def _scores(desk: Desk, tallies: Tallies) -> Scores:
    framework = desk.framework
    themes = {question.id: question.theme for question in framework.questions if question.scores}
    return score(framework, tallies.counts(desk.db, themes, [question.id for question in framework.questions]))


def score_table(framework: Framework, data: bytes, file: str) -> Scores:
    """Return the scores of a table of answers, with no desk.

    Raises:
        TableRefused: with the line.
    """
    return score(framework, answer_table.counts(answer_table.parse(data, file, framework), framework))


def open_differences(desk: Desk) -> dict[str, int]:
    """Return for each case with two finished readings how many answers differ and are not settled."""
    return counting.open_differences(desk.db)
