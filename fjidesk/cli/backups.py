"""Verbs for backups."""

from __future__ import annotations

from pathlib import Path

import click

from fjidesk import clock
from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.errors import Refused
from fjidesk.model.counts import count


@click.group()
def backup() -> None:
    """Keep copies of a desk and go back to one."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(backup)


@verb(backup)
def make(setting: Setting) -> None:
    """Make a backup now; it is opened and checked before it counts as one."""
    from fjidesk.desk import backups

    with setting.opened() as desk:
        made = backups.make(desk, "asked-for")
    setting.say({"file": str(made)}, lambda: [f"Made {made}, and opened it to check it."])


@verb(backup, "list")
def list_them(setting: Setting) -> None:
    """List all backups, newest first, each opened and checked; works on a damaged desk too."""
    from fjidesk.desk import backups, workspace

    found = backups.listed(setting.folder, workspace.unlock(setting.folder, setting.asked()))
    rows = [
        (line.made, line.name, f"{line.revisions:,}" if line.opens else "does not open", line.latest, line.folder)
        for line in found
    ]
    setting.say(
        {"backups": found},
        lambda: (
            table([("Made", "Name", "Revisions", "Last change", "Folder"), *rows], right=(2,))
            if rows
            else ["There is no backup yet."]
        ),
    )


@verb(backup)
@click.argument("name")
def restore(setting: Setting, name: str) -> None:
    """Put a backup in the place of the store; what it replaces is kept. NAME is as listed, or a path.

    On another laptop, name a path in the second folder: the keys that lie beside it come with it.
    """
    from fjidesk.desk import backups, workspace

    if not workspace.exists(setting.folder) and Path(name).is_file():
        backups.bring_keys(setting.folder, Path(name).parent, allow_synchronised=setting.allow_synchronised)
    identity = workspace.unlock(setting.folder, setting.asked())
    done = backups.restore(setting.folder, identity, name, clock=clock.now, ids=clock.new_id)
    setting.say(
        {
            "name": done.name,
            "revisions": done.revisions,
            "latest": done.latest,
            "kept": str(done.kept) if done.kept else "",
            "more": done.more,
        },
        lambda: [
            f"Restored {done.name}: {count(done.revisions, 'revision')}, the last made at {done.latest or 'no time'}.",
            f"What it replaced is kept as {done.kept.name}." if done.kept else "There was no store to replace.",
            *([f"{done.more} holds more, if that is the one you want."] if done.more else []),
            "Its bundles are now numbered as another device's.",
            f"Bring in again every file that came since {done.latest or 'it was made'}.",
            "Whoever leads then gives new receipts: fjidesk bundle receipt",
        ],
    )


@verb(backup)
@click.argument("directory", type=FILE, required=False)
@click.option("--none", "stop", is_flag=True, help="Stop using a second folder; what lies there stays.")
def folder(setting: Setting, directory: Path | None, stop: bool) -> None:
    """Set a second folder, such as one on another drive, and make the first backup in it."""
    from fjidesk.desk import backups

    if (directory is None) is not stop:
        raise Refused("usage", "Name a folder, or give --none.", "Run: fjidesk backup folder --help")
    with setting.opened() as desk:
        made = backups.set_folder(desk, directory)
    setting.say(
        {"file": str(made) if made else ""},
        lambda: [f"Backups go to {made.parent} too." if made else "Backups go to the desk's own folder only."],
    )
