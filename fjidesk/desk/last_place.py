"""Where the owner was last: the case, and in each case the question; kept in the store of this desk, and never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.store import access, log

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

_CASE = "last-case"
_QUESTION = "last-question "


def case(desk: Desk) -> str:
    """Return the case that was open last; empty for none."""
    return log.setting(desk.db, _CASE) or ""


def question(desk: Desk, case: str) -> str:
    """Return the question of a case that the owner looked at last in their own reading; empty for none."""
    return log.setting(desk.db, _QUESTION + case) or ""


def put(desk: Desk, case: str, question: str = "") -> None:
    """Keep the case as the last, and the question as its last where one is named. Durable when it returns."""
    with desk.store.writing() as db:
        log.put_setting(db, _CASE, case)
        if question:
            log.put_setting(db, _QUESTION + case, question)
        access.only_logged(db)  # no backup is made for it
