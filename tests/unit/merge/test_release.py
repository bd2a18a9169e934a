"""What is quarantined comes free as soon as what it rests on does, in whatever order of ids."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from fjidesk.bundle import write as writing
from fjidesk.bundle.manifest import Manifest
from fjidesk.desk import bundles, checks
from fjidesk.desk import writing as desk_writing
from fjidesk.model.records import Allocation, Answer
from fjidesk.model.revision import make
from fjidesk.store import readings, revisions


def brought(lead, writer, made, sequence, folder):
    """Bring a bundle in that its author rightly signed, with any revisions."""
    first = lead.inspection
    manifest = Manifest(
        format=1, kind="readings", inspection=first.id, author=writer.me, device=writer.device, sequence=sequence,
        previous="", before={}, created="", recipients=[lead.me], counts=writing.counts_of(made),
        framework=(first.framework, first.framework_version, first.framework_sha256), state=writing.state_of(made),
    )  # fmt: skip
    path = folder / f"{writer.me[:8]}-{sequence}.fjib"
    path.write_bytes(writing.write(writer.identity, manifest, made, {lead.me: lead.identity.public_line}).data)
    return bundles.bring_in(lead, [path])[0]


def line(writer, kind, key, body, counter=1):
    return make(
        kind=kind, key=key, body=body, parents=[], author=writer.me, device=writer.device, counter=counter, made_at=""
    )


def test_an_answer_comes_free_with_the_allocation_that_was_quarantined_itself(team, tmp_path):
    lead = team.lead()
    reader, other = team.join("reader", first=("HB-01",)), team.join("other", first=("HB-02",))
    boss = team.join("boss", "deputy")
    allocation = line(other, "allocation", ("HB-03", reader.me), Allocation(turn="first"), 900)  # later than the role
    lower = (line(reader, "answer", ("HB-03", reader.me, "R01"), Answer(answer="no"), n) for n in itertools.count(1))
    answer = next(one for one in lower if one.id < allocation.id)  # it is looked at before what it rests on
    assert brought(lead, other, [allocation], 1, tmp_path).quarantined == 1
    assert brought(lead, reader, [answer], 1, tmp_path).quarantined == 1
    entry = replace(lead.roster[other.me], role="deputy")  # given at a place before the allocation, and heard of late
    assert brought(lead, boss, [line(boss, "member", (other.me,), entry, 800)], 1, tmp_path).status == "merged"
    late = line(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="yes"))
    outcome = brought(lead, reader, [late], 2, tmp_path)
    assert (outcome.status, outcome.added, outcome.quarantined) == ("merged", 1, 0)
    assert not revisions.quarantined(lead.db)
    assert set(readings.answers(lead.db, ("HB-03", reader.me))) == {"R01"}
    assert not checks.check(lead).difference


def test_a_parent_named_twice_is_one_parent(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    key = ("HB-01", reader.me, "R01")
    first = line(reader, "answer", key, Answer(answer="no"))
    second = make(
        kind="answer", key=key, body=Answer(answer="yes"), parents=[first.id, first.id], author=reader.me,
        device=reader.device, counter=2, made_at="",
    )  # fmt: skip
    assert brought(lead, reader, [first, second], 1, tmp_path).status == "merged"
    assert readings.answers(lead.db, key[:2])["R01"].answer == "yes"
    assert not checks.check(lead).difference


def test_an_allocation_at_this_desk_frees_what_waited_for_it(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    answer = line(reader, "answer", ("HB-03", reader.me, "R01"), Answer(answer="no"))
    assert brought(lead, reader, [answer], 1, tmp_path).quarantined == 1
    changes = desk_writing.write(lead, [("allocation", ("HB-03", reader.me), Allocation(turn="first"))])
    assert ("answer", answer.revision.key) in changes.records
    assert len(changes.revisions) == 1
    assert not revisions.quarantined(lead.db)
    assert set(readings.answers(lead.db, ("HB-03", reader.me))) == {"R01"}
    assert not checks.check(lead).difference


def test_a_bundle_that_was_here_already_is_judged_again_too(team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    answer = line(reader, "answer", ("HB-01", reader.me, "R01"), Answer(answer="no"))
    assert brought(lead, reader, [answer], 1, tmp_path).status == "merged"
    with lead.store.writing() as db:  # as an older version left it, which knew less
        db.execute("DELETE FROM answer")
        db.execute("DELETE FROM head WHERE kind = 'answer'")
        db.execute("DELETE FROM revision WHERE kind = 'answer'")
        revisions.quarantine(db, [revisions.Quarantined(answer, reader.me, "It was not known.", "a bundle")])
    (path,) = tmp_path.glob("*.fjib")
    again = bundles.bring_in(lead, [path])[0]
    assert (again.status, again.added, again.same) == ("merged", 1, 1)
    assert set(readings.answers(lead.db, ("HB-01", reader.me))) == {"R01"}
    assert not revisions.quarantined(lead.db)
    assert bundles.bring_in(lead, [path])[0].status == "already"
