"""The access log: who opened, viewed, changed, printed, exported, imported what, in the store and nowhere else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from fjidesk.bundle import verify
from fjidesk.clock import new_id
from fjidesk.desk import (
    access,
    access_log,
    backups,
    bundles,
    concerns,
    keeping,
    keyring,
    reading,
    summary,
    undo,
    workspace,
)
from fjidesk.desk.access_log import Asked
from fjidesk.errors import Refused, StoreRefused
from fjidesk.merge import apply as applying
from fjidesk.model.records import Answer, Evidence
from fjidesk.store import access as stored
from fjidesk.store import revisions, witness
from tests.conftest import PASSPHRASE

MARKED = "a marked text that somebody wrote"


def rows(desk, *acts, **asked):
    return [(line.act, line.kind, line.key, line.detail) for line in access_log.lines(desk, Asked(acts=acts, **asked))]


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"))


def answer(desk, name="R01", case="HB-01", **parts):
    return reading.answer(desk, case, name, Answer(answer="no", **parts))


def test_a_change_is_a_row_and_never_a_text(reader):
    answer(reader, note=MARKED)
    reading.clear(reader, "HB-01", "R01")
    concerns.add_evidence(reader, Evidence(kind="quote", theme="public", text=MARKED, case="HB-02"))
    found = rows(reader, access.CHANGED)
    assert found[:3] == [
        ("changed", "reading", "HB-01", "open"),
        ("changed", "answer", "HB-01", "R01"),
        ("changed", "answer", "HB-01", "R01 withdrawn"),
    ]
    assert found[3][:3] == ("changed", "evidence", "HB-02")
    assert len(found) == 4
    assert MARKED not in str(access_log.lines(reader))


def test_many_answers_of_one_write_are_one_row(reader):
    names = [question.id for question in reader.framework.on_screen if question.applies is None][:20]
    reading.answer_all(reader, "HB-01", {name: Answer(answer="yes") for name in names})
    assert rows(reader, access.CHANGED)[-1] == (
        "changed",
        "answer",
        "HB-01",
        " ".join([*names[:8], "and 12 more"]),
    )


def test_what_is_so_already_is_no_change(reader):
    answer(reader)
    before = rows(reader)
    answer(reader)
    assert rows(reader) == before


def test_a_change_and_its_row_are_one_transaction(reader, monkeypatch):
    held, logged = revisions.extent(reader.db), rows(reader)

    def fails(*_):
        raise StoreRefused("no-room", "", "")

    monkeypatch.setattr(stored, "add", fails)
    with pytest.raises(StoreRefused):
        answer(reader)
    monkeypatch.undo()
    assert revisions.extent(reader.db) == held
    assert rows(reader) == logged


def test_undo_takes_nothing_out_of_the_log(reader):
    answer(reader)
    before = rows(reader)
    undo.undo(reader)
    undo.redo(reader)
    found = rows(reader)
    assert found[: len(before)] == before
    assert [row[3] for row in found[len(before) :]] == ["R01 withdrawn", "R01"]


def test_each_opening_is_a_row_and_no_reason_for_a_backup(reader, team):
    answer(reader)
    desk = team.reopen("reader")  # which keeps a copy of the answer
    kept = len(list(desk.backups.glob("*.db")))
    for _ in range(3):
        desk = team.reopen("reader")
        access.viewed_case(desk, "HB-01")
    assert not keeping.unkept(desk)
    assert len(list(desk.backups.glob("*.db"))) == kept
    assert len(rows(desk, access.OPENED)) == 5  # made, and four times since
    answer(desk, "R02")
    assert keeping.unkept(desk)


def test_the_same_look_within_five_minutes_is_one_row(reader):
    for _ in range(3):
        access.viewed_case(reader, "HB-01")
    access.viewed_case(reader, "HB-01", reader.me)
    assert len(rows(reader, access.VIEWED)) == 1
    access.viewed_case(reader, "HB-02")
    access.viewed_case(reader, "HB-01", "another")
    access.viewed_history(reader, "HB-01", "HB-02")
    access.viewed_scores(reader)
    assert len(rows(reader, access.VIEWED)) == 6
    reader.clock.start += timedelta(minutes=6)
    access.viewed_case(reader, "HB-01")
    reader.clock.start -= timedelta(days=300)  # a clock that jumps back does not hide a look
    access.viewed_case(reader, "HB-01")
    assert len(rows(reader, access.VIEWED)) == 8


def test_a_drive_that_refuses_keeps_nobody_from_reading(reader, monkeypatch):
    def fails(*_):
        raise StoreRefused("no-room", "The drive is full.", "Free some room.")

    monkeypatch.setattr(stored, "add", fails)
    access.viewed_case(reader, "HB-01")
    access.opened(reader)
    assert reader.told == ["The access log was not written. The drive is full. Free some room."]
    with pytest.raises(StoreRefused):  # but nothing leaves without its row
        access.note(reader, access.PRINTED, "summary")


def test_an_unknown_act_is_a_bug(reader):
    with pytest.raises(ValueError, match="glanced"):
        access.note(reader, "glanced")


def test_a_bundle_out_is_a_row_with_cases_and_recipients(reader, tmp_path):
    answer(reader, note=MARKED)
    sent = bundles.export(reader, tmp_path / "out")
    assert rows(reader, access.EXPORTED) == [
        ("exported", "bundle", sent.path.name, "readings 1, to lead, 2 revisions, cases HB-01")
    ]


def test_each_file_brought_in_is_a_row_refused_ones_too(reader, team, tmp_path):
    lead = team.desks["lead"]
    answer(reader, note=MARKED)
    sent = bundles.export(reader, tmp_path / "out").path
    wrong = tmp_path / "wrong.fjib"
    wrong.write_bytes(b"x" * 500)
    before = len(rows(lead))
    bundles.bring_in(lead, [sent, wrong, sent])
    found = rows(lead)[before:]
    assert [row[:3] for row in found] == [("imported", "bundle", path.name) for path in (sent, wrong, sent)]
    assert found[0][3] == "readings 1, from reader, 2 added 0 quarantined, cases HB-01"
    assert found[1][3].startswith("refused ")
    assert found[2][3] == "readings 1, from reader, already brought in, cases HB-01"
    bundles.bring_in(lead, [sent], only_plan=True)
    assert len(rows(lead)) == before + 3


def test_a_merge_and_its_row_are_one_transaction(reader, team, tmp_path, monkeypatch):
    lead = team.desks["lead"]
    answer(reader)
    sent = bundles.export(reader, tmp_path / "out").path
    before, logged = revisions.extent(lead.db), rows(lead)

    def fails(*_):
        raise applying.MergeDiffersError

    monkeypatch.setattr(applying, "_compare", fails)
    assert bundles.bring_in(lead, [sent])[0].code == "merge-differs"
    assert revisions.extent(lead.db) == before
    assert rows(lead) == [*logged, ("imported", "bundle", sent.name, "refused merge-differs")]


def test_a_first_pack_that_is_refused_is_a_row(team, tmp_path):
    team.lead()
    desk = team.make("new")
    (tmp_path / "pack.fjib").write_bytes(b"nothing of the kind")
    with pytest.raises(Refused) as refused:
        bundles.open_pack(desk, tmp_path / "pack.fjib", "six words")
    assert rows(desk) == [
        ("opened", "desk", desk.device[:8], "made"),
        ("imported", "bundle", "pack.fjib", f"refused {refused.value.code}"),
    ]


def test_the_log_travels_in_no_bundle(reader, team, tmp_path):
    answer(reader)
    access.viewed_case(reader, "HB-02")
    access.note(reader, access.DESTROYED, "certificate", "a-name-of-a-certificate")
    sent = bundles.export(reader, tmp_path / "out").path
    lead = team.desks["lead"]
    bundle = verify.verify(sent.read_bytes(), lead.identity, lead.roster)
    assert bundle.revisions
    assert not any(b"a-name-of-a-certificate" in one.data or b"viewed" in one.data for one in bundle.revisions)
    bundles.bring_in(lead, [sent])
    assert not rows(lead, access.VIEWED, access.DESTROYED)


def test_a_restored_copy_has_what_it_held_and_that_it_was_restored(reader, team):
    access.viewed_case(reader, "HB-01")
    kept = backups.make(reader, "test")
    before = rows(reader)
    access.viewed_case(reader, "HB-02")
    reader.close()
    identity = workspace.unlock(reader.folder, PASSPHRASE)
    backups.restore(reader.folder, identity, kept.name, clock=team.clock, ids=new_id)
    desk = team.reopen("reader")
    found = rows(desk)
    assert found[: len(before)] == before
    assert [row[:3] for row in found[len(before) :]] == [
        ("imported", "backup", kept.name),
        ("opened", "desk", desk.device[:8]),
    ]


def test_what_is_printed_is_a_row_before_it_is_there(reader, team, tmp_path, monkeypatch):
    lead = team.desks["lead"]
    summary.write_pdf(lead, tmp_path / "summary.pdf")
    keyring.write_sheet(lead, team.secrets["lead"], tmp_path / "sheet.pdf")
    assert [row[:3] for row in rows(lead, access.PRINTED)] == [
        ("printed", "summary", "summary.pdf"),
        ("printed", "recovery-sheet", "sheet.pdf"),
    ]

    def fails(*_):
        raise StoreRefused("no-room", "", "")

    monkeypatch.setattr(stored, "add", fails)
    with pytest.raises(StoreRefused):
        summary.write_pdf(lead, tmp_path / "unlogged.pdf")
    assert not (tmp_path / "unlogged.pdf").exists()
    with pytest.raises(Refused, match="Only the lead"):
        summary.write_pdf(reader, tmp_path / "not.pdf")
    assert not rows(reader, access.PRINTED)


def test_a_changed_key_goes_on_in_the_same_name(reader, team):
    answer(reader)
    first = reader.me
    keyring.rotate(reader, PASSPHRASE, 1)
    desk = team.reopen("reader")
    assert desk.fingerprint != first
    answer(desk, "R02")
    assert {line.member for line in access_log.lines(desk)} == {first}
    assert {line.who for line in access_log.lines(desk, Asked(member="reader"))} == {"reader"}


def test_the_log_is_searched(reader):
    answer(reader)
    answer(reader, "R02", case="HB-02")
    access.note(reader, access.EXPORTED, "tables", "out.csv", "rows 12, cases HB-01 HB-03")
    assert {row[2] for row in rows(reader, case="HB-02")} >= {"HB-02"}
    assert rows(reader, access.EXPORTED, case="HB-03")
    assert not rows(reader, access.EXPORTED, case="HB-0")
    assert rows(reader, words="ROWS tables") == [("exported", "tables", "out.csv", "rows 12, cases HB-01 HB-03")]
    assert not rows(reader, words="rows nowhere")
    day = reader.clock().date()
    assert len(rows(reader, since=f"{day}", until=f"{day}")) == len(rows(reader))
    assert not rows(reader, since=f"{day + timedelta(days=1)}")
    assert not rows(reader, until=f"{day - timedelta(days=1)}")
    middle = access_log.lines(reader)[4].at
    assert len(rows(reader, since=middle)) + len(rows(reader, until=middle)) == len(rows(reader)) + sum(
        line.at == middle for line in access_log.lines(reader)
    )
    with pytest.raises(Refused) as refused:
        rows(reader, member="nobody")
    assert refused.value.code == "member-unknown"
    with pytest.raises(Refused) as refused:
        rows(reader, since="yesterday")
    assert refused.value.code == "moment-unknown"


def test_the_table_is_guarded_and_a_row_itself(reader, tmp_path):
    access.note(reader, access.EXPORTED, "tables", "=cmd|' /C calc'!A0.csv")
    number = access_log.export(reader, tmp_path / "log.csv")
    data = (tmp_path / "log.csv").read_bytes()
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(table[0]) == access_log.HEADINGS
    assert len(table) == number + 1
    assert table[-1][6] == "'=cmd|' /C calc'!A0.csv"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in table for cell in row)
    assert rows(reader)[-1] == ("exported", "access", "log.csv", f"{number} rows")
    with pytest.raises(Refused) as refused:
        access_log.export(reader, reader.folder / "log.csv")
    assert refused.value.code == "inside-a-desk"


def test_rows_that_say_the_same_are_told_as_one(reader):
    for name in ("R01", "R02", "R01", "R03"):
        reading.answer(reader, "HB-01", name, Answer(answer="yes", note=f"{reader.clock()}"))
    access.viewed_case(reader, "HB-01")
    told = access_log.runs(access_log.lines(reader, Asked(case="HB-01", acts=("changed", "viewed"))))
    assert [(run.first.kind, run.times, run.detail) for run in told] == [
        ("reading", 1, "open"),
        ("answer", 4, "R01 R02 R03"),
        ("case", 1, ""),
    ]
    assert access_log.totals(access_log.lines(reader, Asked(acts=("viewed",)))) == {"reader": {"viewed": 1}}


def test_an_older_copy_that_lacks_looks_alone_is_noticed(reader, team, tmp_path):
    reader.close()
    older = reader.store.path.read_bytes()
    access.viewed_case(team.reopen("reader"), "HB-01")
    team.desks["reader"].close()
    reader.store.path.write_bytes(older)
    desk = team.reopen("reader")
    assert any("older copy" in line for line in desk.told)


def test_a_write_inside_another_is_noted_beside_the_store_when_all_is_durable(reader):
    noted = reader.store.witness.read()
    with pytest.raises(ZeroDivisionError), reader.store.writing():
        answer(reader)
        assert reader.store.witness.read() == noted
        raise ZeroDivisionError
    assert reader.store.witness.read() == noted
    with reader.store.writing():
        answer(reader)
    assert reader.store.witness.read() == witness.seen(reader.db)
    assert witness.seen(reader.db).written == noted.written + 1
