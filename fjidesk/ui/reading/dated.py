"""Whether what is written as the date of a record can be a day; what is no day and month is left as it is."""

from __future__ import annotations

import re

_PARTS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+(\d{1,2}|[^\W\d_]{3,})(?:[ ./-]+(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS = (
    ("jan", "ion"),
    ("feb", "chw"),
    ("mar", "maw"),
    ("apr", "ebr"),
    ("may", "mai"),
    ("jun", "meh"),
    ("jul", "gor"),
    ("aug", "aws"),
    ("sep", "med"),
    ("oct", "hyd"),
    ("nov", "tac"),
    ("dec", "rha"),
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_no_day(text: str) -> bool:
    """Tell whether a text names a day that there is not, such as 31 Feb or 2014-02-29."""
    iso, parts = _ISO.fullmatch(text.strip()), _PARTS.fullmatch(text.strip())
    if iso is not None:
        year, month, day = map(int, iso.groups())
    elif parts is not None:
        day, month = int(parts[1]), _month(parts[2])
        year = int(parts[3] or 4) % 100 + 2000  # without a year, one in which the 29th of February is
    else:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1] or ((month, day) == (2, 29) and not leap)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    start = text.casefold()[:3]
    return next((number for number, names in enumerate(_MONTHS, 1) if start in names), 0)
