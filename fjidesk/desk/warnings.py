"""What a lead is to look at: members who have not been heard of, and what waits to be settled (faults R6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk import conflicts, second_readings
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.store import log, readings, revisions, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

DAYS = 3  # a working week has five; a member hands over each evening


class Notice(msgspec.Struct, frozen=True):
    """One thing to look at: a code for programs, a sentence, and what to do."""

    code: str
    words: str
    remedy: str


def warnings(desk: Desk, days: int = DAYS) -> list[Notice]:
    """Return what the lead or deputy is to look at; nothing where all is well.

    Args:
        desk: a lead's or deputy's.
        days: how many whole days without a bundle are too many.

    Raises:
        Refused: ``not-a-lead``.
    """
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy is told of these.", "Ask your lead.")
    return [*_silent(desk, days), *_unsettled(desk)]


def _silent(desk: Desk, days: int) -> list[Notice]:
    """Return the members with readings that are not finished here, of whom no bundle has come for some days."""
    now, heard, members = desk.clock(), _heard(desk), desk.members
    found = []
    for key, waiting in sorted(_waiting(desk).items()):
        person = members.get(key)
        if person is None or person.revoked or key == desk.me:
            continue
        last = heard.get(key) or _moment(person.since)
        passed = timedelta() if last is None else now - last
        if passed < timedelta(days=days):
            continue
        ever = "" if key in heard else ", since they joined"
        found.append(
            Notice(
                "not-heard-of",
                f"Nothing from {person.name} for {count(passed.days, 'day')}{ever}; "
                f"{count(waiting, 'reading')} of theirs {'is' if waiting == 1 else 'are'} not finished here.",
                "Ask for a bundle; if the laptop is lost, revoke its key and give the cases to another.",
            )
        )
    return found


def _heard(desk: Desk) -> dict[str, datetime]:
    """Return when the last bundle of each member came, whichever of their keys signed it."""
    roster = desk.roster
    heard: dict[str, datetime] = {}
    for entry in log.listed(desk.db):
        member, at = chains.root(entry.author, roster), _moment(entry.at)
        if at is not None:
            heard[member] = max(at, heard.get(member, at))
    return heard


def _waiting(desk: Desk) -> dict[str, int]:
    """Return for each member how many of their readings are not finished here, where any are."""
    done = {key for key, found in readings.readings(desk.db).items() if found.state == "finished"}
    roster = desk.roster
    waiting: dict[str, int] = {}
    for entry in team.allocations(desk.db):
        chain = chains.chain(entry.member, roster)
        if not any((entry.case, name) in done for name in chain):
            first = chains.root(entry.member, roster)
            waiting[first] = waiting.get(first, 0) + 1
    return waiting


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _unsettled(desk: Desk) -> list[Notice]:
    many, aside = len(conflicts.conflicts(desk)), len(revisions.quarantined(desk.db))
    again = sum(one.state == "again" for one in second_readings.differences(desk))
    open_ = second_readings.doubles(desk).open
    lines = (
        (many, "conflicts", f"{count(many, 'record')} with several versions.", "fjidesk conflict list"),
        (open_, "differences", f"{count(open_, 'answer')} on which two readings differ.", "fjidesk agree list"),
        (again, "agreed-again", f"{count(again, 'agreed answer')} to look at again.", "fjidesk agree list"),
        (
            aside,
            "quarantined",
            f"{count(aside, 'change')} kept apart: its author may not write it.",
            "fjidesk quarantine list",
        ),
    )
    return [Notice(code, words, f"See them with: {verb}") for number, code, words, verb in lines if number]
