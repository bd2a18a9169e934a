"""Which of the revisions that are held may be applied: a function of their set, never of how they came. Pure.

Members are judged first, in the order of their places, since a version of a member is judged by the role that its own
author had there. What else may be written follows from them, and from every allocation and query that may stand
(ARCHITECTURE.md, decision 87).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from msgspec.structs import replace

from fjidesk.model import chains, said_again
from fjidesk.model.records import Allocation, Member, Query
from fjidesk.model.roles import Place, Standing, Term, why_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIRST = ("member", "allocation", "query")  # what the judging of other records rests on
NOT_THE_SIGNER = "Its author is not the signer of the bundle."


class Line(NamedTuple):
    """A revision as it is judged.

    ``signers`` are those of the bundles that brought it; its author where it was written at this desk. ``body`` is
    filled for a member, an allocation or a query, ``parents`` for a member. ``applied`` is false while it is
    quarantined, or new.
    """

    id: str
    kind: str
    key: tuple[str, ...]
    author: str
    counter: int
    signers: frozenset[str]
    body: Member | Allocation | Query | None = None
    applied: bool = False
    parents: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Return its place in the one order."""
        return self.counter, self.id


class _Versions:
    """Versions of members that may stand, in the order of places, and the roles that they give."""

    def __init__(self) -> None:
        self.terms: dict[str, list[Term]] = {}
        self._of: dict[str, dict[str, Line]] = {}

    def add(self, line: Line) -> None:
        """Add the next version; one that only says another again gives no role anew, since nobody gave one by it."""
        own = self._of.setdefault(line.key[0], {})
        own[line.id] = line
        found = said_again.told(
            {name: one.parents for name, one in own.items()}, lambda one, other: own[one].body == own[other].body
        ).of
        if isinstance(line.body, Member) and found[line.id] == line.id:
            self.terms.setdefault(line.key[0], []).append((line.place, line.body.role))


class Moves(NamedTuple):
    """What has another place after judging again: to be put aside, to be freed, or kept aside for the reason named."""

    aside: list[tuple[Line, str]]
    free: list[Line]
    kept: list[tuple[Line, str]]


def fault(line: Line, standing: Standing) -> str | None:
    """Return why a revision may not be applied, in one plain sentence; None where it may."""
    if not any(standing.same(line.author, signer) for signer in line.signers):  # a new key carries on an old one's
        return NOT_THE_SIGNER
    return why_not(line.kind, line.key, line.author, standing, line.place)


def members(lines: Iterable[Line], given: Mapping[str, Member]) -> tuple[Standing, dict[str, str]]:
    """Judge every version of every member; return what then stands, and why the others do not.

    A round goes through them in the order of places. Who has no version before a place has the role of the entry that
    was found of them first; so rounds are repeated until none finds a member, or what key one replaces, anew.

    Args:
        lines: those of the kind ``member``, all that are held.
        given: who is known from elsewhere than the set: the key that this desk was founded or pinned with.
    """
    ordered = sorted(lines, key=lambda line: line.place)
    first = dict(given)
    while True:
        faults = _round(ordered, first)
        found = dict(first)
        for line in ordered:
            if line.id not in faults:
                _enter(found, line)
        if found == first:
            return stand((line for line in ordered if line.id not in faults), given), faults
        first = found


def _round(ordered: Iterable[Line], first: Mapping[str, Member]) -> dict[str, str]:
    faults: dict[str, str] = {}
    versions = _Versions()
    standing = Standing(first, terms=versions.terms)
    for line in ordered:
        found = fault(line, standing)
        if found is not None:
            faults[line.id] = found
        else:
            versions.add(line)
    return faults


def _enter(roster: dict[str, Member], line: Line) -> None:
    """Add a version of a member where it is the first of its key, or the first that says what key it replaces."""
    if not isinstance(line.body, Member):  # withdrawn: a member is revoked, never unmade
        return
    known = roster.setdefault(line.key[0], line.body)
    if line.body.replaces and not known.replaces:
        roster[line.key[0]] = replace(known, replaces=line.body.replaces)


def stand(valid: Iterable[Line], given: Mapping[str, Member]) -> Standing:
    """Return who has which role from which place on, by versions of members that may stand."""
    roster: dict[str, Member] = {}
    versions = _Versions()
    for line in sorted(valid, key=lambda line: line.place):
        _enter(roster, line)
        versions.add(line)
    for name, entry in given.items():
        if entry.replaces and name in roster and not roster[name].replaces:
            roster[name] = replace(roster[name], replaces=entry.replaces)
    return Standing({**given, **roster}, terms=versions.terms)


def is_narrower(after: Standing, before: Standing) -> bool:
    """Tell whether anything that was allowed may not be any more: whether what is applied must be judged again."""
    roots: dict[str, str] = {}
    for name in before.roster:
        if name not in after.roster or _roles(name, before) != _roles(name, after):
            return True
        root = chains.root(name, after.roster)
        if roots.setdefault(chains.root(name, before.roster), root) != root:
            return True
    return False


def _roles(name: str, standing: Standing) -> list[tuple[Place | None, str]]:
    """Return the roles of a key with the places where they change."""
    found: list[tuple[Place | None, str]] = [(None, standing.roster[name].role)]
    for place, role in standing.terms.get(name, ()):
        if role != found[-1][1]:
            found.append((place, role))
    return found


def learning(standing: Standing) -> Standing:
    """Return the same standing with sets of its own, for ``learn`` to add to."""
    asked = {name: set(people) for name, people in standing.asked.items()}
    return Standing(standing.roster, set(standing.allocated), asked, standing.terms)


def learn(standing: Standing, line: Line) -> None:
    """Add what others rest on to a standing that ``learning`` made; it never goes away again."""
    if isinstance(line.body, Allocation):
        cast("set[tuple[str, str]]", standing.allocated).add((line.key[0], line.key[1]))
    elif isinstance(line.body, Query):
        asked = cast("dict[str, set[str]]", standing.asked)
        asked.setdefault(line.key[0], set()).add(line.body.member)


def again(standing: Standing, firsts: Iterable[Line], rest: Iterable[Line]) -> tuple[Moves, Standing]:
    """Judge revisions again, those that are applied and those that are not; return what moves, and what stands then.

    Args:
        standing: the members, with those allocations and queries that are not judged again.
        firsts: allocations and queries; members are judged by ``members``.
        rest: all others.
    """
    standing = learning(standing)
    moves = Moves([], [], [])
    for line in firsts:
        found = fault(line, standing)
        _move(moves, line, found)
        if found is None:
            learn(standing, line)
    for line in rest:
        _move(moves, line, fault(line, standing))
    return moves, standing


def moved(lines: Iterable[Line], faults: Mapping[str, str]) -> Moves:
    """Return what moves of lines that were judged already."""
    moves = Moves([], [], [])
    for line in lines:
        _move(moves, line, faults.get(line.id))
    return moves


def _move(moves: Moves, line: Line, found: str | None) -> None:
    if found is None:
        if not line.applied:
            moves.free.append(line)
    else:
        (moves.aside if line.applied else moves.kept).append((line, found))
