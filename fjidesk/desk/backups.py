"""Backups of a desk: make one, make the one that is due, list them, set a second folder, go back to one."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.clock import stamp
from fjidesk.desk import access, arrival, damaged, keeping, places, recovery, times
from fjidesk.desk.workspace import BACKUPS, KEY_FILES, STORE, store_key
from fjidesk.errors import Refused, StoreRefused
from fjidesk.files import copy_whole, need_room, private_folder, settle
from fjidesk.store import backup, log
from fjidesk.store.database import changing, hold
from fjidesk.store.witness import NAME, Witness, go_ahead, seen

if TYPE_CHECKING:
    from fjidesk.bundle.keys import Identity
    from fjidesk.clock import Clock, Ids
    from fjidesk.desk.workspace import Desk

_RESTORING = "restoring.part"


class Line(msgspec.Struct, frozen=True):
    """A backup as it is listed; ``revisions`` and ``latest`` are empty where it does not open."""

    name: str
    folder: str
    made: str
    why: str
    opens: bool
    revisions: int
    latest: str


class Restored(NamedTuple):
    """What was restored, and where what it replaced is kept.

    Attributes:
        name: the backup's.
        revisions: held now.
        latest: when the last of them was made.
        kept: the file that was replaced; None where there was none.
        more: the newest backup that opens and holds more; empty where none does.
    """

    name: str
    revisions: int
    latest: str
    kept: Path | None
    more: str = ""


def make(desk: Desk, why: str) -> Path:
    """Make a backup now, and carry it to the second folder where one is set.

    Args:
        desk: an open desk.
        why: a word or two with hyphens, for the name.

    Raises:
        Refused: ``no-room``, ``folder-not-made``, ``not-written``.
        StoreRefused: the copy could not be written or is not whole.
    """
    return keeping.keep(desk, why)


def due(desk: Desk) -> Path | None:
    """Make a backup where something changed and the newest is a quarter of an hour old; cheap otherwise.

    Called by the window's timer and after each verb. What cannot be done is told in ``desk.told``, and a clock that
    jumped too.
    """
    desk.tell(times.notice(desk))
    found = backup.listed(desk.backups)
    age = desk.clock() - found[-1].when if found else keeping.EVERY
    fresh = age < keeping.EVERY and age >= -keeping.EVERY  # a newest one far in the future says nothing
    if fresh or not keeping.unkept(desk):
        return None
    return keeping.keep_or_tell(desk, "timed")


def set_folder(desk: Desk, folder: Path | None) -> Path | None:
    """Set a second folder and make the first backup in it, or stop using one; return the backup.

    Raises:
        Refused: ``backup-folder-inside``, ``backup-folder-gone``, and what making a backup refuses.
    """
    whole = folder.absolute() if folder else None
    if whole is not None and whole.resolve().is_relative_to(desk.folder.resolve()):
        raise Refused(
            "backup-folder-inside",
            "The second folder lies inside the desk, so it would be lost with it.",
            "Choose a folder on another drive.",
        )
    if whole is not None and not whole.is_dir():
        raise Refused("backup-folder-gone", "There is no such folder.", "Make it first, or put the drive in.")
    keeping.use_second(desk, whole)
    if whole is None:
        return None
    made = make(desk, "second-folder")
    there = keeping.own_folder(whole, desk.store_key) / made.name
    if not there.is_file():
        raise Refused(
            "backup-folder-refused", "The second folder did not take the backup.", "Check that it can be written."
        )
    return there


def listed(folder: Path, identity: Identity) -> list[Line]:
    """Return all backups of a desk, newest first, each opened and checked; its store need not open.

    Raises:
        Refused: ``store-key-damaged``.
    """
    key = store_key(folder, identity)
    where = damaged.folders(folder / BACKUPS, folder / STORE, key)
    lines = []
    for copy in damaged.copies(where, key):
        made, facts = copy.backup, copy.facts
        lines.append(
            Line(
                made.name,
                str(made.path.parent),
                stamp(made.when),
                made.why,
                facts is not None,
                facts.revisions if facts else 0,
                facts.latest if facts else "",
            )
        )
    return lines


def bring_keys(folder: Path, source: Path, *, allow_synchronised: bool = False) -> None:
    """Begin a desk on another laptop with the sealed keys that lie beside a backup; then restore it.

    Raises:
        Refused: ``backup-without-keys``, ``folder-synchronised``, ``folder-network``, ``not-written``.
    """
    if not all((source / name).is_file() for name in KEY_FILES):
        raise Refused(
            "backup-without-keys",
            "The keys of the desk do not lie beside this backup.",
            "Take a backup from the second folder of the desk, or copy identity and store.key.age there.",
        )
    places.admit(folder, allow_synchronised=allow_synchronised)
    private_folder(folder)
    for path in (*recovery.beside(source), *(source / name for name in KEY_FILES)):
        copy_whole(path, folder / path.name)


def restore(folder: Path, identity: Identity, name: str, *, clock: Clock, ids: Ids) -> Restored:
    """Put a backup in the place of the store, as another device's. What it replaces is kept among the backups.

    The copy is made, opened, checked and given its new device beside the store; only then are names changed. So a fault
    at any moment leaves the store as it was, or absent with everything kept, and restoring again goes on from there.

    Args:
        folder: of the desk, which is not open.
        identity: its owner's key.
        name: a backup's name, or a path.
        clock: tells the time.
        ids: makes ids.

    Raises:
        Refused: ``backup-unknown``, ``store-key-damaged``, ``no-room``, ``not-written``.
        StoreRefused: ``backup-damaged``, ``store-open``.
    """
    key = store_key(folder, identity)
    store, backups = folder / STORE, private_folder(folder / BACKUPS)
    source = _find(folder, key, name)
    facts = _good(folder, key, source)
    lock = hold(store)
    try:
        need_room(folder, source.stat().st_size)
        beside = folder / _RESTORING
        try:
            _prepare(source, beside, folder, key, ids())
            with changing(beside, key) as db:
                access.restored(db, identity.fingerprint, stamp(clock()), source.name)
            kept = _put_aside(store, backups, key, clock)
            settle(beside, store)
        finally:
            for left in (beside, beside.with_name(f"{beside.name}-journal")):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
    finally:
        lock.release()
    more = _with_more(_around(folder, source, store, key), key, facts)
    return Restored(source.name, facts.revisions, facts.latest, kept, more)


def _find(folder: Path, key: bytes, name: str) -> Path:
    where = damaged.folders(folder / BACKUPS, folder / STORE, key)
    found = [one.path for place in where for one in backup.listed(place) if one.name == name]
    if not found and Path(name).is_file():
        found = [Path(name)]
    for path in found:
        with suppress(StoreRefused):
            backup.look(path, key)
            return path
    if not found:
        raise Refused("backup-unknown", f"There is no backup {name}.", "See those there are with: fjidesk backup list")
    return found[0]


def _good(folder: Path, key: bytes, source: Path) -> backup.Facts:
    """Return what a backup holds, or offer the next one where it is damaged."""
    try:
        return backup.look(source, key)
    except StoreRefused as error:
        where = damaged.folders(folder / BACKUPS, folder / STORE, key)
        good = [copy for copy in damaged.copies(where, key) if copy.facts]
        remedy = "No other backup opens. Keep the desk's folder as it is and ask for help."
        if good:
            remedy = f"The next good one is from {good[0].when}: fjidesk backup restore {good[0].backup.name}"
        raise StoreRefused("backup-damaged", f"{source.name} is damaged; nothing has been changed.", remedy) from error


def _around(folder: Path, source: Path, store: Path, key: bytes) -> list[Path]:
    """Return where copies lie: with the desk, beside the one that is restored, and where a store names a folder."""
    return list(dict.fromkeys([*damaged.folders(folder / BACKUPS, store, key), source.parent]))


def _with_more(where: list[Path], key: bytes, facts: backup.Facts) -> str:
    """Return the name of the newest copy that opens and holds more revisions; empty where there is none."""
    for copy in damaged.copies(where, key):
        if copy.backup.written <= facts.written:
            break
        if copy.facts is not None and copy.facts.revisions > facts.revisions:
            return copy.backup.name
    return ""


def _prepare(source: Path, beside: Path, folder: Path, key: bytes, device: str) -> None:
    """Make the copy that is to become the store: another device, ahead of all that is known of this desk."""
    beside.unlink(missing_ok=True)
    copy_whole(source, beside)
    last = Witness(folder / BACKUPS / NAME, key).read()
    known = [one.written for place in _around(folder, source, beside, key) for one in backup.listed(place)]
    known += [last.written] if last else []
    with changing(beside, key) as db:
        log.put_setting(db, "device", device)
        log.put_setting(db, arrival.PLACE, places.here(folder, beside))
        go_ahead(db, max([seen(db).written, *known]) + 1)


def _put_aside(store: Path, backups: Path, key: bytes, clock: Clock) -> Path | None:
    """Move the store among the backups, then its journal, if a crash left one: never a journal beside another store."""
    journal = store.with_name(f"{store.name}-journal")
    last = Witness(backups / NAME, key).read()
    written, device, why = last.written if last else 0, "", backup.DAMAGED
    if store.exists():
        with suppress(Refused):
            with changing(store, key):  # undoes what a crash left half done, as opening the desk would
                pass
            written, why = backup.look(store, key).written, backup.REPLACED
            device = backup.setting_in(store, key, "device") or ""
    moment = clock()
    while (target := backups / backup.name_of(moment, written, device, why)).exists():
        moment += timedelta(seconds=1)
    kept = None
    if store.exists():
        kept = store.replace(target)
    if journal.exists():  # without its store where an earlier restore was broken off between the two
        journal.replace(target.with_name(f"{target.name}-journal"))
    return kept
