"""The schema, step by step. A step is never changed once released; each stands alone and uses nothing of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from fjidesk.errors import StoreRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

    from fjidesk.store.database import Store

migrations = Migrations("fjidesk")
SCHEMA = 3


def bring_up(store: Store, keep: Callable[[Store, str], object]) -> None:
    """Run the steps that a file lacks, after a copy of it; refuse a file that is newer than this version.

    Args:
        store: just opened.
        keep: takes a copy of the store, made for the reason named.

    Raises:
        StoreRefused: ``store-newer``; the copy could not be made, and nothing has been changed.
    """
    found = store.db.execute("PRAGMA user_version").fetchone()[0]
    if found > SCHEMA:
        raise StoreRefused(
            "store-newer",
            "This desk was written by a newer version of fjidesk.",
            "Open it with that version; nothing has been changed.",
        )
    if found == SCHEMA:
        return
    if found:
        keep(store, f"before-schema-{SCHEMA}")
    migrations.apply(store.db)
    store.db.execute(f"PRAGMA user_version = {SCHEMA}")


_REVISION = {
    "id": str,
    "kind": str,
    "key": str,
    "author": str,
    "device": str,
    "counter": int,
    "made_at": str,
    "withdraws": int,
    "data": bytes,
    "bundle": str,
}
_TYPED: dict[str, tuple[tuple[str, ...], dict[str, type]]] = {
    "inspection": (
        (),
        {
            "id": str,
            "title": str,
            "framework": str,
            "framework_version": str,
            "framework_sha256": str,
            "marking": str,
            "marking_case": str,
        },
    ),
    "framework": (("id",), {"toml": str}),
    "member": (
        ("fingerprint",),
        {
            "name": str,
            "organisation": str,
            "inspectorate": str,
            "role": str,
            "public_key": str,
            "since": str,
            "revoked": str,
        },
    ),
    "case_file": (("reference",), {"facts": str, "slot_minutes": int}),
    "allocation": (("case_ref", "member"), {"turn": str}),
    "reading": (
        ("case_ref", "member"),
        {"state": str, "facts": str, "case_manager": str, "minutes": int, "gaps": int, "reason": str},
    ),
    "answer": (
        ("case_ref", "member", "question"),
        {
            "answer": str,
            "reasons": str,
            "other": str,
            "note": str,
            "source": str,
            "record": str,
            "dated": str,
            "place": str,
            "confidence": str,
            "discuss": int,
        },
    ),
    "limiting": (("case_ref", "member", "theme"), {"at_risk": str, "text": str}),
    "alert": (
        ("member", "id"),
        {"case_ref": str, "at_risk": str, "what": str, "told": str, "told_at": str, "will_do": str, "outcome": str},
    ),
    "evidence": (
        ("member", "id"),
        {
            "kind": str,
            "theme": str,
            "text": str,
            "topic": str,
            "judgement": str,
            "inspectorate": str,
            "confidence": str,
            "source": str,
            "dated": str,
            "case_ref": str,
            "consent": str,
            "altered": str,
        },
    ),
    "query": (("id",), {"case_ref": str, "member": str, "text": str, "question": str, "resolved": int}),
    "reply": (("query", "id"), {"text": str}),
    "decision": (("case_ref", "member", "theme"), {"limits": int, "reason": str}),
}


@migrations()
def first(db: Database) -> None:
    """Revisions with their parents and heads; typed tables of current values; the logs."""
    db.table("revision").create(_REVISION, pk="id", not_null=set(_REVISION) - {"bundle"})
    db.table("revision").create_index(["kind", "key"])
    db.table("revision").create_index(["author"])
    db.table("parent").create(
        {"revision": str, "parent": str}, pk=("revision", "parent"), foreign_keys=[("revision", "revision", "id")]
    )
    db.table("parent").create_index(["parent"])
    db.table("head").create(
        {"kind": str, "key": str, "revision": str},
        pk=("kind", "key", "revision"),
        foreign_keys=[("revision", "revision", "id")],
    )
    for name, (key, columns) in _TYPED.items():
        fields: dict[str, type] = {**dict.fromkeys(key, str), **columns, "revision": str}
        db.table(name).create(fields, pk=key or "id", not_null=set(fields))
    db.table("answer").create_index(["question", "answer"])
    db.table("ruled_out").create(
        {"case_ref": str, "member": str, "question": str}, pk=("case_ref", "member", "question")
    )
    db.table("quarantine").create(
        {"id": str, "data": bytes, "signer": str, "reason": str, "bundle": str},
        pk="id",
        not_null={"id", "data", "signer", "reason", "bundle"},
    )
    db.table("bundle").create(
        {
            "hash": str,
            "direction": str,
            "kind": str,
            "author": str,
            "device": str,
            "sequence": int,
            "previous": str,
            "created": str,
            "file": str,
            "at": str,
            "revisions": int,
            "state": str,
            "recipients": str,
        },
        pk=("hash", "direction"),
    )
    db.table("bundle").create_index(["device", "sequence"])
    db.table("refusal").create({"id": int, "file": str, "at": str, "code": str, "message": str}, pk="id")
    db.table("setting").create({"name": str, "value": str}, pk="name", not_null={"value"})


@migrations()
def chains(db: Database) -> None:
    """Which key a member's key replaces; empty for the first, as every member before this step has it."""
    db.table("member").add_column("replaces", str, not_null_default="")


_THIRD: dict[str, tuple[tuple[str, ...], dict[str, type]]] = {
    "agreed": (("case_ref", "question"), {"answer": str, "first": str, "second": str, "ground": str, "reasons": str}),
    "receipt": (
        ("giver", "device"),
        {"member": str, "counter": int, "revisions": int, "state": str, "quarantined": int},
    ),
    "retention": (
        ("inspection",),
        dict.fromkeys(("notes", "answers", "bundles", "totals", "hold", "held_since", "released"), str),
    ),
}


@migrations()
def keeping(db: Database) -> None:
    """Agreed answers, receipts and retention; who did what; certificates; signed bytes to carry on; words let pass.

    And the office's recovery recipient, and until when a membership lasts; empty for none.
    """
    db.table("inspection").add_column("recovery", str, not_null_default="")
    db.table("member").add_column("until", str, not_null_default="")
    for name, (key, columns) in _THIRD.items():
        fields: dict[str, type] = {**dict.fromkeys(key, str), **columns, "revision": str}
        db.table(name).create(fields, pk=key, not_null=set(fields))
    access: dict[str, type] = {"at": str, "member": str, "act": str, "kind": str, "key": str, "detail": str}
    db.table("access").create({"number": int, **access}, pk="number", not_null=set(access))
    db.table("access").create_index(["at"])
    db.table("certificate").create(
        {"hash": str, "at": str, "member": str, "device": str, "data": bytes},
        pk="hash",
        not_null={"at", "member", "device", "data"},
    )
    db.table("signed").create({"hash": str, "data": bytes}, pk="hash", not_null={"data"})
    db.table("not_a_name").create({"case_ref": str, "word": str}, pk=("case_ref", "word"))
    db.table("revision").create_index(["counter"])  # each write asks for the highest one
