"""Lock an open desk: its keys and its connection are let go, and come back into the same desk with the passphrase.

What holds the desk keeps it, so that a page of the window keeps its text, its caret and its place. While it is locked
the store's lock file stays held: no other program takes the desk over unnoticed, and a program that ends gives it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fjidesk.desk import damaged, workspace
from fjidesk.errors import Refused, StoreRefused
from fjidesk.store import log

if TYPE_CHECKING:
    from fjidesk.bundle.keys import Identity
    from fjidesk.desk.workspace import Desk

IDLE = "idle-minutes"
USUAL = 5
LEAST, MOST = 1, 60


class _Gone:
    """Stands in the place of a key that was let go: any use of it is refused."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Refused("desk-locked", "This desk is locked.", "Unlock it with its passphrase.")


_GONE: Any = _Gone()


def lock(desk: Desk) -> None:
    """Close the store and forget every key of the desk; whatever uses it then is refused with ``desk-locked``."""
    desk.store.let_go()
    desk.identity, desk.store_key, desk.former = _GONE, b"", ()


def reopen(desk: Desk, identity: Identity) -> None:
    """Open the store of a locked desk again, in the same desk. What fails leaves it locked.

    Args:
        desk: that was locked.
        identity: its owner's key, as ``workspace.unlock`` gave it.

    Raises:
        Refused: ``store-key-damaged``.
        StoreDamaged: what was damaged meanwhile, and what there is to go back to.
        StoreRefused: the store cannot be opened.
    """
    key = workspace.store_key(desk.folder, identity)
    keep = workspace.keeper(desk.folder, key, desk.clock)
    try:
        desk.store.take_up(key, beside=desk.backups, keep=keep)
    except StoreRefused as error:
        raise damaged.explained(error, desk.store.path, desk.backups, key) from error
    desk.identity, desk.store_key = identity, key
    try:
        workspace.settle_in(desk)
    except BaseException:
        lock(desk)
        raise


def idle_minutes(desk: Desk) -> int:
    """Return after how many minutes without a key or the mouse the window locks."""
    found = log.setting(desk.db, IDLE)
    return int(found) if found else USUAL


def set_idle_minutes(desk: Desk, minutes: int) -> None:
    """Set after how many minutes the window locks.

    Raises:
        Refused: ``idle-minutes``.
    """
    if not LEAST <= minutes <= MOST:
        raise Refused(
            "idle-minutes", "A desk locks itself after 1 to 60 minutes.", "Take a number of minutes between them."
        )
    with desk.store.writing() as db:
        log.put_setting(db, IDLE, str(minutes))
