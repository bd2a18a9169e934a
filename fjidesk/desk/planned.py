"""What a bundle would change, by member and case: what is shown before anything is applied (issue of the merge)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.model.records import Alert, Evidence, Query
from fjidesk.model.revision import body_of
from fjidesk.store import revisions, team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.merge.plan import Plan
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Record, Revision

_BY_CASE = frozenset({"case", "allocation", "reading", "answer", "limiting", "decision", "agreed"})


class Row(msgspec.Struct, frozen=True):
    """What one bundle holds of one member and one case, counted in revisions; records only in ``conflicting``.

    Attributes:
        member: name of the author.
        case: reference; empty for what belongs to no case.
        added: revisions of records that are not held here.
        newer: revisions of records that are held here; each replaces, or stands beside, or is history.
        same: revisions that are held here already.
        conflicting: records that would have several values side by side.
        quarantined: revisions that would be kept and not applied, those held here that would be put aside with them.
    """

    member: str
    case: str
    added: int = 0
    newer: int = 0
    same: int = 0
    conflicting: int = 0
    quarantined: int = 0


def rows(desk: Desk, found: Plan) -> list[Row]:
    """Return what a planned bundle would change, by member and case."""
    queries, roster = team.queries(desk.db), desk.roster
    fresh = {one.id for one in found.add}
    aside = {one.id for one, _ in found.quarantine}
    counts: dict[tuple[str, str], Counter[str]] = {}
    known: dict[Record, bool] = {}
    conflicts = set(found.conflicts)
    for sealed in found.bundle.revisions:
        made = sealed.revision
        counted = counts.setdefault((_name(made.author, roster), _case(made, queries)), Counter())
        if found.already or (sealed.id not in fresh and sealed.id not in aside):
            counted["same"] += 1
        elif sealed.id in aside:
            counted["quarantined"] += 1
        else:
            counted["newer" if _is_known(desk, made.record, known) else "added"] += 1
            if made.record in conflicts:
                conflicts.discard(made.record)
                counted["conflicting"] += 1
    for line, _ in found.aside:
        made = revisions.get(desk.db, line.id).revision
        counts.setdefault((_name(made.author, roster), _case(made, queries)), Counter())["quarantined"] += 1
    return [Row(member, case, **numbers) for (member, case), numbers in sorted(counts.items())]


def put_aside(found: Plan) -> list[str]:
    """Return how much that is applied would be put aside, and a sentence for each reason, the commonest first."""
    reasons = Counter(reason for _, reason in found.aside)
    if not reasons:
        return []
    many = reasons.total()
    text = (
        f"By what it says of the members, {count(many, 'revision')} held here no longer "
        f"{'counts' if many == 1 else 'count'} and {'is' if many == 1 else 'are'} quarantined"
    )
    if len(reasons) == 1:
        return [f"{text}: {next(iter(reasons))}"]
    each = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    return [f"{text}.", *(f"{number:,} of them: {reason}" for reason, number in each)]


def role_told(before: Member | None, now: Member | None) -> list[str]:
    """Return in a sentence that the owner has another role since a bundle came in; nothing where it is the same."""
    if before is None or now is None or before.role == now.role:
        return []
    old, new = (one.role.replace("_", " ") for one in (before, now))
    return [f"Your role is {new} now; it was {old}."]


def _is_known(desk: Desk, record: Record, known: dict[Record, bool]) -> bool:
    if record not in known:
        known[record] = bool(revisions.heads(desk.db, *record))
    return known[record]


def _name(author: str, roster: Mapping[str, Member]) -> str:
    return roster[chains.current(author, roster)].name if author in roster else author[:8]


def _case(made: Revision, queries: Mapping[str, Query]) -> str:
    """Return the case that a revision is about; empty where it is about none, or cannot be read here."""
    key = list(made.key)
    if made.kind in _BY_CASE:
        return key[0] if key else ""
    if made.kind == "reply":
        return queries[key[0]].case if key and key[0] in queries else ""
    try:
        body = body_of(made)
    except Refused:
        return ""
    return body.case if isinstance(body, Alert | Evidence | Query) else ""
