"""Where a desk may lie, and how one place is told from another (design 6, faults D7 and R8)."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from fjidesk.errors import Refused
from fjidesk.files import free_room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ALLOW = "FJIDESK_ALLOW_SYNCHRONISED"
LEAST_ROOM = 4 * 1024 * 1024  # below it nobody can promise that the next answer is kept
LITTLE_ROOM = 100 * 1024 * 1024  # below it the person is told
_FOLDERS_OF = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}
# What the programs leave in the topmost folder that they synchronise.
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".megaignore": "MEGA",
}
_MARKER_PATTERNS = {".sync_*.db": "Nextcloud", "._sync_*.db": "Nextcloud"}
# How they name that folder.
_NAMES = (
    (re.compile(r"onedrive( - .+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"(google ?drive|googledrive-.+|my drive)", re.IGNORECASE), "Google Drive"),
    (re.compile(r"(icloud ?drive|mobile documents|com~apple~clouddocs)", re.IGNORECASE), "iCloud"),
    (re.compile(r"(nextcloud|owncloud)\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"cloudstorage", re.IGNORECASE), "a cloud service"),
)
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|afpfs|ncpfs|ceph|davfs|webdav|glusterfs|lustre"
    r"|fuse\.(sshfs|rclone|davfs\d?|gvfsd-fuse|glusterfs|smbnetfs|s3fs|onedriver|google-drive-ocamlfuse)"
)
_NO_STEADY_NUMBERS = frozenset({"vfat", "msdos", "exfat", "fuseblk", "9p"})  # of files: they change with each mount
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4  # what Windows calls a stick, and a mapped network drive
_STICKS = ("/run/media", "/media", "/Volumes")  # where systems put a stick that somebody plugs in


def admit(folder: Path, *, allow_synchronised: bool = False) -> list[str]:
    """Refuse a folder where a store cannot be kept whole, before anything is written; return what is worth telling.

    Args:
        folder: of the desk; it need not exist yet.
        allow_synchronised: a person takes the risk of a synchronised folder; a network folder stays refused.

    Raises:
        Refused: ``folder-network``, ``folder-synchronised``, ``no-room``.
    """
    if on_network(folder):
        raise Refused(
            "folder-network",
            "This folder lies on another computer, where a file cannot be locked or written safely.",
            "Keep the desk on this laptop's own drive, and hand over by bundles.",
        )
    service = synchronised(folder, os.environ)
    allowed = allow_synchronised or os.environ.get(ALLOW, "") not in {"", "0"}
    if service and not allowed:
        raise Refused(
            "folder-synchronised",
            f"This folder is kept in step with other computers by {service}, which can mix two versions of the store.",
            "Move the desk to a folder that is not synchronised, or take the risk with --allow-synchronised.",
        )
    told = (
        [f"This desk lies in a folder that {service} synchronises. Never open it on two computers."] if service else []
    )
    return [*told, *_room(folder)]


def _room(folder: Path) -> Iterator[str]:
    free = free_room(folder)
    if free is not None and free < LEAST_ROOM:
        raise Refused(
            "no-room",
            "The drive is full, so the next answer could not be kept.",
            "Free some room on the drive of this desk, then open it again; what was saved is whole.",
        )
    if free is not None and free < LITTLE_ROOM:
        yield f"The drive of this desk has only {free // 1024 // 1024} MB left. Free some room soon."


def synchronised(folder: Path, environ: Mapping[str, str]) -> str:
    """Return the name of what synchronises a folder with other computers; empty where nothing is known to."""
    folder = _whole(folder)
    for variable, service in _FOLDERS_OF.items():
        if environ.get(variable) and _within(folder, Path(environ[variable])):
            return service
    for root in _registered():
        if _within(folder, root):
            return f"{root.name or 'a cloud service'}"
    for level in (folder, *folder.parents):
        found = _named(level.name) or _marked(level)
        if found:
            return found
    return ""


def _named(name: str) -> str:
    return next((service for pattern, service in _NAMES if pattern.fullmatch(name)), "")


def _marked(folder: Path) -> str:
    with suppress(OSError):
        for marker, service in _MARKERS.items():
            if (folder / marker).exists():
                return service
        for pattern, service in _MARKER_PATTERNS.items():
            if next(folder.glob(pattern), None) is not None:
                return service
    return ""


def _registered() -> list[Path]:
    """Return the folders that programs have registered with Windows as synchronised; none elsewhere."""
    found: list[Path] = []
    if sys.platform == "win32":
        import winreg

        top = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, top) as roots:
            for number in range(winreg.QueryInfoKey(roots)[0]):
                with (
                    suppress(OSError),
                    winreg.OpenKey(roots, rf"{winreg.EnumKey(roots, number)}\UserSyncRoots") as root,
                ):
                    values = range(winreg.QueryInfoKey(root)[1])
                    found += [Path(str(winreg.EnumValue(root, value)[1])) for value in values]
    return found


def on_network(folder: Path) -> bool:
    """Tell whether a folder lies on another computer."""
    for text in (str(folder), str(_whole(folder))):
        if is_share(text):
            return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(_whole(folder).anchor) == _REMOTE_DRIVE)
    return _NETWORK.fullmatch(kind_of_mount(_whole(folder), _mounts())) is not None


def is_share(text: str) -> bool:
    r"""Tell whether a path names a share of another computer, as Windows writes it; ``\\?\C:\`` is none."""
    drive = PureWindowsPath(text).drive.replace("/", "\\")
    return drive.startswith("\\\\") and (drive[2:4] not in {"?\\", ".\\"} or drive[4:8].casefold() == "unc\\")


def kind_of_mount(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """Return the kind of file system that a folder lies on, given mount points and kinds; empty where unknown."""
    holding = [(len(Path(point).parts), kind) for point, kind in mounts if _within(folder, Path(point))]
    return max(enumerate(holding), key=lambda found: (found[1][0], found[0]))[1][1] if holding else ""


def is_removable(path: Path) -> bool:
    """Tell whether a folder, which need not exist yet, lies on a drive that can be taken out."""
    folder = next((level for level in (_whole(path), *_whole(path).parents) if level.exists()), _whole(path))
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOVABLE_DRIVE)
    return plugged_in(folder, [point for point, _ in _mounts()]) or (
        sys.platform == "linux" and _removable_block(folder, Path("/sys/dev/block"))
    )


def plugged_in(folder: Path, points: Iterable[str]) -> bool:
    """Tell whether a folder lies on a mount where the system puts what somebody plugs in."""
    sticks = [point for point in points if any(_within(Path(point), Path(place)) for place in _STICKS)]
    return any(_within(folder, Path(point)) for point in sticks)


def _removable_block(folder: Path, blocks: Path) -> bool:
    """Tell whether Linux calls the drive of a folder removable; a partition says it in the folder of its drive."""
    with suppress(OSError, ValueError):
        number = folder.stat().st_dev
        drive = (blocks / f"{os.major(number)}:{os.minor(number)}").resolve(strict=True)
        for level in (drive, drive.parent):
            if (level / "removable").is_file():
                return (level / "removable").read_text(encoding="ascii").strip() == "1"
    return False


def _mounts() -> list[tuple[str, str]]:
    """Return mount points and their kinds, in the order in which they were mounted; none where it cannot be told."""
    found: list[tuple[str, str]] = []
    with suppress(OSError, ValueError):
        if sys.platform == "darwin":
            said = subprocess.run(["/sbin/mount"], capture_output=True, encoding="utf-8", check=False).stdout
            found = re.findall(r"^.+? on (.+) \((\w+)", said, re.MULTILINE)
        else:
            lines = [line.split(" ") for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
            found = [(re.sub(r"\\(\d{3})", lambda o: chr(int(o[1], 8)), line[1]), line[2]) for line in lines]
    return found


def here(folder: Path, file: Path) -> str:
    """Return what tells this place from every other: the machine, the folder, and the file's own number on its drive.

    A desk that was copied to another laptop, another folder or back into the same one has another. It is a hash, so
    that a store that travels says nothing of the laptop that it came from.

    Args:
        folder: of the desk.
        file: its store, or the file that is about to take the store's name.
    """
    whole = _whole(folder)
    number = "" if kind_of_mount(whole, _mounts()) in _NO_STEADY_NUMBERS else str(file.stat().st_ino)
    return hashlib.sha256("\n".join((_machine(), os.path.normcase(whole), number)).encode()).hexdigest()


def _machine() -> str:
    """Return what the system itself tells this machine by; empty where it does not say."""
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    elif sys.platform == "darwin":
        import ctypes

        name, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)
        if ctypes.CDLL(None).gethostuuid(name, wait) == 0:
            return bytes(name).hex()
    else:
        with suppress(OSError):
            return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    return ""


def _whole(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError):  # a name that no folder can have, or links in a circle
        return folder.absolute()


def _within(folder: Path, root: Path) -> bool:
    return Path(os.path.normcase(folder)).is_relative_to(os.path.normcase(_whole(root)))
