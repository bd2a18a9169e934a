"""What was: the history of an answer or a case in words, a case at any moment, what changed since the last look."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.clock import stamp
from fjidesk.desk import blind
from fjidesk.desk.cases import need_case
from fjidesk.desk.reading import Position, stand, unopened
from fjidesk.desk.wording import Words, question_of
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.counts import count
from fjidesk.model.past import heads_among, standing_among
from fjidesk.model.records import Alert, Answer, Body, Case, Evidence, Query, Reading
from fjidesk.store import history as stored
from fjidesk.store import team

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.store.history import Placed

_WITH_CASE = ("evidence", "alert", "query", "reply")  # these name their case in the body, or their query does
_DATE = 10  # characters of a date alone


class Entry(msgspec.Struct, frozen=True):
    """One change of one record.

    Attributes:
        at: when it was made, as its author's clock said.
        who: working name of its author.
        member: fingerprint of its author.
        device: id of the device that wrote it.
        kind: of the record.
        key: of the record.
        case: reference; empty where it concerns none.
        question: id; empty where it is no answer.
        words: what changed.
        was: the value before; null where there was none.
        value: the value from then on; null where it was taken back.
        stands: whether it is the value now.
        beside: whether another value stands beside it, unsettled.
        revision: id.
    """

    at: str
    who: str
    member: str
    device: str
    kind: str
    key: list[str]
    case: str
    question: str
    words: str
    was: msgspec.Raw
    value: msgspec.Raw
    stands: bool
    beside: bool
    revision: str


class Changed(msgspec.Struct, frozen=True):
    """What changed in one case since the last look; ``case`` is empty for what concerns none."""

    case: str
    headline: str
    entries: list[Entry]


class Look(msgspec.Struct, frozen=True):
    """What changed since the last look, and the place up to which this look goes."""

    upto: int
    cases: list[Changed]


class _Record(NamedTuple):
    """Every revision of one record: by id, and in the order in which they were made."""

    record: rev.Record
    known: dict[str, rev.Revision]
    places: dict[str, int]


def history(desk: Desk, case: str, question: str = "") -> list[Entry]:
    """Return every change of a case, or of one answer in it, by every reader on this desk, the oldest first.

    What is kept from the owner, who reads the case too, is left out until both readings are finished, and that is told.

    Raises:
        Refused: ``case-unknown``, ``question-unknown``.
    """
    need_case(desk, case)
    if question and question not in desk.framework.by_id:
        raise Refused(
            "question-unknown", f"There is no question {question}.", "Run fjidesk framework show to see them."
        )
    found = _open_to(desk, _of_case(desk, case))
    words = Words(desk.framework, desk.roster)
    entries = [
        (one.known[name].counter, _entry(words, one, name, _before(desk, one, parents), case))
        for one in found
        if not question or question_of(one.record) == question
        for name, parents in _in_steps(one).items()
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: (pair[0], pair[1].revision))]


def as_it_was(desk: Desk, case: str, moment: datetime, member: str | None = None) -> Position:
    """Return a reading as it stood at a moment, by the times that its revisions carry: facts, answers, rulings.

    Args:
        desk: any desk that holds the case.
        case: its reference.
        moment: with a zone.
        member: whose reading; by default the owner's own, or the first where the owner does not read the case.

    Raises:
        Refused: ``case-unknown``; ``not-yet``: the case was not in the sample then; ``still-blind``.
    """
    need_case(desk, case)
    reader = member or _reader(desk, case)
    blind.need_open(desk, case, reader)
    until = stamp(moment)
    sample: Case | None = None
    reading: Reading | None = None
    answers: dict[str, Answer] = {}
    for one in _by_record(stored.of_case(desk.db, case)):
        body = _at(one, until)
        if isinstance(body, Case):
            sample = body
        elif one.record == ("reading", (case, reader)) and isinstance(body, Reading):
            reading = body
        elif one.record[1][1:2] == (reader,) and isinstance(body, Answer):
            answers[one.record[1][2]] = body
    if sample is None and reading is None:
        raise Refused("not-yet", f"Case {case} was not in the sample then.", "Take a later moment.")
    return stand(desk.framework, case, reading or unopened(sample), answers, opened=reading is not None)


def moment_of(text: str) -> datetime:
    """Return a moment that a person wrote: a date, which means its end, or a date and time; UTC where no zone stands.

    Raises:
        Refused: ``moment-unknown``.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(
            "moment-unknown", f"{text} is not a date or a time.", "Write it so: 2014-02-07 or 2014-02-07T16:30"
        ) from error
    if len(text.strip()) <= _DATE:
        found = datetime.combine(found.date(), time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def changes(desk: Desk, case: str | None = None, *, own: bool = False) -> Look:
    """Return what changed since the owner last looked, a case at a time: each record once, from then to now.

    Args:
        desk: any desk.
        case: one case; by default all of them, and what concerns none.
        own: with what this very device wrote; by default that counts as seen.

    Raises:
        Refused: ``case-unknown``.
    """
    if case is not None:
        need_case(desk, case)
    base, marks = stored.marks(desk.db)
    words = Words(desk.framework, desk.roster)
    by_case: dict[str, list[tuple[int, Entry]]] = {}
    cases_of = _queries(desk)
    fresh = stored.arrived_after(desk.db, base if case is None else marks.get(case, base))
    may_show = blind.shown(desk)
    for record in sorted(filter(may_show, {placed.sealed.revision.record for placed in fresh})):
        (one,) = _by_record(stored.of_record(desk.db, record))
        about = _case_of(one, cases_of)
        if case is not None and about != case:
            continue
        entry = _since(desk, words, one, about, marks.get(about, base), own=own)
        if entry is not None:
            standing = one.known[entry.revision]
            by_case.setdefault(about, []).append((standing.counter, entry))
    found = []
    for about, pairs in sorted(by_case.items()):
        entries = [entry for _, entry in sorted(pairs, key=lambda pair: (pair[0], pair[1].revision))]
        found.append(Changed(about, _headline(entries), entries))
    return Look(stored.last_place(desk.db), found)


def seen(desk: Desk, case: str | None = None, upto: int | None = None) -> None:
    """Keep that the owner has looked at a case, or at the whole desk.

    Args:
        desk: any desk.
        case: one case; by default the whole desk.
        upto: the place up to which was looked, as ``changes`` gave it; by default all that is here now.

    Raises:
        Refused: ``case-unknown``.
    """
    if case is not None:
        need_case(desk, case)
    with desk.store.writing() as db:
        stored.put_mark(db, case, stored.last_place(db) if upto is None else upto)


def _of_case(desk: Desk, case: str) -> list[_Record]:
    cases = _queries(desk)
    beside = _by_record(stored.of_kinds(desk.db, _WITH_CASE))
    return _by_record(stored.of_case(desk.db, case)) + [one for one in beside if _case_of(one, cases) == case]


def _open_to(desk: Desk, found: list[_Record]) -> list[_Record]:
    may_show = blind.shown(desk)
    kept = [one for one in found if may_show(one.record)]
    if len(kept) < len(found):
        desk.tell("You read this case too: what the other reader did is not shown until both readings are finished.")
    return kept


def _by_record(found: Iterable[Placed]) -> list[_Record]:
    records: dict[rev.Record, _Record] = {}
    for placed in found:
        made = placed.sealed.revision
        one = records.setdefault(made.record, _Record(made.record, {}, {}))
        one.known[placed.sealed.id] = made
        one.places[placed.sealed.id] = placed.place
    return list(records.values())


def _queries(desk: Desk) -> dict[str, str]:
    return {name: query.case for name, query in team.queries(desk.db).items()}


def _case_of(one: _Record, queries: Mapping[str, str]) -> str:
    """Return the case that a record concerns; empty where there is none."""
    kind, key = one.record
    if kind in stored.KEYED_BY_CASE:
        return key[0]
    if kind == "reply":
        return queries.get(key[0], "")
    for made in reversed(one.known.values()):  # the newest that was not a withdrawal
        body = rev.body_of(made)
        if isinstance(body, Alert | Evidence | Query):
            return body.case
    return ""


def _in_steps(one: _Record) -> dict[str, tuple[str, ...]]:
    """Return the last revision of each step, with what stood before its first.

    Text that was saved again and again while somebody typed is one step: its counters have no gap between them.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, made in one.known.items():  # in the order in which they were made
        parents = tuple(made.parents)
        before = one.known.get(parents[0]) if len(parents) == 1 else None
        if before is not None and _goes_on(before, made):
            parents = found.pop(made.parents[0], parents)
        found[name] = parents
    return found


def _goes_on(before: rev.Revision, made: rev.Revision) -> bool:
    if (made.author, made.device, made.counter) != (before.author, before.device, before.counter + 1):
        return False
    now, was = rev.body_of(made), rev.body_of(before)
    return isinstance(now, Answer) and isinstance(was, Answer) and now.answer == was.answer


def _before(desk: Desk, one: _Record, chosen: Iterable[str]) -> Body | None:
    """Return the value that stood among some revisions of a record."""
    standing = standing_among(one.known, one.known.keys() & set(chosen))
    if standing is not None:
        return rev.body_of(one.known[standing])
    kind, key = one.record
    return unopened(team.cases(desk.db).get(key[0])) if kind == "reading" else None


def _entry(words: Words, one: _Record, name: str, before: Body | None, case: str) -> Entry:
    made, (kind, key) = one.known[name], one.record
    heads = heads_among(one.known, one.known.keys())
    return Entry(
        at=made.made_at,
        who=words.name(made.author),
        member=made.author,
        device=made.device,
        kind=kind,
        key=list(key),
        case=case,
        question=question_of(one.record),
        words=words.change(one.record, before, rev.body_of(made)),
        was=msgspec.Raw(msgspec.json.encode(before)),
        value=made.body,
        stands=name == standing_among(one.known, heads),
        beside=name in heads and len(heads) > 1,
        revision=name,
    )


def _since(desk: Desk, words: Words, one: _Record, case: str, mark: int, *, own: bool) -> Entry | None:
    """Return the change of a record from a mark to now; None where there is none to tell."""
    fresh = [one.known[name] for name, place in one.places.items() if place > mark]
    told = [made for made in fresh if own or (made.author, made.device) != (desk.me, desk.device)]
    old = [name for name, place in one.places.items() if place <= mark]
    standing = standing_among(one.known, one.known.keys())
    if not told or standing is None:
        return None
    before = _before(desk, one, old)
    entry = _entry(words, one, standing, before, case)
    same = rev.body_of(one.known[standing]) == before and bool(old)
    return None if same and not entry.beside else entry


def _at(one: _Record, until: str) -> Body | None:
    """Return the value of a record at a moment; a revision with a time that cannot be read counts from the start."""
    standing = standing_among(one.known, {name for name, made in one.known.items() if _made(made.made_at) <= until})
    return None if standing is None else rev.body_of(one.known[standing])


def _made(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
        return stamp(found) if found.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def _reader(desk: Desk, case: str) -> str:
    readers = [entry for entry in team.allocations(desk.db) if entry.case == case]
    own = [entry.member for entry in readers if entry.member == desk.me]
    return next(iter(own + [entry.member for entry in readers if entry.turn == "first"]), desk.me)


def _headline(entries: Sequence[Entry]) -> str:
    """Return what changed in one line: ``2 answers given, 1 reading finished, 1 query (by reader 3)``."""
    counts: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        label = _label(entry)
        counts[label] = counts.get(label, 0) + 1
    parts = [" ".join([count(number, one, many), done]).strip() for (one, many, done), number in counts.items()]
    return f"{', '.join(parts)} (by {', '.join(sorted({entry.who for entry in entries}))})"


def _label(entry: Entry) -> tuple[str, str, str]:
    """Return what an entry is called in a headline: one, several, and what was done where that is worth saying."""
    one, many = _NAMES.get(entry.kind, (entry.kind, f"{entry.kind}s"))
    if _null(entry.value):
        return one, many, "taken back"
    if entry.kind == "reading":
        return one, many, msgspec.json.decode(entry.value, type=Reading).state
    if entry.kind == "answer":
        return one, many, "given" if _null(entry.was) else "changed"
    return one, many, ""


def _null(value: msgspec.Raw) -> bool:
    return bytes(value).strip() == b"null"


_NAMES = {
    "query": ("query", "queries"),
    "reply": ("reply", "replies"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "limiting": ("flag of a limiting factor", "flags of limiting factors"),
}
