"""Overwrite and remove the files of a desk, and know which files are its own.

A file is written over with random bytes and forced to the drive, loses its name, and is removed. A key is written over
three times; what is encrypted under a key that is gone, once.
"""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from secrets import token_bytes, token_hex
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.faults import FAULTS, LOG
from fjidesk.desk.unfinished import MARK
from fjidesk.desk.workspace import BACKUPS, SEALED_KEY, STORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

DESK, SECOND, LOGS = "desk", "second folder", "log"
KEY_PASSES, PASSES = 3, 1
_CHUNK = 1024 * 1024
_TRIES, _WAIT = 4, 0.25  # a scanner of viruses may have a file open for a moment
_KEYS = r"identity(?:\.new|\.pub|\.age)?|store\.key\.age|former\.age"
_PART = r"\.[0-9a-f]{8}\.part"
_IS_KEY = re.compile(rf"(?:{_KEYS})|\.(?:{_KEYS}){_PART}|dead-key-[0-9a-f]{{16}}")
_RENAMED = r"dead-[0-9a-f]{16}"
_STORES = r"store\.db(?:-journal|-wal|-shm)?|restoring\.part(?:-journal)?|before-schema-\d+\.db"
_IN_DESK = re.compile(rf"{_STORES}|{_RENAMED}|\.(?:{MARK}|store\.db){_PART}")
_IN_BACKUPS = re.compile(rf".+\.db(?:-journal)?|.+\.part(?:-journal)?|latest\.seal|{_RENAMED}")
_IN_LOG = re.compile(rf"{re.escape(FAULTS)}|{_RENAMED}")


class Item(NamedTuple):
    """A file that is to go: where it lies, in words; its size; whether it is one of the keys."""

    path: Path
    where: str
    size: int
    key: bool

    @property
    def passes(self) -> int:
        """Return how many times it is written over."""
        return KEY_PASSES if self.key else PASSES


def items(folder: Path, seconds: Iterable[Path], logs: Iterable[Path]) -> list[Item]:
    """Return the files of a desk in the order in which they are destroyed.

    The keys in second folders go first, and the sealed key of the store is the first of the desk's own: while that is
    whole, everything that opening the desk needs is whole.

    Args:
        folder: of the desk.
        seconds: this desk's own folders in second folders.
        logs: folders of logs outside the desk.
    """
    found = [*_of(folder, _IN_DESK, DESK), *_of(folder / BACKUPS, _IN_BACKUPS, DESK)]
    found += _of(folder / LOG, _IN_LOG, LOGS)
    for second in seconds:
        found += _of(second, _IN_BACKUPS, SECOND)
    for log in logs:
        found += _of(log, _IN_LOG, LOGS)
    return sorted(found, key=_order)


def _order(item: Item) -> tuple[bool, bool, bool, str]:
    return not item.key, item.where != SECOND, item.path.name != SEALED_KEY, str(item.path)


def _of(folder: Path, names: re.Pattern[str], where: str) -> list[Item]:
    found = []
    for path in _files(folder):
        key = where != LOGS and _IS_KEY.fullmatch(path.name) is not None
        if key or names.fullmatch(path.name):
            with suppress(OSError):
                found.append(Item(path, where, path.lstat().st_size, key))
    return found


def _files(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_symlink() or not path.is_dir())
    return []


def strangers(folder: Path, mine: Sequence[Item]) -> list[Path]:
    """Return what else lies in a desk's folder: it is left, and told."""
    own = {item.path for item in mine} | {folder / MARK, folder / BACKUPS, folder / LOG, lock_of(folder)}
    found: list[Path] = []
    for level in (folder, folder / BACKUPS, folder / LOG):
        with suppress(OSError):
            found += [path for path in level.iterdir() if path not in own]
    return sorted(found)


def destroy(item: Item) -> str:
    """Write a file over, take its name and remove it; return why that could not be done, empty where it was.

    A link is removed, and what it leads to is left alone.
    """
    for number in range(_TRIES):
        try:
            _destroy(item)
        except FileNotFoundError:
            return ""
        except OSError as error:
            if number == _TRIES - 1 or not isinstance(error, PermissionError):
                return error.strerror or "the drive refused"
            time.sleep(_WAIT)
        else:
            return ""
    return ""


def _destroy(item: Item) -> None:
    path = item.path
    if not path.is_symlink() and stat.S_ISREG(path.lstat().st_mode):
        path.chmod(0o600)  # clears what Windows calls read-only too
        _write_over(path, item.passes)
    # Under a name that says nothing: some systems keep names for longer than contents.
    nameless = path.with_name(f"{'dead-key' if item.key else 'dead'}-{token_hex(8)}")
    path.replace(nameless)
    nameless.unlink()


def _write_over(path: Path, passes: int) -> None:
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "wb") as out:
        size = os.fstat(out.fileno()).st_size
        for _ in range(passes):
            out.seek(0)
            for start in range(0, size, _CHUNK):
                out.write(token_bytes(min(_CHUNK, size - start)))
            out.flush()
            os.fsync(out.fileno())


def remove_folders(folder: Path, seconds: Iterable[Path], logs: Iterable[Path]) -> None:
    """Remove the folders that are empty now; one that holds anything else stays."""
    for level in (folder / BACKUPS, folder / LOG, *seconds, *logs, folder):
        with suppress(OSError):
            level.rmdir()


def lock_of(folder: Path) -> Path:
    """Return the lock file of a desk, which holds nothing and keeps others out while its files are destroyed."""
    return folder / f"{STORE}.lock"
