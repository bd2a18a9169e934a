"""Prove that a store is whole: recompute everything from the revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk.scores import scores, scores_afresh
from fjidesk.model import revision as rev
from fjidesk.model.applicability import ruled_out
from fjidesk.store import audit, frameworks, readings, revisions, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk


class Checked(msgspec.Struct, frozen=True):
    """What a check found; ``difference`` is empty where the store is whole."""

    revisions: int
    quarantined: int
    state: str
    difference: str


def state(desk: Desk) -> str:
    """Return the state hash of the desk."""
    return revisions.state(desk.db)


def check(desk: Desk) -> Checked:
    """Recompute ids, parents, heads, current values, rulings and counts, and name the first difference."""
    held = revisions.everything_raw(desk.db)
    difference = (
        audit.file_fault(desk.db)
        or next(
            (f"revision {name}: its bytes have another id" for name, data in held if rev.identify(data) != name), ""
        )
        or audit.records_fault(desk.db)
        or _rulings(desk)
        or _tallies(desk)
    )
    return Checked(len(held), len(revisions.quarantined(desk.db)), state(desk), difference)


def _rulings(desk: Desk) -> str:
    found = team.inspection(desk.db)
    if found is None:
        return ""
    if frameworks.text(desk.db, found) is None:
        standing = team.framework_text(desk.db, found.framework)
        return "" if standing is None else "the framework: its text is not the one that the inspection names"
    stored = readings.all_ruled_out(desk.db)
    for key, reading in readings.readings(desk.db).items():
        expected = ruled_out(desk.framework, reading.facts, readings.given(desk.db, key))
        if stored.get(key, frozenset()) != expected:
            return f"reading of {key[0]}: the questions that do not apply are not those that the facts rule out"
    return ""


def _tallies(desk: Desk) -> str:
    found = team.inspection(desk.db)
    if found is None or frameworks.text(desk.db, found) is None or scores(desk) == scores_afresh(desk):
        return ""
    return "the scores: what was counted before is not what counts now"
