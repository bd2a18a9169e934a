"""Whether all that a desk holds of its owner has been received by a lead: the one place that closing asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.model import chains
from fjidesk.model import revision as rev
from fjidesk.model.records import LEADS, Receipt
from fjidesk.store import revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.workspace import Desk


class Received(msgspec.Struct, frozen=True):
    """Whether a lead holds all of it, and what there is to say of that, in a sentence."""

    all: bool
    text: str


def received(desk: Desk) -> Received:
    """Return what of the owner's records a lead or deputy other than the owner has received.

    A receipt covers a device up to a counter; it is believed where its state is that of the very revisions held here.
    """
    roster = desk.roster
    own = chains.chain(desk.fingerprint, roster) | {one.fingerprint for one in desk.former}
    mine = list(revisions.by_author(desk.db, *sorted(own)))
    if not mine:
        return Received(True, "Nothing was written on this desk.")
    came = _receipts(desk, own)
    names: set[str] = set()
    missing = {one.id for one in mine}
    for giver, device, receipt in came:
        covered = [one for one in mine if one.revision.device == device and one.revision.counter <= receipt.counter]
        if receipt.state == rev.state_hash(one.id for one in covered):
            missing -= {one.id for one in covered}
            names.add(roster[giver].name)
    if not missing:
        return Received(True, f"All {len(mine):,} revisions were received by {', '.join(sorted(names))}.")
    if not came:
        return Received(False, f"No receipt has come for its {len(mine):,} revisions.")
    return Received(False, f"No receipt covers {len(missing):,} of its {len(mine):,} revisions.")


def _receipts(desk: Desk, own: frozenset[str]) -> Sequence[tuple[str, str, Receipt]]:
    """Return giver, device and receipt of each that stands and is for the owner, by somebody else who leads."""
    roster = desk.roster
    givers = [name for name, member in roster.items() if member.role in LEADS and name not in own]
    found = []
    for sealed in revisions.by_author(desk.db, *givers):
        body = rev.body_of(sealed.revision) if sealed.revision.kind == "receipt" else None
        if (
            isinstance(body, Receipt)
            and body.member in own
            and sealed.id in revisions.heads(desk.db, *sealed.revision.record)
        ):
            found.append((sealed.revision.author, sealed.revision.key[1], body))
    return found
