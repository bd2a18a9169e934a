"""Queries: what a lead or deputy asks a reader about a case, what was replied, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from fjidesk.desk import blind
from fjidesk.desk.cases import need_case
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.records import Query
from fjidesk.store import history, team

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes

State = Literal["replied", "waiting", "closed", "withdrawn"]
_ORDER: tuple[State, ...] = ("replied", "waiting", "closed", "withdrawn")  # a reply waits for the lead: it comes first


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


class Replied(msgspec.Struct, frozen=True):
    """A reply with when it was written, ISO 8601."""

    text: str
    at: str


class Put(msgspec.Struct, frozen=True):
    """A query as whoever asks sees it.

    Attributes:
        question: empty where it is about the whole case.
        member: whom it was put to, by first key.
        who: the same, by name.
        by: name of whoever put it.
        at: when it was put, ISO 8601.
        state: ``replied`` is one whose reply nobody has accepted yet; ``withdrawn`` was settled without any.
        kept: how many replies are kept from the owner, who reads the case too, until both readings are finished.
    """

    id: str
    case: str
    question: str
    text: str
    member: str
    who: str
    by: str
    at: str
    state: State
    replies: list[Replied]
    kept: int = 0

    @property
    def open(self) -> bool:
        """Tell whether it is neither closed nor withdrawn."""
        return self.state in {"replied", "waiting"}


def put(desk: Desk, case: str, text: str, question: str = "", members: Sequence[str] = ()) -> list[str]:
    """Put a query about a case to its readers, and return the id of the query to each.

    Args:
        desk: a lead's or deputy's.
        case: its reference.
        text: what is asked.
        question: the one that it is about; empty for the whole case.
        members: first keys of readers of the case; all of them but the owner where empty.

    Raises:
        Refused: ``not-a-lead``, ``case-unknown``, ``question-unknown``, ``query-empty``, ``nobody-to-ask``,
            ``not-its-reader``.
    """
    _need_lead(desk)
    need_case(desk, case)
    if question and question not in desk.framework.by_id:
        raise Refused(
            "question-unknown", f"There is no question {question}.", "Run fjidesk framework show to see them."
        )
    if not text.strip():
        raise Refused("query-empty", "A query says what is asked.", "Write a few words.")
    people = _chosen(desk, case, members)
    made = [(desk.ids(), Query(case=case, member=name, text=text.strip(), question=question)) for name in people]
    write(desk, [("query", (name,), query) for name, query in made])
    return [name for name, _ in made]


def readers(desk: Desk, case: str) -> dict[str, str]:
    """Return who can be asked about a case: its readers but the owner, first key to name, by turn."""
    members = desk.members
    keys = dict.fromkeys(chains.root(one.member, desk.roster) for one in team.allocations(desk.db) if one.case == case)
    own = chains.root(desk.me, desk.roster)
    return {key: members[key].name for key in keys if key in members and key != own and not members[key].revoked}


def _chosen(desk: Desk, case: str, members: Sequence[str]) -> list[str]:
    there = readers(desk, case)
    if not there:
        raise Refused(
            "nobody-to-ask",
            f"Nobody else reads {case}, so there is nobody to ask.",
            "Allocate the case to a reader first.",
        )
    strange = [name for name in members if name not in there]
    if strange:
        raise Refused(
            "not-its-reader",
            f"{desk.member(strange[0]).name} does not read {case}, and would be asked about what they do not see.",
            f"Ask one of: {', '.join(there.values())}.",
        )
    return list(dict.fromkeys(members)) or list(there)


def listed(desk: Desk, case: str = "", *, only_open: bool = False) -> list[Put]:
    """Return the queries on this desk, those with a reply to look at first, then by case, question and time."""
    replied: dict[str, list[Replied]] = {}
    for one in team.replies_with_time(desk.db):
        replied.setdefault(one.query, []).append(Replied(one.text, one.at))
    hidden, roster = blind.hidden(desk), desk.roster
    found = []
    for name, query in team.queries(desk.db).items():
        if case in {"", query.case}:
            made = history.of_record(desk.db, ("query", (name,)))[0].sealed.revision
            there, kept = replied.get(name, []), hidden(query.case, query.member)
            found.append(
                Put(
                    id=name,
                    case=query.case,
                    question=query.question,
                    text=query.text,
                    member=chains.root(query.member, roster),
                    who=_name(desk, query.member),
                    by=_name(desk, made.author),
                    at=made.made_at,
                    state=_state(query, there),
                    replies=[] if kept else there,
                    kept=len(there) if kept else 0,
                )
            )
    found.sort(key=lambda one: (_ORDER.index(one.state), one.case, one.question, one.at, one.id))
    return [one for one in found if one.open or not only_open]


def of_me(desk: Desk) -> list[Put]:
    """Return the queries that were put to the owner, by any of their keys: those that wait for a reply first."""
    own = chains.root(desk.me, desk.roster)
    found = [one for one in listed(desk) if one.member == own]
    return sorted(found, key=lambda one: one.state != "waiting")


def _state(query: Query, replies: Sequence[Replied]) -> State:
    if query.resolved:
        return "closed" if replies else "withdrawn"
    return "replied" if replies else "waiting"


def _name(desk: Desk, key: str) -> str:
    roster = desk.roster
    return desk.member(key).name if key in roster else key[:8]


def withdraw(desk: Desk, name: str) -> Changes:
    """Take back a query that has no reply here yet.

    It is settled and stays a record: so a reply that is on its way already is kept as one, and not quarantined.

    Raises:
        Refused: ``not-a-lead``, ``query-unknown``, ``query-settled``, ``query-replied``.
    """
    found = _open(desk, name)
    if found.state == "replied":
        raise Refused("query-replied", "It has a reply already.", f"Run: fjidesk query close {found.id}")
    return _settle(desk, found)


def close(desk: Desk, name: str) -> Changes:
    """Accept the reply to a query, which closes it.

    Raises:
        Refused: ``not-a-lead``, ``query-unknown``, ``query-settled``, ``query-waiting``, ``still-blind``.
    """
    found = _open(desk, name)
    if found.state == "waiting":
        raise Refused(
            "query-waiting",
            f"{found.who} has not replied to it yet.",
            f"Bring in the next bundle of {found.who}, or take the query back: fjidesk query withdraw {found.id}",
        )
    blind.need_open(desk, found.case, found.member)
    return _settle(desk, found)


def _settle(desk: Desk, found: Put) -> Changes:
    query = team.queries(desk.db)[found.id]
    return write(desk, [("query", (found.id,), msgspec.structs.replace(query, resolved=True))])


def find(desk: Desk, name: str) -> Put:
    """Return a query by its id, or as much of the beginning of it as names one.

    Raises:
        Refused: ``query-unknown``.
    """
    every = listed(desk)
    found = [one for one in every if one.id == name] or [one for one in every if name and one.id.startswith(name)]
    if len(found) != 1:
        raise Refused("query-unknown", f"There is no one query called {name}.", "Run fjidesk query list to see them.")
    return found[0]


def _open(desk: Desk, name: str) -> Put:
    _need_lead(desk)
    found = find(desk, name)
    if not found.open:
        raise Refused(
            "query-settled", f"It was {found.state} before.", "Nothing needs to be done; ask anew if you need to."
        )
    return found


def _need_lead(desk: Desk) -> None:
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy puts queries and settles them.", "Tell your lead.")
