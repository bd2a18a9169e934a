"""A revision: one immutable change of one record, kept as the bytes that its author wrote (design 5)."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from sys import intern
from typing import Any

import msgspec
from msgspec.structs import force_setattr

from fjidesk.errors import Refused
from fjidesk.model.records import KEY_PARTS, KINDS, Body

Record = tuple[str, tuple[str, ...]]  # kind and key
LINE_LIMIT = 1024 * 1024  # bytes of one revision; a note of that length is a book
COUNTER_LIMIT = 2**53 - 1  # the largest whole number that every JSON reader holds exactly
PART_LIMIT = 200  # characters of one part of a key, and of each name that a revision bears
PARTS_LIMIT = 8  # parts of a key
PARENTS_LIMIT = 1024  # a settled conflict of so many heads has never been
_ID = re.compile(r"[0-9a-f]{64}")
_SHARED = ("kind", "author", "device", "made_at")  # thousands of one bundle have these alike; each is kept once


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """One whole new value of one record, or its withdrawal (``body`` null).

    Attributes:
        kind: the kind of record.
        key: the parts of its key.
        body: the value as JSON, or null.
        parents: ids of the revisions that this one replaces, sorted.
        author: fingerprint of the member's key.
        device: id of the device that wrote it.
        counter: Lamport counter, from 1.
        made_at: ISO 8601; shown to people, never used to order anything.
    """

    kind: str
    key: tuple[str, ...]
    body: msgspec.Raw
    parents: tuple[str, ...]
    author: str
    device: str
    counter: int
    made_at: str

    @property
    def record(self) -> Record:
        """Return the kind and key, which together name the record."""
        return self.kind, self.key

    @property
    def withdraws(self) -> bool:
        """Tell whether this revision withdraws its record."""
        return bytes(self.body).strip() == b"null"


class Sealed(msgspec.Struct, frozen=True, gc=False):
    """A revision with the bytes it was read from and the id that they have."""

    id: str
    data: bytes
    revision: Revision


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Revision)
_BODIES = {kind: msgspec.json.Decoder(hint) for kind, hint in KINDS.items()}


def make(  # noqa: PLR0913  (the eight parts of a revision)
    *,
    kind: str,
    key: tuple[str, ...],
    body: Body | None,
    parents: Iterable[str],
    author: str,
    device: str,
    counter: int,
    made_at: str,
) -> Sealed:
    """Encode a revision once; these bytes are kept and passed on unchanged.

    Raises:
        Refused: ``too-long``, ``key-unfit``: no bundle could carry it, so it is not written either.
    """
    if not _is_fit(key):
        raise Refused("key-unfit", "A name in it has a character that is not seen.", "Type the name again, by hand.")
    raw = msgspec.Raw(_ENCODER.encode(body) if body is not None else b"null")
    revision = Revision(
        kind=kind,
        key=key,
        body=raw,
        parents=tuple(sorted(parents)),
        author=author,
        device=device,
        counter=counter,
        made_at=made_at,
    )
    data = _ENCODER.encode(revision)
    if len(data) > LINE_LIMIT:
        raise Refused(
            "too-long",
            f"One record holds at most {LINE_LIMIT // 1024:,} KB, and this one has {len(data) // 1024:,} KB.",
            "Shorten the text; what was there before is kept.",
        )
    return Sealed(id=identify(data), data=data, revision=revision)


def identify(data: bytes) -> str:
    """Return the id of a revision's bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> Sealed:
    """Read one line.

    Raises:
        Refused: ``not-a-revision``.
    """
    try:
        revision = _DECODER.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused(
            "not-a-revision", "A line is not a revision of this format.", "Ask its author to export again."
        ) from error
    _check(revision)
    for part in _SHARED:
        force_setattr(revision, part, intern(getattr(revision, part)))
    return Sealed(id=identify(data), data=data, revision=revision)


def _check(revision: Revision) -> None:
    sound = (
        1 <= revision.counter <= COUNTER_LIMIT
        and len(revision.key) <= PARTS_LIMIT
        and len(revision.parents) <= PARENTS_LIMIT
        and all(_ID.fullmatch(parent) for parent in revision.parents)
        and all(len(part) <= PART_LIMIT for part in (revision.kind, revision.author, revision.device, *revision.key))
        and len(revision.made_at) <= PART_LIMIT
        and "\n" not in "".join((revision.kind, *revision.key))
    )
    if not sound:
        raise Refused("not-a-revision", "A line has a part outside its limits.", "Ask its author to export again.")


def _is_fit(key: Iterable[str]) -> bool:
    """Tell whether a key looks like no other: NFC, and nothing in it that is not seen."""
    text = "".join(key)
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def body_of(revision: Revision) -> Body | None:
    """Return the typed body of a revision; None where it withdraws its record.

    Raises:
        Refused: ``kind-unknown``, ``body-unknown``: made by a newer version, or malformed; ``key-unfit``.
    """
    decoder = _BODIES.get(revision.kind)
    if decoder is None:
        raise Refused(
            "kind-unknown",
            f"This version does not know records of the kind {revision.kind}.",
            "Use a newer version of fjidesk; the record is kept until then.",
        )
    if len(revision.key) != len(KEY_PARTS[revision.kind]):
        raise Refused(
            "body-unknown",
            f"A record of the kind {revision.kind} has a key of another length.",
            "The record is kept; ask its author.",
        )
    if not _is_fit(revision.key):
        raise Refused(
            "key-unfit",
            f"A record of the kind {revision.kind} has a key that could be taken for another.",
            "The record is kept; ask its author.",
        )
    if revision.withdraws:
        return None
    try:
        return decoder.decode(revision.body)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused(
            "body-unknown",
            f"A record of the kind {revision.kind} has parts that this version does not know.",
            "Use a newer version of fjidesk; the record is kept until then.",
        ) from error


def state_hash(ids: Iterable[str]) -> str:
    """Return the SHA-256 over the sorted ids, one a line: equal where two desks hold the same revisions."""
    return hashlib.sha256("\n".join(sorted(ids)).encode("ascii")).hexdigest()


def stands(candidates: Iterable[tuple[int, str]]) -> str:
    """Return the id that stands for a record among its heads, given as (counter, id): the highest."""
    return max(candidates)[1]


def as_row(body: Body) -> dict[str, Any]:
    """Return the fields of a body for a typed table: lists and objects as JSON text, truth as 0 and 1."""
    row: dict[str, Any] = {}
    for field in body.__struct_fields__:
        value = getattr(body, field)
        if isinstance(value, list | dict):
            value = _ENCODER.encode(value).decode()
        row[field] = int(value) if isinstance(value, bool) else value
    return row
