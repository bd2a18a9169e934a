"""Plan and apply: nobody writes for somebody else, refused bundles change nothing, the order decides nothing."""

from __future__ import annotations

import random

import pytest

from fjidesk.bundle import write as writing
from fjidesk.bundle.keys import six_words
from fjidesk.bundle.manifest import Manifest
from fjidesk.desk import bundles, checks, concerns, inspection, reading, scores
from fjidesk.desk import writing as desk_writing
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Allocation, Answer, Decision, Evidence, Limiting, Member, Query
from fjidesk.model.revision import make
from fjidesk.store import log, readings, revisions
from fjidesk.store import team as stored


@pytest.fixture
def pair(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01", "HB-02"))
    return lead, reader


def forged(writer, lead, made, **changes):
    """Return a bundle file with any revisions, rightly signed and sealed by an author."""
    first = lead.inspection
    parts = {
        "format": 1,
        "kind": "readings",
        "inspection": first.id,
        "author": writer.me,
        "device": writer.device,
        "sequence": 1,
        "previous": "",
        "before": {},
        "created": "2013-11-18T09:00:00Z",
        "framework": (first.framework, first.framework_version, first.framework_sha256),
        "recipients": [lead.me],
        "counts": writing.counts_of(made),
        "state": writing.state_of(made),
        **changes,
    }
    return writing.write(writer.identity, Manifest(**parts), made, {lead.me: lead.identity.public_line}).data


def revision(author, kind, key, body, counter=1, parents=(), writer=None):
    return make(
        kind=kind,
        key=key,
        body=body,
        parents=parents,
        author=writer or author.me,
        device=author.device,
        counter=counter,
        made_at="2013-11-18T09:00:00Z",
    )


def bring(lead, tmp_path, data, name="forged.fjib"):
    (tmp_path / name).write_bytes(data)
    return bundles.bring_in(lead, [tmp_path / name])[0]


def test_only_what_an_author_may_write_is_applied_and_the_rest_is_quarantined(pair, tmp_path):
    lead, reader = pair
    wrong = [
        revision(reader, "answer", ("HB-03", reader.me, "R01"), Answer(answer="yes")),
        revision(reader, "answer", ("HB-01", lead.me, "R01"), Answer(answer="yes")),
        revision(
            reader,
            "member",
            (reader.me,),
            Member(
                name="x",
                organisation="",
                inspectorate="",
                role="lead",
                public_key=reader.identity.public_line,
                since="",
            ),
        ),
        revision(reader, "allocation", ("HB-03", reader.me), Allocation(turn="first")),
        revision(reader, "decision", ("HB-01", reader.me, "public"), Decision(limits=False, reason="r")),
        revision(reader, "evidence", (lead.me, "e"), Evidence(kind="data", theme="governance", text="t")),
        revision(reader, "reply", ("no-query", "r"), None),
        revision(reader, "answer", ("HB-01", reader.me, "R05"), Answer(answer="yes"), writer=lead.me),
        revision(reader, "colour", ("x",), None),
        revision(reader, "answer", ("HB-01",), None),
    ]
    right = revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))
    outcome = bring(lead, tmp_path, forged(reader, lead, [*wrong, right]))
    assert (outcome.status, outcome.added, outcome.quarantined) == ("merged", 1, len(wrong))
    aside = revisions.quarantined(lead.db)
    assert {entry.sealed.id for entry in aside} == {one.id for one in wrong}
    assert all(entry.reason.endswith(".") for entry in aside)
    assert "lead" in {member.role for member in lead.roster.values()}
    assert lead.roster[reader.me].role == "inspector"
    assert not checks.check(lead).difference


def test_what_was_quarantined_is_released_when_the_allocation_comes(pair, tmp_path):
    lead, reader = pair
    made = revision(reader, "answer", ("HB-03", reader.me, "R01"), Answer(answer="yes"))
    assert bring(lead, tmp_path, forged(reader, lead, [made])).quarantined == 1
    before = checks.state(lead)
    inspection.allocate(lead, "HB-03", reader.me, "first")
    other = revision(reader, "answer", ("HB-03", reader.me, "R02"), Answer(answer="yes"))
    assert bring(lead, tmp_path, forged(reader, lead, [other], sequence=2), "b.fjib").quarantined == 0
    assert not revisions.quarantined(lead.db)
    assert set(readings.answers(lead.db, ("HB-03", reader.me))) == {"R01", "R02"}
    assert checks.state(lead) != before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"inspection": "another"}, "other-inspection"),
        ({"author": "f" * 64}, "contents-wrong"),
        ({"counts": {}}, "contents-wrong"),
        ({"state": "0" * 64}, "contents-wrong"),
        ({"format": 2}, "format-newer"),
    ],
)
def test_a_refused_bundle_changes_nothing_and_stops_none(pair, tmp_path, changes, code):
    lead, reader = pair
    made = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    bad, good = tmp_path / "bad.fjib", tmp_path / "good.fjib"
    bad.write_bytes(forged(reader, lead, made, **changes))
    good.write_bytes(forged(reader, lead, made, sequence=2))
    before = checks.state(lead)
    assert bundles.bring_in(lead, [bad])[0].code == code
    assert checks.state(lead) == before
    assert [one.status for one in bundles.bring_in(lead, [bad, good])] == ["refused", "merged"]
    refusals = list(lead.db.query("SELECT file, code FROM refusal"))
    assert refusals == [{"file": "bad.fjib", "code": code}] * 2


def test_two_files_with_one_number_are_an_alarm(pair, tmp_path):
    lead, reader = pair
    one = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    two = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="yes"))]
    assert bring(lead, tmp_path, forged(reader, lead, one)).status == "merged"
    outcome = bring(lead, tmp_path, forged(reader, lead, two), "two.fjib")
    assert (outcome.status, outcome.code) == ("refused", "copied-laptop")


def test_a_missing_bundle_is_named_and_an_older_one_is_history(pair, tmp_path):
    lead, reader = pair
    one = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    second = bring(lead, tmp_path, forged(reader, lead, one, sequence=2, before={lead.me: 1}), "2.fjib")
    assert "Bundle 1" in second.message
    first = bring(lead, tmp_path, forged(reader, lead, one), "1.fjib")
    assert (first.status, first.added) == ("merged", 0)
    assert "older" in first.message


def test_a_missing_bundle_of_ones_own_is_looked_for_at_home(pair, tmp_path):
    """As where a lost desk is made anew, or a copied one hears of the other."""
    lead, _ = pair
    told = bring(lead, tmp_path, forged(lead, lead, [], device="another", sequence=2, before={lead.me: 1}))
    assert told.message == "Bundle 1 of your own has not been seen: add it from where you keep what you wrote."


def test_planning_changes_nothing(pair, tmp_path):
    lead, reader = pair
    (tmp_path / "a.fjib").write_bytes(
        forged(reader, lead, [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))])
    )
    before = (checks.state(lead), log.listed(lead.db))
    outcome = bundles.bring_in(lead, [tmp_path / "a.fjib", tmp_path / "none.fjib"], only_plan=True)
    assert [one.status for one in outcome] == ["planned", "refused"]
    assert (checks.state(lead), log.listed(lead.db)) == before
    assert not list(lead.db.query("SELECT * FROM refusal"))


def test_one_record_changed_on_two_devices_is_a_conflict_until_it_is_settled(pair, tmp_path):
    lead, reader = pair
    key = ("HB-01", reader.me, "R02")
    first = revision(reader, "answer", key, Answer(answer="no"))
    mine = revision(reader, "answer", key, Answer(answer="yes"), 2, [first.id])
    other = revision(reader, "answer", key, Answer(answer="na"), 2, [first.id])
    settled = revision(reader, "answer", key, Answer(answer="yes", note="settled"), 3, [mine.id, other.id])
    bring(lead, tmp_path, forged(reader, lead, [first, mine]), "1.fjib")
    second = bring(lead, tmp_path, forged(reader, lead, [other], sequence=2), "2.fjib")
    assert (second.added, second.conflicts) == (1, 1)
    assert revisions.conflicts(lead.db)
    third = bring(lead, tmp_path, forged(reader, lead, [settled], sequence=3), "3.fjib")
    assert (third.added, third.conflicts) == (1, 0)
    assert readings.answers(lead.db, key[:2])["R02"].note == "settled"


@pytest.mark.parametrize("seed", range(6))
def test_any_order_gives_equal_state_and_scores(team, tmp_path, seed):
    chance = random.Random(seed)
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    files = []
    for number, case in enumerate(("HB-01", "HB-02", "HB-03")):
        reader = team.join(f"reader {number}", first=(case,))
        for _ in range(2):
            name = chance.choice([one.id for one in lead.framework.questions])
            try:
                reading.answer(reader, case, name, Answer(answer=chance.choice(["yes", "no"])))
            except Refused as error:
                assert error.code == "does-not-apply"  # noqa: PT017  (either outcome is right)
            reading.finish(reader, case, with_gaps=True)
            files.append(bundles.export(reader, tmp_path / "out").path)
            reading.reopen(reader, case, "more to say")
        reading.finish(reader, case, with_gaps=True)
        files.append(bundles.export(reader, tmp_path / "out").path)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path / "out").path])
    bundles.bring_in(lead, files)
    bundles.bring_in(deputy, chance.sample(files, len(files)))
    assert scores.scores(lead) == scores.scores(deputy)
    own = bundles.export(lead, tmp_path / "out").path
    bundles.bring_in(deputy, [own])
    assert checks.state(lead) == checks.state(deputy)


def test_a_desks_own_bundle_changes_nothing(pair, tmp_path):
    _, reader = pair
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    path = bundles.export(reader, tmp_path).path
    before = checks.state(reader)
    assert bundles.bring_in(reader, [path])[0].status == "already"
    assert checks.state(reader) == before


def test_queries_alerts_and_flags_travel_both_ways(pair, tmp_path):
    lead, reader = pair
    alert = Alert(case="HB-01", at_risk="child", what="made up", told="duty manager", told_at="2013-11-18T10:00:00Z")
    name = concerns.raise_alert(reader, alert)
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="made up"))
    concerns.add_evidence(reader, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    concerns.close_alert(lead, reader.me, name, "seen the same day")
    concerns.decide_limiting(lead, "HB-01", reader.me, "public", Decision(limits=False, reason="put right"))
    asked = concerns.ask(lead, Query(case="HB-01", member=reader.me, text="Which record?"))
    back = bundles.export(lead, tmp_path, [reader.me])
    assert bundles.bring_in(reader, [back.path])[0].status == "merged"
    assert readings.alerts(reader.db)[reader.me, name].outcome == "seen the same day"
    concerns.reply(reader, asked, "The contact log.")
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    assert stored.replies(lead.db) == [(asked, "The contact log.")]
    ((flag, decision),) = readings.limiting(lead.db).values()
    assert flag.text == "made up"
    assert decision is not None
    assert not decision.limits


def test_nobody_signs_what_somebody_else_would_have_written(pair, tmp_path):
    """The rules would let the lead write it, and the reader signs in the lead's name."""
    lead, reader = pair
    crown = Member(
        name="reader", organisation="", inspectorate="", role="lead", public_key=reader.identity.public_line, since=""
    )
    forgery = revision(reader, "member", (reader.me,), crown, counter=99, writer=lead.me)
    outcome = bring(lead, tmp_path, forged(reader, lead, [forgery]))
    assert (outcome.added, outcome.quarantined) == (0, 1)
    assert lead.roster[reader.me].role == "inspector"
    assert revisions.quarantined(lead.db)[0].reason == "Its author is not the signer of the bundle."


def test_what_comes_out_of_order_is_no_conflict(pair, tmp_path):
    lead, reader = pair
    key = ("HB-01", reader.me, "R02")
    first = revision(reader, "answer", key, Answer(answer="no"))
    second = revision(reader, "answer", key, Answer(answer="yes"), 2, [first.id])
    foreign = revision(reader, "answer", ("HB-01", reader.me, "R07"), Answer(answer="no"), 3, [first.id])
    later = bring(lead, tmp_path, forged(reader, lead, [second, foreign], sequence=2), "2.fjib")
    earlier = bring(lead, tmp_path, forged(reader, lead, [first]), "1.fjib")
    assert (later.conflicts, earlier.added, earlier.conflicts) == (0, 1, 0)
    assert not revisions.conflicts(lead.db)
    assert readings.answers(lead.db, key[:2])["R02"].answer == "yes"


def test_a_desk_may_not_write_what_a_merge_would_quarantine(pair):
    lead, reader = pair
    for desk, entry in (
        (reader, ("case", ("HB-09",), None)),
        (reader, ("answer", ("HB-03", reader.me, "R01"), Answer(answer="yes"))),
        (lead, ("answer", ("HB-01", reader.me, "R01"), Answer(answer="yes"))),
    ):
        before = checks.state(desk)
        with pytest.raises(Refused) as refused:
            desk_writing.write(desk, [entry])
        assert refused.value.code == "not-yours"
        assert checks.state(desk) == before


def test_a_pack_of_a_stranger_is_not_opened(team, tmp_path):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    other = team.make("late")
    lead = team.desks["lead"]
    pack = bundles.pack(lead, reader.me, tmp_path)
    with pytest.raises(Refused) as refused:
        bundles.open_pack(other, pack.path, "x")
    assert refused.value.code == "not-for-you"
    words = six_words(lead.me)
    with pytest.raises(Refused) as refused:
        bundles.open_pack(reader, pack.path, words)
    assert refused.value.code == "inspection-there"
