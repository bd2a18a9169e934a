"""The time that the owner has used on a case: counted on this desk, never written as a revision until it is finished.

A revision a minute would fill the history and stand in the way of undo; a laptop's setting does neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.store import log, readings, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

_NAME = "time-used "
_MINUTE = 60


class Used(NamedTuple):
    """Seconds used on a case, and the minutes of its slot; 0 where it has none."""

    seconds: int
    slot: int

    @property
    def minutes(self) -> int:
        """Return whole minutes, counted as a clock shows them."""
        return self.seconds // _MINUTE


def used(desk: Desk, case: str, member: str) -> Used:
    """Return the time used on a reading: what its reader gave when it was finished, or what was counted here since."""
    sample = team.cases(desk.db).get(case)
    reading = readings.reading(desk.db, (case, member))
    given = reading.minutes * _MINUTE if reading is not None else 0
    counted = log.setting(desk.db, _NAME + case) if member == desk.me else None
    finished = reading is not None and reading.state == "finished"
    seconds = given if finished or counted is None else int(counted)
    return Used(seconds, sample.slot_minutes if sample is not None else 0)


def put(desk: Desk, case: str, seconds: int) -> None:
    """Keep how many seconds were used on a case."""
    with desk.store.writing() as db:
        log.put_setting(db, _NAME + case, str(seconds))
