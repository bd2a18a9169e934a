"""Files that are written whole or not at all, and only for their owner."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from fjidesk.errors import Refused

_ROOM_LEFT_OVER = 8 * 1024 * 1024


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either complete or absent, readable by its owner only.

    The bytes go to a file beside the target, are forced to the disk, read back and compared, and only then take the
    target's name. An existing file is replaced in one step.

    Raises:
        Refused: ``not-a-file``, ``no-room``, ``not-written``.
    """
    if not path.name or path.is_dir():
        raise Refused("not-a-file", f"{path} is a folder.", "Name the file to write inside it.")
    need_room(path.parent, len(data))
    beside = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        _write_private(beside, data)
        if beside.read_bytes() != data:
            raise Refused("not-written", f"{path.name} did not read back as it was written.", "Use another drive.")
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise Refused(
            "not-written",
            f"{path.name} could not be written: {error.strerror or 'the drive refused'}.",
            "Check that the folder exists, is not read-only and has room, then try again.",
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def put_in_place(beside: Path, path: Path) -> None:
    """Give a whole file the name of another in one step, which is replaced.

    Raises:
        Refused: ``not-written``.
    """
    try:
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise Refused(
            "not-written",
            f"{path.name} could not be replaced: {error.strerror or 'the drive refused'}.",
            "Close other programs that use it, then try again; the old one is still there.",
        ) from error


def _write_private(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network and stick drives refuse to sync a folder; the file itself is synced
        pass
    finally:
        os.close(handle)


def need_room(folder: Path, size: int) -> None:
    """Refuse when a folder's drive has not got room for so many bytes and a little more.

    Raises:
        Refused: ``no-room``.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if free < size + _ROOM_LEFT_OVER:
        raise Refused(
            "no-room",
            f"The drive has {free // 1024 // 1024} MB left, which is too little.",
            "Free some room or use another drive, then try again.",
        )


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter, and return it.

    Raises:
        Refused: ``folder-not-made``.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            "folder-not-made",
            f"The folder {path} could not be made: {error.strerror or 'the drive refused'}.",
            "Choose another folder.",
        ) from error
    return path


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file once, into one buffer, and never more than ``limit`` bytes.

    Raises:
        Refused: ``no-such-file``, ``not-a-file``, ``not-read``, ``too-large``.
    """
    try:
        if path.is_dir():
            raise Refused("not-a-file", f"{path.name or path} is a folder.", "Name the file inside it.")
        if path.exists() and not path.is_file():
            raise Refused("not-a-file", f"{path.name} is not a plain file.", "Copy it to a folder first.")
        with path.open("rb") as source:
            data = source.read(limit + 1)
    except FileNotFoundError as error:
        raise Refused("no-such-file", f"There is no file {path.name}.", "Check its name and folder.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "its name is no name of a file"
        raise Refused(
            "not-read", f"{path.name} could not be read: {reason}.", "Copy it to this laptop first."
        ) from error
    if len(data) > limit:
        raise Refused(
            "too-large",
            f"{path.name} is larger than {limit // 1024:,} KB, which no file of this kind is.",
            "Ask its sender for a new one.",
        )
    return data
