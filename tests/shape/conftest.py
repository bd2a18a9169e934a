"""The files that the project is made of, for the checks of its habits."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_MADE = {"__pycache__", "build", "dist", "htmlcov", "mutants"}  # what .gitignore keeps out, beside dot folders
_MADE_ENDINGS = (".pyc", ".spec")


def _from_git() -> list[Path] | None:
    """Return what git holds or would take in; None where there is no git or the folder is not a repository's top."""
    try:
        top = _git("rev-parse", "--show-toplevel").strip()
        names = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except (OSError, subprocess.CalledProcessError):
        return None
    return [ROOT / name for name in names.split("\0") if name] if Path(top).samefile(ROOT) else None


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


def _from_disk() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        kept = (name for name in folders if name not in _MADE and (not name.startswith(".") or name == ".ci"))
        folders[:] = sorted(kept)
        found += [Path(folder) / name for name in names if not name.endswith(_MADE_ENDINGS) and name != ".coverage"]
    return found


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def files():
    """Return every file of the project, relative to its root; a deleted one that git still lists is left out."""
    found = _from_git() or _from_disk()
    return sorted(path.relative_to(ROOT) for path in found if path.is_file())


@pytest.fixture(scope="session")
def modules(files):
    """Return every Python file of the project."""
    return [path for path in files if path.suffix == ".py"]
