"""Marked strings for every text field of every kind of record, found by walking the records themselves."""

from __future__ import annotations

from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote

import msgspec

from fjidesk.model.records import KINDS

MARK = "Zqxvkjw"  # in everything that is nobody's business
OPEN = "Opnvkjw"  # in what titles and names of bundles may show: the inspection, its marking, who is on the team
CASE = "ZQXVKJW-03"
CHOSEN = f"{MARK} chosen for {CASE}"  # a folder that somebody named after a case
PASSPHRASE = "zqxvkjw copper kettles under nine snows"
TYPED = "Zqxvkjw typed here"
# Ids, hashes, keys and dates: no texts that somebody writes. A new text field is planted unless it is put here.
NOT_TEXT = {
    "inspection": {"id", "framework", "framework_version", "framework_sha256"},
    "member": {"public_key", "since", "revoked", "replaces"},
    "evidence": {"theme"},
    "query": {"member", "question"},
    "receipt": {"member", "state"},
    "retention": {"notes", "answers", "bundles", "totals", "held_since"},
}
SHOWN = {"inspection": {"title", "marking", "marking_case"}, "member": {"name", "organisation", "inspectorate"}}
LISTS_OF_IDS = {("answer", "reasons"), ("agreed", "reasons")}


def mark(kind: str, field: str) -> str:
    """Return the mark of a field; with a space and a letter that is not ASCII, so that its forms differ."""
    return f"{OPEN if field in SHOWN.get(kind, ()) else MARK} {kind} {field} ŵ"


def text_fields() -> list[tuple[str, str]]:
    """Return kind and name of each field that holds what somebody writes."""
    found = []
    for kind, body in KINDS.items():
        for field, hint in get_type_hints(body).items():
            if _is_text(kind, field, hint) and field != "case":
                found.append((kind, field))
    return found


def _is_text(kind: str, field: str, hint: Any) -> bool:
    if hint in {int, bool} or get_origin(hint) is Literal or field in NOT_TEXT.get(kind, ()):
        return False
    if get_origin(hint) is Union or (kind, field) in LISTS_OF_IDS:
        return False
    if hint is str or hint == dict[str, str]:
        return True
    if all(get_origin(part) is Literal for part in get_args(hint)):
        return False
    raise TypeError(f"{kind}.{field} is {hint}: say here how a mark is planted in it")


def planted(kind: str, **given: Any) -> Any:
    """Return a body with a mark in each of its text fields, and the first choice in the others."""
    values = dict(given)
    for field, hint in get_type_hints(KINDS[kind]).items():
        if field in values:
            continue
        if field == "case":
            values[field] = CASE
        elif hint == dict[str, str]:
            values[field] = {"order": "yro", "remark": mark(kind, field)}
        elif _is_text(kind, field, hint):
            values[field] = mark(kind, field)
        elif get_origin(hint) is Literal:
            values[field] = get_args(hint)[0]
    return msgspec.convert(values, KINDS[kind])


def forms(text: str) -> set[bytes]:
    """Return the forms in which a text may lie somewhere, in small letters."""
    found = set()
    for one in (text.casefold(), quote(text).casefold(), quote(text, safe="").casefold()):
        found |= {one.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return found | {text.casefold().encode("unicode_escape"), quote(text.casefold()).encode()}


def found_in(data: bytes, marks: tuple[str, ...] = (MARK, OPEN)) -> list[str]:
    """Return the marks that lie in some bytes, in any form and in any letters."""
    small = data.lower()
    return [one for one in marks if any(form in small for form in forms(one))]
