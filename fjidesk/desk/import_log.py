"""What travelled and what did not: bundles brought in, written and refused, and what is quarantined with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.store import log, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member


class Entry(msgspec.Struct, frozen=True):
    """A bundle in the import log.

    Attributes:
        at: when it was brought in, written or refused here, ISO 8601.
        what: ``in``, ``out`` or ``refused``.
        file: the name that its file had.
        code: why it was refused; empty for the others.
        message: the sentence of the refusal, or what came in or went out.
        hash: of its signed bytes; empty for what was refused.
    """

    at: str
    what: str
    file: str
    code: str
    message: str
    hash: str


class Aside(msgspec.Struct, frozen=True):
    """A revision that is quarantined: kept, and never applied while the reason holds.

    Attributes:
        id: of the revision.
        kind: of its record.
        key: of its record.
        author: whose name it bears: a working name, or the start of a fingerprint.
        signer: who signed the bundle that it came in.
        made_at: when it says it was made.
        reason: one plain sentence.
        bundle: hash of that bundle.
        file: the name of its file.
        remedy: what a lead can do about it.
    """

    id: str
    kind: str
    key: list[str]
    author: str
    signer: str
    made_at: str
    reason: str
    bundle: str
    file: str
    remedy: str


_REMEDIES = {
    "Its author is not on the roster.": "Add the member by identity card; it is judged again at once.",
    "The case is not allocated to its author.": "Allocate the case to its author, if that is right; then it counts.",
    "The key in this entry is not the one that the entry is named by.": "Ask whoever wrote it; tell the whole team.",
    "Its author is not the signer of the bundle.": "Ask the author for a bundle of their own.",
}
_REMEDY = "It is kept as it is and counts nowhere; ask who signed it what it was meant to be."


def entries(desk: Desk) -> list[Entry]:
    """Return the whole import log, oldest first, refusals with it."""
    roster = desk.roster
    moved = [Entry(one.at, one.direction, one.file, "", _moved(one, roster), one.hash) for one in log.listed(desk.db)]
    gone = [Entry(one.at, "refused", one.file, one.code, one.message, "") for one in log.refused(desk.db)]
    return sorted([*moved, *gone], key=lambda entry: entry.at)


def _moved(one: log.Travelled, roster: Mapping[str, Member]) -> str:
    return f"{one.kind}, number {one.sequence}, by {_name(one.author, roster)}, {count(one.revisions, 'revision')}"


def _name(fingerprint: str, roster: Mapping[str, Member]) -> str:
    known = roster.get(fingerprint) or roster.get(chains.root(fingerprint, roster))
    return known.name if known else fingerprint[:8]


def quarantine(desk: Desk) -> list[Aside]:
    """Return what is quarantined here, with why and what can be done, by bundle and order of making."""
    roster = desk.roster
    files = {one.hash: one.file for one in log.listed(desk.db)}
    found = sorted(revisions.quarantined(desk.db), key=lambda one: (one.bundle, one.sealed.revision.counter))
    return [
        Aside(
            id=one.sealed.id,
            kind=one.sealed.revision.kind,
            key=list(one.sealed.revision.key),
            author=_name(one.sealed.revision.author, roster),
            signer=", ".join(sorted(_name(name, roster) for name in one.signers)),
            made_at=one.sealed.revision.made_at,
            reason=one.reason,
            bundle=one.bundle,
            file=files.get(one.bundle, ""),
            remedy=_REMEDIES.get(one.reason, _REMEDY),
        )
        for one in found
    ]
