"""What counts as received: a receipt of a lead whose state is that of the revisions held here."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.bundle import certificate as certificates
from fjidesk.desk import bundles, closing, reading, receiving
from fjidesk.desk.writing import write
from fjidesk.model import revision as rev
from fjidesk.model.records import Answer, Receipt
from fjidesk.store import revisions


@pytest.fixture
def reader(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    return reader


def receipt_of(desk):
    """Return the receipt that covers all that the owner wrote on this device."""
    mine = [one for one in revisions.by_author(desk.db, desk.fingerprint) if one.revision.device == desk.device]
    return Receipt(
        member=desk.me,
        counter=max(one.revision.counter for one in mine),
        revisions=len(mine),
        state=rev.state_hash(one.id for one in mine),
    )


def given(team, lead, reader, receipt):
    write(lead, [("receipt", (lead.me, reader.device), receipt)])
    path = bundles.pack(lead, reader.me, team.root / "packs").path
    assert bundles.bring_in(reader, [path])[0].status == "merged"


def test_nothing_written_needs_no_receipt(team):
    assert receiving.received(team.make("new")).all


def test_without_a_receipt_it_is_not_received(reader):
    assert receiving.received(reader) == receiving.Received(
        False, "No receipt has come for what this desk holds: 0 of 1 reading received."
    )


def test_a_receipt_of_the_same_state_is_believed(team, lead, reader):
    given(team, lead, reader, receipt_of(reader))
    date = "18 November 2013"
    assert receiving.received(reader) == receiving.Received(
        True, f"1 of 1 reading received by the lead, the last on {date}."
    )
    reading.answer(reader, "HB-01", "R01", Answer(answer="no"))
    assert receiving.received(reader) == receiving.Received(
        False, f"0 of 1 reading received by the lead, the last on {date}."
    )
    given(team, lead, reader, receipt_of(reader))
    done = closing.close(reader, closing.Order(team.root / "certificates"))  # and no reason is asked for
    found = certificates.read(done.certificate.read_bytes())
    assert (found.received, found.reason) == (f"1 of 1 reading received by the lead, the last on {date}.", "")


def test_a_receipt_of_another_state_is_not(team, lead, reader):
    given(team, lead, reader, msgspec.structs.replace(receipt_of(reader), state="00" * 32))
    assert not receiving.received(reader).all


def test_a_receipt_for_another_member_is_not(team, lead, reader):
    given(team, lead, reader, receipt_of(reader))
    other = team.join("other", first=("HB-02",))
    reading.answer(other, "HB-02", "R01", Answer(answer="yes"))
    write(lead, [("receipt", (lead.me, other.device), receipt_of(reader))])
    bundles.bring_in(other, [bundles.pack(lead, other.me, team.root / "packs").path])
    assert not receiving.received(other).all


def test_what_was_written_before_the_desk_was_moved_counts_too(team, lead, reader):
    reader.close()
    reader.folder.rename(team.root / "moved")
    team.desks["reader"].folder = team.root / "moved"
    desk = team.reopen("reader")
    reading.answer(desk, "HB-01", "R01", Answer(answer="no"))
    given(team, lead, desk, receipt_of(desk))
    assert not receiving.received(desk).all
    assert receiving.received(desk).text.startswith("0 of 1 reading received by the lead")


def test_a_lead_does_not_give_a_receipt_to_themselves(lead):
    write(lead, [("receipt", (lead.me, lead.device), receipt_of(lead))])
    assert not receiving.received(lead).all
