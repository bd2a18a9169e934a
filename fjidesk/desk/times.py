"""A clock that jumped: accepted, told, and never used to order anything (faults R10)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from fjidesk.clock import stamp
from fjidesk.store import moments

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

SLACK = timedelta(minutes=5)  # two laptops' clocks differ by as much and nobody minds
LONG = timedelta(days=366)
FIRST_YEAR, LAST_YEAR = 2013, 2100  # outside them a clock has lost its battery


class OddTime(msgspec.Struct, frozen=True):
    """A revision whose time cannot be right; what it says and where it stands in order are not touched by it."""

    revision: str
    kind: str
    made_at: str
    why: str


def notice(desk: Desk) -> str:
    """Return a sentence where the clock cannot be right beside the owner's last change; empty otherwise."""
    now = desk.clock()
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return _sentence(now, "which cannot be right")
    last = _moment(moments.last_of(desk.db, desk.me))
    if last is not None and now < last - SLACK:
        return _sentence(now, f"which is before your last change of {stamp(last)}")
    if last is not None and now > last + LONG:
        return _sentence(now, f"which is more than a year after your last change of {stamp(last)}")
    return ""


def _sentence(now: datetime, why: str) -> str:
    return f"This laptop's clock says {stamp(now)}, {why}. Answers are kept and stay in order; put the clock right."


def odd(desk: Desk) -> list[OddTime]:
    """Return the revisions whose time cannot be right: before what the same hand made earlier, or in the future."""
    now = desk.clock()
    before: dict[tuple[str, str], datetime] = {}
    found: list[OddTime] = []
    for made in moments.all_made(desk.db):
        at = _moment(made.made_at)
        hand = (made.author, made.device)
        last = before.get(hand)
        why = _why(at, last, now)
        if why:
            found.append(OddTime(made.id, made.kind, made.made_at, why))
        elif at is not None:
            before[hand] = at
    return found


def _why(at: datetime | None, last: datetime | None, now: datetime) -> str:
    if at is None:
        return "it is no time"
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return "no inspection was then"
    if at > now + SLACK:
        return "it is in the future"
    return "it is before an earlier change" if last is not None and at < last - SLACK else ""


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
