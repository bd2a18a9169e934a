"""When revisions say that they were made. Shown and flagged; nothing is ordered by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.store.settling import key_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


class Made(NamedTuple):
    """Who made a revision, where, and when as they say."""

    id: str
    kind: str
    author: str
    device: str
    made_at: str


def last_of(db: Database, author: str) -> str:
    """Return when an author's last revision says that it was made; empty where there is none."""
    row = db.execute(
        "SELECT made_at FROM revision WHERE author = ? ORDER BY counter DESC, id DESC LIMIT 1", [author]
    ).fetchone()
    return row[0] if row else ""


def last_in(db: Database, case: str, member: str) -> str:
    """Return when the last change of a reading or its answers says that it was made; empty where there is none."""
    start = key_text([case, member])[:-1]  # a key goes on with a comma or ends with a bracket
    row = db.execute(
        "SELECT max(made_at) FROM revision WHERE kind IN ('reading', 'answer') AND (key >= ? AND key < ? OR key = ?)",
        [f"{start},", f"{start}-", f"{start}]"],
    ).fetchone()
    return row[0] or ""


def last_at(db: Database, kind: str, key: tuple[str, ...]) -> str:
    """Return when the last change of one record says that it was made; empty where there is none."""
    row = db.execute(
        "SELECT made_at FROM revision WHERE kind = ? AND key = ? ORDER BY counter DESC LIMIT 1", [kind, key_text(key)]
    ).fetchone()
    return row[0] if row else ""


def all_made(db: Database) -> Iterator[Made]:
    """Yield every revision of the set in order."""
    for row in db.query("SELECT id, kind, author, device, made_at FROM revision ORDER BY counter, id"):
        yield Made(**row)
