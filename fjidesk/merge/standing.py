"""What is held as judging sees it, and the moves that follow from it, in the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.merge import judging
from fjidesk.merge.judging import FIRST, Line
from fjidesk.merge.plan import flaw, line_of
from fjidesk.model.records import Allocation, Member, Query
from fjidesk.model.revision import body_of
from fjidesk.model.roles import Standing
from fjidesk.store import judged, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database

    from fjidesk.merge.judging import Moves
    from fjidesk.model.revision import Record
    from fjidesk.store.revisions import Quarantined

_RESTED_ON = tuple(kind for kind in FIRST if kind != "member")


def given(db: Database, roster: Mapping[str, Member]) -> dict[str, Member]:
    """Return who is known from elsewhere than the set.

    Args:
        db: the store.
        roster: as the desk knows it: on a new desk whoever it is pinned with, later with the cards that it accepted.
    """
    names = judged.anchors(db)
    if names is None:
        names = judged.first_keys(db) or list(roster)
    anchor = Member(name="", organisation="", inspectorate="", role="lead", public_key="", since="")
    held = team.roster(db)
    return {**dict.fromkeys(names, anchor), **{name: entry for name, entry in roster.items() if name not in held}}


def founded(db: Database, known: Mapping[str, Member]) -> bool:
    """Keep what the desk was founded or pinned with; tell whether older work is held that was never judged so."""
    if judged.anchors(db) is not None:
        return False
    older = judged.first_keys(db)
    judged.put_anchors(db, older or known)
    return bool(older)


class View:
    """Lines of what is held, read anew with each pass: of the set, and of what is quarantined."""

    def __init__(self, db: Database, aside: Iterable[Line], *, firsts: bool) -> None:
        self._db = db
        self._aside = [line for line in aside if line.kind != "member" and (line.kind in FIRST) == firsts]
        self._firsts = firsts

    def __iter__(self) -> Iterator[Line]:
        """Yield every line."""
        yield from self._aside
        if self._firsts:
            yield from _applied(self._db, _RESTED_ON)
            return
        for row in judged.of_others(self._db, FIRST):
            yield Line(row.id, row.kind, row.key, row.author, row.counter, row.signers, None, True)


def _applied(db: Database, kinds: tuple[str, ...]) -> Iterator[Line]:
    for row, made in judged.of_kinds(db, kinds):
        body = body_of(made)
        kept = body if isinstance(body, Member | Allocation | Query) else None
        yield Line(row.id, row.kind, row.key, row.author, row.counter, row.signers, kept, True, made.parents)


def quarantined(db: Database) -> list[Line]:
    """Return what is quarantined and has no flaw of its own."""
    return [line_of(one.sealed, one.signers) for one in revisions.quarantined(db) if flaw(one.sealed) is None]


def members(db: Database, aside: Iterable[Line]) -> list[Line]:
    """Return every version of every member that is held."""
    return [*_applied(db, ("member",)), *(line for line in aside if line.kind == "member")]


def of(db: Database, known: Mapping[str, Member], lines: Iterable[Line] | None = None) -> Standing:
    """Return what stands by all that is applied.

    Args:
        db: the store.
        known: who is known from elsewhere.
        lines: versions of members, where they are read already.
    """
    versions = _applied(db, ("member",)) if lines is None else (line for line in lines if line.applied)
    found = judging.stand(versions, known)
    return Standing(found.roster, team.ever_allocated(db), judged.asked(db), found.terms)


def judge_again(
    db: Database, known: Mapping[str, Member], before: Standing | None, *, everything: bool = False
) -> frozenset[Record]:
    """Judge again what is quarantined; all that is held where the members changed what it was judged by.

    Args:
        db: the store, in the transaction that wrote what makes it necessary.
        known: who is known from elsewhere.
        before: what stood before that; None where no version of a member came.
        everything: judge all that is held whatever stood.
    """
    aside = quarantined(db)
    if before is None and not everything:
        if not aside:
            return frozenset()
        held = (line for line in aside if line.kind in _RESTED_ON), (line for line in aside if line.kind not in FIRST)
        return _move(db, judging.again(of(db, known), *held)[0])
    versions = members(db, aside)
    after, faults = judging.members(versions, known)
    moves = judging.moved(versions, faults)
    if everything or (before is not None and judging.is_narrower(after, before)):
        more, _ = judging.again(after, View(db, aside, firsts=True), View(db, aside, firsts=False))
    else:
        standing = Standing(after.roster, team.ever_allocated(db), judged.asked(db), after.terms)
        firsts = [line for line in aside if line.kind in _RESTED_ON]
        more, _ = judging.again(standing, firsts, [line for line in aside if line.kind not in FIRST])
    return _move(db, moves) | _move(db, more)


def _move(db: Database, moves: Moves) -> frozenset[Record]:
    touched: frozenset[Record] = frozenset()
    if moves.aside:
        touched |= judged.put_aside(db, {line.id: reason for line, reason in moves.aside})
    if moves.free:
        wanted = {line.id for line in moves.free}
        by_bundle: dict[str, list[Quarantined]] = {}
        for one in revisions.quarantined(db):
            if one.sealed.id in wanted:
                by_bundle.setdefault(one.bundle, []).append(one)
        for bundle, free in by_bundle.items():
            touched |= revisions.add(db, [one.sealed for one in free], bundle or None)
            for one in free:
                if len(one.signers) > 1:
                    judged.put_signers(db, one.sealed.id, one.signers)
        revisions.release(db)
    judged.put_reasons(db, {line.id: reason for line, reason in moves.kept})
    return touched
