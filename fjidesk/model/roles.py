"""Who may write which record (design 5). What breaks these rules is quarantined, never applied.

Everything here follows from the set of revisions that is held, whatever the order in which they came: what was ever
allocated or asked stays so, and a role is the one that its author had at the revision's own place in the order of
Lamport counters (ARCHITECTURE.md, decision 87).
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from fjidesk.model import chains
from fjidesk.model.records import LEADS, Member

Place = tuple[int, str]  # Lamport counter, then id: the one order that every desk gives to the same revisions
Term = tuple[Place, str]  # from a place on, a role

_BY_LEADS = frozenset(
    {"inspection", "framework", "member", "case", "allocation", "query", "decision", "agreed", "retention"}
)
_BY_READER = frozenset({"reading", "answer", "limiting"})
_BY_OWNER = frozenset({"alert", "evidence"})


@dataclass(frozen=True)
class Standing:
    """What is known when a revision is judged. The keys of one chain are one member.

    Attributes:
        roster: fingerprint to the entry that holds before the first of its terms.
        allocated: (case, fingerprint) of every allocation ever made, withdrawn since or not.
        asked: query id to everybody it was ever put to.
        terms: fingerprint to its roles, each from a place on, in order; a key without terms has one role throughout.
    """

    roster: Mapping[str, Member]
    allocated: AbstractSet[tuple[str, str]] = frozenset()
    asked: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    terms: Mapping[str, Sequence[Term]] = field(default_factory=dict)

    def role(self, author: str, place: Place | None = None) -> str | None:
        """Return the role that a key had at a place, or has now; None where it is not on the roster.

        It is that of the newest version before the place; of the earliest where none is before it.
        """
        terms = self.terms.get(author, ())
        before = len(terms) if place is None else bisect_left(terms, place, key=lambda term: term[0])
        if before:
            return terms[before - 1][1]
        known = self.roster.get(author)
        return None if known is None else known.role

    def same(self, one: str, other: str) -> bool:
        """Tell whether two fingerprints are keys of one member."""
        return one == other or chains.root(one, self.roster) == chains.root(other, self.roster)

    def reads(self, case: str, author: str) -> bool:
        """Tell whether a case was ever allocated to a member, under whichever of the member's keys."""
        return (case, author) in self.allocated or any(
            (case, name) in self.allocated for name in chains.chain(author, self.roster)
        )


def why_not(kind: str, key: tuple[str, ...], author: str, standing: Standing, place: Place | None = None) -> str | None:
    """Return why an author may not write a record, in one plain sentence; None where it may.

    Args:
        kind: of the record.
        key: of the record.
        author: fingerprint.
        standing: what is known.
        place: of the revision; that of a new one, after all that is held, where it is None.
    """
    role = standing.role(author, place)
    if role is None:
        return "Its author is not on the roster."
    leads = role in LEADS
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
    asked = any(standing.same(member, author) for member in standing.asked.get(key[0], ()))
    return None if asked else "The query was put to somebody else."


def _reader_fault(kind: str, key: tuple[str, ...], author: str, standing: Standing) -> str | None:
    if not standing.same(key[1], author):
        return f"Its {kind} belongs to another reader."
    if not standing.reads(key[0], author):
        return "The case is not allocated to its author."
    return None
