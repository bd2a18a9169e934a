"""Write records: one transaction, one revision each, under the same rules that a merge applies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fjidesk.clock import stamp
from fjidesk.desk import access
from fjidesk.errors import Refused
from fjidesk.merge import apply as applying
from fjidesk.merge import standing
from fjidesk.model import revision as rev
from fjidesk.model import said_again
from fjidesk.model.changes import Changes
from fjidesk.model.records import SAID_AGAIN, Body, Member
from fjidesk.model.roles import Standing, why_not
from fjidesk.store import readings, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from fjidesk.desk.workspace import Desk

_RULES = frozenset({"inspection", "framework"})
_JUDGED_BY = frozenset({"member", "allocation", "query", "inspection"})  # what the quarantine is judged by
Entry = tuple[str, tuple[str, ...], Body | None]  # kind, key, the whole new value or None to withdraw


def write(desk: Desk, entries: Sequence[Entry], *, again: bool = False) -> Changes:
    """Write new values of records as one step; what is already so is left alone. Durable when it returns.

    The revisions of one step have counters without a gap between them and one time, and a gap stands before each step:
    so the steps are told apart by the revisions alone, and ``undo`` takes a whole one back.

    Args:
        desk: the author's.
        entries: what is written, all or none.
        again: write what is already so too, in the owner's name.

    Raises:
        Refused: ``not-yours``: the owner of this desk may not write that record.
        StoreRefused: the drive refused; nothing is changed.
    """
    with desk.store.writing() as db:
        known = standing.given(db, desk.roster or _founding(desk, entries))
        before = _check(desk, db, entries, known)
        counter = revisions.last_counter(db) + 1  # the gap
        made_at = stamp(desk.clock())
        made: list[rev.Sealed] = []
        written: list[Entry] = []
        for kind, key, body in entries:
            heads = revisions.heads(db, kind, key)
            if not again and _is_so(db, heads, body):
                continue
            counter += 1
            written.append((kind, key, body))
            made.append(
                rev.make(
                    kind=kind,
                    key=key,
                    body=body,
                    parents=_replaced(db, kind, key, heads, again=again),
                    author=desk.fingerprint,
                    device=desk.device,
                    counter=counter,
                    made_at=made_at,
                )
            )
        older = bool(made) and standing.founded(db, known)
        touched = revisions.add(db, made)
        kinds = {kind for kind, _ in touched}
        if older or kinds & _JUDGED_BY:
            changed = before if "member" in kinds else None
            touched |= standing.judge_again(db, known, changed, everything=older)
        _settle(desk, db, touched)
        access.changed(desk, db, made_at, written)
    desk.writes += bool(made)
    if any(kind in {"member", *_RULES} for kind, _ in touched):
        desk.forget_framework()
    return Changes(touched, tuple(sealed.id for sealed in made))


def may_write(desk: Desk, kind: str, key: tuple[str, ...]) -> str:
    """Return why the owner may not write a record, in one plain sentence without a capital; empty where they may."""
    stands = standing.of(desk.db, standing.given(desk.db, desk.roster))
    return _small(why_not(kind, key, desk.fingerprint, stands) or "")


def _small(fault: str) -> str:
    return f"{fault[:1].lower()}{fault[1:]}"


def _check(desk: Desk, db: Database, entries: Sequence[Entry], known: Mapping[str, Member]) -> Standing:
    """Refuse what the owner may not write; return what stands before it is written."""
    stands = standing.of(db, known)
    with_these = replace(stands, allocated=stands.allocated | _allocated(entries))
    for kind, key, _ in entries:
        fault = why_not(kind, key, desk.fingerprint, with_these)
        if fault is not None:
            raise Refused("not-yours", f"This desk may not write that: {_small(fault)}", "Ask the lead for it.")
    return stands


def _founding(desk: Desk, entries: Sequence[Entry]) -> dict[str, Member]:
    """Return the roster that an inspection starts with: the lead, who writes the first entry."""
    return {
        key[0]: body
        for kind, key, body in entries
        if kind == "member" and isinstance(body, Member) and key[0] == desk.me
    }


def _allocated(entries: Sequence[Entry]) -> frozenset[tuple[str, str]]:
    return frozenset((key[0], key[1]) for kind, key, _ in entries if kind == "allocation")


def _is_so(db: Database, heads: Sequence[str], body: Body | None) -> bool:
    if not heads:
        return body is None
    return len(heads) == 1 and rev.body_of(revisions.get(db, heads[0]).revision) == body


def _replaced(db: Database, kind: str, key: tuple[str, ...], heads: Sequence[str], *, again: bool) -> Iterable[str]:
    """Return what a new revision of a record replaces.

    Of what packs say again each revision that is held is named, since a desk may hold any of them and lack what comes
    between. What is itself said again settles nothing.
    """
    if kind not in SAID_AGAIN:
        return heads
    known = revisions.versions(db, kind, key)
    named: Iterable[str] = known
    if again and heads:
        named = said_again.behind(known, rev.stands((known[name].counter, name) for name in heads))
    return sorted(named, key=lambda name: (known[name].counter, name))[-rev.PARENTS_LIMIT :]


def _settle(desk: Desk, db: Database, touched: frozenset[rev.Record]) -> None:
    """Rule again which questions apply: in each reading that was touched, in every one where the framework was."""
    if any(kind in _RULES for kind, _ in touched):
        applying.settle(db, touched)  # by the framework that was just written
        return
    keys = {(key[0], key[1]) for kind, key in touched if kind in {"reading", "answer"}}
    if keys:
        readings.settle(db, desk.framework, keys)
