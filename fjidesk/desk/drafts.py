"""What was begun and not kept yet: it lies in the encrypted store of this desk, and never travels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.store import log

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

_DRAFT = "draft "


def text(desk: Desk, name: str) -> str:
    """Return a draft; empty where there is none."""
    return log.setting(desk.db, _DRAFT + name) or ""


def put(desk: Desk, name: str, words: str) -> None:
    """Keep a draft as it stands; an empty one is dropped. Durable when it returns."""
    with desk.store.writing() as db:
        if words.strip():
            log.put_setting(db, _DRAFT + name, words)
        else:
            log.drop_setting(db, _DRAFT + name)


def drop(desk: Desk, name: str) -> None:
    """Let a draft go, once what it says is kept."""
    put(desk, name, "")


def names(desk: Desk) -> list[str]:
    """Return what was begun, by name."""
    return [found.removeprefix(_DRAFT) for found in log.settings(desk.db, _DRAFT)]
