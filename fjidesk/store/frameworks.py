"""The framework's text in use: the one whose SHA-256 the inspection names, whichever held revision brought it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fjidesk.model.records import FrameworkText
from fjidesk.model.revision import body_of, read
from fjidesk.store import team
from fjidesk.store.settling import key_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from fjidesk.model.records import Inspection


def text(db: Database, inspection: Inspection) -> str | None:
    """Return the text that the inspection names; None where none that is held has its SHA-256.

    The name decides and not what stands: two leads may correct side by side, one of the two records may come before
    the other, and an older text may stand beside a newer inspection.
    """
    return next(
        (one for one in _texts(db, inspection.framework) if _sha256(one) == inspection.framework_sha256),
        None,
    )


def _sha256(toml: str) -> str:
    return hashlib.sha256(toml.encode()).hexdigest()


def _texts(db: Database, name: str) -> Iterator[str]:
    """Yield what stands, then whatever else was ever written, newest first."""
    standing = team.framework_text(db, name)
    if standing is not None:
        yield standing
    rows = db.query(
        "SELECT data FROM revision WHERE kind = 'framework' AND key = ? AND withdraws = 0 ORDER BY counter DESC, id",
        [key_text((name,))],
    )
    for row in rows:
        body = body_of(read(row["data"]).revision)
        if isinstance(body, FrameworkText):
            yield body.toml
