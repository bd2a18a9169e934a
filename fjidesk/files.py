"""Files that are written whole or not at all, and only for their owner."""

import hashlib
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from fjidesk.errors import Refused

_ROOM_LEFT_OVER = 8 * 1024 * 1024
_PART = 1024 * 1024
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # the second is for Windows


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
        settle(beside, path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def read_from_medium(path: Path) -> bytes:
    """Return a file's bytes from the drive itself, where the system lets its own copy in memory be passed over."""
    with path.open("rb", buffering=0) as source:
        _pass_cache(source.fileno())
        return source.read()


def _pass_cache(handle: int) -> None:
    with suppress(OSError):
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_NOCACHE, 1)
        elif hasattr(os, "posix_fadvise"):
            os.fsync(handle)  # what is not on the drive yet stays in memory whatever one asks
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def settle(beside: Path, target: Path) -> None:
    """Give a file that is complete its name in the same folder, and make the name durable.

    Raises:
        Refused: ``not-written``.
    """
    try:
        beside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file of any size so that the copy is complete or absent, read back and compared.

    Raises:
        Refused: ``no-room``, ``not-written``.
    """
    beside = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        need_room(target.parent, source.stat().st_size)
        wanted = _stream(source, beside)
        with beside.open("rb") as back:
            if hashlib.file_digest(back, "sha256").digest() != wanted:
                raise Refused(
                    "not-written", f"{target.name} did not read back as it was written.", "Use another drive."
                )
        settle(beside, target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _stream(source: Path, target: Path) -> bytes:
    """Copy the bytes and force them to the disk; return their SHA-256."""
    found = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as data, os.fdopen(handle, "wb") as out:
        while part := data.read(_PART):
            found.update(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return found.digest()


def _not_written(path: Path, error: OSError) -> Refused:
    return Refused(
        "not-written",
        f"{path.name} could not be written: {error.strerror or 'the drive refused'}.",
        "Check that the folder exists, is not read-only and has room, then try again.",
    )


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
    free = free_room(folder)
    if free is not None and free < size + _ROOM_LEFT_OVER:
        raise Refused(
            "no-room",
            f"The drive has {free // 1024 // 1024} MB left, which is too little.",
            "Free some room or use another drive, then try again.",
        )


def free_room(folder: Path) -> int | None:
    """Return the bytes that a folder's drive has free, of a folder that is not made yet too; None where unknown."""
    for level in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(level).free
        except (OSError, ValueError):
            continue
    return None


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


def _size(limit: int) -> str:
    return f"{limit // 2**20:,} MB" if limit >= 2**20 else f"{limit // 1024:,} KB"


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file once, into one buffer, and never more than ``limit`` bytes.

    Raises:
        Refused: ``no-such-file``, ``not-a-file``, ``not-read``, ``too-large``.
    """
    try:
        if path.is_dir():
            raise Refused("not-a-file", f"{path.name or path} is a folder.", "Name the file inside it.")
        # An endless pipe would be waited for; so it is opened without waiting, and what was opened is asked what it is.
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_WAIT), "rb") as source:
            found = os.fstat(source.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Refused("not-a-file", f"{path.name} is not a plain file.", "Copy it to a folder first.")
            data = source.read(limit + 1) if found.st_size <= limit else None
    except FileNotFoundError as error:
        raise Refused("no-such-file", f"There is no file {path.name}.", "Check its name and folder.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "its name is no name of a file"
        raise Refused(
            "not-read", f"{path.name} could not be read: {reason}.", "Copy it to this laptop first."
        ) from error
    if data is None or len(data) > limit:
        raise Refused(
            "too-large",
            f"{path.name} is larger than {_size(limit)}, which no file of this kind is.",
            "Ask its sender for a new one.",
        )
    return data
