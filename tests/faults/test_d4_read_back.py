"""D4: what was written is read back from the drive; D3 and E3: where it goes, to whom, and why there."""

from __future__ import annotations

import pytest

from fjidesk import files
from fjidesk.desk import bundles, places, reading, sending
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import log


@pytest.fixture
def reader(team):
    team.lead()
    desk = team.join("reader", first=("HB-01",))
    reading.answer(desk, "HB-01", "R01", Answer(answer="yes"))
    return desk


def refused(code, function, *arguments, **named):
    with pytest.raises(Refused) as caught:
        function(*arguments, **named)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize("wrong", [b"", b"x", None])
def test_d4_a_drive_that_keeps_something_else_is_told(reader, tmp_path, monkeypatch, wrong):
    def false(path):
        if wrong is None:
            raise OSError
        return path.read_bytes()[:-1] + wrong

    monkeypatch.setattr(sending, "read_from_medium", false)
    said = refused("not-written-right", bundles.export, reader, tmp_path / "stick")
    assert "another stick" in said.remedy
    (kept,) = (tmp_path / "stick").iterdir()
    assert kept.stat().st_size, "nothing is removed"
    monkeypatch.undo()
    again = bundles.export(reader, tmp_path / "stick")
    lead = reader.member(next(iter(reader.members)))
    assert lead
    assert bundles.inspect(reader, again.path).sequence == 2, "a number is never used twice"


def test_d4_a_file_is_read_past_the_copy_in_memory(tmp_path):
    path = tmp_path / "f"
    files.write_whole(path, b"0123456789" * 1000)
    assert files.read_from_medium(path) == b"0123456789" * 1000


def test_d2_room_is_asked_for_before_the_number_is_taken(reader, tmp_path, monkeypatch):
    before = log.listed(reader.db)
    monkeypatch.setattr(files, "free_room", lambda folder: 1024)
    refused("no-room", bundles.export, reader, tmp_path)
    assert log.listed(reader.db) == before


def test_a_drive_that_can_be_taken_out_needs_a_reason_which_is_kept(reader, team, tmp_path, monkeypatch):
    lead = team.desks["lead"]
    monkeypatch.setattr(places, "is_removable", lambda path: True)
    before = log.listed(reader.db), log.listed(lead.db)
    refused("removable-needs-reason", bundles.export, reader, tmp_path)
    refused("removable-needs-reason", bundles.export, reader, tmp_path, reason=" ")
    refused("removable-needs-reason", bundles.pack, lead, reader.me, tmp_path)
    assert (log.listed(reader.db), log.listed(lead.db)) == before
    done = bundles.export(reader, tmp_path, reason="no network at the site")
    (row,) = reader.db.query("SELECT act, key, detail FROM access WHERE kind = 'bundle' AND act = 'exported'")
    assert row["key"] == done.path.name
    assert row["detail"].endswith("reason: no network at the site")


def test_the_slip_says_name_words_and_what_it_holds(reader, tmp_path):
    done = bundles.export(reader, tmp_path)
    assert done.slip == f"{done.path.name} | {done.words} | 1 answer, 1 reading | for lead, reader | {sending._COMPARE}"


@pytest.mark.parametrize(
    ("folder", "points", "found"),
    [
        ("/media/x/STICK/out", ["/", "/media/x/STICK"], True),
        ("/run/media/x/STICK", ["/", "/run/media/x/STICK"], True),
        ("/Volumes/STICK", ["/", "/Volumes/STICK"], True),
        ("/media/x/none", ["/"], False),
        ("/srv/x", ["/", "/media/x/STICK"], False),
    ],
)
def test_where_sticks_are_put(tmp_path, folder, points, found):
    from pathlib import Path

    assert places.plugged_in(Path(folder), points) is found
    assert not places.is_removable(tmp_path / "not" / "made" / "yet")


@pytest.mark.parametrize("said", ["1", "0"])
def test_linux_says_whether_a_drive_is_removable(tmp_path, said):
    import os

    number = tmp_path.stat().st_dev
    part = tmp_path / "blocks" / "sdx" / "sdx1"
    part.mkdir(parents=True)
    (part.parent / "removable").write_text(f"{said}\n", encoding="ascii")
    (tmp_path / "blocks" / f"{os.major(number)}-{os.minor(number)}").symlink_to(part)
    link = tmp_path / "blocks" / f"{os.major(number)}:{os.minor(number)}"
    link.symlink_to(part)
    assert places._removable_block(tmp_path, tmp_path / "blocks") is (said == "1")
