"""What the lead asks the owner of this desk about their cases, and what was replied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.store import team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk


class Asked(NamedTuple):
    """A query that was put to the owner: its id, the question it is about, its words, and the replies so far.

    Attributes:
        question: empty where it is about the whole case.
        settled: whether whoever asked has settled it.
    """

    id: str
    question: str
    text: str
    replies: list[str]
    settled: bool

    @property
    def waiting(self) -> bool:
        """Tell whether nobody has replied to it or settled it yet."""
        return not self.replies and not self.settled


def put_to_me(desk: Desk, case: str) -> list[Asked]:
    """Return the queries that were put to the owner about a case, those that wait for a reply first."""
    replied: dict[str, list[str]] = {}
    for name, text in team.replies(desk.db):
        replied.setdefault(name, []).append(text)
    found = [
        Asked(name, query.question, query.text, replied.get(name, []), query.resolved)
        for name, query in team.queries(desk.db).items()
        if query.case == case and query.member == desk.me
    ]
    return sorted(found, key=lambda one: (not one.waiting, one.question, one.id))
