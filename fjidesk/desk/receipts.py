"""Receipts: a lead or deputy says what is held of each device, and its owner sees what has been received (design 8).

Nothing counts as received but by a receipt that a lead or deputy signed and whose state hash is that of the very
revisions on this desk. What a lead lost after giving a receipt, nobody here can know: so a desk that may have lost
something takes back all that it said, and says anew what it holds (decision 101).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.desk.concerns import leads_here
from fjidesk.desk.writing import Entry, write
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model import receipts as rules
from fjidesk.model.counts import count
from fjidesk.model.records import LEADS
from fjidesk.report.words import moment
from fjidesk.store import received
from fjidesk.store.witness import set_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.records import Member, Receipt
    from fjidesk.store.received import Extent, Kept, Piece

READING = frozenset({"reading", "answer", "limiting"})  # what a reading consists of, by case
_OTHER = "record"
_NAMES = {
    "reading": ("reading", "readings"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "alert": ("alert", "alerts"),
    "reply": ("reply", "replies"),
    _OTHER: ("other record", "other records"),
}


class Item(msgspec.Struct, frozen=True):
    """One reading, alert, piece of evidence, reply or other record of the owner's.

    Attributes:
        kind: ``reading``, ``evidence``, ``alert``, ``reply``, or ``record`` for all else.
        name: a case reference, or the record's own key.
        received: every revision of it has been received.
        missing: how many revisions of it no receipt covers.
        held: a receipt covers some revisions of it, so that at least an older state of it has been received.
    """

    kind: str
    name: str
    received: bool
    missing: int
    held: bool = False


class Standing(msgspec.Struct, frozen=True):
    """What of the owner's work has been received.

    Attributes:
        sentence: what there is to say, in one or two sentences.
        all_received: nothing is missing that the owner wrote, and no lead or deputy keeps any of it aside.
        last: date of the newest receipt that counts, ISO 8601; empty for none.
        givers: names of those who received.
        items: every record of the owner's, not received first.
        revisions: how many the owner wrote.
        missing: how many of them no receipt covers.
        aside: how many a lead or deputy received and keeps quarantined; the most that one of them does.
        at: time of the newest receipt that counts, ISO 8601; empty for none.
    """

    sentence: str
    all_received: bool
    last: str
    givers: list[str]
    items: list[Item]
    revisions: int
    missing: int
    aside: int
    at: str = ""


class Coverage(NamedTuple):
    """What one giver has received of the owner's devices.

    Attributes:
        proved: device to the counter up to which all has been received.
        again: device to the counter after which all is sent again.
        last: when the newest receipt that counts was given; empty for none.
        aside: how many of the revisions that the giver's receipts cover the giver keeps quarantined.
    """

    proved: Mapping[str, int]
    again: Mapping[str, int]
    last: str
    aside: int


def give(desk: Desk) -> Changes:
    """Write a receipt for every device of another member that has news, in one step. Nobody undoes a receipt.

    Where this device is not the one that gave those before, what was said is taken back first, and all is said anew.

    Raises:
        Refused: ``not-a-lead``.
    """
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy gives receipts.", "Ask your lead for one.")
    takes_back = _not_taken_back(desk)
    entries: list[Entry] = [("receipt", _key_of(desk, member), rules.nothing(member)) for member in takes_back]
    known = {kept.named: kept for kept in _still_said(received.receipts(desk.db)) if kept.giver == desk.me}
    for (member, device), extents in sorted(_devices(desk).items()):
        name = rules.named(member, device)
        given = [] if member in takes_back else [known.get(name), known.get(device)]
        last = _last(desk, member, given)
        body = None if _same(extents, last) else _receipt(desk, device, member, last)
        if body is not None:
            entries.append(("receipt", (desk.me, name), body))
    return write(desk, entries, again=True)


def renew(desk: Desk) -> None:
    """Give receipts before anything is handed out, where some have to be taken back; nothing on most desks."""
    if leads_here(desk) and _not_taken_back(desk):
        give(desk)


def _not_taken_back(desk: Desk) -> list[str]:
    """Return of whom this desk may have said more than it holds, and has not taken it back; by first key.

    That is everybody, on a desk that may be an older copy of itself: what it lost it cannot know.
    """
    if not (set_back(desk.db) or received.wrote_elsewhere(desk.db, own_keys(desk), desk.device)):
        return []
    done = received.given_on(desk.db, desk.device)
    return [member for member in sorted(desk.members) if member != desk.me and _key_of(desk, member) not in done]


def _key_of(desk: Desk, member: str) -> tuple[str, str]:
    return desk.me, rules.named(member, rules.NO_DEVICE)


def _still_said(given: Iterable[Kept]) -> list[Kept]:
    """Return the receipts that nothing later takes back, without those that take back; in the order given."""
    given = list(given)
    taken: dict[tuple[str, str], tuple[int, str]] = {}
    for kept in given:
        if kept.named == rules.named(kept.receipt.member, rules.NO_DEVICE):
            place = kept.giver, kept.receipt.member
            taken[place] = max(taken.get(place, kept.order), kept.order)
    said = []
    for kept in given:
        last = taken.get((kept.giver, kept.receipt.member), (0, ""))
        if kept.order > last:
            said.append(kept if kept.before_order > last else kept._replace(before=None))
    return said


def _last(desk: Desk, member: str, given: Iterable[Kept | None]) -> Receipt | None:
    """Return the latest receipt that was given to a member, of one as it is named now and one as it was before."""
    theirs = chains.chain(member, desk.roster)
    found = [kept for kept in given if kept is not None and kept.receipt.member in theirs]
    return max(found, key=lambda kept: kept.order).receipt if found else None


def _devices(desk: Desk) -> dict[tuple[str, str], list[Extent]]:
    """Return how much is held of each device of another member.

    A device that two members wrote on, which no program does, is one of each: so whoever writes under another's device
    spoils and stops no receipt but their own.
    """
    roster = desk.roster
    found: dict[tuple[str, str], list[Extent]] = {}
    for extent in received.extents(desk.db):
        if extent.author in roster:
            found.setdefault((chains.root(extent.author, roster), extent.device), []).append(extent)
    return {(member, device): extents for (member, device), extents in found.items() if member != desk.me}


def _same(extents: Sequence[Extent], last: Receipt | None) -> bool:
    """Tell whether a receipt says so much already; on one device never less is held than was, so counts tell."""
    return last is not None and (last.revisions, last.counter, last.quarantined) == (
        sum(one.revisions for one in extents),
        max(one.counter for one in extents),
        sum(one.aside for one in extents),
    )


def _receipt(desk: Desk, device: str, member: str, last: Receipt | None) -> Receipt | None:
    """Return the receipt for a device; None where its only news are receipts, or leads would answer for ever."""
    held = received.pieces(desk.db, chains.chain(member, desk.roster), device)
    aside = sum(one.aside for one in held)
    after = 0 if last is None else last.counter
    before = sum(one.counter <= after for one in held)
    news = any(one.counter > after and one.kind != "receipt" for one in held) or (
        last is not None and (before, aside) != (last.revisions, last.quarantined)
    )
    return rules.of(member, [(one.counter, one.id) for one in held], aside) if news else None


def coverage(desk: Desk) -> dict[str, Coverage]:
    """Return what each lead and deputy who is not revoked has received, by the first key of the giver."""
    return _coverage(desk, received.pieces(desk.db, own_keys(desk)))


def own_keys(desk: Desk) -> list[str]:
    """Return the fingerprints of every key of the owner, so that what an old key wrote goes on being handed over."""
    return sorted(chains.chain(desk.fingerprint, desk.roster) | {one.fingerprint for one in desk.former})


def _coverage(desk: Desk, written: Sequence[Piece]) -> dict[str, Coverage]:
    devices: dict[str, list[tuple[int, str]]] = {}
    for piece in written:
        devices.setdefault(piece.device, []).append((piece.counter, piece.id))
    named = {rules.named(key, device): device for device in devices for key in own_keys(desk)}
    named |= {device: device for device in devices}  # as receipts named it before
    found: dict[str, dict[str, Kept]] = {}
    for kept in sorted(_still_said(_for_owner(desk)), key=lambda kept: kept.order):  # the latest counts
        if kept.named in named:
            found.setdefault(chains.root(kept.giver, desk.roster), {})[named[kept.named]] = kept
    return {giver: _of_giver(given, devices) for giver, given in found.items()}


def _for_owner(desk: Desk) -> Iterable[Kept]:
    """Yield the receipts that stand for the owner, by a lead or deputy other than the owner, taken back or not."""
    own, members = set(own_keys(desk)), desk.members
    for kept in received.receipts(desk.db):
        giver = members.get(chains.root(kept.giver, desk.roster))
        if giver and giver.role in LEADS and not giver.revoked and kept.giver not in own and kept.receipt.member in own:
            yield kept


def _of_giver(given: Mapping[str, Kept], devices: Mapping[str, rules.Pieces]) -> Coverage:
    proved, again, last, aside = {}, {}, "", 0
    for device, kept in given.items():
        stands = rules.Given(kept.receipt, kept.before)
        proved[device] = rules.proved(stands, devices[device])
        again[device] = rules.sent_from(stands, devices[device])
        if proved[device]:
            last = max(last, kept.made_at)
            aside += kept.receipt.quarantined
    return Coverage(proved, again, last, aside)


def all_received(desk: Desk) -> bool:
    """Tell whether leads and deputies have received all that the owner wrote, with none of it kept aside."""
    return standing(desk).all_received


def standing(desk: Desk) -> Standing:
    """Return what of the owner's work has been received, by receipts alone."""
    written = [piece for piece in received.pieces(desk.db, own_keys(desk)) if piece.kind != "receipt"]
    found = coverage(desk)
    lacking = {piece.id for piece in written if not any(_covers(one, piece) for one in found.values())}
    items = _items(written, lacking)
    last = max((one.last for one in found.values()), default="")
    # Only who has no less than all of them together: one who lacks a part must not be named as having received it.
    whole = [
        giver
        for giver, one in found.items()
        if one.last and all(piece.id in lacking or _covers(one, piece) for piece in written)
    ]
    givers = [desk.members[giver] for giver in whole or [giver for giver, one in found.items() if one.last]]
    aside = max((one.aside for one in found.values()), default=0)
    keepers = [desk.members[giver] for giver, one in found.items() if one.aside]
    return Standing(
        sentence=_sentence(items, _roles(givers), last, _aside(aside, items, _roles(keepers)))
        if last
        else _unreceived(items, came=any(True for _ in _for_owner(desk))),
        all_received=not lacking and not aside,
        last=last[:10],
        givers=sorted(giver.name for giver in givers),
        items=items,
        revisions=len(written),
        missing=len(lacking),
        aside=aside,
        at=last,
    )


def _covers(one: Coverage, piece: Piece) -> bool:
    return piece.counter <= one.proved.get(piece.device, 0)


def _roles(people: Iterable[Member]) -> str:
    return " and ".join(f"the {role}" for role in sorted({one.role for one in people}, reverse=True))  # the lead first


def _aside(number: int, items: Sequence[Item], keepers: str) -> str:
    if not number:
        return ""
    return f", {count(number, 'change')} of {'it' if len(items) == 1 else 'them'} kept aside there: ask {keepers}"


def _items(written: Iterable[Piece], lacking: AbstractSet[str]) -> list[Item]:
    missing: dict[tuple[str, str], int] = {}
    held: set[tuple[str, str]] = set()
    for piece in written:
        named = _named(piece)
        missing[named] = missing.get(named, 0) + (piece.id in lacking)
        if piece.id not in lacking:
            held.add(named)
    return sorted(
        (Item(*named, not number, number, named in held) for named, number in missing.items()),
        key=lambda item: (item.received, item.kind, item.name),
    )


def _named(piece: Piece) -> tuple[str, str]:
    if piece.kind in READING:
        return "reading", piece.key[0]
    return (
        (piece.kind, piece.key[-1])
        if piece.kind in {"evidence", "alert", "reply"}
        else (_OTHER, " ".join([piece.kind, *piece.key]))
    )


def _sentence(items: Sequence[Item], givers: str, last: str, aside: str) -> str:
    return f"{_of_all(items)} received by {givers}, the last on {moment(last).split(',')[0]}{aside}."


def _unreceived(items: Sequence[Item], *, came: bool) -> str:
    """Say that no receipt counts; where some came, whoever gave them lost something or took them back."""
    if not items:
        return "Nothing has been written on this desk, so there is nothing to receive."
    if came:
        return f"No receipt that came counts for what this desk holds: {_of_all(items)} received. Hand it over again."
    return f"No receipt has come for what this desk holds: {_of_all(items)} received."


def _of_all(items: Sequence[Item]) -> str:
    counts = {kind: [item.received for item in items if item.kind == kind] for kind in _NAMES}
    said = [f"{sum(there)} of {count(len(there), *_NAMES[kind])}" for kind, there in counts.items() if there]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
