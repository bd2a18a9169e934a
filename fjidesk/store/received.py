"""What is held of each device, and the receipts that were given for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.model.records import Receipt
from fjidesk.model.revision import body_of, read
from fjidesk.store import revisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


class Piece(NamedTuple):
    """A revision without its text; ``aside`` where it is quarantined."""

    id: str
    kind: str
    key: tuple[str, ...]
    device: str
    counter: int
    aside: bool = False


class Extent(NamedTuple):
    """How much is held of what an author wrote on a device; ``aside`` of it are quarantined."""

    author: str
    device: str
    revisions: int
    counter: int
    aside: int = 0


class Kept(NamedTuple):
    """A receipt with when and by which key it was written, and the one that it replaced where there was just one.

    Attributes:
        giver: first key of whoever gave it.
        named: how its key names the device; before the member was part of that, the id of the device itself.
        order: of two receipts of one giver the later one has the higher.
        before_order: of the one that it replaced; ``(0, "")`` where ``before`` is None.
    """

    giver: str
    named: str
    receipt: Receipt
    before: Receipt | None
    author: str
    made_at: str
    order: tuple[int, str]
    before_order: tuple[int, str] = (0, "")


def extents(db: Database) -> list[Extent]:
    """Return how much is held of each author and device, in parts: what is in the set, and what is quarantined."""
    found = db.query(
        "SELECT author, device, count(*) AS revisions, max(counter) AS counter FROM revision "
        "GROUP BY author, device ORDER BY device, author"
    )
    aside = [entry.sealed.revision for entry in revisions.quarantined(db)]
    return [
        *(Extent(**row) for row in found),
        *(Extent(made.author, made.device, 1, made.counter, 1) for made in aside),
    ]


def pieces(db: Database, authors: Iterable[str], device: str = "") -> list[Piece]:
    """Return what is held of a member, quarantined revisions with it, where the member signed for them.

    Args:
        db: the store.
        authors: the member's keys.
        device: only of this one; of all where empty.
    """
    names = sorted(authors)
    marks = ",".join("?" * len(names))
    found = db.query(
        f"SELECT id, kind, key, device, counter FROM revision WHERE author IN ({marks}) AND ? IN ('', device) "
        "ORDER BY counter, id",
        [*names, device],
    )
    kept = [Piece(row["id"], row["kind"], _key(row["key"]), row["device"], row["counter"]) for row in found]
    aside = [
        Piece(entry.sealed.id, made.kind, tuple(made.key), made.device, made.counter, aside=True)
        for entry in revisions.quarantined(db)
        for made in [entry.sealed.revision]
        if made.author in names and not entry.signers.isdisjoint(names) and device in {"", made.device}
    ]
    return kept + aside


def _key(text: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(text, type=list[str]))


def receipts(db: Database) -> list[Kept]:
    """Return every receipt that stands, whoever gave it for whomever; one a record, however many heads it has."""
    found = db.query(
        "SELECT revision.* FROM receipt JOIN revision ON revision.id = receipt.revision ORDER BY revision.key"
    )
    return [
        Kept(giver, named, receipt, before, row["author"], row["made_at"], (row["counter"], row["id"]), before_order)
        for row in found
        for giver, named in [_key(row["key"])]
        for receipt in [body_of(read(row["data"]).revision)]
        if isinstance(receipt, Receipt)
        for before, before_order in [_before(db, row["id"])]
    ]


def _before(db: Database, name: str) -> tuple[Receipt | None, tuple[int, str]]:
    """Return the one receipt that a receipt replaced, with its order; None where there is none, or several."""
    found = list(
        db.query(
            "SELECT revision.* FROM parent JOIN revision ON revision.id = parent.parent WHERE parent.revision = ?",
            [name],
        )
    )
    body = body_of(read(found[0]["data"]).revision) if len(found) == 1 else None
    return (body, (found[0]["counter"], found[0]["id"])) if isinstance(body, Receipt) else (None, (0, ""))


def given_on(db: Database, device: str) -> set[tuple[str, ...]]:
    """Return the keys of all receipts that were ever written on a device."""
    found = db.query("SELECT DISTINCT key FROM revision WHERE kind = 'receipt' AND device = ?", [device])
    return {_key(row["key"]) for row in found}


def wrote_elsewhere(db: Database, authors: Iterable[str], device: str) -> bool:
    """Tell whether any of these keys wrote something that is held on another device than this one."""
    names = sorted(authors)
    marks = ",".join("?" * len(names))
    found = db.execute(f"SELECT 1 FROM revision WHERE author IN ({marks}) AND device <> ? LIMIT 1", [*names, device])
    return found.fetchone() is not None
