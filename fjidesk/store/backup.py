"""Copies of the store: named, made, test-opened, listed, thinned (design 6)."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.errors import StoreRefused
from fjidesk.files import need_room, private_folder, settle
from fjidesk.store import log, witness
from fjidesk.store.database import looking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from fjidesk.model.revision import Record
    from fjidesk.store.database import Store

NEWEST = 8  # always kept, whatever the clock says
DAYS = 14
WEEKS = 12
REPLACED, DAMAGED = "replaced", "replaced-damaged"  # what a restore put aside: never thinned
_STAMP = "%Y%m%dT%H%M%SZ"
_WORD = re.compile(r"[a-z0-9]+")
_REASON = 40  # letters of a reason in a name
_NAME = re.compile(r"(?P<when>\d{8}T\d{6}Z)(?:-(?P<written>\d+)-(?P<line>[0-9a-f]{8}))?-(?P<why>[a-z0-9-]+)\.db")


class Backup(NamedTuple):
    """A copy of the store, as its name tells.

    Attributes:
        path: the file.
        when: when it was made, by the clock of then.
        written: how many transactions the store had seen; what backups are ordered by.
        line: of the device that it was made on; a restored or copied desk begins another.
        why: what it was made for.
    """

    path: Path
    when: datetime
    written: int
    line: str
    why: str

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.name

    @property
    def order(self) -> tuple[int, datetime]:
        """Return what backups are ordered by; the clock alone is not trusted."""
        return self.written, self.when


class Facts(NamedTuple):
    """What a copy holds, read from the copy itself."""

    written: int
    revisions: int
    latest: str


def name_of(moment: datetime, written: int, device: str, why: str) -> str:
    """Return the name of a copy; no colon, and of the reason only what every file system takes."""
    reason = "-".join(_WORD.findall(why.lower()))[:_REASON].strip("-") or "made"
    return f"{moment.astimezone(UTC).strftime(_STAMP)}-{written:08d}-{line_of(device)}-{reason}.db"


def line_of(device: str) -> str:
    """Return what a device is called in the names of its copies."""
    return hashlib.sha256(device.encode()).hexdigest()[:8]


def listed(folder: Path) -> list[Backup]:
    """Return the copies in a folder, oldest first; none where the folder is not there or cannot be read."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            with suppress(ValueError):  # a name with a moment that no calendar has
                if match is not None:
                    when = datetime.strptime(match["when"], _STAMP).replace(tzinfo=UTC)
                    found.append(Backup(path, when, int(match["written"] or 0), match["line"] or "", match["why"]))
    return sorted(found, key=lambda backup: backup.order)


def make(store: Store, key: bytes, folder: Path, moment: datetime, why: str) -> Backup:
    """Copy the store into a folder, open the copy, compare it with the store, and only then give it its name.

    Raises:
        Refused: ``no-room``, ``folder-not-made``.
        StoreRefused: the copy could not be written, or is not whole.
    """
    private_folder(folder)
    sweep(folder)
    need_room(folder, store.path.stat().st_size)
    now = witness.seen(store.db)
    device = store.db.execute("SELECT value FROM setting WHERE name = 'device'").fetchone()
    target = folder / name_of(moment, now.written, device[0] if device else "", why)
    beside = target.with_name(f"{target.name}.part")
    try:
        store.backup(beside, key)
        if witness.Seen(*look(beside, key)) != now:
            raise StoreRefused(
                "backup-differs", "The backup does not hold what the store holds.", "Check the drive, then try again."
            )
        settle(beside, target)
    finally:
        sweep(folder)
    return next(backup for backup in listed(folder) if backup.path == target)


def look(path: Path, key: bytes) -> Facts:
    """Open a copy for reading only, check each of its pages, and return what it holds.

    Raises:
        StoreRefused: it is not whole, or is of another desk.
    """
    with looking(path, key) as db:
        return Facts(*witness.seen(db))


def setting_in(path: Path, key: bytes, name: str) -> str | None:
    """Return a setting of a store or of a copy, read without changing it.

    Raises:
        StoreRefused: it is not whole, or is of another desk.
    """
    with looking(path, key) as db:
        return log.setting(db, name)


def records_after(path: Path, key: bytes, revisions: int) -> list[Record]:
    """Return the record of each revision that a store took in after so many, as far as a damaged one still reads."""
    found: list[Record] = []
    with suppress(StoreRefused), looking(path, key, checked=False) as db:
        for kind, text in db.execute("SELECT kind, key FROM revision WHERE rowid > ? ORDER BY rowid", [revisions]):
            found.append((kind, tuple(msgspec.json.decode(text, type=list[str]))))
    return found


def sweep(folder: Path) -> None:
    """Remove what an interrupted copy left behind; it never had a backup's name."""
    for path in (*folder.glob("*.part"), *folder.glob("*.part-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def thin(folder: Path, now: datetime) -> None:
    """Remove the copies that are no longer needed; one that cannot be removed stays."""
    for backup in to_remove(listed(folder), now):
        with suppress(OSError):
            backup.path.unlink(missing_ok=True)


def to_remove(found: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return what thinning takes away.

    Kept are all of today, the last of each of 14 days and of each of 12 weeks; besides, whatever the clock says, the
    newest eight, the last of each device's line, and what a restore put aside. The newest was opened and checked a
    moment ago, so the last good one is never taken away.

    Args:
        found: oldest first.
        now: the time; what is later than it, by a clock that jumped, is kept.
    """
    kept = {backup.path for backup in found[-NEWEST:]} | {
        backup.path for backup in found if backup.why in {REPLACED, DAMAGED}
    }
    kept |= set({backup.line: backup.path for backup in found}.values())
    kept |= {backup.path for backup in found if backup.when.date() >= now.date()}
    kept |= _last_of_each(found, now - timedelta(days=DAYS), "%Y%j")
    kept |= _last_of_each(found, now - timedelta(weeks=WEEKS), "%G%V")
    return [backup for backup in found if backup.path not in kept]


def _last_of_each(found: Iterable[Backup], since: datetime, span: str) -> set[Path]:
    return set({backup.when.strftime(span): backup.path for backup in found if backup.when >= since}.values())
