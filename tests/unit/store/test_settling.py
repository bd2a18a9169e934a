"""Heads and current values of many records at once are those that each record has by itself, in whatever batches."""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjidesk.model import revision as rev
from fjidesk.model import said_again
from fjidesk.model.records import KEY_PARTS, SAID_AGAIN, Alert, Allocation, Answer, Case, Inspection
from fjidesk.store import audit, bulk, revisions, settling
from fjidesk.store.database import open_store
from fjidesk.store.rows import COLUMN

TABLES = {
    "case": "case_file",
    "answer": "answer",
    "allocation": "allocation",
    "alert": "alert",
    "inspection": "inspection",
}
RECORDS = [
    ("case", ("HB-01",)),
    ("case", ('HB-"2\u00e9', )),
    ("answer", ("HB-01", "m", "R01")),
    ("answer", ("HB-01", "m", "R02")),
    ("allocation", ("HB-01", "m")),
    ("alert", ("HB-01", "m")),
    ("inspection", ()),
]  # fmt: skip


def value(kind, text):
    if kind == "answer":
        return Answer(answer="no", reasons=[text], note=text, discuss=text == "a")
    if kind == "case":
        return Case(facts={"x": text})
    if kind == "allocation":
        return Allocation(turn="first" if text == "a" else "second")
    if kind == "alert":
        return Alert(case="HB-01", at_risk="child", what=text, told="", told_at="")
    return Inspection(id="i", title=text, framework="f", framework_version="1", framework_sha256="0")


@st.composite
def graphs(draw):
    """Revisions of several records, with parents anywhere or nowhere and counters that rise or do not; in batches."""
    made: list[rev.Sealed] = []
    for _ in range(draw(st.integers(1, 14))):
        kind, key = draw(st.sampled_from(RECORDS))
        text = draw(st.sampled_from(["a", "b", None]))
        known = [
            *[one.id for one in made if one.revision.record == (kind, key)] * 3,
            *[one.id for one in made],
            "f" * 64,
        ]
        made.append(
            rev.make(
                kind=kind,
                key=key,
                body=None if text is None else value(kind, text),
                parents=draw(st.lists(st.sampled_from(known), max_size=3)),
                author="a" * 64,
                device=draw(st.sampled_from("de")),
                counter=draw(st.integers(1, 5)),
                made_at="",
            )
        )
    arriving = [*draw(st.permutations(made)), *draw(st.lists(st.sampled_from(made), max_size=3))]
    cuts = sorted(draw(st.lists(st.integers(0, len(arriving)), max_size=4)))
    return [arriving[start:end] for start, end in zip([0, *cuts], [*cuts, len(arriving)], strict=True)]


def reference(held):
    """Settle record by record, from the whole set: the heads, and the rows of the typed tables."""
    heads: dict[tuple[str, str], set[str]] = {}
    rows: dict[str, set[frozenset[tuple[str, object]]]] = {table: set() for table in TABLES.values()}
    for record in {sealed.revision.record for sealed in held.values()}:
        own = {name: sealed.revision for name, sealed in held.items() if sealed.revision.record == record}
        found = said_again.heads(own)
        if record[0] not in SAID_AGAIN:
            assert found == {name for name in own if not any(name in other.parents for other in own.values())}
        heads[record[0], settling.key_text(record[1])] = found
        standing = max(found, key=lambda name: (own[name].counter, name))
        body = rev.body_of(own[standing])
        if body is not None:
            parts = zip(KEY_PARTS[record[0]], record[1], strict=True)
            fields = {COLUMN.get(name, name): value for name, value in rev.as_row(body).items()}
            rows[TABLES[record[0]]].add(frozenset({**dict(parts), **fields, "revision": standing}.items()))
    return heads, rows


def stored(db):
    heads: dict[tuple[str, str], set[str]] = {}
    for kind, key, name in db.execute("SELECT kind, key, revision FROM head").fetchall():
        heads.setdefault((kind, key), set()).add(name)
    return heads, {table: {frozenset(row.items()) for row in db.table(table).rows} for table in TABLES.values()}


@pytest.fixture(scope="module")
def blank():
    """Return one store for the whole module; each use ends by rolling back."""
    with TemporaryDirectory() as folder:
        made = open_store(Path(folder) / "store.db", secrets.token_bytes(32), create=True)
        yield made
        made.close()


class RollBackError(Exception):
    """Leaves a block without keeping what it wrote."""


def compared(store, batches):
    """Add the batches, and after each compare with the reference; return how many records were new and known."""
    seen: Counter[str] = Counter()
    held: dict[str, rev.Sealed] = {}
    try:
        with store.writing() as db:
            for batch in batches:
                fresh = {sealed.id: sealed for sealed in batch if sealed.id not in held}
                records = {sealed.revision.record for sealed in fresh.values()}
                before = {sealed.revision.record for sealed in held.values()}
                assert settling.known(db, records) == records & before
                assert revisions.held(db, [sealed.id for sealed in batch]) == {one.id for one in batch} & held.keys()
                assert revisions.add(db, batch) == records
                held |= fresh
                assert stored(db) == reference(held)
                assert not audit.records_fault(db)
                seen.update(new=len(records - before), known=len(records & before))
                everything = {sealed.revision.record for sealed in held.values()}
                assert revisions.heads_of(db, [*everything, ("case", ("none",))]) == {
                    record: set(revisions.heads(db, *record)) for record in everything
                }
                named = {
                    name
                    for name, sealed in held.items()
                    for other in held.values()
                    if name in other.revision.parents and other.revision.record == sealed.revision.record
                }
                assert revisions.replaced(db, list(held.values())) == named
            raise RollBackError
    except RollBackError:
        return seen


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_batches_settle_as_records_do_one_by_one(blank, batches):
    compared(blank, batches)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_many_batches_settle_as_records_do_one_by_one(blank):
    counts: Counter[str] = Counter()

    @settings(max_examples=5000, deadline=None, database=None)
    @given(graphs())
    def run(batches):
        counts.update(compared(blank, batches), tries=1)

    run()
    print(f"\nsettled: {dict(counts)}, faults 0, lost 0")  # noqa: T201  (a long test says what it did)


def test_every_part_of_a_large_batch_is_settled(blank, monkeypatch):
    monkeypatch.setattr(bulk, "PART", 3)
    first = [
        rev.make(kind="case", key=(f"HB-{number:02d}",), body=value("case", "a"), parents=[], author="a" * 64,
                 device="d", counter=1, made_at="")
        for number in range(8)
    ]  # fmt: skip
    second = [
        rev.make(kind="case", key=one.revision.key, body=value("case", "b"), parents=[one.id], author="a" * 64,
                 device="d", counter=2, made_at="")
        for one in first[:7]
    ]  # fmt: skip
    assert compared(blank, [first, second]) == {"new": 8, "known": 7}


def test_the_key_of_each_kind_fills_its_columns():
    assert all(settling.columns(kind)[: len(KEY_PARTS[kind])] == KEY_PARTS[kind] for kind in KEY_PARTS)
