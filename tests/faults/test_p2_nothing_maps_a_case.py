"""P2: there is no table of pseudonyms, and what leaves a desk holds nothing that a case reference stands for."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.bundle import verify
from fjidesk.desk import bundles, reading
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.records import KEY_PARTS, KINDS, Answer
from fjidesk.store import log, revisions, settling

# The tables that travel, each with the kind of record that it shows; and the desk's own, which never do.
OWN = {
    "revision",
    "parent",
    "head",
    "ruled_out",
    "quarantine",
    "bundle",
    "refusal",
    "setting",
    "access",
    "certificate",
    "signed",
    "not_a_name",
    "_sqlite_migrations",
}
NAMING = {"name", "surname", "forename", "initials", "born", "birth", "dob", "address", "postcode", "real", "pseudonym"}


@pytest.fixture
def lead(team):
    lead = team.lead()
    team.join("reader", first=("HB-01", "HB-02"), second=("HB-03",))
    return lead


def test_every_table_is_a_kind_of_record_or_the_desks_own(lead):
    tables = {row[0] for row in lead.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    kinds = {settling.TABLE.get(kind, kind) for kind in KINDS}
    assert {name for name in tables if not name.startswith("sqlite_")} == kinds | OWN


def test_no_record_of_a_case_has_a_field_for_who_the_child_is():
    by_case = {kind for kind, parts in KEY_PARTS.items() if {"case_ref", "reference"} & set(parts)}
    by_case |= {kind for kind, body in KINDS.items() if "case" in body.__struct_fields__}
    assert by_case >= {"case", "answer", "reading", "alert", "evidence", "query"}
    for kind in by_case:
        words = {word for field in KINDS[kind].__struct_fields__ for word in field.split("_")}
        assert not words & NAMING, kind


def test_a_bundle_holds_records_and_nothing_beside_them(lead, team, tmp_path):
    reader = team.desks["reader"]
    with reader.store.writing() as db:  # words of the desk's own, which are never to leave it
        db.table("not_a_name").insert({"case_ref": "HB-01", "word": "Zebrafinch"})
        log.put_setting(db, "HB-01", "Zebrafinch")
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    paths = [bundles.export(reader, tmp_path / "out").path, bundles.pack(lead, reader.me, tmp_path / "packs").path]
    for path, to in zip(paths, (lead, reader), strict=True):
        bundle = verify.verify(path.read_bytes(), to.identity, to.roster, to.former)
        manifest = msgspec.json.encode(bundle.manifest)
        assert b"HB-0" not in manifest
        assert b"HB-0" in b"".join(one.data for one in bundle.revisions)
        assert {one.revision.kind for one in bundle.revisions} <= KINDS.keys()
        assert all(b"Zebrafinch" not in data for data in (manifest, *(one.data for one in bundle.revisions)))


def test_a_record_with_a_field_more_is_refused(lead):
    sealed = next(one for one in revisions.by_author(lead.db, lead.me) if one.revision.kind == "case")
    widened = sealed.data.replace(b'"body":{', b'"body":{"pseudonym":"x",', 1)
    assert widened != sealed.data
    with pytest.raises(Refused):
        rev.body_of(rev.read(widened).revision)
