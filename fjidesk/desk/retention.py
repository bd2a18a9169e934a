"""Until when what is kept, and the hold that stops every destruction.

Nothing is destroyed by a date. A date that is near or past is told, and what follows from it is done by a person, with
``closing``. Notes cannot be cut out of revisions, which are their bytes: where their date is past, the desk is closed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from fjidesk.clock import stamp
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model.records import Retention
from fjidesk.model.revision import body_of
from fjidesk.store import revisions, team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes

NEAR = 14  # days
NONE = "none"  # what is typed to have no date
KINDS = ("notes", "answers", "bundles", "totals")
_NAMES = {
    "notes": "Notes",
    "answers": "Answers",
    "bundles": "Working bundles",
    "totals": "Totals",
}
_ACTIONS = {
    "notes": "Close this desk: notes cannot be cut out of what was signed. A lead may keep the totals.",
    "answers": "Close this desk. A lead may keep the totals.",
    "bundles": "Destroy the copies of bundles, on sticks and elsewhere. fjidesk retention show lists them.",
    "totals": "Destroy the totals that were kept, and the prints of the summary.",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Dated(msgspec.Struct, frozen=True):
    """One of the dates.

    Attributes:
        of: notes, answers, bundles or totals.
        date: ISO 8601; the last day on which it is kept.
        days: from today to the date; below 0 where it is past.
        state: ``far``, ``near`` or ``past``.
        action: what is to be done once it is past.
    """

    of: str
    date: str
    days: int
    state: str
    action: str

    @property
    def sentence(self) -> str:
        """Return the date in words."""
        if self.state == "past":
            return f"{_NAMES[self.of]} were to be kept until {self.date}, which is past. {self.action}"
        when = "today is the last day" if not self.days else f"{self.days} more day{'s' if self.days > 1 else ''}"
        return f"{_NAMES[self.of]} are kept until {self.date}: {when}."


class Shown(msgspec.Struct, frozen=True):
    """The dates that are set, the soonest first, and the hold; ``released`` says why the last one was lifted."""

    dates: list[Dated]
    hold: str
    held_since: str
    released: str

    @property
    def due(self) -> list[Dated]:
        """Return the dates that are near or past."""
        return [one for one in self.dates if one.state != "far"]


def current(desk: Desk) -> Retention:
    """Return what holds now. Where two leads set it apart from each other, a hold that either has set holds.

    A desk without an inspection, or an inspection without dates, has neither.
    """
    found = [body for body in _heads(desk) if isinstance(body, Retention)]
    if not found:
        return Retention()
    standing, held = found[-1], next((one for one in reversed(found) if one.hold), None)
    if held is None:
        return standing
    return msgspec.structs.replace(standing, hold=held.hold, held_since=held.held_since, released="")


def _heads(desk: Desk) -> list[object]:
    """Return the values of the record that nothing replaces, the one that stands in last."""
    inspection = team.inspection(desk.db)
    if inspection is None:
        return []
    heads = [revisions.get(desk.db, name) for name in revisions.heads(desk.db, "retention", (inspection.id,))]
    return [body_of(one.revision) for one in sorted(heads, key=lambda one: (one.revision.counter, one.id))]


def show(desk: Desk) -> Shown:
    """Return the dates and the hold as they stand today."""
    found, today = current(desk), date.fromisoformat(stamp(desk.clock())[:10])
    dates = [_dated(name, text, today) for name in KINDS if (text := getattr(found, name))]
    return Shown(sorted(dates, key=lambda one: one.date), found.hold, found.held_since, found.released)


def _dated(name: str, text: str, today: date) -> Dated:
    try:
        days = (date.fromisoformat(text) - today).days
    except ValueError:  # written by another program: told as past, and nothing follows from it by itself
        days = -1
    state = "past" if days < 0 else "near" if days <= NEAR else "far"
    return Dated(name, text, days, state, _ACTIONS[name])


def notices(desk: Desk) -> list[str]:
    """Return what is told when the desk opens: dates that are near or past, and the hold where there are any."""
    found = show(desk)
    told = [one.sentence for one in found.due]
    if told and found.hold:
        return [*told, hold_sentence(found)]
    return (
        [*told, "Nothing is destroyed by itself. See what closing would do with: fjidesk close --plan"] if told else []
    )


def hold_sentence(found: Shown | Retention) -> str:
    """Return the hold in words."""
    reason = found.hold.rstrip(".")
    return f"On hold since {found.held_since}: {reason}. Nothing may be destroyed until the lead lifts it."


def set_dates(desk: Desk, given: Mapping[str, str]) -> Changes:
    """Set some of the dates; the others stay.

    Args:
        desk: a lead's or deputy's.
        given: notes, answers, bundles or totals to an ISO date, or ``none``.

    Raises:
        Refused: ``date-wrong``, ``nothing-given``, ``no-inspection``, ``not-yours``.
    """
    if not given:
        raise Refused("nothing-given", "No date was given.", "Give one, such as --answers 2014-06-30.")
    dates = {name: "" if text == NONE else _date(text) for name, text in given.items()}
    return _write(desk, msgspec.structs.replace(current(desk), **dates))


def hold(desk: Desk, reason: str) -> Changes:
    """Stop every destruction, on each desk that hears of it, until the hold is lifted.

    Args:
        desk: a lead's or deputy's.
        reason: such as a complaint or a challenge in court; it travels to everybody, so it names nobody.

    Raises:
        Refused: ``reason-missing``, ``no-inspection``, ``not-yours``.
    """
    now = current(desk)
    since = now.held_since or stamp(desk.clock())[:10]
    return _write(desk, msgspec.structs.replace(now, hold=_reason(reason), held_since=since, released=""))


def release(desk: Desk, reason: str) -> Changes:
    """Lift the hold.

    Raises:
        Refused: ``not-on-hold``, ``reason-missing``, ``no-inspection``, ``not-yours``.
    """
    now = current(desk)
    if not now.hold:
        raise Refused("not-on-hold", "This inspection is not on hold.", "Nothing needs to be done.")
    return _write(desk, msgspec.structs.replace(now, hold="", held_since="", released=_reason(reason)))


def _write(desk: Desk, value: Retention) -> Changes:
    return write(desk, [("retention", (desk.inspection.id,), value)])


def _date(text: str) -> str:
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise Refused("date-wrong", f"{text} is not a date.", "Write year, month and day, such as 2014-06-30, or none.")
    return text


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("reason-missing", "A hold is set and lifted with a reason.", "Say why, and name nobody.")
    return text.strip()
