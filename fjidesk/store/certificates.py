"""The lead's register: certificates of destruction as they came, in the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlite_utils import Database


class Kept(NamedTuple):
    """A certificate in the register: hash over its bytes, when it came, the signer's key, the device, the bytes."""

    hash: str
    at: str
    member: str
    device: str
    data: bytes


def add(db: Database, entry: Kept) -> bool:
    """Add a certificate; return False where these very bytes are there already. Inside the caller's transaction."""
    if db.execute("SELECT count(*) FROM certificate WHERE hash = ?", [entry.hash]).fetchone()[0]:
        return False
    db.table("certificate").insert(entry._asdict())
    return True


def listed(db: Database) -> list[Kept]:
    """Return the register, oldest entry first."""
    found = db.query("SELECT hash, at, member, device, data FROM certificate ORDER BY at, hash")
    return [Kept(row["hash"], row["at"], row["member"], row["device"], bytes(row["data"])) for row in found]
