"""The words of the window, in the language that is spoken now. What Welsh lacks is said in English.

Words are fetched at the moment of showing. The language is a property of the application, where palette, font and style
stand too: the theme and this are all that every part of a window asks without being handed it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale

from fjidesk import resource

if TYPE_CHECKING:
    from datetime import datetime

    from fjidesk.model.framework import Language

LANGUAGES: tuple[Language, ...] = ("en", "cy")
FILES: dict[Language, str] = {"en": "text/window.en.toml", "cy": "text/window.cy.toml"}
_PROPERTY = "fjidesk-language"
# CLDR's plural forms of Welsh; every other number is "other".
_FORMS = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}


def language() -> Language:
    """Return the language that the window speaks now."""
    app = QCoreApplication.instance()
    return "cy" if app is not None and app.property(_PROPERTY) == "cy" else "en"


def speak(wanted: Language) -> None:
    """Let what is made from now on speak a language."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, wanted)


def of_the_system() -> Language:
    """Return the first of the system's languages that the window speaks; English where there is none."""
    known = (name.partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in known if name in LANGUAGES), "en")


@cache
def table(wanted: Language) -> dict[str, Any]:
    """Return all words of a language, as they stand in its file."""
    return tomllib.loads(resource.text(FILES[wanted]))


def _found(key: str, wanted: Language) -> Any:
    found: Any = table(wanted)
    for part in key.split("."):
        found = found[part]
    return found


def short(title: str) -> str:
    """Return the first part of a long title, for places with little room; the whole stands in the tool tip there."""
    for joint in said("short.joints").split("|"):
        title = title.partition(joint)[0]
    return title


def said(key: str, /, **blanks: object) -> str:
    """Return a sentence with its named blanks filled.

    A sentence with several forms takes the one that fits the blank ``count``: ``one`` or ``many`` in English; ``zero``,
    ``one``, ``two``, ``few`` (3), ``many`` (6) or ``other`` in Welsh. Whole numbers are written with a comma at the
    thousands, in both languages.

    Args:
        key: table and name, such as ``unlock.title``.
        blanks: a value for every blank.

    Raises:
        KeyError: there is no such sentence, or a blank is not filled.
    """
    wanted = language()
    try:
        found = _found(key, wanted)
    except KeyError:
        wanted = "en"
        found = _found(key, wanted)
    if isinstance(found, dict):
        found = _form(found, blanks["count"], wanted)
    filled = {name: f"{value:,}" if isinstance(value, int) else value for name, value in blanks.items()}
    return str(found).format_map(filled)


def _form(forms: dict[str, str], count: object, wanted: Language) -> str:
    if wanted == "en":
        return forms["one" if count == 1 else "many"]
    form = _FORMS.get(count, "other") if isinstance(count, int) else "other"
    return forms.get(form) or forms["other"]


def dated(moment: datetime, form: str) -> str:
    """Write a moment as ``strftime`` does, with the months and days of the language."""
    month, day = said("date.months").split()[moment.month - 1], said("date.days").split()[moment.weekday()]
    return moment.strftime(form.replace("%b", month).replace("%a", day))
