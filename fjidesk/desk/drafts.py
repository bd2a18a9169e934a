"""What was begun and not kept yet: it lies in the encrypted store of this desk, and never travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.store import log, readings, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

_DRAFT = "draft "
_LONG = 60  # characters of a draft that are shown


class Begun(NamedTuple):
    """A draft that somebody can go on with.

    Attributes:
        kind: ``evidence``, ``reply``, ``form`` or ``query``.
        key: the piece that it changes, empty for a new one; the query; the case of the form; empty for a query.
        case: that it is about; empty for none.
        words: how it begins.
    """

    kind: str
    key: str
    case: str
    words: str


class _Said(msgspec.Struct, frozen=True):
    """What drafts of several fields have alike."""

    text: str = ""
    case: str = ""


def text(desk: Desk, name: str) -> str:
    """Return a draft; empty where there is none."""
    return log.setting(desk.db, _DRAFT + name) or ""


def put(desk: Desk, name: str, words: str) -> None:
    """Keep a draft as it stands; an empty one is dropped. Durable when it returns."""
    with desk.store.writing() as db:
        if words.strip():
            log.put_setting(db, _DRAFT + name, words)
        else:
            log.drop_setting(db, _DRAFT + name)


def drop(desk: Desk, name: str) -> None:
    """Let a draft go, once what it says is kept."""
    put(desk, name, "")


def names(desk: Desk) -> list[str]:
    """Return what was begun, by name."""
    return [found.removeprefix(_DRAFT) for found in log.settings(desk.db, _DRAFT)]


def begun(desk: Desk) -> list[Begun]:
    """Return the drafts of evidence, replies, forms and queries whose page can still be opened, by kind."""
    pieces, asked, cases = readings.evidence(desk.db), team.queries(desk.db), team.cases(desk.db)
    replied = {query for query, _ in team.replies(desk.db)}
    found = []
    for name in names(desk):
        kind, _, key = name.partition(" ")
        words = text(desk, name)
        if kind == "evidence" and (not key or (desk.me, key) in pieces):
            piece = msgspec.json.decode(words, type=_Said)
            found.append(Begun(kind, key, piece.case, _short(piece.text)))
        elif kind == "reply" and key in asked.keys() - replied and not asked[key].resolved:
            found.append(Begun(kind, key, asked[key].case, _short(words)))
        elif kind == "form" and key in cases:
            found.append(Begun(kind, key, key, ""))
        elif kind == "query":
            query = msgspec.json.decode(words, type=_Said)
            found.append(Begun(kind, "", query.case, _short(query.text)))
    return found


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONG else f"{line[:_LONG].rsplit(' ', 1)[0]} …"
