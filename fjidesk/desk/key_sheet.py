"""The sheet of keys as a file to print; it holds nothing of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk.outputs import outside
from fjidesk.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def write(path: Path, title: str, groups: Mapping[str, Sequence[tuple[Sequence[str], str]]]) -> Path:
    """Write one A4 page and return its path.

    Args:
        path: of the PDF; one that is there is written over.
        title: of the page.
        groups: keys with their words, by the heading under which they stand.

    Raises:
        Refused: ``inside-a-desk``, and what the drive refuses.
    """
    from fjidesk.report import key_sheet

    target = outside(path)
    write_whole(target, key_sheet.pdf(title, groups))
    return target
