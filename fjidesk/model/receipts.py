"""What a receipt proves to whoever wrote what it covers. Pure.

A receipt says of one device: its revisions up to a counter, how many they are, and the state hash over them. The writer
makes the same of their own. Equal: the giver held every one of them when the receipt was given. Unequal: the giver
lacked something, or the writer does; then the receipt proves nothing.

A receipt of no device at all takes back: what its giver said of that member before, of whatever device, counts no more.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from fjidesk.model.records import Receipt
from fjidesk.model.revision import state_hash

Pieces = Sequence[tuple[int, str]]  # counter and id of the revisions of one device
NO_DEVICE = ""  # as it is named in the key of a receipt that takes back


class Given(NamedTuple):
    """The receipt that stands, with the one that it replaced, where there was exactly one."""

    receipt: Receipt
    before: Receipt | None = None


def named(member: str, device: str) -> str:
    """Return how the key of a receipt names a device: with its member, so that no other member can stop it.

    Args:
        member: whose device it is, by first key.
        device: its id.
    """
    return hashlib.sha256(f"{member}/{device}".encode()).hexdigest()


def of(member: str, pieces: Pieces, quarantined: int = 0) -> Receipt:
    """Return the receipt for everything that is held of one device.

    Args:
        member: the writer, by first key.
        pieces: what is held of the device, quarantined revisions with it; not empty.
        quarantined: how many of them are quarantined.
    """
    top = max(counter for counter, _ in pieces)
    return Receipt(
        member=member,
        counter=top,
        revisions=len(pieces),
        state=state_hash(name for _, name in pieces),
        quarantined=quarantined,
    )


def nothing(member: str) -> Receipt:
    """Return the receipt that takes back what was said of a member before; its key names ``NO_DEVICE``.

    Args:
        member: by first key.
    """
    return Receipt(member=member, counter=0, revisions=0, state=state_hash(()))


def holds(receipt: Receipt, own: Pieces) -> bool:
    """Tell whether a receipt covers exactly what the writer has of the device up to its counter."""
    covered = [name for counter, name in own if counter <= receipt.counter]
    return len(covered) == receipt.revisions and state_hash(covered) == receipt.state


def proved(given: Given, own: Pieces) -> int:
    """Return up to which counter a giver has received all of a device; 0 for nothing."""
    return given.receipt.counter if holds(given.receipt, own) else 0


def sent_from(given: Given, own: Pieces) -> int:
    """Return after which counter a device's revisions are sent again to one giver; 0 for all of them.

    Where the newest receipt does not match, all since the one before it is sent, if that one matched. Where that one
    did not match either, what was sent since then did not help, so everything is sent.
    """
    if holds(given.receipt, own):
        return given.receipt.counter
    before = given.before
    if before is not None and before.counter <= given.receipt.counter and holds(before, own):
        return before.counter
    return 0
