"""What is kept from somebody who reads the same case, until both readings are finished (design 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.counts import count
from fjidesk.store import counting, readings, team

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Record

_OF_A_READING = ("reading", "answer", "limiting", "decision")  # kinds whose key is case, member and more


def hidden(desk: Desk) -> Callable[[str, str], bool]:
    """Return what tells whether a reading, by case and member, is kept from the owner.

    Both readers are kept blind, and not the second alone: what they agree on says something only where neither knew.
    It matters on a lead's or deputy's desk; others hold no reading but their own.
    """
    roster = desk.roster
    mine = chains.root(desk.me, roster)
    readers: dict[str, set[str]] = {}
    for entry in team.allocations(desk.db):
        readers.setdefault(entry.case, set()).add(chains.root(entry.member, roster))
    done = {
        (case, chains.root(member, roster))
        for (case, member), found in readings.readings(desk.db).items()
        if found.state == "finished"
    }

    def tell(case: str, member: str) -> bool:
        reader, taken = chains.root(member, roster), readers.get(case, set())
        return reader != mine and {mine, reader} <= taken and not ({(case, mine), (case, reader)} <= done)

    return tell


def left_out(desk: Desk) -> frozenset[str]:
    """Return the cases whose counted reading is kept from the owner, so that no total on this desk gives it away."""
    own = chains.chain(chains.root(desk.me, desk.roster), desk.roster)
    counted = counting.beside(desk.db, own)
    if not counted:  # as on nearly every desk
        return frozenset()
    kept = hidden(desk)
    return frozenset(case for case, member in counted.items() if kept(case, member))


def told_left_out(desk: Desk) -> str:
    """Return in a sentence how many readings the totals of this desk leave out, and until when; empty where none."""
    kept, left = hidden(desk), left_out(desk)
    flagged = {case for case, member, _ in readings.limiting(desk.db) if case not in left and kept(case, member)}
    many = len(left) + len(flagged)
    if not many:
        return ""
    return (
        f"{count(many, 'reading is', 'readings are')} left out of every total here: the owner of this desk reads the "
        "same case, and is blind until both readings are finished."
    )


def need_open(desk: Desk, case: str, member: str) -> None:
    """Refuse to show a reading that is kept from the owner.

    Raises:
        Refused: ``still-blind``.
    """
    if member != desk.me and hidden(desk)(case, member):
        raise Refused(
            "still-blind",
            f"You read {case} too, so the other reading is not shown until both are finished.",
            "Finish yours; when the other one is finished and here, both are shown side by side.",
        )


def shown(desk: Desk) -> Callable[[Record], bool]:
    """Return what tells whether the owner may see a record: all but parts of a reading that is kept from them."""
    kept = hidden(desk)

    def tell(record: Record) -> bool:
        kind, key = record
        return kind not in _OF_A_READING or not kept(key[0], key[1])

    return tell
