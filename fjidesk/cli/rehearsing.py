"""Verbs for the rehearsal: a desk of its own with made-up cases."""

from __future__ import annotations

import click

from fjidesk import clock
from fjidesk.cli.common import Setting, verb


@click.group()
def rehearsal() -> None:
    """Try everything on a desk of its own with made-up cases, beside your own."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(rehearsal)


@verb(rehearsal)
def make(setting: Setting) -> None:
    """Make the rehearsal of this desk, where it is not there yet."""
    from fjidesk.desk import rehearsal as trying

    folder = trying.beside(setting.folder)
    trying.start(folder, clock=clock.now, ids=clock.new_id).close()
    setting.say(
        {"folder": str(folder), "passphrase": trying.PASSPHRASE},
        lambda: [f"The rehearsal: fjidesk --desk {folder}", f"Its passphrase, known to all: {trying.PASSPHRASE}"],
    )


@verb(rehearsal)
def remove(setting: Setting) -> None:
    """Remove the rehearsal of this desk, with all that was tried in it."""
    from fjidesk.desk import rehearsal as trying

    folder = trying.beside(setting.folder)
    trying.remove(folder, clock=clock.now, ids=clock.new_id)
    setting.say({"removed": str(folder)}, lambda: [f"Removed {folder}."])
