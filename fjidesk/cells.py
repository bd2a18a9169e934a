"""Cells of a table that leaves: no text in one of them is taken for a formula by the program that opens it."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the start of a formula, in full width too, and the white space before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(text: str) -> str:
    """Return a text that a spreadsheet shows as it is, with an apostrophe before what it would reckon out."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip(" ").startswith(_FORMULA) else text


def csv_bytes(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return rows as CSV in UTF-8 with a mark for spreadsheets; numbers stay numbers, texts are guarded."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    for row in rows:
        table.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
