"""Files whole or not at all."""

from __future__ import annotations

import os
import shutil

import pytest

from fjidesk import files, resource
from fjidesk.errors import Refused


def refused(code, call, *arguments):
    with pytest.raises(Refused) as error:
        call(*arguments)
    assert error.value.code == code
    assert error.value.remedy


def test_a_file_is_replaced_whole(tmp_path):
    target = tmp_path / "a"
    files.write_whole(target, b"one")
    files.write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_fails_half_way_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a"
    files.write_whole(target, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused("not-written", files.write_whole, target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_drive_that_lies_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_write_private", lambda path, data: path.write_bytes(data[:-1]))
    refused("not-written", files.write_whole, tmp_path / "a", b"whole")
    assert not list(tmp_path.iterdir())


def test_too_little_room_is_told_before_writing(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 5, 5))
    refused("no-room", files.write_whole, tmp_path / "a", b"x")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_and_a_file_in_the_way_are_refused(tmp_path):
    refused("not-written", files.write_whole, tmp_path / "no" / "a", b"x")
    (tmp_path / "file").touch()
    refused("folder-not-made", files.private_folder, tmp_path / "file" / "below")


def test_reading_is_bounded(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert files.read_bounded(tmp_path / "a", 5) == b"12345"
    refused("too-large", files.read_bounded, tmp_path / "a", 4)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    for limit, said in ((64 * 2**20, "larger than 64 MB,"), (16 * 2**10, "larger than 16 KB,")):
        with pytest.raises(Refused, match=said):
            files.read_bounded(tmp_path / "large", limit)
    refused("no-such-file", files.read_bounded, tmp_path / "b", 4)
    refused("not-a-file", files.read_bounded, tmp_path, 4)
    refused("not-read", files.read_bounded, tmp_path / ("x" * 300), 4)


@pytest.mark.unix
def test_an_endless_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    refused("not-a-file", files.read_bounded, tmp_path / "pipe", 4)


def test_resources_are_reached_by_relative_name_only():
    assert resource.text("frameworks/fji-2014.toml").startswith("#")
    assert "fji-2014" in resource.names("frameworks", ".toml")
    for name in ("/etc/hosts", "../pyproject.toml"):
        with pytest.raises(ValueError, match=name.replace(".", r"\.")):
            resource.path(name)
    with pytest.raises(FileNotFoundError):
        resource.path("no-such-thing")
