"""The verb that takes pictures of the window, for people who change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from pathlib import Path


def attach(root: click.Group) -> None:
    """Add this verb to the command line."""

    @verb(root)
    @click.option("--dir", "folder", type=FILE, required=True, metavar="DIR", help="Where the pictures go.")
    @click.option("--only", default="", metavar="NAME", help="Only the pages with NAME in their name.")
    @click.option("--look", type=click.Choice(["contrast"]), help="High contrast, not light and dark.")
    def screenshots(setting: Setting, folder: Path, only: str, look: str | None) -> None:
        """Write a picture of every page of the window, light and dark, in three sizes and both languages."""
        if setting.doors is None:
            raise click.UsageError("There is no window here to take pictures of.")
        written = setting.doors.pictures(folder, only, look or "")
        setting.say(
            {"folder": str(folder), "pictures": [path.name for path in written]},
            lambda: [f"{count(len(written), 'picture')} in {folder}."],
        )
