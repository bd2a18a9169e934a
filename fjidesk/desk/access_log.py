"""Read the access log: search it, say it, write it as a table."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.cells import csv_bytes
from fjidesk.clock import stamp
from fjidesk.desk import access, outputs
from fjidesk.desk.history import moment_of
from fjidesk.desk.inspection import find_member
from fjidesk.desk.wording import Words
from fjidesk.files import write_whole
from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.store import access as stored
from fjidesk.store import team

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member

_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_ID = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{24}\b")
_DATE = 10  # characters of a date alone
HEADINGS = ("Number", "Time (UTC)", "Member", "Fingerprint", "Act", "Kind", "What", "Detail")


class Asked(NamedTuple):
    """What is asked of the log, as a person writes it; an empty part asks for all.

    Attributes:
        case: a reference.
        member: working name, or the start of a fingerprint.
        acts: such as ``viewed``.
        since: ``2014-02-07`` for the beginning of that day, or ``2014-02-07T16:30`` (UTC).
        until: likewise, a date for the end of that day.
        words: all of them stand somewhere in the row, in capitals or not.
    """

    case: str = ""
    member: str = ""
    acts: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    words: str = ""


class Line(msgspec.Struct, frozen=True):
    """One act, with the names that the roster knows now."""

    number: int
    at: str
    who: str
    member: str
    act: str
    kind: str
    key: str
    detail: str


class Run(NamedTuple):
    """The same act on the same thing by one member, so many times from one moment to another."""

    first: Line
    last: Line
    times: int
    detail: str


def lines(desk: Desk, asked: Asked = Asked()) -> list[Line]:  # noqa: B008  (it cannot be changed)
    """Return what is asked of the log, in the order in which it was written.

    Raises:
        Refused: ``member-unknown``, ``moment-unknown``.
    """
    roster = desk.roster
    names = Words(desk.framework, roster) if team.inspection(desk.db) is not None else None
    found = [_line(row, names, roster) for row in stored.find(desk.db, _wanted(desk, asked))]
    words = asked.words.casefold().split()
    return [line for line in found if all(word in _text(line) for word in words)]


def export(desk: Desk, path: Path, asked: Asked = Asked()) -> int:  # noqa: B008
    """Write what is asked of the log as CSV, and return how many rows that are; it is an act of the log itself.

    The log has it before the file is there: what left is never missing from it.

    Raises:
        Refused: ``inside-a-desk``, ``member-unknown``, ``moment-unknown``, and what the drive refuses.
    """
    target = outputs.outside(path)
    rows = lines(desk, asked)
    access.note(desk, access.EXPORTED, "access", path.name, count(len(rows), "row"))
    table = [(line.number, line.at, line.who, line.member, line.act, line.kind, line.key, line.detail) for line in rows]
    write_whole(target, csv_bytes([HEADINGS, *table]))
    return len(rows)


def runs(found: Sequence[Line]) -> list[Run]:
    """Return rows with those that follow each other and say the same told as one."""
    told: list[Run] = []
    for line in found:
        last = told[-1] if told else None
        if last is not None and _same(last.first, line):
            detail = last.detail if _has(last.detail, line.detail) else f"{last.detail} {line.detail}".strip()
            told[-1] = Run(last.first, line, last.times + 1, detail)
        else:
            told.append(Run(line, line, 1, line.detail))
    return told


def _same(one: Line, other: Line) -> bool:
    return (one.member, one.act, one.kind, one.key) == (other.member, other.act, other.kind, other.key)


def _has(text: str, part: str) -> bool:
    return f" {part} " in f" {text} "


def totals(found: Sequence[Line]) -> dict[str, dict[str, int]]:
    """Return for each member how often each act stands in some rows."""
    counts: dict[str, dict[str, int]] = {}
    for line in found:
        acts = counts.setdefault(line.who, {})
        acts[line.act] = acts.get(line.act, 0) + 1
    return counts


def _wanted(desk: Desk, asked: Asked) -> stored.Wanted:
    members: frozenset[str] = frozenset()
    if asked.member:
        members = chains.chain(find_member(desk, asked.member), desk.roster)
    return stored.Wanted(
        asked.case,
        members,
        frozenset(asked.acts),
        _since(asked.since) if asked.since else "",
        stamp(moment_of(asked.until)) if asked.until else "",
    )


def _since(text: str) -> str:
    found = moment_of(text)
    return stamp(datetime.combine(found.date(), time(), UTC) if len(text.strip()) <= _DATE else found)


def _line(row: stored.Row, names: Words | None, roster: Mapping[str, Member]) -> Line:
    def named(text: str) -> str:
        return _FINGERPRINT.sub(lambda found: names.name(found[0]) if names else found[0][:8], text)

    who = roster[chains.current(row.member, roster)].name if row.member in roster else row.member[:8]
    key, detail = (_ID.sub(r"\1", named(text)) for text in (row.key, row.detail))
    return Line(row.number, row.at, who, row.member, row.act, row.kind, key, detail)


def _text(line: Line) -> str:
    return f"{line.at} {line.who} {line.member} {line.act} {line.kind} {line.key} {line.detail}".casefold()
