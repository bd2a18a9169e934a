"""Apply what was planned, in one transaction, and compare afterwards."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.errors import FrameworkRefused
from fjidesk.merge import standing
from fjidesk.merge.plan import Held, Plan
from fjidesk.model import chains, framework_file
from fjidesk.model.changes import Changes
from fjidesk.store import frameworks, judged, log, readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlite_utils import Database

    from fjidesk.bundle.verify import VerifiedBundle
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Record
    from fjidesk.store.database import Store


class Applied(NamedTuple):
    """What was done: revisions added, quarantined and put aside, records with several heads, what was touched."""

    added: int
    quarantined: int
    conflicts: int
    changes: Changes
    aside: int = 0


class MergeDiffersError(Exception):
    """After applying, the store does not hold what the manifest counts. A bug; the transaction is undone."""


def held(db: Database, bundle: VerifiedBundle, roster: dict[str, Member], me: str) -> Held:
    """Return what the desk holds, as far as a plan for this bundle needs it."""
    inspection = team.inspection(db)
    found = log.find(db, bundle.hash)
    ids = revisions.held(db, (sealed.id for sealed in bundle.revisions)) if found is None else frozenset()
    new = [sealed for sealed in bundle.revisions if sealed.id not in ids] if found is None else []
    known = standing.given(db, roster)
    aside = standing.quarantined(db)
    members = standing.members(db, aside)
    return Held(
        me=me,
        inspection=inspection.id if inspection else "",
        ids=ids,
        heads=revisions.heads_of(db, {sealed.revision.record for sealed in new}),
        replaced=revisions.replaced(db, new),
        standing=standing.of(db, known, members),
        device=log.from_device(db, bundle.manifest.device, chains.chain(bundle.signer, roster)),
        hashes={found.hash} if found else set(),
        counter=revisions.top_counter(db),
        members=members,
        given=known,
        firsts=standing.View(db, aside, firsts=True),
        rest=standing.View(db, aside, firsts=False),
        signers={line.id: line.signers for line in aside},
        versions=lambda record: revisions.versions(db, *record),
    )


def apply(store: Store, plan: Plan, file: str, at: str, also: Callable[[Database], object] | None = None) -> Applied:
    """Apply a plan in one transaction.

    Args:
        store: the desk's store.
        plan: made for this store; nothing was written since.
        file: the bundle's file name, for the log.
        at: the time, for the log.
        also: what else is written in the same transaction, such as who brought it in.

    Raises:
        StoreRefused: the drive refused; nothing is changed.
    """
    if plan.already:
        return _judge_again(store, plan)
    bundle = plan.bundle
    with store.writing() as db:
        older = standing.founded(db, plan.given)
        before = standing.of(db, plan.given) if _brings_members(bundle) else None
        if plan.same or plan.waiting:
            judged.signed_too(db, (sealed.id for sealed in bundle.revisions), bundle.signer)
        touched = revisions.add(db, plan.add, bundle.hash)
        revisions.release(db)
        revisions.quarantine(
            db,
            (revisions.Quarantined(sealed, bundle.signer, reason, bundle.hash) for sealed, reason in plan.quarantine),
        )
        log.record(db, _entry(bundle, file, at))
        if not bundle.carried:  # what a relay carries is kept part by part
            log.keep_signed(db, bundle.hash, bundle.signed)
        touched |= standing.judge_again(db, plan.given, before, everything=older)
        settle(db, touched)
        if also is not None:
            also(db)
        _compare(db, bundle)
    changes = Changes(touched, tuple(sealed.id for sealed in plan.add))
    return Applied(len(plan.add), len(plan.quarantine), len(plan.conflicts), changes, len(plan.aside))


def _brings_members(bundle: VerifiedBundle) -> bool:
    return any(sealed.revision.kind == "member" for sealed in bundle.revisions)


def _judge_again(store: Store, plan: Plan) -> Applied:
    before = len(revisions.quarantined(store.db))
    if not before:
        return Applied(0, 0, 0, Changes())
    with store.writing() as db:
        older = standing.founded(db, plan.given)
        touched = standing.judge_again(db, plan.given, None, everything=older)
        settle(db, touched)
        after = len(revisions.quarantined(db))
    return Applied(before - after, 0, 0, Changes(touched))


def settle(db: Database, touched: Iterable[Record]) -> None:
    """Rule again which questions apply in every reading that was touched; in all where the framework was."""
    touched = frozenset(touched)
    keys = {(key[0], key[1]) for kind, key in touched if kind in {"reading", "answer"}}
    if any(kind in {"inspection", "framework"} for kind, _ in touched):
        keys |= readings.readings(db).keys()
    inspection = team.inspection(db)
    if not keys or inspection is None:
        return
    text = frameworks.text(db, inspection)
    if text is None:  # all is ruled again when it comes
        return
    with suppress(FrameworkRefused):  # brought in by a version that could read it, or checked less
        readings.settle(db, framework_file.parse(text.encode(), inspection.framework), keys)


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
        revisions=len(bundle.revisions) + len(bundle.carried),
        state=manifest.state,
        recipients=" ".join(manifest.recipients),
    )


def _compare(db: Database, bundle: VerifiedBundle) -> None:
    """Check that each of the bundle's revisions is now held, applied or quarantined."""
    if revisions.missing(db, (sealed.id for sealed in bundle.revisions)):
        raise MergeDiffersError(bundle.hash)
