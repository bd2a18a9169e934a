"""The words of the window, fetched by one function. A second language is a second file."""

import tomllib
from functools import cache
from typing import Any

from fjidesk import resource

FILE = "text/window.en.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource.text(FILE))


def short(title: str) -> str:
    """Return the first part of a long title, for places with little room; the whole stands in the tool tip there."""
    for joint in (",", " for ", " of "):
        title = title.partition(joint)[0]
    return title


def said(key: str, /, **blanks: object) -> str:
    """Return a sentence with its named blanks filled.

    A sentence with ``one`` and ``many`` takes the one that fits the blank ``count``; whole numbers are written with a
    comma at the thousands.

    Args:
        key: table and name, such as ``unlock.title``.
        blanks: a value for every blank.

    Raises:
        KeyError: there is no such sentence, or a blank is not filled.
    """
    found: Any = _table()
    for part in key.split("."):
        found = found[part]
    if isinstance(found, dict):
        found = found["one" if blanks["count"] == 1 else "many"]
    filled = {name: f"{value:,}" if isinstance(value, int) else value for name, value in blanks.items()}
    return str(found).format_map(filled)
