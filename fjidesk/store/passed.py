"""Words that somebody said are no name in one case. They stay on this desk and travel nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def words(db: Database, case: str) -> frozenset[str]:
    """Return the words that are no name in a case, folded."""
    return frozenset(row["word"] for row in db.query("SELECT word FROM not_a_name WHERE case_ref = ?", [case]))


def let(db: Database, case: str, word: str) -> None:
    """Keep that a folded word is no name in a case; runs inside the caller's transaction."""
    db.table("not_a_name").insert({"case_ref": case, "word": word}, ignore=True)


def take_back(db: Database, case: str, word: str) -> None:
    """Forget that a folded word is no name in a case; runs inside the caller's transaction."""
    db.execute("DELETE FROM not_a_name WHERE case_ref = ? AND word = ?", [case, word])
