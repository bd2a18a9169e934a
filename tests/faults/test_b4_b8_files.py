"""B4, B8: files that are none, that never end, or that are larger than any bundle; names of any kind."""

from __future__ import annotations

import os
import stat
import time

import pytest

from fjidesk.bundle.limits import FILE_LIMIT
from fjidesk.desk import bundles, import_log
from fjidesk.errors import Refused
from fjidesk.files import read_bounded
from tests.faults.conftest import open_desk


@pytest.fixture
def lead(made, opened):
    return opened(made.lead)


def outcome(desk, path):
    return bundles.bring_in(desk, [path])[0]


@pytest.mark.unix
def test_b4_what_is_no_file_is_told_apart(lead, made):
    (made.root / "empty.fjib").touch()
    (made.root / "folder.fjib").mkdir()
    (made.root / "nowhere.fjib").symlink_to(made.root / "gone")
    (made.root / "round.fjib").symlink_to(made.root / "round.fjib")
    for name, code in (
        ("empty.fjib", "empty-file"),
        ("folder.fjib", "not-a-file"),
        ("nowhere.fjib", "no-such-file"),
        ("round.fjib", "not-read"),
        ("never.fjib", "no-such-file"),
    ):
        assert outcome(lead, made.root / name).code == code
    assert [one.code for one in import_log.entries(lead) if one.what == "refused"][-1] == "no-such-file"


@pytest.mark.unix
def test_b4_a_link_to_a_bundle_is_the_bundle_and_a_name_of_any_kind_does(lead, made):
    first, second, third = made.bundles
    (made.root / "link.fjib").symlink_to(first)
    odd = made.root / "CON: ?* “é”\u202e\n.FJIB"
    second.rename(odd)
    assert [one.status for one in bundles.bring_in(lead, [made.root / "link.fjib", odd, third])] == ["merged"] * 3
    assert odd.name in {one.file for one in import_log.entries(lead)}


@pytest.mark.unix
def test_b4_a_name_that_is_no_text_is_logged(lead, made):
    bad, good = made.root / os.fsdecode(b"\xff.fjib"), made.root / os.fsdecode(b"\xfe.fjib")
    bad.write_bytes(b"x")
    made.bundles[0].rename(good)
    assert [one.status for one in bundles.bring_in(lead, [bad, good])] == ["refused", "merged"]
    assert {"\\udcff.fjib", "\\udcfe.fjib"} <= {one.file for one in import_log.entries(lead)}


def test_b4_two_files_of_one_name_are_two_files(lead, made):
    for number, path in enumerate(made.bundles[:2]):
        (made.root / str(number)).mkdir()
        path.rename(made.root / str(number) / "bundle.fjib")
    both = [made.root / str(number) / "bundle.fjib" for number in range(2)]
    assert [one.status for one in bundles.bring_in(lead, both)] == ["merged", "merged"]


def test_b4_a_read_only_stick_is_read(lead, made):
    for path in made.bundles:
        path.chmod(stat.S_IRUSR)
    made.bundles[0].parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert {one.status for one in bundles.bring_in(lead, made.bundles)} == {"merged"}
    made.bundles[0].parent.chmod(stat.S_IRWXU)


def test_b8_ten_gigabytes_of_nothing_are_refused_by_their_size(lead, made):
    sparse = made.root / "sparse.fjib"
    with sparse.open("wb") as file:
        file.truncate(10 * 1024**3)
    assert outcome(lead, sparse).code == "too-large"


def test_b8_the_size_is_asked_before_a_byte_is_read(tmp_path, monkeypatch):
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(FILE_LIMIT + 1)

    class NeverRead:
        def __init__(self, handle, *_):
            self.handle = handle

        def __enter__(self):
            return self

        def __exit__(self, *_):
            os.close(self.handle)

        def fileno(self):
            return self.handle

        def read(self, _):
            pytest.fail("read before its size was asked")

    monkeypatch.setattr("fjidesk.files.os.fdopen", NeverRead)
    with pytest.raises(Refused) as refused:
        read_bounded(sparse, FILE_LIMIT)
    assert refused.value.code == "too-large"


@pytest.mark.unix
def test_b8_what_never_ends_is_not_waited_for(lead, made):
    os.mkfifo(made.root / "pipe.fjib")
    (made.root / "zero.fjib").symlink_to("/dev/zero")
    start = time.monotonic()
    assert [outcome(lead, made.root / name).code for name in ("pipe.fjib", "zero.fjib")] == ["not-a-file"] * 2
    assert time.monotonic() - start < 20


def test_b8_a_file_that_grows_while_it_is_read_is_cut_off_at_the_limit(tmp_path, monkeypatch):
    path = tmp_path / "grows"
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr("fjidesk.files.os.fstat", lambda handle: os.stat_result((stat.S_IFREG, *[0] * 9)))
    with pytest.raises(Refused) as refused:
        read_bounded(path, 99)
    assert refused.value.code == "too-large"
    assert read_bounded(path, 100) == b"x" * 100


def test_a_desk_that_refused_all_this_opens_again(made):
    desk = open_desk(made.lead)
    bundles.bring_in(desk, [made.root])
    desk.close()
    desk = open_desk(made.lead)
    assert bundles.bring_in(desk, made.bundles)[0].status == "merged"
    desk.close()
