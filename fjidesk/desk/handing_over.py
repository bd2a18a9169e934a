"""Hand over: readings in, packs and receipts out, and what others signed carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.bundle.carrying import CARRIED_LIMIT, SIGNED_LIMIT
from fjidesk.desk import outputs, receipts, sharing
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.inspection import leads
from fjidesk.desk.receipts import own_keys
from fjidesk.desk.restating import restate
from fjidesk.desk.sending import OFFICE, Exported, Load, holds, need_reason, openers, send
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.records import LEADS
from fjidesk.store import log, readings, revisions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.bundle.manifest import Kind
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Sealed


def export(desk: Desk, folder: Path, to: Sequence[str] = (), *, everything: bool = False, reason: str = "") -> Exported:
    """Write what the owner made as a bundle for the lead and deputies, or for the named members.

    By default a reader sends what no lead's or deputy's receipt covers: what one of them has, the others get by that
    one's relay. Named leads and deputies, and those to whom one who leads writes, get what their own receipts do not
    cover; all of it where one of them gave none.

    Args:
        desk: the owner's.
        folder: where the file goes.
        to: fingerprints; a member who is no lead gets only what concerns that member.
        everything: whatever has been received.
        reason: why it goes to a drive that can be taken out.

    Raises:
        Refused: ``nothing-to-export``, ``nobody-to-export-to``, ``one-at-a-time``, and what ``send`` refuses.
    """
    receipts.renew(desk)
    people, load = _chosen(desk, to, everything=everything)
    return send(desk, folder, load, people, reason)


class Travels(NamedTuple):
    """What a hand over would write now.

    Attributes:
        readings: case reference to the state of the reading of which something travels.
        holds: all that is inside, in words.
        revisions: how many.
        people: names of those who can open it, the author's with them.
        made: the revisions themselves.
    """

    readings: dict[str, str]
    holds: str
    revisions: int
    people: list[str]
    made: Sequence[Sealed] = ()


def travels(desk: Desk, to: Sequence[str] = (), *, everything: bool = False) -> Travels:
    """Return what ``export`` would write, and for whom. Nothing is written.

    Raises:
        Refused: what ``export`` refuses of what it is to write.
    """
    people, load = _chosen(desk, to, everything=everything)
    touched = sorted({one.revision.key[0] for one in load.made if one.revision.kind in receipts.READING})
    known = {case: readings.reading(desk.db, (case, desk.me)) for case in touched}
    states: dict[str, str] = {case: found.state if found is not None else "open" for case, found in known.items()}
    names = sorted(desk.roster[name].name for name in openers(desk, people))
    office = [OFFICE] if desk.inspection.recovery else []
    return Travels(states, holds(load), len(load.made), names + office, load.made)


def _chosen(desk: Desk, to: Sequence[str], *, everything: bool) -> tuple[list[Member], Load]:
    people = [desk.member(name) for name in to] or [
        member for name, member in leads(desk).items() if name != desk.fingerprint
    ]
    if not people and not leads_here(desk):
        raise Refused("nobody-to-export-to", "No lead is on the roster of this desk.", "Open the pack from your lead.")
    mine = revisions.written_by(desk.db, *own_keys(desk))
    if not all(member.role in LEADS for member in people):
        if len(people) != 1:
            raise Refused(
                "one-at-a-time",
                "A bundle for a member who is no lead goes to that member alone.",
                "Write one bundle for each.",
            )
        theirs = chains.chain(to[0], desk.roster)
        mine = list(sharing.concerning(mine, theirs, sharing.untold(desk, mine, theirs)))
    elif mine and not everything:
        by_any = not to and not leads_here(desk)  # leads carry on what they received; nobody does for a lead
        mine = sharing.received_by_none(desk, mine) if by_any else sharing.not_received(desk, mine, people)
        if not mine:
            raise Refused(
                "nothing-to-export",
                f"There is nothing new to hand over: {receipts.standing(desk).sentence}",
                "Nothing is needed; to write all of it again, add --all.",
            )
    kind: Kind = "lead" if leads_here(desk) and desk.self_member and desk.self_member.role == "lead" else "readings"
    return people, Load(kind, _some(mine))


def _some(made: Sequence[Sealed]) -> Sequence[Sealed]:
    if not made:
        raise Refused(
            "nothing-to-export",
            "There is nothing of yours to hand over to them.",
            "Read a case first, or leave the recipients out to hand over to the lead.",
        )
    return made


def pack(desk: Desk, member: str, folder: Path, *, reason: str = "") -> Exported:
    """Write the pack of one member: inspection, framework, roster, and that member's cases and allocations.

    A pack is always whole: what went before may never have come.

    Raises:
        Refused: ``not-a-lead``, ``key-revoked``, and what ``send`` refuses.
    """
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy hands out packs.", "Ask your lead.")
    person = _not_revoked(desk, member)
    need_reason(folder, reason)  # before anything is written again
    own, theirs = own_keys(desk), chains.chain(member, desk.roster)
    receipts.renew(desk)
    restate(desk, own, theirs)
    mine = revisions.written_by(desk.db, *own)
    if person.role not in LEADS:
        mine = list(sharing.concerning(mine, theirs, sharing.untold(desk, mine, theirs)))
    return send(desk, folder, Load("pack", mine), [person], reason)


def _not_revoked(desk: Desk, member: str) -> Member:
    person = desk.member(member)
    if person.revoked:
        raise Refused(
            "key-revoked", f"The key of {person.name} is revoked.", "Add the member's new identity card first."
        )
    return person


def receipt(desk: Desk, folder: Path, to: Sequence[str] = (), *, reason: str = "") -> list[Exported]:
    """Give receipts for all that is held, and write them as one bundle for each member whom they are for.

    Args:
        desk: a lead's or deputy's.
        folder: where the files go.
        to: fingerprints; everybody of whom something is held where empty.
        reason: why they go to a drive that can be taken out.

    Raises:
        Refused: ``not-a-lead``, ``nothing-received``, ``key-revoked``, and what ``send`` refuses.
    """
    outputs.outside(folder)  # before anything is written: a refusal changes nothing
    receipts.give(desk)
    made = [one for one in revisions.by_author(desk.db, *own_keys(desk)) if one.revision.kind == "receipt"]
    people = {chains.root(name, desk.roster): _not_revoked(desk, name) for name in to} or {
        name: member for name, member in desk.members.items() if not member.revoked
    }
    written = []
    for name, person in people.items():
        theirs = [one for one in made if chains.root(sharing.received_of(one), desk.roster) == name]
        if theirs:
            written.append(send(desk, folder, Load("receipt", theirs), [person], reason))
    if not written:
        raise Refused(
            "nothing-received",
            "Nothing is held here of them that a receipt could be given for.",
            "Bring their bundles in first.",
        )
    return written


def relay(desk: Desk, folder: Path, to: str, sources: Sequence[str] = (), *, reason: str = "") -> Exported:
    """Carry on what others signed, byte for byte, to a member; the receiver checks each by its own signature.

    A lead or deputy gets all that this desk keeps; another member only what was written by them or for them.

    Args:
        desk: any desk on the roster.
        folder: where the file goes.
        to: a fingerprint.
        sources: fingerprints of those whose bundles are carried; all where empty.
        reason: why it goes to a drive that can be taken out.

    Raises:
        Refused: ``nothing-to-relay``, ``relay-too-large``, ``key-revoked``, and what ``send`` refuses.
    """
    person, roster = _not_revoked(desk, to), desk.roster
    theirs = chains.chain(to, roster)
    wanted = {key for name in sources for key in chains.chain(name, roster)}
    chosen = [
        one
        for one in log.carriable(desk.db)
        if (not wanted or one.author in wanted)
        and (person.role in LEADS or one.author in theirs or theirs & set(one.recipients.split()))
    ]
    if not chosen:
        raise Refused(
            "nothing-to-relay",
            f"This desk keeps no bundle that it may carry on to {person.name}.",
            "Bring the bundles in here first; only leads and deputies are handed what was not written for them.",
        )
    if len(chosen) > CARRIED_LIMIT or log.size_of(desk.db, [one.hash for one in chosen]) > SIGNED_LIMIT // 4 * 3:
        raise Refused(
            "relay-too-large",
            f"One relay does not carry as much as was chosen (bundles: {len(chosen)}).",
            "Write several, each with --from and some of the members.",
        )
    carried = [log.signed(desk.db, one.hash) for one in chosen]
    return send(desk, folder, Load("relay", carried=carried), [person], reason)
