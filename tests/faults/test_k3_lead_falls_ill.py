"""K3: lead falls ill: the deputy's key opens every readings bundle, and the deputy goes on as lead."""

from __future__ import annotations

from fjidesk.desk import bundles, checks, identity, inspection, reading, scores, trust
from fjidesk.model.records import Answer


def test_the_deputy_opens_every_readings_bundle_and_comes_to_the_same_numbers(team, tmp_path):
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    files = []
    for number, case in enumerate(("HB-01", "HB-02", "HB-03")):
        reader = team.join(f"reader {number}", first=(case,))
        reading.answer(reader, case, "R01", Answer(answer="yes"))
        reading.finish(reader, case, with_gaps=True)
        written = bundles.export(reader, tmp_path / "out")
        assert {"lead", "deputy"} <= set(written.recipients)
        files.append(written.path)
    packs = [bundles.pack(lead, deputy.me, tmp_path / "packs").path]
    assert [one.status for one in bundles.bring_in(deputy, packs + files)] == ["merged"] * 4
    bundles.bring_in(lead, files)
    assert scores.scores(deputy) == scores.scores(lead)
    assert checks.state(deputy) == checks.state(lead)


def test_the_deputy_adds_allocates_packs_and_revokes_in_the_leads_place(team, tmp_path):
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    reader = team.join("reader", first=("HB-01",))
    bundles.bring_in(deputy, [bundles.pack(lead, deputy.me, tmp_path / "packs").path])
    trust.revoke(deputy, lead.me)
    inspection.allocate(deputy, "HB-02", reader.me, "first")
    pack = bundles.pack(deputy, reader.me, tmp_path / "packs")
    assert bundles.bring_in(reader, [pack.path])[0].status == "merged"
    reading.answer(reader, "HB-02", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-02", with_gaps=True)
    written = bundles.export(reader, tmp_path / "out")
    assert sorted(written.recipients) == ["deputy", "reader"]
    assert bundles.bring_in(deputy, [written.path])[0].status == "merged"
    assert scores.scores(deputy).cases == 1
    assert bundles.bring_in(reader, [bundles.export(lead, tmp_path / "o", [reader.me]).path])[0].code == "key-revoked"


def test_a_new_reader_joins_by_the_deputys_pack_alone_and_a_second_pack_says_nothing_twice(team, tmp_path):
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    bundles.bring_in(deputy, [bundles.pack(lead, deputy.me, tmp_path / "packs").path])
    late = team.make("late")
    card = identity.card(late)
    inspection.add_member(deputy, card, inspection.read_card(card).words)
    inspection.allocate(deputy, "HB-03", late.me, "first")
    pack = bundles.pack(deputy, late.me, tmp_path / "packs")
    bundles.open_pack(late, pack.path, identity.show(deputy).words)
    reading.answer(late, "HB-03", "R01", Answer(answer="yes"))
    reading.finish(late, "HB-03", with_gaps=True)
    before = checks.state(deputy)
    assert bundles.pack(deputy, late.me, tmp_path / "packs").revisions == pack.revisions
    assert checks.state(deputy) == before
    files = [bundles.export(deputy, tmp_path / "out").path, bundles.export(late, tmp_path / "out").path]
    assert [(one.status, one.conflicts, one.quarantined) for one in bundles.bring_in(lead, files)] == [
        ("merged", 0, 0)
    ] * 2
    assert scores.scores(lead).cases == 1
    bundles.pack(lead, late.me, tmp_path / "packs")  # the lead says the deputy's entries again, and that once
    state = checks.state(lead)
    bundles.pack(lead, late.me, tmp_path / "packs")
    assert checks.state(lead) == state
    assert not checks.check(lead).difference
