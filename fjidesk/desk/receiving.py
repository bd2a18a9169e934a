"""Whether all that a desk holds of its owner has been received by a lead: the one place that closing asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk import receipts

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk


class Received(msgspec.Struct, frozen=True):
    """Whether a lead holds all of it, and what there is to say of that, in a sentence."""

    all: bool
    text: str


def received(desk: Desk) -> Received:
    """Return what of the owner's records a lead or deputy other than the owner has received."""
    found = receipts.standing(desk)
    return Received(found.all_received, found.sentence)
