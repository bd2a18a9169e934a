"""Backups of the store: encrypted with its key, checked when made, the newest kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.workspace import BACKUPS
from fjidesk.files import need_room, private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk

KEPT = 8


def make(desk: Desk, why: str) -> Path:
    """Copy the store into the desk's backups folder, check the copy, and keep the newest eight.

    Args:
        desk: an open desk.
        why: a word or two with hyphens, for the name.

    Raises:
        Refused: ``no-room``.
        StoreRefused: the copy could not be written or is not whole.
    """
    folder = private_folder(desk.folder / BACKUPS)
    need_room(folder, desk.store.path.stat().st_size)
    when = desk.clock().strftime("%Y%m%dT%H%M%SZ")
    target = folder / f"{when}-{why}.db"
    beside = target.with_suffix(".part")
    beside.unlink(missing_ok=True)
    try:
        desk.store.backup(beside, desk.store_key)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for old in sorted(folder.glob("*.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return target
