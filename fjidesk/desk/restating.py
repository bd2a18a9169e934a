"""Say again, in one's own name, what another lead wrote, where a pack must carry it.

A bundle carries only what its signer wrote. When a deputy stands in for the lead, a reader's pack needs the lead's
cases, allocations and roster too: the deputy writes the same values once more, as revisions of their own (decision 44).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.writing import Entry, write
from fjidesk.model.records import LEADS, Allocation, FrameworkText, Member
from fjidesk.model.revision import body_of
from fjidesk.store import frameworks, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Body
    from fjidesk.model.revision import Record


def restate(desk: Desk, own: Iterable[str], reader: AbstractSet[str]) -> None:
    """Write again what a reader's pack needs and the owner has not said last; nothing on most desks.

    Args:
        desk: a lead's or deputy's.
        own: the owner's keys.
        reader: the reader's keys.
    """
    own = frozenset(own)
    said: dict[Record, list[Body | None]] = {}
    for sealed in revisions.by_author(desk.db, *own):
        said.setdefault(sealed.revision.record, []).append(body_of(sealed.revision))
    missing = [
        (kind, key, body)
        for kind, key, body in _needed(desk, reader)
        if not (kind == "member" and key[0] in own and _joined(desk, reader))
        and said.get((kind, key), [])[-1:] != [body]
        and (_takes_away(body) or len(revisions.heads(desk.db, kind, key)) == 1)
    ]  # a record with several heads is left to whoever settles it, save where the reader would keep what was taken back
    if missing:
        write(desk, missing, again=True)


def _takes_away(body: Body | None) -> bool:
    return body is None or (isinstance(body, Member) and bool(body.revoked))


def _joined(desk: Desk, reader: AbstractSet[str]) -> bool:
    """Tell whether a reader has an inspection already: something of theirs is held.

    Such a reader opens a deputy's pack by a roster that has the deputy, so that the deputy says nothing of themselves;
    said again by somebody who has not heard of another role, it would stand beside the lead's word as a conflict.
    """
    if any(member.role in LEADS for name, member in desk.roster.items() if name in reader):
        return False  # a lead's lost desk may be made anew from this pack alone
    return next(revisions.by_author(desk.db, *sorted(reader)), None) is not None


def _needed(desk: Desk, reader: AbstractSet[str]) -> Iterable[Entry]:
    inspection = desk.inspection
    yield "inspection", (), inspection
    text = frameworks.text(desk.db, inspection)
    if text is not None:
        yield "framework", (inspection.framework,), FrameworkText(toml=text)
    for name, entry in team.roster(desk.db).items():
        yield "member", (name,), entry
    cases = team.cases(desk.db)
    stands = {(entry.case, entry.member) for entry in team.allocations(desk.db)}
    for case, member in sorted(team.ever_allocated(desk.db) - stands):
        if member in reader:
            yield "allocation", (case, member), None
    for given in team.allocations(desk.db):
        if given.member in reader and given.case in cases:
            yield "case", (given.case,), cases[given.case]
            yield (
                "allocation",
                (given.case, given.member),
                Allocation(turn="first" if given.turn == "first" else "second"),
            )
