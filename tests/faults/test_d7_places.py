"""D7: a desk in a synchronised or network folder, on a full or read-only drive, or open already, is refused kindly."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fjidesk import clock, files
from fjidesk.desk import places, workspace
from fjidesk.errors import Refused
from fjidesk.store.database import open_store
from tests.conftest import PASSPHRASE
from tests.faults.conftest import open_desk


def create(folder, *, allow_synchronised=False):
    return workspace.create(
        folder,
        PASSPHRASE,
        (),
        allow_synchronised,
        clock=clock.now,
        ids=clock.new_id,
        entropy=secrets.token_bytes(32),
        rounds=1,
    )[0]


def refused(code, call, *arguments, **more):
    with pytest.raises(Refused) as error:
        call(*arguments, **more)
    assert error.value.code == code
    assert error.value.remedy


@pytest.mark.parametrize(
    ("folder", "marker", "service"),
    [
        ("OneDrive/desk", "", "OneDrive"),
        ("OneDrive - Inspectorate of Probation/cases/desk", "", "OneDrive"),
        ("Dropbox (Team)/desk", "", "Dropbox"),
        ("Google Drive/desk", "", "Google Drive"),
        ("GoogleDrive-somebody/My Drive/desk", "", "Google Drive"),
        ("iCloudDrive/desk", "", "iCloud"),
        ("Mobile Documents/com~apple~CloudDocs/desk", "", "iCloud"),
        ("Nextcloud/desk", "", "Nextcloud"),
        ("work/desk", "work/.dropbox", "Dropbox"),
        ("work/a/b/desk", "work/.tmp.drivedownload", "Google Drive"),
        ("work/desk", "work/.sync_0123456789ab.db", "Nextcloud"),
        ("work/desk", "work/.owncloudsync.log", "ownCloud"),
        ("work/desk", "work/.stfolder", "Syncthing"),
    ],
)
def test_a_synchronised_folder_is_refused_at_creation_and_at_opening(tmp_path, folder, marker, service):
    target = tmp_path / folder
    if marker:
        (tmp_path / marker).parent.mkdir(parents=True)
        (tmp_path / marker).touch()
    assert places.synchronised(target, {}) == service
    refused("folder-synchronised", create, target)
    assert not target.exists()
    create(target, allow_synchronised=True).close()
    refused("folder-synchronised", open_desk, target)
    desk = workspace.open_desk(target, PASSPHRASE, clock=clock.now, ids=clock.new_id, allow_synchronised=True)
    assert service in desk.told[0]
    desk.close()


def test_the_variables_of_windows_name_the_folder_whatever_it_is_called(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "documents"))
    refused("folder-synchronised", create, tmp_path / "documents" / "work" / "desk")
    create(tmp_path / "documents beside" / "desk").close()
    monkeypatch.setenv(places.ALLOW, "1")
    create(tmp_path / "documents" / "desk").close()


def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    refused("folder-synchronised", create, tmp_path / "link" / "desk")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("\\\\server\\share\\desk", True),
        ("//server/share/desk", True),
        ("\\\\?\\UNC\\server\\share\\desk", True),
        ("\\\\?\\C:\\desk", False),
        ("C:\\desk", False),
        ("desk", False),
    ],
)
def test_a_share_is_told_by_its_name(text, share):
    assert places.is_share(text) is share


def test_a_network_folder_is_told_by_its_mount():
    mounts = [("/", "ext4"), ("/mnt/office", "cifs"), ("/mnt/office/local", "ext4"), ("/mnt/office/local", "nfs4")]
    assert places.kind_of_mount(Path("/mnt/office/desk"), mounts) == "cifs"
    assert places.kind_of_mount(Path("/mnt/office/local/desk"), mounts) == "nfs4"  # mounted over the one before
    assert places.kind_of_mount(Path("/mnt/officer"), mounts) == "ext4"
    assert places.kind_of_mount(Path("/x"), []) == ""


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs", "smbfs"])
def test_a_network_folder_is_refused_with_the_flag_too(tmp_path, monkeypatch, kind):
    create(tmp_path / "desk").close()
    monkeypatch.setattr(places, "_mounts", lambda: [(str(tmp_path), kind)])
    refused("folder-network", create, tmp_path / "new", allow_synchronised=True)
    refused("folder-network", open_desk, tmp_path / "desk")


def test_too_little_room_is_asked_for_before_starting(tmp_path, monkeypatch):
    create(tmp_path / "desk").close()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    refused("no-room", create, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    refused("no-room", open_desk, tmp_path / "desk")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 50 * 10**6))
    desk = open_desk(tmp_path / "desk")
    assert "47 MB left" in desk.told[0]
    desk.close()
    assert files.free_room(tmp_path / "not" / "made" / "yet") == 50 * 10**6


@pytest.mark.unix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="mounting needs the system's owner")
def test_a_read_only_drive_is_refused_and_unchanged(tmp_path):
    create(tmp_path / "desk").close()
    done = subprocess.run(["mount", "--bind", tmp_path / "desk", tmp_path / "desk"], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("mounting is not possible here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", tmp_path / "desk"], check=True)
        refused("store-read-only", open_desk, tmp_path / "desk")
    finally:
        subprocess.run(["umount", tmp_path / "desk"], check=True)
    open_desk(tmp_path / "desk").close()


@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="the system's owner may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path):
    create(tmp_path / "desk").close()
    (tmp_path / "desk").chmod(0o500)
    try:
        refused("store-read-only", open_desk, tmp_path / "desk")
    finally:
        (tmp_path / "desk").chmod(0o700)


def test_a_lock_that_cannot_be_made_is_told_in_words(tmp_path, monkeypatch):
    create(tmp_path / "desk").close()

    def deny(*_, **__):
        raise PermissionError(13, "denied")

    monkeypatch.setattr("filelock.FileLock.acquire", deny)
    refused("store-read-only", open_desk, tmp_path / "desk")


def test_a_second_opening_is_refused_and_the_first_goes_on(made, opened):
    desk = opened(made.reader)
    refused("store-open", open_desk, made.reader)
    assert desk.inspection.title


@pytest.mark.timeout(60)
def test_a_second_program_is_refused(made, opened):
    opened(made.reader)
    (made.root / "p.txt").write_text(PASSPHRASE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "fjidesk", "--desk", made.reader, "--passphrase-file", made.root / "p.txt", "state"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"store-open" in done.stderr


def test_a_file_that_another_program_reads_does_not_stop_the_desk(made, opened):
    """As an antivirus or a backup tool does."""
    with (made.reader / workspace.STORE).open("rb") as held:
        held.read(100)
        desk = opened(made.reader)
        desk.tell("once")
        desk.tell("once")
        assert desk.told.count("once") == 1
    with pytest.raises(Refused):
        open_store(made.reader / workspace.STORE, bytes(32))
