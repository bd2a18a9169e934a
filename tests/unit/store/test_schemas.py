"""A store of schema 1 is brought up: the roster learns which key replaces which, and what schema 3 keeps is there."""

from __future__ import annotations

from fjidesk.desk import bundles, checks, reading
from fjidesk.model.records import Answer

THIRD = ("agreed", "receipt", "retention", "access", "certificate", "signed", "not_a_name")


def test_a_desk_of_schema_1_opens_and_goes_on(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    state, roster = checks.state(lead), lead.roster
    lead.db.execute("ALTER TABLE inspection DROP COLUMN recovery")
    for column in ("replaces", "until"):
        lead.db.execute(f"ALTER TABLE member DROP COLUMN {column}")
    lead.db.execute("DROP INDEX idx_revision_counter")
    for table in THIRD:
        lead.db.execute(f"DROP TABLE {table}")
    lead.db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('chains', 'keeping')")
    lead.db.execute("PRAGMA user_version = 1")
    lead = team.reopen("lead")
    assert (checks.state(lead), lead.roster) == (state, roster)
    assert not checks.check(lead).difference
    assert list((lead.folder / "backups").glob("*before-schema-3*"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    assert bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])[0].status == "merged"
