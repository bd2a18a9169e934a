"""Apply what was planned, in one transaction, and compare afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.merge.plan import Held, Plan, judge
from fjidesk.model import chains, framework_file
from fjidesk.model.changes import Changes
from fjidesk.model.roles import Standing
from fjidesk.store import log, readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from fjidesk.bundle.verify import VerifiedBundle
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Record, Sealed
    from fjidesk.store.database import Store


class Applied(NamedTuple):
    """What was done: revisions added and quarantined, records with several heads, what was touched."""

    added: int
    quarantined: int
    conflicts: int
    changes: Changes


class MergeDiffersError(Exception):
    """After applying, the store does not hold what the manifest counts. A bug; the transaction is undone."""


def held(db: Database, bundle: VerifiedBundle, roster: dict[str, Member], me: str) -> Held:
    """Return what the desk holds, as far as a plan for this bundle needs it."""
    inspection = team.inspection(db)
    ids = [sealed.id for sealed in bundle.revisions]
    found = log.find(db, bundle.hash)
    return Held(
        me=me,
        inspection=inspection.id if inspection else "",
        ids=revisions.held(db, ids),
        heads=_heads(db, bundle.revisions),
        replaced=revisions.replaced(db, bundle.revisions),
        standing=Standing(roster=roster, allocated=team.ever_allocated(db), queries=team.queries(db)),
        device=log.from_device(db, bundle.manifest.device, chains.chain(bundle.signer, roster)),
        hashes={found.hash} if found else set(),
        counter=revisions.top_counter(db),
    )


def _heads(db: Database, sealed: Iterable[Sealed]) -> dict[Record, frozenset[str]]:
    records = {one.revision.record for one in sealed}
    return {record: frozenset(revisions.heads(db, *record)) for record in records}


def apply(store: Store, plan: Plan, file: str, at: str) -> Applied:
    """Apply a plan in one transaction.

    Args:
        store: the desk's store.
        plan: made for this store; nothing was written since.
        file: the bundle's file name, for the log.
        at: the time, for the log.

    Raises:
        StoreRefused: the drive refused; nothing is changed.
    """
    if plan.already:
        return Applied(0, 0, 0, Changes())
    bundle = plan.bundle
    with store.writing() as db:
        touched = revisions.add(db, plan.add, bundle.hash)
        revisions.release(db, (sealed.id for sealed in plan.add))
        revisions.quarantine(
            db,
            (revisions.Quarantined(sealed, bundle.signer, reason, bundle.hash) for sealed, reason in plan.quarantine),
        )
        touched |= _release(db)
        _settle(db, touched)
        log.record(db, _entry(bundle, file, at))
        _compare(db, bundle)
    changes = Changes(touched, tuple(sealed.id for sealed in plan.add))
    return Applied(len(plan.add), len(plan.quarantine), len(plan.conflicts), changes)


def _release(db: Database) -> frozenset[Record]:
    """Judge again what is quarantined: a roster or an allocation may have come meanwhile."""
    touched: frozenset[Record] = frozenset()
    for entry in revisions.quarantined(db):
        standing = Standing(team.roster(db), team.ever_allocated(db), team.queries(db))
        good, _ = judge([entry.sealed], standing, entry.signer)
        if good:
            revisions.release(db, [entry.sealed.id])
            touched |= revisions.add(db, good, entry.bundle)
    return touched


def _settle(db: Database, touched: Iterable[Record]) -> None:
    """Rule again which questions apply in every reading that was touched."""
    keys = {(key[0], key[1]) for kind, key in touched if kind in {"reading", "answer"}}
    inspection = team.inspection(db)
    if not keys or inspection is None:
        return
    text = team.framework_text(db, inspection.framework)
    if text is None:
        return
    framework = framework_file.parse(text.encode(), inspection.framework)
    for key in sorted(keys):
        readings.settle(db, framework, key)


def _entry(bundle: VerifiedBundle, file: str, at: str) -> log.Travelled:
    manifest = bundle.manifest
    return log.Travelled(
        hash=bundle.hash,
        direction="in",
        kind=manifest.kind,
        author=manifest.author,
        device=manifest.device,
        sequence=manifest.sequence,
        previous=manifest.previous,
        created=manifest.created,
        file=file,
        at=at,
        revisions=len(bundle.revisions),
        state=manifest.state,
        recipients=" ".join(manifest.recipients),
    )


def _compare(db: Database, bundle: VerifiedBundle) -> None:
    """Check that each of the bundle's revisions is now held, applied or quarantined."""
    ids = [sealed.id for sealed in bundle.revisions]
    aside = {entry.sealed.id for entry in revisions.quarantined(db)}
    if set(ids) - revisions.held(db, ids) - aside:
        raise MergeDiffersError(bundle.hash)
