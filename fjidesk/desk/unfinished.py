"""The mark of a closing that has begun, so that one that was cut off is told and finished.

The mark is written before anything is destroyed and removed last. It says by which bytes the store's key was sealed:
while those are there, nothing that opening needs has been destroyed, and the desk opens as before.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from fjidesk.errors import Refused
from fjidesk.files import read_bounded, write_whole

if TYPE_CHECKING:
    from pathlib import Path

MARK = "closing"
SEALED_KEY = "store.key.age"
_LIMIT = 256 * 1024


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A closing that has begun.

    Attributes:
        at: when.
        key: the SHA-256 of the sealed key of the store.
        certificates: the folder of the certificate.
        stem: of the certificate's file names.
        seconds: this desk's own folders in second folders.
        logs: folders of logs outside the desk.
    """

    at: str
    key: str
    certificates: str
    stem: str
    seconds: list[str]
    logs: list[str]


def begin(folder: Path, begun: Begun) -> None:
    """Write the mark.

    Raises:
        Refused: what the drive refuses.
    """
    write_whole(folder / MARK, msgspec.json.encode(begun))


def key_of(folder: Path) -> str:
    """Return the SHA-256 of the sealed key of the store; empty where it is not there."""
    try:
        return hashlib.sha256((folder / SEALED_KEY).read_bytes()).hexdigest()
    except OSError:
        return ""


def read(folder: Path) -> Begun | None:
    """Return the closing that has begun in a folder; None where none has, or the mark cannot be read."""
    with suppress(Refused, msgspec.DecodeError, msgspec.ValidationError):
        if (folder / MARK).is_file():
            return msgspec.json.decode(read_bounded(folder / MARK, _LIMIT), type=Begun)
    return None


def cut_off(folder: Path) -> Begun | None:
    """Return the closing that destroyed the key of a desk and did not come to its end; None where there is none."""
    try:
        found = read(folder)
    except (OSError, ValueError):  # a name that no folder can have
        return None
    return found if found is not None and key_of(folder) != found.key else None


def refuse(folder: Path) -> None:
    """Refuse to go on in a folder where a closing was cut off.

    Raises:
        Refused: ``closing-interrupted``.
    """
    if cut_off(folder) is not None:
        raise Refused(
            "closing-interrupted",
            "The closing of this desk was interrupted: its key is destroyed, and nothing on it can be read any more.",
            "Destroy what is left, without a passphrase, with: fjidesk close --finish",
        )
