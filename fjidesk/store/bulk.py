"""Many rows at once: in by one prepared statement, out by a list of values."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

PART = 5000  # how many values are asked for, or records settled, at once: it bounds the memory of a merge
T = TypeVar("T")


def parts(values: Iterable[T], size: int = 0) -> Iterator[list[T]]:
    """Yield lists of at most so many values."""
    left = iter(values)
    while part := list(islice(left, size or PART)):
        yield part


def insert(
    db: Database, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, replace: bool = False
) -> None:
    """Insert rows that have a value for each of the columns, in their order."""
    marks = ",".join("?" * len(columns))
    db.conn.executemany(
        f"INSERT {'OR REPLACE ' if replace else ''}INTO {table} ({','.join(columns)}) VALUES ({marks})", rows
    )


def among(db: Database, query: str, values: Iterable[str], *bound: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query over ``asked(value)``, a table of the values, which are asked for in their order."""
    for part in parts(sorted(values)):
        asked = msgspec.json.encode(part).decode()
        yield from db.execute(
            f"WITH asked(value) AS (SELECT value FROM json_each(?)) {query}", [asked, *bound]
        ).fetchall()
