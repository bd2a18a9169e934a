"""Keep copies of the store: here, and in a second folder where one is set. What fails there is told and not fatal."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.errors import Refused
from fjidesk.files import copy_whole, private_folder
from fjidesk.store import access, backup, log, witness

if TYPE_CHECKING:
    from datetime import datetime

    from fjidesk.desk.workspace import Desk

SECOND = "backup-folder"
PUBLIC = "identity.pub"
_USED = "backup-folders"  # every second folder that was ever set: copies lie there until somebody destroys them
EVERY = timedelta(minutes=15)
LATE = timedelta(hours=1)


def keep(desk: Desk, why: str) -> Path:
    """Copy the store into the desk's backups folder, test-open the copy, thin, and carry it to the second folder.

    Args:
        desk: an open desk.
        why: a word or two with hyphens, for the name.

    Raises:
        Refused: ``no-room``, ``folder-not-made``, ``not-written``.
        StoreRefused: the copy could not be written or is not whole.
    """
    now = desk.clock()
    made = backup.make(desk.store, desk.store_key, desk.backups, now, why)
    backup.thin(desk.backups, now)
    _carry(desk, made.path)
    return made.path


def keep_or_tell(desk: Desk, why: str) -> Path | None:
    """Keep a copy; where that cannot be done, tell it and go on."""
    try:
        made = keep(desk, why)
    except Refused as error:
        desk.unkept_because = f"{error.message} {error.remedy}"
        desk.tell(f"No backup was made. {desk.unkept_because}")
        return None
    desk.unkept_because = ""
    return made


class Kept(NamedTuple):
    """How well a desk is kept.

    Attributes:
        newest: when its newest backup was made; None where there is none.
        changed: whether something changed since.
        late: whether that backup is more than an hour old and something changed.
        why: why the last backup was not made; empty where nothing went wrong.
        second: the second folder; None where none is set.
        there: whether the newest backup lies in the second folder too.
    """

    newest: datetime | None
    changed: bool
    late: bool
    why: str
    second: Path | None
    there: bool


def kept(desk: Desk) -> Kept:
    """Return how well a desk is kept; takes about a millisecond."""
    found = backup.listed(desk.backups)
    newest = found[-1] if found else None
    changed = unkept(desk)
    late = changed and (newest is None or desk.clock() - newest.when > LATE)
    own = second_folder(desk)
    there = own is not None and newest is not None and (own / newest.name).is_file()
    return Kept(newest.when if newest else None, changed, late, desk.unkept_because, own.parent if own else None, there)


def unkept(desk: Desk) -> bool:
    """Tell whether the store has changed since its newest backup; that somebody looked at it is no change."""
    first, last = access.worked(desk.db), witness.seen(desk.db).written
    line = backup.line_of(desk.device)
    return all(found.line != line or not first <= found.written <= last for found in backup.listed(desk.backups))


def second_folder(desk: Desk) -> Path | None:
    """Return where this desk's copies go besides: a folder of its own in the one that is set; None where none is."""
    text = log.setting(desk.db, SECOND)
    return own_folder(Path(text), desk.store_key) if text else None


def use_second(desk: Desk, folder: Path | None) -> None:
    """Set the second folder, or stop using one, and remember it for the day on which the desk is closed."""
    with desk.store.writing() as db:
        log.put_setting(db, SECOND, str(folder or ""))
        if folder is not None:
            used = [str(one) for one in _used(desk)]
            log.put_setting(db, _USED, msgspec.json.encode(list(dict.fromkeys([*used, str(folder)]))).decode())


def second_folders(desk: Desk) -> list[Path]:
    """Return this desk's own folder in every second folder that was ever set."""
    return [own_folder(folder, desk.store_key) for folder in _used(desk)]


def _used(desk: Desk) -> list[Path]:
    used = msgspec.json.decode(log.setting(desk.db, _USED) or "[]", type=list[str])
    now = log.setting(desk.db, SECOND)
    return [Path(text) for text in dict.fromkeys([*used, *([now] if now else [])])]


def own_folder(folder: Path, key: bytes) -> Path:
    """Return a desk's own folder in a second folder, so that two desks can share one; its name gives no key away."""
    return folder / f"fjidesk-{hashlib.blake2b(key=key, person=b'fjidesk-folder', digest_size=6).hexdigest()}"


def _carry_keys(desk: Desk, target: Path) -> None:
    """Copy the sealed keys, but never over another key than one that this desk's key replaced.

    An older copy of a desk, opened after its key was changed elsewhere, would take the newer key away for good.
    """
    public = target / PUBLIC
    lying = public.read_text(encoding="utf-8").strip() if public.is_file() else ""
    if lying not in {"", desk.identity.public_line, *(one.public_line for one in desk.former)}:
        desk.tell(
            f"The second backup folder {target.parent} holds another key of this desk, so the keys there were left as "
            "they are. This is an older copy of the desk, or it was changed elsewhere."
        )
        return
    for file in desk.key_files:
        there = target / file.name
        if not there.is_file() or there.read_bytes() != file.read_bytes():
            copy_whole(file, there)


def _carry(desk: Desk, made: Path) -> None:
    """Copy a backup to the second folder, with the sealed keys, so that it can be restored on another laptop."""
    target = second_folder(desk)
    if target is None:
        return
    if not target.parent.is_dir():
        desk.tell(f"The second backup folder {target.parent} is not there. This backup lies on this laptop only.")
        return
    try:
        private_folder(target)
        backup.sweep(target)
        _carry_keys(desk, target)
        copy_whole(made, target / made.name)
        backup.thin(target, desk.clock())
    except (Refused, OSError) as error:
        reason = error.message if isinstance(error, Refused) else f"It refused: {error.strerror}."
        desk.tell(f"The second backup folder {target.parent} was not written. {reason}")
