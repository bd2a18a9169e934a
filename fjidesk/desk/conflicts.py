"""Records with several versions that nobody settled yet, and the choice among these (ARCHITECTURE.md, decision 80)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk.desk import blind
from fjidesk.desk.reading import check_reasons
from fjidesk.desk.wording import Words
from fjidesk.desk.writing import may_write, write
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.records import KEY_PARTS, KINDS, Answer, Body, Case, Member, Reading
from fjidesk.store import readings, revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes

_MARK = ":"
_SHORT = 8  # of a fingerprint or an id, in a record's name


class Version(msgspec.Struct, frozen=True):
    """One of the values that stand beside each other.

    Attributes:
        number: from 1, the oldest first; the same on every desk that holds the same.
        who: working name of its author.
        device: id of the device that wrote it.
        at: when, as its author's clock said.
        words: the value in words.
        value: the value as JSON; null where this version takes the record back.
        stands: whether it is the one that counts until the conflict is settled.
        revision: id.
    """

    number: int
    who: str
    device: str
    at: str
    words: str
    value: msgspec.Raw
    stands: bool
    revision: str


class Conflict(msgspec.Struct, frozen=True):
    """A record with several versions.

    Attributes:
        name: what it is called in ``settle``, such as ``answer:HB-01:1f2e3d4c:R02``.
        yours: whether the owner of this desk may settle it.
        alike: whether every version says the same, so that any of them will do.
    """

    name: str
    kind: str
    key: list[str]
    case: str
    question: str
    yours: bool
    alike: bool
    versions: list[Version]


def conflicts(desk: Desk) -> list[Conflict]:
    """Return the records with several versions, by kind and key; none that would show a reading kept from the owner."""
    may_show = blind.shown(desk)
    records = _records(desk)
    names = _names(records)
    return [_conflict(desk, record, names[record]) for record in records if may_show(record)]


def settle(desk: Desk, name: str, take: int) -> Changes:
    """Settle a conflict by one of its versions: it is written once more, in place of all of them.

    Args:
        desk: of somebody who may write the record.
        name: as listed, or as much of it as names one.
        take: the number of the version.

    Raises:
        Refused: ``conflict-unknown``, ``version-unknown``, ``not-yours``.
    """
    found = _find(desk, name)
    version = next((one for one in found.versions if one.number == take), None)
    if version is None:
        raise Refused(
            "version-unknown", f"{found.name} has no version {take}.", f"Take one of 1 to {len(found.versions)}."
        )
    body = rev.body_of(revisions.get(desk.db, version.revision).revision)
    return _write(desk, found, body)


def settle_by(desk: Desk, name: str, value: str) -> Changes:
    """Settle a conflict by a value of one's own, as JSON.

    Raises:
        Refused: ``conflict-unknown``, ``value-wrong``, ``reason-unknown``, ``reason-twice``, ``reading-finished``,
            ``not-yours``.
    """
    found = _find(desk, name)
    body = _body(desk, found, value)
    if found.kind == "answer":
        current = readings.reading(desk.db, (found.key[0], found.key[1]))
        if current is not None and current.state == "finished":
            raise Refused(
                "reading-finished",
                f"The reading of {found.case} is finished.",
                "Take one of the versions, or reopen the reading with a reason first.",
            )
    return _write(desk, found, body)


def _body(desk: Desk, found: Conflict, value: str) -> Body:
    try:
        body: Body = msgspec.json.decode(value, type=KINDS[found.kind])
    except msgspec.DecodeError as error:
        raise Refused(
            "value-wrong",
            f"That is not a value of the kind {found.kind}: {error}.",
            "Take it from fjidesk conflict list --json, and change what is to change.",
        ) from error
    if isinstance(body, Member):
        _check_same_person(found, body)
    if isinstance(body, Answer) and found.question in desk.framework.by_id:
        check_reasons(desk.framework.by_id[found.question], body, desk.framework)
    return body


def _check_same_person(found: Conflict, body: Member) -> None:
    """Refuse a key, a role or a link of keys that no version has: these are given by a card, never in passing."""
    versions = [msgspec.json.decode(one.value, type=Member | None) for one in found.versions]
    if _person(body) not in [_person(one) for one in versions if one is not None]:
        raise Refused(
            "value-wrong",
            f"{found.name} cannot be settled by another public_key, role or replaces than a version has.",
            "Leave these as one of the versions has them.",
        )


def _person(entry: Member) -> tuple[str, str, str]:
    return entry.public_key, entry.role, entry.replaces


def _write(desk: Desk, found: Conflict, body: Body | None) -> Changes:
    record = (found.kind, tuple(found.key))
    if not found.yours:
        raise Refused(
            "not-yours",
            f"This desk may not settle {found.name}: {may_write(desk, *record)}",
            "Ask whoever wrote the versions to settle it; their bundle brings it here.",
        )
    return write(desk, [(*record, body)])


def _records(desk: Desk) -> list[rev.Record]:
    return [(kind, tuple(msgspec.json.decode(key, type=list[str]))) for kind, key in revisions.conflicts(desk.db)]


def _names(records: Sequence[rev.Record]) -> dict[rev.Record, str]:
    """Return what each record is called: with its ids cut short where that leaves it the only one so called."""
    short = {record: _name(record, _SHORT) for record in records}
    called = list(short.values())
    return {record: name if called.count(name) == 1 else _name(record, None) for record, name in short.items()}


def _name(record: rev.Record, length: int | None) -> str:
    kind, key = record
    parts = [part[:length] if _is_id(part) else part for part in key]
    return _MARK.join([kind, *parts])


def _is_id(part: str) -> bool:
    return len(part) >= 32 and all(letter in "0123456789abcdef-" for letter in part)  # noqa: PLR2004  (a UUID or hash)


def _find(desk: Desk, name: str) -> Conflict:
    every = conflicts(desk)
    found = [one for one in every if name in {one.name, _name((one.kind, tuple(one.key)), None)}] or [
        one for one in every if one.name.startswith(name)
    ]
    if len(found) != 1:
        raise Refused(
            "conflict-unknown",
            f"There is no one conflict called {name}.",
            "Run fjidesk conflict list to see them; whatever else is there is settled.",
        )
    return found[0]


def _conflict(desk: Desk, record: rev.Record, name: str) -> Conflict:
    kind, key = record
    made = {head: revisions.get(desk.db, head).revision for head in revisions.heads(desk.db, *record)}
    ordered = sorted(made, key=lambda head: (made[head].counter, head))
    bodies = {head: rev.body_of(made[head]) for head in ordered}
    words = Words(desk.framework, desk.roster)
    versions = [
        Version(
            number=number,
            who=words.name(made[head].author),
            device=made[head].device,
            at=made[head].made_at,
            words=_words(words, record, bodies[head], list(bodies.values())),
            value=made[head].body,
            stands=head == ordered[-1],
            revision=head,
        )
        for number, head in enumerate(ordered, 1)
    ]
    parts = dict(zip(KEY_PARTS[kind], key, strict=True))
    case = parts.get("case_ref") or parts.get("reference") or _case(bodies.values())
    return Conflict(
        name=name,
        kind=kind,
        key=list(key),
        case=case,
        question=parts.get("question", ""),
        yours=not may_write(desk, *record),
        alike=all(body == bodies[ordered[0]] for body in bodies.values()),
        versions=versions,
    )


def _case(bodies: Any) -> str:
    return next((one.case for one in bodies if one is not None and hasattr(one, "case")), "")


def _words(words: Words, record: rev.Record, body: Body | None, beside: list[Body | None]) -> str:
    """Say a value; of facts only those on which the versions differ."""
    if body is None:
        return "it is taken back"
    said = words.change(record, None, body)
    if isinstance(body, Case | Reading):
        every = [one.facts for one in beside if isinstance(one, Case | Reading)]
        names = {name for facts in every for name in facts}
        differing = sorted(name for name in names if len({facts.get(name, "") for facts in every}) > 1)
        facts = [words.fact(name, body.facts) for name in differing]
        said = "; ".join([said, *facts] if isinstance(body, Reading) else facts or [said])
    return said
