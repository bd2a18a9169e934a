"""What goes to whom: what concerns a member who is no lead, and what a lead has not received yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import receipts
from fjidesk.merge import standing
from fjidesk.model import chains
from fjidesk.model.records import LEADS, Member, Query, Receipt
from fjidesk.model.revision import body_of
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Sealed

_FOR_ALL = {"inspection", "framework", "member", "retention"}


def concerning(made: Iterable[Sealed], keys: AbstractSet[str], untold: AbstractSet[str]) -> Iterable[Sealed]:
    """Yield what a member who is no lead is handed: nothing of cases that others read.

    Args:
        made: a lead's revisions in the order in which they were made.
        keys: the member's, by fingerprint.
        untold: cases that were taken back before anybody can have told the member of them; they are not told at all.
            Of any other that was taken back the member is told that it was, without its facts.
    """
    made = list(made)
    allocated: dict[str, bool] = {}
    for sealed in made:
        if sealed.revision.kind == "allocation" and sealed.revision.key[1] in keys:
            allocated[sealed.revision.key[0]] = not sealed.revision.withdraws
    theirs = {case for case, stands in allocated.items() if stands}
    told = theirs | (allocated.keys() - untold)
    put: dict[tuple[str, ...], Query] = {}  # what was put to them last, of each query
    for sealed in made:
        kind, key = sealed.revision.record
        concerns = (
            kind in _FOR_ALL
            or (kind == "case" and key[0] in theirs)
            or (kind == "allocation" and key[1] in keys and key[0] in told)
            or (kind == "alert" and key[0] in keys)
            or (kind == "query" and _asks(sealed, keys, put))
            or (kind == "receipt" and received_of(sealed) in keys)
        )
        if concerns:
            yield sealed


def untold(desk: Desk, made: Sequence[Sealed], keys: AbstractSet[str]) -> frozenset[str]:
    """Return the cases of which nobody can have told a member that they were allocated to them.

    That is certain only of what this very device allocated, where it has handed out nothing to the member, nor to
    anybody who leads or led and could have told it: what an older copy of this desk handed out is not known here.

    Args:
        desk: a lead's or deputy's.
        made: the owner's revisions.
        keys: the member's, by fingerprint.
    """
    told_by = (keys | _ever_led(desk)) - set(receipts.own_keys(desk))
    if any(log.last_to(desk.db, desk.device, name) > 0 for name in told_by):
        return frozenset()
    here = {sealed.id for sealed in made if sealed.revision.device == desk.device}
    cases: dict[str, bool] = {}
    for sealed in made:
        kind, key = sealed.revision.record
        if kind == "allocation" and key[1] in keys:
            cases[key[0]] = cases.get(key[0], True) and {sealed.id, *sealed.revision.parents} <= here
    return frozenset(case for case, only_here in cases.items() if only_here)


def _ever_led(desk: Desk) -> set[str]:
    versions = standing.members(desk.db, standing.quarantined(desk.db))
    return {line.key[0] for line in versions if isinstance(line.body, Member) and line.body.role in LEADS}


def _asks(sealed: Sealed, keys: AbstractSet[str], put: dict[tuple[str, ...], Query]) -> bool:
    """Tell whether a query is for a member, or says that it is for them no more.

    Put to somebody else in the same words it tells nothing new. In other words it stays from them: these may be about
    a reading that they are blind to.
    """
    key, body = sealed.revision.key, body_of(sealed.revision)
    if isinstance(body, Query) and body.member in keys:
        put[key] = body
        return True
    before = put.get(key)
    if before is None:
        return False
    return body is None or (
        isinstance(body, Query) and (body.case, body.question, body.text) == (before.case, before.question, before.text)
    )


def received_of(sealed: Sealed) -> str:
    """Return whose revisions a receipt is for, by first key; empty where it is no receipt."""
    body = body_of(sealed.revision)
    return body.member if isinstance(body, Receipt) else ""


def received_by_none(desk: Desk, made: Sequence[Sealed]) -> list[Sealed]:
    """Return the owner's revisions that no lead or deputy has received, as far as receipts say.

    Leads carry on to each other what they received, so that what one of them has need not be sent to all.

    Args:
        desk: the owner's.
        made: the owner's revisions.
    """
    again = [one.again for one in receipts.coverage(desk).values()]
    return [
        sealed for sealed in made if all(sealed.revision.counter > one.get(sealed.revision.device, 0) for one in again)
    ]


def not_received(desk: Desk, made: Sequence[Sealed], people: Iterable[Member]) -> list[Sealed]:
    """Return the owner's revisions that some of the recipients have not received, as far as receipts say.

    Args:
        desk: the owner's.
        made: the owner's revisions.
        people: leads and deputies, each with the key in use.
    """
    roster = desk.roster
    lines = {member.public_key for member in people}
    givers = {chains.root(name, roster) for name, member in roster.items() if member.public_key in lines}
    covered = receipts.coverage(desk)
    if not givers or not givers <= covered.keys():
        return list(made)
    again = [covered[giver].again for giver in givers]
    return [
        sealed for sealed in made if any(sealed.revision.counter > one.get(sealed.revision.device, 0) for one in again)
    ]
