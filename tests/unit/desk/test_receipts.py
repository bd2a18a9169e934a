"""Receipts travel back, and the next bundle carries what they do not cover."""

from __future__ import annotations

import random

import pytest

from fjidesk.desk import bundles, checks, closing_plan, concerns, inspection, reading, receipts, trust, undo
from fjidesk.desk.sending import Load, send
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Evidence, Query
from fjidesk.model.revision import make
from fjidesk.store import received, revisions


@pytest.fixture
def reader(team, lead):
    del lead
    desk = team.join("reader", first=("HB-01", "HB-02"))
    for case in ("HB-01", "HB-02"):
        reading.answer(desk, case, "R01", Answer(answer="yes"))
    return desk


def refused(code, function, *arguments, **named):
    with pytest.raises(Refused) as caught:
        function(*arguments, **named)
    assert caught.value.code == code
    return caught.value.message


def back(lead, reader, folder):
    """Give receipts and carry the reader's back."""
    (path,) = [one.path for one in bundles.receipt(lead, folder, [reader.me])]
    assert [one.status for one in bundles.bring_in(reader, [path])] == ["merged"]


def carried(lead, desk, folder):
    done = bundles.export(desk, folder)
    assert bundles.bring_in(lead, [done.path])[0].status == "merged"
    return done


def test_the_reader_sees_what_was_received_and_what_was_not(lead, reader, tmp_path):
    concerns.add_evidence(reader, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    concerns.raise_alert(reader, Alert(case="HB-01", at_risk="child", what="x", told="duty", told_at="now"))
    assert receipts.standing(reader).sentence == (
        "No receipt has come for what this desk holds: "
        "0 of 2 readings, 0 of 1 piece of evidence and 0 of 1 alert received."
    )
    assert not receipts.all_received(reader)
    carried(lead, reader, tmp_path)
    assert not receipts.all_received(reader), "it was merged, and nobody here knows yet"
    back(lead, reader, tmp_path)
    found = receipts.standing(reader)
    assert found.sentence == (
        "2 of 2 readings, 1 of 1 piece of evidence and 1 of 1 alert received by the lead, the last on 18 November 2013."
    )
    assert found.all_received
    assert receipts.all_received(reader)
    assert (found.missing, found.givers, {item.received for item in found.items}) == (0, ["lead"], {True})
    reading.answer(reader, "HB-02", "R02", Answer(answer="no"))
    found = receipts.standing(reader)
    assert not found.all_received
    assert [(item.kind, item.name, item.missing) for item in found.items if not item.received] == [
        ("reading", "HB-02", 1)
    ]
    assert found.sentence.startswith("1 of 2 readings,")


def test_only_what_no_receipt_covers_is_handed_over_and_all_on_request(lead, reader, tmp_path):
    first = carried(lead, reader, tmp_path)
    again = bundles.export(reader, tmp_path)
    assert again.revisions == first.revisions, "a bundle that was written may never have come"
    back(lead, reader, tmp_path)
    said = refused("nothing-to-export", bundles.export, reader, tmp_path)
    assert "2 of 2 readings received by the lead" in said
    assert bundles.export(reader, tmp_path, everything=True).revisions == first.revisions
    reading.answer(reader, "HB-01", "R02", Answer(answer="no"))
    new = bundles.export(reader, tmp_path)
    assert new.revisions == 1
    shown = bundles.inspect(lead, new.path)
    assert (shown.counts, shown.state) != ({}, bundles.inspect(lead, again.path).state)
    outcome = bundles.bring_in(lead, [new.path])[0]
    assert (outcome.added, outcome.quarantined) == (1, 0)
    assert "has not been seen" in outcome.message, "the bundles between were never brought in"
    assert not checks.check(lead).difference


def test_what_one_who_leads_has_received_is_not_sent_to_all_again(team, lead, reader, tmp_path):
    deputy = team.join("deputy", "deputy")
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    everything = carried(lead, reader, tmp_path)
    back(lead, reader, tmp_path)
    refused("nothing-to-export", bundles.export, reader, tmp_path)
    assert receipts.all_received(reader), "one who leads has it, which is enough to close"
    refused("nothing-to-export", bundles.export, reader, tmp_path, [lead.me])
    assert bundles.export(reader, tmp_path, [deputy.me]).revisions == everything.revisions, "by name it goes to one"
    reading.answer(reader, "HB-01", "R02", Answer(answer="no"))
    new = bundles.export(reader, tmp_path)
    assert (new.revisions, sorted(new.recipients)) == (1, ["deputy", "lead", "reader"])
    bundles.bring_in(lead, [new.path])
    outcomes = bundles.bring_in(deputy, [bundles.relay(lead, tmp_path, deputy.me, [reader.me]).path])
    assert {one.status for one in outcomes} <= {"merged", "already"}, "the deputy gets it by the lead's relay"
    assert not receipts.coverage(reader).get(deputy.me)
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    back(deputy, reader, tmp_path)
    refused("nothing-to-export", bundles.export, reader, tmp_path)
    assert receipts.standing(reader).sentence.startswith("2 of 2 readings received by the deputy")


def test_a_receipt_that_is_refused_for_its_place_was_not_given(lead, reader, tmp_path):
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    before = checks.state(lead)
    refused("inside-a-desk", bundles.receipt, lead, reader.folder)
    assert checks.state(lead) == before


def test_a_lost_bundle_is_never_received_and_is_sent_again(lead, reader, tmp_path):
    carried(lead, reader, tmp_path)
    back(lead, reader, tmp_path)
    reading.answer(reader, "HB-01", "R02", Answer(answer="no"))
    lost = revisions.top_counter(reader.db)
    bundles.export(reader, tmp_path / "lost")
    reading.answer(reader, "HB-01", "R05", Answer(answer="no"))
    later = [one for one in revisions.by_author(reader.db, reader.me) if one.revision.counter > lost]
    part = send(reader, tmp_path, Load("readings", later), [lead.self_member])
    assert bundles.bring_in(lead, [part.path])[0].added == 1
    back(lead, reader, tmp_path)
    found = receipts.standing(reader)
    assert (found.all_received, found.missing) == (False, found.revisions), "a receipt that differs proves nothing"
    again = bundles.export(reader, tmp_path)
    assert again.revisions == 2, "all since the last receipt that matched"
    assert bundles.bring_in(lead, [again.path])[0].added == 1
    back(lead, reader, tmp_path)
    assert receipts.all_received(reader)


def test_what_is_kept_aside_is_named_apart_and_is_not_received_for_closing(lead, reader, tmp_path):
    made = make(
        kind="answer",
        key=("HB-03", reader.me, "R01"),  # a case that is not theirs
        body=Answer(answer="yes"),
        parents=(),
        author=reader.me,
        device=reader.device,
        counter=revisions.top_counter(reader.db) + 1,
        made_at="2013-11-18T09:00:00Z",
    )
    with reader.store.writing() as db:
        revisions.add(db, [made])
    assert bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])[0].quarantined == 1
    back(lead, reader, tmp_path)
    found = receipts.standing(reader)
    assert not found.all_received
    assert (found.missing, found.aside) == (0, 1), "it came, and is kept"
    assert found.sentence == (
        "3 of 3 readings received by the lead, the last on 18 November 2013, "
        "1 change of them kept aside there: ask the lead."
    )
    assert "kept aside" in refused("nothing-to-export", bundles.export, reader, tmp_path), "nor is it sent again"
    (stop,) = [one for one in closing_plan.plan(reader).stops if one.code == "not-received"]
    assert "kept aside there" in stop.message
    (kept,) = received.receipts(reader.db)
    assert (kept.receipt.quarantined, kept.receipt.revisions) == (1, receipts.standing(reader).revisions)
    inspection.allocate(lead, "HB-03", reader.me, "first")
    reading.answer(reader, "HB-01", "R02", Answer(answer="no"))
    carried(lead, reader, tmp_path)
    back(lead, reader, tmp_path)
    assert [one.receipt.quarantined for one in received.receipts(lead.db)] == [0], "it was let in meanwhile"
    assert receipts.all_received(reader)


def test_receipts_are_given_for_news_only_and_are_not_undone(team, lead, reader, tmp_path):
    refused("not-a-lead", receipts.give, reader)
    refused("nothing-received", bundles.receipt, lead, tmp_path)
    carried(lead, reader, tmp_path)
    assert len(receipts.give(lead).revisions) == 1
    assert not receipts.give(lead).revisions
    refused("undo-not-here", undo.undo, lead)
    deputy = team.join("deputy", "deputy")
    bundles.bring_in(deputy, [bundles.export(lead, tmp_path).path])
    receipts.give(deputy)
    bundles.bring_in(lead, [bundles.export(deputy, tmp_path).path])
    assert not receipts.give(lead).revisions, "receipts alone are no news, or leads would answer for ever"


def test_a_receipt_of_a_revoked_lead_counts_no_more(team, lead, reader, tmp_path):
    deputy = team.join("deputy", "deputy")
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    bundles.bring_in(deputy, [bundles.export(reader, tmp_path).path, bundles.export(lead, tmp_path).path])
    back(deputy, reader, tmp_path)
    assert receipts.all_received(reader)
    trust.revoke(lead, deputy.me)
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    assert not receipts.all_received(reader)


def test_a_reply_is_received_too_and_receipts_go_in_packs(lead, reader, tmp_path):
    asked = concerns.ask(lead, Query(case="HB-01", member=reader.me, text="Which record?"))
    bundles.bring_in(reader, [bundles.export(lead, tmp_path, [reader.me]).path])
    concerns.reply(reader, asked, "The contact log.")
    carried(lead, reader, tmp_path)
    receipts.give(lead)
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    found = receipts.standing(reader)
    assert found.all_received
    assert "1 of 1 reply" in found.sentence


class Carriers:
    """Between a reader and a lead: what travels may be lost, doubled, late and out of order."""

    def __init__(self, lead, reader, folder, chance):
        self.lead, self.reader, self.folder, self.chance = lead, reader, folder, chance
        self.travelling, self.coming = [], []
        self.names = [one.id for one in reader.framework.questions if one.applies is None]

    def answer(self):
        """Give an answer."""
        given = Answer(answer=self.chance.choice(["yes", "na"]))
        reading.answer(self.reader, "HB-01", self.chance.choice(self.names), given)

    def export(self):
        """Write a bundle, which may never come."""
        try:
            self.travelling.append(bundles.export(self.reader, self.folder).path)
        except Refused as error:
            assert error.code == "nothing-to-export"  # noqa: PT017  (either is right)
            assert receipts.all_received(self.reader)

    def carry(self):
        """Bring one or two in, some of them again."""
        bundles.bring_in(self.lead, self.chance.choices(self.travelling, k=2) if self.travelling else [])

    def give(self):
        """Give a receipt, where there is news."""
        if receipts.give(self.lead).revisions:
            self.coming.append(bundles.receipt(self.lead, self.folder)[0].path)

    def bring(self):
        """Bring a receipt in, perhaps an old one."""
        bundles.bring_in(self.reader, [self.chance.choice(self.coming)] if self.coming else [])

    def received(self):
        """Return what the reader takes for received."""
        covered = receipts.coverage(self.reader).get(self.lead.me)
        up_to = covered.proved.get(self.reader.device, 0) if covered else 0
        return {one.id for one in revisions.by_author(self.reader.db, self.reader.me) if one.revision.counter <= up_to}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_lost_doubled_or_late_nothing_is_received_that_is_not_held(lead, reader, tmp_path, seed):
    chance = random.Random(seed)
    between = Carriers(lead, reader, tmp_path, chance)
    steps = [between.answer, between.export, between.carry, between.give, between.bring]
    for step in chance.choices(steps, k=16):
        step()
        assert between.received() <= {one.id for one in revisions.by_author(lead.db, reader.me)}
    for step in (between.export if not receipts.all_received(reader) else between.answer, between.export):
        step()
    bundles.bring_in(lead, between.travelling)
    between.give()
    bundles.bring_in(reader, between.coming)
    assert receipts.all_received(reader), "and once all has come, all is received"
