"""What happens each time a desk is opened, before anybody works at it (design 6, faults D6, R8 and R10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import keeping, places, retention, times
from fjidesk.errors import Refused
from fjidesk.model.counts import count
from fjidesk.store import backup, log, witness

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk

PLACE = "place"


def arrive(desk: Desk) -> None:
    """See whether the desk was moved or set back, give it a new device where it was, and keep a copy of its changes.

    What is worth telling is added to ``desk.told``.

    Raises:
        StoreRefused: the drive refused.
    """
    place = places.here(desk.folder, desk.store.path)
    known = log.setting(desk.db, PLACE)
    moved = known != place  # not known of a desk of an earlier version, which may have been copied as well
    newer = _newer(desk)
    if moved and known:
        desk.tell("This desk was copied, moved or restored, so that its bundles are now numbered as another device's.")
    if newer is not None:
        desk.tell(_set_back(desk, newer))
    if moved or newer is not None:
        _renew(desk, place, newer.written if newer else 0)
    desk.tell(times.notice(desk))
    for text in retention.notices(desk):
        desk.tell(text)
    if keeping.unkept(desk):
        keeping.keep_or_tell(desk, "opening")


def _newer(desk: Desk) -> witness.Seen | None:
    """Return how far this desk is known to have come where its store has not come as far; None where it has."""
    now = witness.seen(desk.db).written
    noted = desk.store.witness.read() if desk.store.witness else None
    known = [noted] if noted and noted.written > now else []
    for folder in _folders(desk):
        for found in reversed(backup.listed(folder)):
            if found.written <= now:
                break
            try:
                known.append(witness.Seen(*backup.look(found.path, desk.store_key)))
            except Refused:
                continue
            break
    return max(known, default=None)


def _folders(desk: Desk) -> list[Path]:
    second = keeping.second_folder(desk)
    return [desk.backups, second] if second else [desk.backups]


def _set_back(desk: Desk, newer: witness.Seen) -> str:
    now = witness.seen(desk.db)
    missing = newer.revisions - now.revisions
    if missing <= 0:
        return "The store is an older copy than the one that was here, and lacks none of its answers."
    what = f"{count(missing, 'revision is', 'revisions are')} missing, the last made at {newer.latest}"
    text = f"The store is an older copy than the one that was here: {what}. Nothing has been thrown away."
    holding = [one for folder in _folders(desk) for one in backup.listed(folder) if one.written > now.written]
    if not holding:
        return f"{text} No backup holds them; look for the file that was replaced."
    best = max(holding, key=lambda one: one.order)
    return f"{text} The newest backup with more is {best.name}; go to it with: fjidesk backup restore {best.name}"


def _renew(desk: Desk, place: str, above: int) -> None:
    """Give the desk a new device id, so that no number of a bundle is ever used twice."""
    device = desk.ids()
    with desk.store.writing() as db:
        log.put_setting(db, "device", device)
        log.put_setting(db, PLACE, place)
        witness.go_ahead(db, max(above, witness.seen(db).written))
    desk.device = device
