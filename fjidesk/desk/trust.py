"""Whom this desk trusts, as it changes during an inspection: a new key accepted, a lost one revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import succession
from fjidesk.clock import stamp
from fjidesk.desk import recovery
from fjidesk.desk.comparing import same_words
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.inspection import allocate_all, checked_day, withdraw_allocation
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.records import LEADS
from fjidesk.store import readings, revisions, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member


class Revoked(msgspec.Struct, frozen=True):
    """What a revocation did, and what it leaves to the lead.

    Attributes:
        name: of the member.
        date: from which the key is refused.
        later: records held that say they were made on that date or later; they stay, and are worth a look.
        unfinished: references of the member's cases whose reading is not finished here.
        reallocated: those of them that were given to somebody else.
    """

    name: str
    date: str
    later: int
    unfinished: list[str]
    reallocated: list[str]


def read_card(data: bytes) -> succession.Succession:
    """Read a card by which an old key names a new one, so that its words can be compared.

    Raises:
        Refused: ``card-refused``.
    """
    return succession.read(data)


def accept_key(desk: Desk, data: bytes, words: str) -> Member:
    """Accept a member's new key by the card that both keys signed, once six words have been compared.

    On a lead's desk the roster is changed: the new key enters it, linked to the old one, which is revoked from the
    card's date. A new key of a lead or deputy is accepted for this desk alone, on any desk, until its owner's bundle
    brings the roster: nobody else writes a lead's entry.

    Args:
        desk: any desk for a lead's key; a lead's or deputy's for a reader's.
        data: the card.
        words: the six words of the new key as its owner reads them out.

    Raises:
        Refused: ``card-refused``, what ``comparing.same_words`` refuses, ``member-there``, ``not-a-member``,
            ``key-revoked``, ``not-a-lead``.
    """
    card = succession.read(data)
    same_words(words, card.words, "new key")
    roster = desk.roster
    old = roster.get(card.old)
    if card.new in roster:
        raise Refused("member-there", f"The new key of {roster[card.new].name} is known already.", "Nothing is needed.")
    if old is None:
        raise Refused(
            "not-a-member",
            "The old key on this card is not on the roster.",
            "Ask for the card of a member's first key.",
        )
    if old.revoked:
        raise Refused(
            "key-revoked",
            f"The old key of {old.name} was revoked on {old.revoked}, so it names no new one.",
            "Add the member with a new identity card and another working name.",
        )
    if old.role in LEADS:
        with desk.store.writing() as db:
            recovery.accept(db, data)
        desk.forget_framework()
        return desk.roster[card.new]
    _need_lead(desk)
    new = recovery.overlay({card.old: old}, [card])[card.new]
    gone = msgspec.structs.replace(old, revoked=card.made_at[:10])
    write(desk, [("member", (card.new,), new), ("member", (card.old,), gone)])
    return new


def revoke(desk: Desk, member: str, start: str = "", to: str = "") -> Revoked:
    """Revoke a member's key: what was merged stays, and every later bundle of that key is refused.

    Args:
        desk: a lead's or deputy's.
        member: any fingerprint of the member.
        start: the date from which, ISO 8601; today where empty, and never later than today.
        to: a member who takes over the cases whose reading is not finished here; nobody where empty.

    Raises:
        Refused: ``not-a-lead``, ``own-key``, ``key-revoked``, ``date-wrong``, ``date-later``, ``reader-twice``.
    """
    _need_lead(desk)
    roster = desk.roster
    own = chains.chain(member, roster)
    key = chains.current(member, roster)
    today = stamp(desk.clock())[:10]
    start = _date(start or today, today)
    if desk.fingerprint in own:
        raise Refused("own-key", "A lead does not revoke the key of their own desk.", "Change it, or ask the deputy.")
    if roster[key].revoked:
        raise Refused(
            "key-revoked", f"The key of {roster[key].name} was revoked on {roster[key].revoked}.", "Nothing is needed."
        )
    waiting = _unfinished(desk, own)
    if to:
        _may_take(desk, to, own, waiting)
    gone = [(name, msgspec.structs.replace(roster[name], revoked=start)) for name in own if not roster[name].revoked]
    write(desk, [("member", (name,), entry) for name, entry in sorted(gone)])
    if to:
        reallocate(desk, member, to)
    later = sum(one.revision.made_at[:10] >= start for one in revisions.by_author(desk.db, *sorted(own)))
    cases = sorted({case for case, _ in waiting})
    return Revoked(roster[key].name, start, later, cases, cases if to else [])


def set_until(desk: Desk, member: str, day: str) -> Member:
    """Say until which day somebody is a member: a bundle that says it was written later is refused.

    Nothing that was merged is touched, and a later day takes in what was refused. Whoever is not trusted is revoked,
    since the day on a bundle is its author's own word (ARCHITECTURE.md, decision 75).

    Args:
        desk: a lead's or deputy's.
        member: any fingerprint of the member.
        day: the last day, ISO 8601; no end where empty.

    Raises:
        Refused: ``not-a-lead``, ``own-key``, ``key-revoked``, ``date-wrong``.
    """
    _need_lead(desk)
    key = chains.current(member, desk.roster)
    entry = desk.roster[key]
    if desk.fingerprint == key and day:
        raise Refused("own-key", "A lead sets no end to their own membership.", "Ask the deputy.")
    if entry.revoked:
        raise Refused("key-revoked", f"The key of {entry.name} was revoked on {entry.revoked}.", "Nothing is needed.")
    changed = msgspec.structs.replace(entry, until=checked_day(day))
    write(desk, [("member", (key,), changed)])
    return changed


def reallocate(desk: Desk, member: str, to: str) -> list[str]:
    """Give a member's cases whose reading is not finished here to another; return their references.

    A finished reading stays where it is, and goes on counting.

    Raises:
        Refused: ``not-a-lead``, ``key-revoked``, ``reader-twice``.
    """
    _need_lead(desk)
    own = chains.chain(member, desk.roster)
    waiting = _unfinished(desk, own)
    _may_take(desk, to, own, waiting)
    for case, turn in waiting:
        withdraw_allocation(desk, case, member)
        allocate_all(desk, [(case, to, turn)])
    return sorted({case for case, _ in waiting})


def _need_lead(desk: Desk) -> None:
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy changes the roster.", "Ask your lead.")


def _date(text: str, today: str) -> str:
    if checked_day(text) > today:
        raise Refused("date-later", f"{text} is later than today.", "Revoke the key today, or on that day.")
    return text


def _unfinished(desk: Desk, own: frozenset[str]) -> list[tuple[str, str]]:
    """Return case and turn of a member's allocations whose reading is not finished on this desk."""
    known = readings.readings(desk.db)
    finished = {case for (case, reader), found in known.items() if reader in own and found.state == "finished"}
    return [
        (entry.case, entry.turn)
        for entry in team.allocations(desk.db)
        if entry.member in own and entry.case not in finished
    ]


def _may_take(desk: Desk, to: str, own: frozenset[str], waiting: list[tuple[str, str]]) -> None:
    """Refuse somebody who cannot take the cases, before anything is changed."""
    taker = desk.member(to)
    if to in own or taker.revoked:
        raise Refused("key-revoked", f"{taker.name} cannot take these cases.", "Name another member.")
    theirs = chains.chain(to, desk.roster)
    twice = {entry.case for entry in team.allocations(desk.db) if entry.member in theirs} & {
        case for case, _ in waiting
    }
    if twice:
        raise Refused("reader-twice", f"Case {min(twice)} is already read by {taker.name}.", "Name another member.")
