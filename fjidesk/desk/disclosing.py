"""Say where what travels holds what looks like a name: as it stands, and in earlier wordings. It never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk import names
from fjidesk.desk.cases import need_case
from fjidesk.desk.receipts import own_keys
from fjidesk.errors import Refused
from fjidesk.model.name_words import fold
from fjidesk.model.records import Alert, Evidence, Query
from fjidesk.model.revision import body_of
from fjidesk.store import readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.names import Found
    from fjidesk.model.records import Body
    from fjidesk.model.revision import Record, Revision, Sealed

# What of a record is written in own words; all else is chosen from a list.
_FIELDS: dict[str, tuple[str, ...]] = {
    "answer": ("note", "other", "place", "record"),
    "limiting": ("text",),
    "alert": ("what", "told", "will_do", "outcome"),
    "evidence": ("text", "source"),
    "reply": ("text",),
    "query": ("text",),
    "reading": ("reason",),
    "decision": ("reason",),
    "agreed": ("ground",),
}


class Named(NamedTuple):
    """A record that holds what looks like a name.

    Attributes:
        kind: of the record.
        case: its reference; empty for evidence that is of no case.
        question: of an answer, and of what was asked about one; empty for all else.
        key: which of its kind: the theme of a flag, the own id of an alert or of evidence, the query of a reply.
        earlier: whether only an earlier wording holds it, which travels as part of the history.
        marks: field and what was found in it, in the order of the text.
    """

    kind: str
    case: str
    question: str
    key: str
    earlier: bool
    marks: tuple[tuple[str, Found], ...]

    @property
    def place(self) -> str:
        """Return where it is, in words: ``HB-40 R02``, ``evidence``, ``alert HB-40``."""
        kind = "" if self.kind == "answer" else "limiting factor" if self.kind == "limiting" else self.kind
        return " ".join(part for part in (kind, self.case, self.question) if part)


def travelling(desk: Desk, made: Iterable[Sealed]) -> list[Named]:
    """Return which of the records that travel hold what looks like a name, those as they stand first.

    Only what travels is looked at, each text once. An earlier wording is told where it holds a mark that the record as
    it stands has not.

    Args:
        desk: the owner's.
        made: what travels.
    """
    records: dict[Record, list[Sealed]] = {}
    for one in made:
        if one.revision.kind in _FIELDS:
            records.setdefault(one.revision.record, []).append(one)
    heads, look = revisions.heads_of(desk.db, records), _Looker(desk)
    now, before = [], []
    for record, history in records.items():
        standing = heads.get(record, set())
        stands = look.at(record, (one.revision for one in history if one.id in standing), earlier=False)
        was = look.at(record, (one.revision for one in history if one.id not in standing), earlier=True)
        said = [fold(found.text) for _, found in stands.marks]
        gone = tuple(mark for mark in was.marks if not any(one.startswith(fold(mark[1].text)) for one in said))
        now += [stands] * bool(stands.marks)
        before += [was._replace(marks=gone)] * bool(gone)
    order = {question.id: question.screen for question in desk.framework.questions}
    return sorted(
        [*now, *before], key=lambda one: (one.earlier, one.case, one.kind, order.get(one.question, 0), one.key)
    )


def written(desk: Desk, case: str) -> list[Named]:
    """Return which of the records of a case that the owner wrote hold what looks like a name, as ``travelling`` does.

    Raises:
        Refused: ``case-unknown``.
    """
    need_case(desk, case)
    return [one for one in travelling(desk, revisions.written_by(desk.db, *own_keys(desk))) if one.case == case]


def standing(desk: Desk, case: str) -> list[Named]:
    """Return what of a case, in the owner's own words as they stand, holds what looks like a name.

    Raises:
        Refused: ``case-unknown``.
    """
    look, db = _Looker(desk), desk.db
    found: dict[Record, list[names.InNote]] = {}
    for one in names.in_answers(desk, case):
        found.setdefault(("answer", (case, desk.me, one.question)), []).append(one)
    told = [
        Named("answer", case, key[2], "", earlier=False, marks=tuple((one.field, one.found) for one in marks))
        for (_, key), marks in found.items()
    ]
    rest: list[tuple[Record, Body]] = [
        (("limiting", key), flag) for key, (flag, _) in readings.limiting(db).items() if key[:2] == (case, desk.me)
    ]
    rest += [(("alert", key), one) for key, one in readings.alerts(db).items() if _is_own(desk, case, key, one)]
    rest += [(("evidence", key), one) for key, one in readings.evidence(db).items() if _is_own(desk, case, key, one)]
    told += [look.body(record, body) for record, body in rest]
    return [one for one in told if one.marks]


def _is_own(desk: Desk, case: str, key: tuple[str, ...], body: Alert | Evidence) -> bool:
    return body.case == case and key[0] == desk.me


class _Looker:
    """Looks at records of one desk, at each text of a case once."""

    def __init__(self, desk: Desk) -> None:
        self._find = names.finder(desk)
        self._queries = team.queries(desk.db)
        self._seen: dict[tuple[str, str], list[Found]] = {}

    def at(self, record: Record, made: Iterable[Revision], *, earlier: bool) -> Named:
        """Return what several wordings of a record hold, what is in several of them once."""
        told = Named(record[0], *self._where(record, None), earlier=earlier, marks=())
        marks: dict[tuple[str, str], tuple[str, Found]] = {}
        for one in made:
            try:
                body = body_of(one)
            except Refused:  # written by a newer version
                continue
            if body is not None:
                told = self.body(record, body)
                marks |= {(field, found.text): (field, found) for field, found in told.marks}
        return told._replace(earlier=earlier, marks=tuple(marks.values()))

    def body(self, record: Record, body: Body) -> Named:
        """Return what one wording of a record holds."""
        case, question, key = self._where(record, body)
        marks = tuple((field, found) for field, text in _texts(record[0], body) for found in self._found(case, text))
        return Named(record[0], case, question, key, earlier=False, marks=marks)

    def _found(self, case: str, text: str) -> list[Found]:
        if (case, text) not in self._seen:
            self._seen[case, text] = self._find(case, text)
        return self._seen[case, text]

    def _where(self, record: Record, body: Body | None) -> tuple[str, str, str]:
        """Return case, question and what tells it apart within its kind."""
        kind, key = record
        if kind in {"alert", "evidence"}:
            return (body.case if isinstance(body, Alert | Evidence) else ""), "", key[1]
        if kind in {"query", "reply"}:
            asked = body if isinstance(body, Query) else self._queries.get(key[0])
            return (asked.case if asked else ""), (asked.question if asked else ""), key[0]
        question = key[-1] if kind in {"answer", "agreed"} else ""
        return key[0], question, "" if question or kind == "reading" else key[-1]


def _texts(kind: str, body: Body) -> Iterator[tuple[str, str]]:
    for field in _FIELDS[kind]:
        text = getattr(body, field)
        if text:
            yield field, text


def told(found: Iterable[Named]) -> list[str]:
    """Return what is said of them in lines: one of all that stand so, and one for each earlier wording."""
    found = list(found)
    now = [one for one in found if not one.earlier]
    several = len(now) > 1
    lines = [f"{len(now)} place{'s' * several} hold{'s' * (not several)} what looks like a name: {_listed(now)}."]
    return lines * bool(now) + [
        f"An earlier wording of {one.place} holds what looks like a name; it travels as part of the history."
        for one in found
        if one.earlier
    ]


def _listed(found: Iterable[Named]) -> str:
    return ", ".join(one.place for one in found)
