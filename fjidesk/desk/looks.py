"""How the owner wants the window to look and to be used: text size, language, single keys; kept with the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from fjidesk.errors import Refused
from fjidesk.model.framework import Language
from fjidesk.store import log

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

SIZES = (100, 110, 125, 150, 175, 200)  # percent
_TEXT_SIZE = "text-size"
_LANGUAGE = "language"
_LETTERS = "letters-with-alt"


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


def language(desk: Desk) -> Language | None:
    """Return the language that was chosen; None where none was yet."""
    found = log.setting(desk.db, _LANGUAGE)
    return cast("Language", found) if found in get_args(Language) else None


def set_language(desk: Desk, wanted: Language) -> None:
    """Keep the language."""
    with desk.store.writing() as db:
        log.put_setting(db, _LANGUAGE, wanted)


def letters_with_alt(desk: Desk) -> bool:
    """Tell whether letters and digits are keys only while Alt is held."""
    return log.setting(desk.db, _LETTERS) == "yes"


def set_letters_with_alt(desk: Desk, on: bool) -> None:  # noqa: FBT001  (it is what is set)
    """Keep whether letters and digits are keys only while Alt is held."""
    with desk.store.writing() as db:
        log.put_setting(db, _LETTERS, "yes" if on else "no")
