"""Where a person may have something written: never over a desk's own files, and a secret never over anything."""

from pathlib import Path

from fjidesk.desk.recovery import RECOVERABLE
from fjidesk.desk.workspace import BACKUPS, IDENTITY, SEALED_KEY, STORE
from fjidesk.errors import Refused


def outside(path: Path) -> Path:
    """Return a path to write to, which lies in no desk's folder.

    Raises:
        Refused: ``inside-a-desk``.
    """
    for folder in (path.absolute(), *path.resolve().parents):
        if _is_desk(folder):
            raise Refused(
                "inside-a-desk",
                f"{path.name or path} would lie in the folder of a desk, among its own files.",
                "Name a place outside it.",
            )
    return path


def _is_desk(folder: Path) -> bool:
    """Tell whether a folder is a desk's, or what is left of one.

    Key files alone prove nothing: old SSH programs called theirs ``identity`` too.
    """
    if any((folder / name).is_file() for name in (STORE, SEALED_KEY, RECOVERABLE)):
        return True
    return (folder / IDENTITY).is_file() and (folder / BACKUPS).is_dir()


def fresh(path: Path) -> Path:
    """Return a path to write a secret to: outside every desk, and where no file is yet.

    Raises:
        Refused: ``inside-a-desk``, ``file-there``.
    """
    if outside(path).exists():
        raise Refused("file-there", f"There is a file {path.name} already.", "Name a new file for the secret.")
    return path
