"""The access log: who opened, viewed, changed, printed, exported, imported or destroyed what, and when.

It lies in the store and nowhere else: undo, merge and a schema step leave it alone, and no bundle carries it. A member
is named by the first key of their chain; names are looked up when the log is read.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from fjidesk.clock import stamp
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.model.records import KEY_PARTS, Alert, Body, Evidence, Query, Reading
from fjidesk.model.revision import body_of
from fjidesk.store import access as stored
from fjidesk.store import team

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from fjidesk.bundle.manifest import Manifest
    from fjidesk.desk.workspace import Desk
    from fjidesk.merge.plan import Plan
    from fjidesk.model.revision import Sealed

OPENED, VIEWED, CHANGED = "opened", "viewed", "changed"
PRINTED, EXPORTED, IMPORTED, DESTROYED = "printed", "exported", "imported", "destroyed"
ACTS = (OPENED, VIEWED, CHANGED, PRINTED, EXPORTED, IMPORTED, DESTROYED)
SAME_LOOK = timedelta(minutes=5)
_BY_CASE = frozenset({"case", "allocation", "reading", "answer", "limiting", "decision", "agreed"})
_IN_BODY = frozenset({"alert", "evidence", "query"})
_NAMED = 8  # ids of one change that are named one by one


def note(desk: Desk, act: str, kind: str = "", key: str = "", detail: str = "") -> None:
    """Add an act of the owner to the log; part of the caller's transaction where one is open, else durable at once.

    Args:
        desk: the owner's.
        act: one of ``ACTS``.
        kind: of what: a kind of record, ``scores``, ``summary``, ``bundle`` ...
        key: which one: a case reference, an id, the name of a file.
        detail: ids, fingerprints, names of files and counts with a space between; never a text that somebody wrote.

    Raises:
        StoreRefused: the drive refused; nothing is logged.
    """
    if act not in ACTS:
        raise ValueError(act)
    _add(desk, [_entry(desk, act, kind, key, detail)])


def viewed(desk: Desk, kind: str, *keys: str, detail: str = "") -> None:
    """Note that the owner looked at one thing or several; the same look again within five minutes is the same look.

    A drive that refuses does not keep anybody from reading: it is told.
    """
    since = stamp(desk.clock() - SAME_LOOK)
    entries = [_entry(desk, VIEWED, kind, key, detail) for key in keys or ("",)]
    _add_or_tell(desk, [entry for entry in entries if not stored.lately(desk.db, entry, since)])


def viewed_case(desk: Desk, case: str, reader: str = "") -> None:
    """Note that the owner looked at a case.

    Args:
        desk: the owner's.
        case: its reference.
        reader: by any key; whose answers were looked at, where they are not the owner's.
    """
    viewed(desk, "case", case, detail="" if reader in {desk.me, desk.fingerprint} else reader)


def viewed_history(desk: Desk, *cases: str, question: str = "") -> None:
    """Note that the owner looked at the history of cases, or of one question in them."""
    viewed(desk, "history", *cases, detail=question)


def viewed_scores(desk: Desk) -> None:
    """Note that the owner looked at the scores."""
    viewed(desk, "scores")


def opened(desk: Desk, detail: str = "") -> None:
    """Note that the desk was unlocked. A drive that refuses keeps nobody from their answers: it is told."""
    _add_or_tell(desk, [_entry(desk, OPENED, "desk", desk.device, detail)])


def changed(desk: Desk, db: Database, at: str, made: Iterable[tuple[str, tuple[str, ...], Body | None]]) -> None:
    """Note what one write changed, a row for each kind and case, inside its transaction.

    Args:
        desk: the author's.
        db: with the open transaction.
        at: when, as the revisions have it.
        made: kind, key and new value of each record that was written.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for kind, key, body in made:
        about, part = _about(kind, key, body)
        found.setdefault((kind, about), []).append(part)
    stored.add(
        db,
        (stored.Entry(at, desk.me, CHANGED, kind, about, _listed(parts)) for (kind, about), parts in found.items()),
    )


def exported(desk: Desk, manifest: Manifest, made: Iterable[Sealed], file: str, reason: str = "") -> None:
    """Note, inside the transaction of the bundle log, what a bundle carries and to whom.

    Args:
        desk: the owner's.
        manifest: of the bundle.
        made: what is inside.
        file: its name.
        reason: why it goes to a drive that can be taken out, in the owner's words: the one text that this log keeps.
    """
    to = " ".join(name for name in manifest.recipients if name != desk.fingerprint)
    parts = (
        f"{manifest.kind} {manifest.sequence}",
        f"to {to}" if to else "",
        count(sum(manifest.counts.values()), "revision"),
        _cases(made),
        f"reason: {reason}" if reason else "",
    )
    note(desk, EXPORTED, "bundle", file, ", ".join(part for part in parts if part))


def imported(desk: Desk, found: Plan, file: str) -> None:
    """Note, inside the transaction of the merge, what a file brought and from whom."""
    manifest = found.bundle.manifest
    parts = (
        f"{manifest.kind} {manifest.sequence}",
        f"from {found.bundle.signer}",
        "already brought in" if found.already else f"{len(found.add)} added {len(found.quarantine)} quarantined",
        _cases(found.bundle.revisions),
    )
    note(desk, IMPORTED, "bundle", file, ", ".join(part for part in parts if part))


def restored(db: Database, fingerprint: str, at: str, name: str) -> None:
    """Note in a copy that is to become the store that it was put back; one of an older schema has no log yet."""
    if db.table("access").exists():
        stored.add(db, [stored.Entry(at, chains.root(fingerprint, team.roster(db)), IMPORTED, "backup", name, "")])


def _cases(made: Iterable[Sealed]) -> str:
    """Return the cases that revisions are about; one that was quarantined for its form may name none."""
    found = set()
    for one in made:
        revision = one.revision
        if revision.kind in _BY_CASE and len(revision.key) == len(KEY_PARTS[revision.kind]):
            found.add(revision.key[0])
        elif revision.kind in _IN_BODY:
            with suppress(Refused):
                about = getattr(body_of(revision), "case", "")
                found |= {about} if about else set()
    return f"cases {' '.join(sorted(found))}" if found else ""


def _about(kind: str, key: tuple[str, ...], body: Body | None) -> tuple[str, str]:
    """Return the case that a record concerns, or its key where it concerns none, and what of it."""
    if kind in _BY_CASE:
        part = body.state if isinstance(body, Reading) else key[-1] if len(key) > 1 else ""
        return key[0], part if body is not None else f"{part} withdrawn".strip()
    if isinstance(body, Alert | Evidence | Query) and body.case:
        return body.case, key[-1]
    return " ".join(key), "" if body is not None else "withdrawn"


def _listed(parts: Sequence[str]) -> str:
    named = [part for part in parts[:_NAMED] if part]
    return " ".join([*named, f"and {len(parts) - _NAMED} more"] if len(parts) > _NAMED else named)


def _entry(desk: Desk, act: str, kind: str, key: str, detail: str) -> stored.Entry:
    return stored.Entry(stamp(desk.clock()), desk.me, act, kind, key, detail)


def _add(desk: Desk, entries: Sequence[stored.Entry]) -> None:
    alone = not desk.store.in_transaction
    with desk.store.writing() as db:
        if alone and entries:
            stored.only_logged(db)
        stored.add(db, entries)


def _add_or_tell(desk: Desk, entries: Sequence[stored.Entry]) -> None:
    try:
        _add(desk, entries)
    except StoreRefused as error:
        desk.tell(f"The access log was not written. {error.message} {error.remedy}")
