"""Closing a desk: what stands in its way, what goes and what stays; the lead's register; the certificate's page."""

from __future__ import annotations

import os
import shutil
from typing import Any

import msgspec
import pypdf
import pytest

from fjidesk import files
from fjidesk.bundle import certificate as certificates
from fjidesk.clock import now
from fjidesk.desk import (
    backups,
    closing,
    closing_plan,
    destroying,
    keeping,
    reading,
    receiving,
    register,
    retention,
    totals,
    unfinished,
    workspace,
)
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.records import Answer
from tests.conftest import PASSPHRASE


def refusal(call, *arguments, **named) -> Any:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)
    assert refused.value.remedy
    return refused.value


@pytest.fixture
def reader(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    return reader


def order(team, **more):
    return closing.Order(team.root / "certificates", **{"reason": "a test", **more})


def opens(team, name):
    desk = team.reopen(name)
    assert desk.inspection.title
    return desk


def test_not_received_is_refused_until_a_reason_takes_it_on(team, reader):
    refused = refusal(closing.close, reader, order(team, reason="  "))
    assert refused.code == "not-received"
    assert "--not-received-reason" in refused.remedy
    assert not (team.root / "certificates").exists()
    found = certificates.read(closing.close(opens(team, "reader"), order(team)).certificate.read_bytes())
    assert found.reason == "a test"


def test_what_is_received_needs_no_reason_and_is_said(team, reader, monkeypatch):
    said = receiving.Received(True, "The lead received all of it.")
    monkeypatch.setattr(receiving, "received", lambda _: said)
    found = certificates.read(closing.close(reader, order(team, reason="")).certificate.read_bytes())
    assert (found.received, found.reason) == (said.text, "")


def test_a_certificate_is_never_written_into_what_is_destroyed(team, reader):
    (team.root / "drive").mkdir()
    backups.set_folder(reader, team.root / "drive")
    for folder in (reader.folder, reader.backups / "x", keeping.second_folders(reader)[0] / "certificates"):
        wanted = order(team)._replace(certificates=folder)
        assert refusal(closing.close, reader, wanted).code == "certificate-inside"
        assert refusal(closing.close, reader, order(team, totals=folder)).code == "totals-inside"
    other = order(team)._replace(certificates=team.desks["lead"].folder / "certificates")
    assert refusal(closing.close, reader, other).code == "inside-a-desk"
    opens(team, "reader")


def test_a_second_folder_that_is_away_is_named(team, reader):
    (team.root / "drive").mkdir()
    backups.set_folder(reader, team.root / "drive")
    (team.root / "drive").rename(team.root / "away")
    assert refusal(closing.close, reader, order(team)).code == "backup-folder-gone"
    done = closing.close(reader, order(team, copies_reason="the drive is lost"))
    found = certificates.read(done.certificate.read_bytes())
    assert any("the drive is lost" in text for text in found.left)
    assert list((team.root / "away").rglob("identity"))


def test_every_second_folder_that_was_ever_set_is_cleared(team, reader):
    for name in ("first", "second"):
        (team.root / name).mkdir()
        backups.set_folder(reader, team.root / name)
    backups.set_folder(reader, None)
    (team.root / "first" / "of another.txt").write_text("x", encoding="utf-8")
    assert len(keeping.second_folders(reader)) == 2
    closing.close(reader, order(team))
    assert [path.name for path in team.root.joinpath("first").iterdir()] == ["of another.txt"]
    assert list(team.root.joinpath("second").iterdir()) == []


def test_what_is_not_fjidesks_stays_and_is_told_without_its_name(team, reader):
    (reader.folder / "notes on HB-01.txt").write_text("x", encoding="utf-8")
    done = closing.close(reader, order(team))
    assert [path.name for path in reader.folder.iterdir()] == ["notes on HB-01.txt"]
    assert done.left == ["In the desk's folder, 1 file that is not fjidesk's."]
    assert b"HB-01" not in done.certificate.read_bytes()


def test_what_an_interrupted_write_left_of_a_key_goes_first(team, reader):
    sealed = (reader.folder / workspace.SEALED_KEY).read_bytes()
    (reader.folder / f".{workspace.SEALED_KEY}.0123abcd.part").write_bytes(sealed)
    (reader.folder / ".store.db.0123abcd.part").write_bytes(b"x" * 100)
    found = destroying.items(reader.folder, [], [])
    assert [item.key for item in found] == sorted((item.key for item in found), reverse=True)
    assert found[0].path.name == workspace.SEALED_KEY
    closing.close(reader, order(team))
    assert not reader.folder.exists()


def test_the_logs_of_the_command_line_go_too(team, reader):
    log = team.root / "state" / "log"
    log.mkdir(parents=True)
    (log / "faults.log").write_text("a line\n", encoding="utf-8")
    closing.close(reader, order(team, logs=(log,)))
    assert not log.exists()


@pytest.mark.unix
def test_a_link_is_removed_and_what_it_leads_to_is_left(team, reader):
    other = team.root / "other.db"
    other.write_bytes(b"a person's own" * 100)
    (reader.folder / "backups" / "link.db").symlink_to(other)
    closing.close(reader, order(team))
    assert other.read_bytes() == b"a person's own" * 100
    assert not reader.folder.exists()


def test_a_read_only_file_is_destroyed(team, reader):
    for path in (reader.folder / workspace.SEALED_KEY, *reader.backups.glob("*.db")):
        path.chmod(0o400)
    assert closing.close(reader, order(team)).left == []
    assert not reader.folder.exists()


def test_a_key_that_cannot_be_destroyed_leaves_the_desk_as_it_was(team, reader, monkeypatch):
    monkeypatch.setattr(destroying, "_WAIT", 0)

    def stubborn(path, passes):
        del passes
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(destroying, "_write_over", stubborn)
    assert refusal(closing.close, reader, order(team)).code == "not-destroyed"
    desk = opens(team, "reader")
    assert not (desk.folder / unfinished.MARK).exists()
    noted = desk.db.execute("SELECT key, detail FROM access WHERE act = 'destroyed'").fetchall()
    assert noted == [(desk.device, "begun")]
    monkeypatch.undo()
    assert closing.close(desk, order(team)).signed


def test_a_file_that_cannot_be_removed_is_named_in_the_certificate(team, reader, monkeypatch):
    real, path = destroying._write_over, reader.store.path
    monkeypatch.setattr(destroying, "_WAIT", 0)

    def stubborn(wanted, passes):
        if wanted == path:
            raise PermissionError(13, "Permission denied", str(path))
        real(wanted, passes)

    monkeypatch.setattr(destroying, "_write_over", stubborn)
    done = closing.close(reader, order(team))
    found = certificates.read(done.certificate.read_bytes())
    assert found.left == ["store.db in the desk could not be removed: Permission denied."]
    assert "store.db" not in [one.name for one in found.gone]
    page = pypdf.PdfReader(done.pdf).pages[0].extract_text()
    assert "Destroyed, but for what is named below." in page


def test_a_desk_that_is_open_elsewhere_is_not_closed(team, reader, monkeypatch):
    real = workspace.Desk.close
    monkeypatch.setattr(workspace.Desk, "close", lambda _: None)  # as if another window had taken it at once
    with pytest.raises(StoreRefused) as refused:
        closing.close(reader, order(team))
    assert refused.value.code == "store-open"
    monkeypatch.setattr(workspace.Desk, "close", real)
    opens(team, "reader")


def test_a_certificate_that_cannot_be_written_at_the_end(team, reader, monkeypatch):
    real, folder = files.write_whole, team.root / "certificates"

    def gone(path, data):
        if path.suffix == certificates.ENDING and ".begun" not in path.name:
            shutil.rmtree(folder)
        real(path, data)

    monkeypatch.setattr("fjidesk.desk.closing.write_whole", gone)
    assert refusal(closing.close, reader, order(team)).code == "certificate-not-signed"
    assert refusal(team.reopen, "reader").code == "closing-interrupted"
    monkeypatch.undo()
    done = closing.finish(reader.folder, team.root / "elsewhere", clock=now)
    assert not done.signed
    assert msgspec.json.decode(done.certificate.read_bytes())["signed"] is False
    assert not reader.folder.exists()


def test_a_closing_that_was_cut_off_refuses_everything_but_its_end(team, reader):
    folder, sealed = reader.folder, reader.folder / workspace.SEALED_KEY
    assert refusal(closing.finish, folder, None, clock=now).code == "nothing-to-finish"
    begun = unfinished.Begun(
        at="2013-11-18T09:00:00Z",
        key=unfinished.key_of(folder),
        certificates=str(team.root / "certificates"),
        stem="destroyed",
        seconds=[],
        logs=[],
    )
    unfinished.begin(folder, begun)
    assert refusal(closing.finish, folder, None, clock=now).code == "closing-not-begun"
    reader.close()
    sealed.write_bytes(os.urandom(300))
    again: dict[str, Any] = {"clock": team.clock, "ids": team.clock, "entropy": bytes(32)}
    for call, arguments, named in (
        (team.reopen, ("reader",), {}),
        (workspace.unlock, (folder, PASSPHRASE), {}),
        (workspace.create, (folder, PASSPHRASE), again),
        (backups.listed, (folder, reader.identity), {}),
    ):
        assert refusal(call, *arguments, **named).code == "closing-interrupted"
    done = closing.finish(folder, None, clock=now)
    assert not folder.exists()
    assert not done.signed


def test_a_desk_without_an_inspection_is_closed_too(team):
    desk = team.make("new")
    found = certificates.read(closing.close(desk, order(team)).certificate.read_bytes())
    assert (found.title, found.inspection, found.held.cases) == ("", "", 0)
    assert "never" in found.hold


def test_a_lead_keeps_totals_and_the_register(team, lead, reader):
    done = closing.close(reader, order(team))
    register.add(lead, [done.certificate])
    folder = team.root / "kept"
    found = certificates.read(closing.close(lead, order(team, totals=folder)).certificate.read_bytes())
    assert found.totals == [totals.SCORES, totals.SUMMARY, "register.csv", found.totals[-1]]
    assert msgspec.json.decode((folder / totals.SCORES).read_bytes())["marking"] == "OFFICIAL-SENSITIVE"
    assert (folder / totals.SUMMARY).read_bytes().startswith(b"%PDF")
    kept = next((folder / totals.REGISTER).glob(f"*{certificates.ENDING}"))
    assert kept.read_bytes() == done.certificate.read_bytes()
    assert not lead.folder.exists()
    assert all(b"HB-01" not in path.read_bytes() for path in folder.rglob("*.json"))


def test_totals_are_a_leads_and_end_with_their_date(team, lead, reader):
    folder = team.root / "kept"
    assert refusal(closing.close, reader, order(team, totals=folder)).code == "not-a-lead"
    retention.set_dates(lead, {"totals": "2013-01-01"})
    assert refusal(closing.close, lead, order(team, totals=folder)).code == "totals-past"
    assert not folder.exists()


def test_two_certificates_of_one_day_do_not_meet(team, reader):
    first, second = order(team), order(team)
    desk = team.make("new")
    names = {closing.close(one, wanted).certificate.name for one, wanted in ((reader, first), (desk, second))}
    assert len(names) == 2
    assert closing._stem(team.root / "certificates", certificates.read(next(iter(_signed(team))))).endswith("-2")


def _signed(team):
    return [path.read_bytes() for path in (team.root / "certificates").glob(f"*{certificates.ENDING}")]


def test_a_plan_changes_nothing_and_names_every_file(team, reader):
    before = sorted(path for path in reader.folder.rglob("*"))
    found = closing_plan.plan(reader)
    assert {one.path for one in found.files} == {
        str(path) for path in before if path.is_file() and path.name != "store.db.lock"
    }
    assert sorted(path for path in reader.folder.rglob("*")) == before
    assert [stop.code for stop in found.stops] == ["not-received"]
    assert found.others == []
