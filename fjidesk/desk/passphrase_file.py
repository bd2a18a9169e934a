"""A passphrase kept in a file, for verbs that nobody sits beside."""

from pathlib import Path

from fjidesk.errors import Refused
from fjidesk.files import read_bounded

_LIMIT = 4096


def read(path: Path) -> str:
    """Return the first line of a file.

    Raises:
        Refused: ``passphrase-file-empty``, and what reading a file refuses.
    """
    lines = read_bounded(path, _LIMIT).decode("utf-8-sig", errors="replace").splitlines()
    if not lines or not lines[0]:
        raise Refused(
            "passphrase-file-empty",
            "The passphrase file has no passphrase on its first line.",
            "Write it there, or leave the option out and type it.",
        )
    return lines[0]
