"""The one way to reach a file of resources/."""

from pathlib import Path, PurePosixPath

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def path(name: str) -> Path:
    """Return the path of a resource by its relative name, such as ``frameworks/fji-2014.toml``.

    The wheel and the frozen program carry the folder as ``fjidesk/_resources``; a checkout has it beside the package.

    Raises:
        ValueError: the name is absolute or climbs out of the folder.
        FileNotFoundError: there is no such resource.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(name)
    for root in (_PACKAGED, _CHECKOUT):
        found = root / relative
        if found.exists():
            return found
    raise FileNotFoundError(name)


def text(name: str) -> str:
    """Return a resource as text."""
    return path(name).read_text(encoding="utf-8")


def names(folder: str, ending: str) -> list[str]:
    """Return the names, without the ending, of the files in a folder that have it."""
    return sorted(found.name.removesuffix(ending) for found in path(folder).iterdir() if found.name.endswith(ending))
