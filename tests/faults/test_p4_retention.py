"""P4: retention dates are shown and acted on, a hold stops it, and a signed record of the destruction is left."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fjidesk.bundle import certificate as certificates
from fjidesk.bundle import sshsig
from fjidesk.clock import new_id
from fjidesk.desk import backups, bundles, closing, closing_plan, reading, register, retention, undo, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Retention
from tests.conftest import PASSPHRASE


@pytest.fixture
def both(team):
    """Return a lead's desk and a reader's."""
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    return lead, reader


def told(team, lead):
    """Bring the lead's word to the reader."""
    reader = team.desks["reader"]
    assert bundles.bring_in(reader, [bundles.pack(lead, reader.me, team.root / "packs").path])[0].status == "merged"


def reopened_on(team, name, day):
    team.clock.start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return team.reopen(name)


def order(team, **more):
    return closing.Order(team.root / "certificates", reason="handed over on a stick", **more)


def refused(code, call, *arguments):
    with pytest.raises(Refused) as found:
        call(*arguments)
    assert found.value.code == code
    assert found.value.remedy


def test_dates_are_told_once_they_are_near_or_past(team, both):
    lead, _ = both
    retention.set_dates(lead, {"notes": "2014-06-30", "answers": "2015-01-31", "totals": "2020-01-01"})
    told(team, lead)
    for day, near in (("2014-06-15", []), ("2014-06-16", ["14 more days"]), ("2014-06-29", ["1 more day."])):
        desk = reopened_on(team, "reader", day)
        said = [text for text in desk.told if "Notes" in text]
        assert len(said) == len(near)
        assert all(words in text for words, text in zip(near, said, strict=True))
    desk = reopened_on(team, "reader", "2014-06-30")
    assert "today is the last day" in retention.notices(desk)[0]
    desk = reopened_on(team, "reader", "2014-07-01")
    assert retention.notices(desk)[0].startswith(
        "Notes were to be kept until 2014-06-30, which is past. Close this desk"
    )
    assert retention.notices(desk)[-1].endswith("fjidesk close --plan")
    assert [(one.of, one.state) for one in retention.show(desk).dates] == [
        ("notes", "past"),
        ("answers", "far"),
        ("totals", "far"),
    ]
    plan = closing_plan.plan(desk)  # nothing was destroyed by a date, and the plan says what closing would do
    assert (plan.held.cases, plan.retention.dates[0].state) == (1, "past")
    assert (desk.folder / workspace.STORE).is_file()


def test_a_date_is_changed_cleared_and_refused(team, both):
    lead, reader = both
    retention.set_dates(lead, {"notes": "2014-06-30", "answers": "2015-01-31"})
    retention.set_dates(lead, {"notes": "none"})
    assert retention.current(lead) == Retention(answers="2015-01-31")
    refused("date-wrong", retention.set_dates, lead, {"notes": "2014-6-30"})
    refused("date-wrong", retention.set_dates, lead, {"notes": "2014-06-31"})
    refused("nothing-given", retention.set_dates, lead, {})
    refused("not-yours", retention.set_dates, reader, {"notes": "2014-06-30"})
    refused("no-inspection", retention.set_dates, team.make("new"), {"notes": "2014-06-30"})


def test_a_hold_stops_closing_on_every_desk_that_heard_of_it(team, both):
    lead, reader = both
    refused("not-on-hold", retention.release, lead, "why")
    refused("reason-missing", retention.hold, lead, " ")
    refused("not-yours", retention.hold, reader, "mine")
    retention.hold(lead, "a complaint")
    told(team, lead)
    for desk in (lead, reader):
        refused("on-hold", closing.close, desk, order(team))
        assert "on-hold" in [stop.code for stop in closing_plan.plan(desk).stops]
        assert [stop.how for stop in closing_plan.plan(desk).stops if stop.code == "on-hold"] == [""]
        assert (desk.folder / workspace.SEALED_KEY).is_file()
    refused("reason-missing", retention.release, lead, "")
    refused("undo-not-here", undo.undo, lead)  # one undo too many lifts no hold
    assert retention.current(lead).hold == "a complaint"
    retention.release(lead, "the complaint was answered")
    assert retention.current(lead) == Retention(released="the complaint was answered")
    refused("on-hold", closing.close, reader, order(team))  # until it hears of it
    told(team, lead)
    assert closing.close(reader, order(team)).signed


def test_of_two_leads_who_do_not_know_of_each_other_a_hold_prevails(team):
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    retention.hold(lead, "a challenge in court")
    for number in range(3):
        retention.set_dates(deputy, {"notes": "2014-06-30", "answers": f"2015-01-1{number}"})
    bundles.bring_in(lead, [bundles.export(deputy, team.root / "out").path])
    found = retention.current(lead)
    assert found.answers == "2015-01-12"  # the deputy's, made later, stands in
    assert (found.hold, found.held_since) == ("a challenge in court", "2013-11-18")
    retention.release(lead, "it was withdrawn")  # settles both
    assert retention.current(lead).hold == ""
    assert retention.current(lead).answers == "2015-01-12"


def test_a_signed_record_is_left_and_the_lead_collects_it(team, both):
    lead, reader = both
    retention.set_dates(lead, {"answers": "2013-12-31"})
    told(team, lead)
    (team.root / "drive").mkdir()
    backups.set_folder(reader, team.root / "drive")
    desk = reopened_on(team, "reader", "2014-01-10")
    lead = reopened_on(team, "lead", "2014-01-10")
    line = next(one for one in register.listed(lead) if one.member == "reader")
    assert (line.overdue, line.certificate) == (True, "")
    state, device, folder = closing_plan.plan(desk).held.state, desk.device, desk.folder
    done = closing.close(desk, order(team, copies_destroyed=True))
    found = certificates.read(done.certificate.read_bytes())
    assert (found.state, found.held.state, found.device) == ("done", state, device)
    assert (found.name, found.role, found.reason) == ("reader", "inspector", "handed over on a stick")
    assert found.retention == {"answers": "2013-12-31"}
    assert found.copies_destroyed
    assert "last heard from a lead by a bundle of 2013-11-18" in found.hold
    assert {one.where for one in found.gone} == {"desk", "second folder"}
    assert {one.passes for one in found.gone if "key" in one.name or "identity" in one.name} == {3}
    assert not folder.exists()
    assert done.pdf.read_bytes().startswith(b"%PDF")
    added = register.add(lead, [done.certificate])[0]
    assert (added.status, added.member, added.device) == ("added", "reader", device)
    assert register.add(lead, [done.certificate])[0].status == "already"
    lead = team.reopen("lead")
    line = next(one for one in register.listed(lead) if one.device == device)
    assert (line.certificate, line.overdue, line.closed) == ("done", False, found.done)


@pytest.mark.unix
def test_a_certificate_is_checked_by_ssh_keygen(team, both):
    _, reader = both
    done = closing.close(reader, order(team))
    armoured, body = sshsig.split(done.certificate.read_bytes())
    line = json.loads(body)["public_key"]
    (team.root / "signers").write_text(f"reader {line}\n", encoding="ascii")
    (team.root / "signature").write_bytes(armoured)
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "reader", "-n", certificates.NAMESPACE]
    for text, code in ((body, 0), (body.replace(b'"done"', b'"gone"', 1), 255)):
        checked = subprocess.run(
            [*command, "-s", "signature"], input=text, cwd=team.root, check=False, capture_output=True
        )
        assert checked.returncode == code


def test_a_closed_folder_is_a_first_run_again(team, both):
    _, reader = both
    folder = reader.folder
    closing.close(reader, order(team))
    assert not workspace.exists(folder)
    again, _ = workspace.create(folder, PASSPHRASE, clock=team.clock, ids=new_id, entropy=bytes(range(32)), rounds=1)
    again.close()
    assert Path(folder / workspace.IDENTITY).is_file()
