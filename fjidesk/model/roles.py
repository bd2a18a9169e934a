"""Who may write which record (design 5). What breaks these rules is quarantined, never applied."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fjidesk.model import chains
from fjidesk.model.records import LEADS, Member, Query

_BY_LEADS = frozenset(
    {"inspection", "framework", "member", "case", "allocation", "query", "decision", "agreed", "retention"}
)
_BY_READER = frozenset({"reading", "answer", "limiting"})
_BY_OWNER = frozenset({"alert", "evidence"})


@dataclass(frozen=True)
class Standing:
    """What is known when a revision is judged. The keys of one chain are one member.

    Attributes:
        roster: fingerprint to member.
        allocated: (case, fingerprint) of every allocation ever made, so that the order of merging decides nothing.
        queries: query id to the query.
    """

    roster: Mapping[str, Member]
    allocated: AbstractSet[tuple[str, str]]
    queries: Mapping[str, Query]

    def same(self, one: str, other: str) -> bool:
        """Tell whether two fingerprints are keys of one member."""
        return one == other or chains.root(one, self.roster) == chains.root(other, self.roster)

    def reads(self, case: str, author: str) -> bool:
        """Tell whether a case was ever allocated to a member, under whichever of the member's keys."""
        return (case, author) in self.allocated or any(
            (case, name) in self.allocated for name in chains.chain(author, self.roster)
        )


def why_not(kind: str, key: tuple[str, ...], author: str, standing: Standing) -> str | None:
    """Return why an author may not write a record, in one plain sentence; None where it may."""
    member = standing.roster.get(author)
    if member is None:
        return "Its author is not on the roster."
    leads = member.role in LEADS
    if kind in _BY_LEADS:
        return None if leads else f"Only the lead or deputy writes a record of the kind {kind}."
    if kind in _BY_READER:
        return _reader_fault(kind, key, author, standing)
    return _owner_fault(kind, key, author, standing, leads=leads)


def _owner_fault(kind: str, key: tuple[str, ...], author: str, standing: Standing, *, leads: bool) -> str | None:
    if kind in _BY_OWNER:
        mine = standing.same(key[0], author) or (leads and kind == "alert")  # the lead adds the outcome of an alert
        return None if mine else f"Its {kind} belongs to another member."
    if kind == "receipt":
        mine = leads and standing.same(key[0], author)
        return None if mine else "Only a lead or deputy gives a receipt, each in their own name."
    query = standing.queries.get(key[0])
    return None if query is not None and standing.same(query.member, author) else "The query was put to somebody else."


def _reader_fault(kind: str, key: tuple[str, ...], author: str, standing: Standing) -> str | None:
    if not standing.same(key[1], author):
        return f"Its {kind} belongs to another reader."
    if not standing.reads(key[0], author):
        return "The case is not allocated to its author."
    return None
