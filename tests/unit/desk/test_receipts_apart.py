"""Receipts that stand side by side settle themselves, and no member stops those of another."""

import random

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import backups, bundles, conflicts, queries, reading, receipts, warnings, workspace, writing
from fjidesk.model.receipts import NO_DEVICE, named, of
from fjidesk.model.records import Answer
from fjidesk.model.revision import make
from fjidesk.store import received, revisions
from tests.conftest import PASSPHRASE


def answered(desk, question, case="HB-01"):
    reading.answer(desk, case, question, Answer(answer="yes"))


def carried(lead, desk, folder):
    """Hand over, and have it received; return the receipt's file."""
    bundles.bring_in(lead, [bundles.export(desk, folder).path])
    (given,) = bundles.receipt(lead, folder, [desk.me])
    return given.path


def set_back(team, name, saved):
    """Restore a desk to a backup and open it again."""
    folder = team.desks[name].folder
    team.desks[name].close()
    identity = workspace.unlock(folder, PASSPHRASE)
    backups.restore(folder, identity, saved.name, clock=team.clock, ids=new_id)
    return team.reopen(name)


def records(desk):
    return {kept.named: kept.receipt for kept in received.receipts(desk.db)}


def test_a_lead_who_was_set_back_gives_receipts_that_count_and_nobody_settles_them(team, lead, reader, tmp_path):
    saved = backups.make(lead, "test")
    answered(reader, "R01")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "1")])
    (first,) = (tmp_path / "1").glob("*readings*")
    for number in range(5):
        queries.put(lead, "HB-01", f"What of {number}?")  # so that what is lost counted far
    answered(reader, "R02")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "2")])
    assert receipts.all_received(reader)
    lost = revisions.top_counter(lead.db)
    lead = set_back(team, "lead", saved)
    bundles.bring_in(lead, [first])
    (given,) = bundles.receipt(lead, tmp_path / "3", [reader.me])
    (outcome,) = bundles.bring_in(reader, [given.path])
    assert outcome.conflicts == 0
    found = receipts.standing(reader)
    assert (found.all_received, found.missing) == (False, 1), "what the lead lost is not taken for held"
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "4")])
    assert receipts.all_received(reader)
    assert conflicts.conflicts(reader) == []
    (key,) = records(reader).keys() - {named(reader.me, NO_DEVICE)}
    assert len(revisions.heads(reader.db, "receipt", (lead.me, key))) > 1, "both are here, and the later one stands"
    (last,) = revisions.heads(lead.db, "receipt", (lead.me, key))
    assert revisions.get(lead.db, last).revision.counter > lost


def test_a_lead_who_was_set_back_between_two_receipts_takes_the_second_back(team, lead, reader, tmp_path):
    answered(reader, "R01")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "1")])
    saved = backups.make(lead, "test")
    answered(reader, "R02")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "2")])
    assert receipts.all_received(reader)
    lead = set_back(team, "lead", saved)
    (given,) = bundles.receipt(lead, tmp_path / "3", [reader.me])
    bundles.bring_in(reader, [given.path])
    found = receipts.standing(reader)
    assert (found.all_received, found.missing) == (False, 1), "the lead holds what the first receipt said, and no more"
    assert bundles.export(reader, tmp_path / "again").revisions == 1
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "4")])
    assert receipts.all_received(reader)
    assert not receipts.give(lead).revisions, "what was taken back once is not taken back again"


@pytest.mark.parametrize("how", ["receipt", "pack"])
def test_a_lead_who_lost_all_of_a_reader_takes_back_every_receipt(team, lead, reader, tmp_path, how):
    saved = backups.make(lead, "test")
    answered(reader, "R01")
    lost = carried(lead, reader, tmp_path / "1")
    bundles.bring_in(reader, [lost])
    assert receipts.all_received(reader)
    lead = set_back(team, "lead", saved)
    if how == "receipt":
        (given,) = bundles.receipt(lead, tmp_path / "2", [reader.me])
    else:
        given = bundles.pack(lead, reader.me, tmp_path / "2")
    bundles.bring_in(reader, [given.path, lost])
    found = receipts.standing(reader)
    assert (found.all_received, found.missing) == (False, found.revisions)
    assert found.sentence == (
        "No receipt that came counts for what this desk holds: 0 of 1 reading received. Hand it over again."
    )
    assert bundles.export(reader, tmp_path / "again").revisions == found.revisions
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "3")])
    assert receipts.all_received(reader)


def test_a_lead_who_forgot_a_device_of_a_reader_takes_back_what_was_said_of_it(team, lead, reader, tmp_path):
    answered(reader, "R01")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "1")])
    saved = backups.make(lead, "test")
    reader = set_back(team, "reader", backups.make(reader, "test"))
    answered(reader, "R02")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "2")])
    assert receipts.all_received(reader)
    lead = set_back(team, "lead", saved)
    bundles.bring_in(reader, [bundles.receipt(lead, tmp_path / "3", [reader.me])[0].path])
    found = receipts.standing(reader)
    assert (found.all_received, found.missing) == (False, 1), "the first device is held, and said anew"
    bundles.bring_in(reader, [carried(lead, reader, tmp_path / "4")])
    assert receipts.all_received(reader)


def test_receipts_side_by_side_come_to_the_same_on_every_desk_in_any_order(team, lead, reader, tmp_path):
    deputy = team.join("deputy", "deputy")
    saved = backups.make(lead, "test")
    made = []
    for place, question in enumerate(("R01", "R02")):
        answered(reader, question)
        made.append(carried(lead, reader, tmp_path / str(place)))
        made.append(bundles.export(lead, tmp_path / str(place), [deputy.me]).path)
        lead = set_back(team, "lead", saved)
    sent = [bundles.export(reader, tmp_path / "again", everything=True).path]
    bundles.bring_in(lead, sent)
    bundles.receipt(lead, tmp_path / "last", [reader.me])
    made += [bundles.export(lead, tmp_path / "last", [deputy.me]).path, *(tmp_path / "last").glob("*receipt*")]
    for_deputy = [path for path in made if "receipt" not in path.name]
    bundles.bring_in(deputy, random.Random(5).sample(for_deputy, len(for_deputy)))
    for_reader = [path for path in made if "receipt" in path.name]
    bundles.bring_in(reader, random.Random(7).sample(for_reader, len(for_reader)))
    own = {name: one for name, one in records(deputy).items() if one.member == reader.me}
    assert records(reader) == own
    assert receipts.all_received(reader)
    for desk in (lead, deputy):
        assert not [one for one in warnings.warnings(desk) if one.code == "conflicts"]
        assert conflicts.conflicts(desk) == []


def test_whoever_writes_under_the_device_of_another_stops_no_receipt(team, lead, reader, tmp_path):
    other = team.join("other", first=("HB-02",))
    for question in ("R01", "R02", "R05", "R07"):
        answered(other, question, "HB-02")
    top = revisions.top_counter(other.db)
    more = [
        make(
            kind="answer",
            key=("HB-02", other.me, question),
            body=Answer(answer="no"),
            parents=(),
            author=other.me,
            device=device,
            counter=top + place,
            made_at="2013-11-18T09:00:00Z",
        )
        for place, question in enumerate(("R08", "R09", "R10", "R11"), 1)
        for device in (reader.device, "no\N{ZERO WIDTH SPACE}thing")
    ]
    with other.store.writing() as db:
        revisions.add(db, more)
    assert bundles.bring_in(lead, [bundles.export(other, tmp_path).path])[0].status == "merged"
    answered(reader, "R01")
    bundles.bring_in(reader, [carried(lead, reader, tmp_path)])
    assert receipts.all_received(reader)
    assert len(records(lead)) == 4, "three devices of theirs, as it seems, and the reader's own"
    (given,) = bundles.receipt(lead, tmp_path, [other.me])
    bundles.bring_in(other, [given.path])
    assert receipts.all_received(other), "what they wrote under any name is theirs, and received"


def test_a_receipt_that_names_the_device_as_before_counts_until_a_later_one_comes(lead, reader, tmp_path):
    answered(reader, "R01")
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    held = [(one.counter, one.id) for one in received.pieces(lead.db, [reader.me], reader.device)]
    writing.write(lead, [("receipt", (lead.me, reader.device), of(reader.me, held))])
    assert not receipts.give(lead).revisions, "what was said as before is not said again"
    bundles.bring_in(reader, [bundles.receipt(lead, tmp_path, [reader.me])[0].path])
    assert receipts.all_received(reader)
    answered(reader, "R02")
    assert bundles.export(reader, tmp_path / "new").revisions == 1
    bundles.bring_in(reader, [carried(lead, reader, tmp_path)])
    assert receipts.all_received(reader)
    assert set(records(reader)) == {reader.device, named(reader.me, reader.device)}
