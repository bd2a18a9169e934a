"""How the owner wants the window to look: the size of its text, kept with the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.errors import Refused
from fjidesk.store import log

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

SIZES = (100, 110, 125, 150, 175, 200)  # percent
_TEXT_SIZE = "text-size"


def text_size(desk: Desk) -> int:
    """Return the size of the text in percent."""
    found = log.setting(desk.db, _TEXT_SIZE)
    return int(found) if found else SIZES[0]


def set_text_size(desk: Desk, percent: int) -> None:
    """Keep the size of the text.

    Raises:
        Refused: ``text-size``.
    """
    if percent not in SIZES:
        raise Refused(
            "text-size", f"Text cannot be {percent} % large.", f"Take one of: {', '.join(map(str, SIZES))} %."
        )
    with desk.store.writing() as db:
        log.put_setting(db, _TEXT_SIZE, str(percent))
