"""The verb that rebuilds a lost desk."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from fjidesk import clock
from fjidesk.cli.bundles import said
from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def desk() -> None:
    """A whole desk."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(desk)


@verb(desk)
@click.argument("files", type=FILE, nargs=-1)
@click.option("--key", type=FILE, required=True, help="Your key file, such as identity in the second backup folder.")
@click.option("--recovery", type=FILE, required=True, help="Write the new desk's recovery secret to this file.")
@click.pass_context
def rebuild(context: click.Context, setting: Setting, files: tuple[Path, ...], key: Path, recovery: Path) -> None:
    """Rebuild a lost desk in --desk from your key and all the bundles: FILES, in any order.

    Without files the desk stays empty, for a pack from another lead (inspection open-pack) and a relay.
    """
    from fjidesk.desk import checks, outputs, rebuilding

    outputs.fresh(recovery)
    passphrase = setting.passphrase()
    if files:
        rebuilding.check(key, passphrase, files)
    made, secret = rebuilding.start(
        setting.folder, key, passphrase, clock=clock.now, ids=clock.new_id, entropy=secrets.token_bytes(32)
    )
    try:
        write_whole(recovery, f"{secret}\n".encode())
        outcomes = rebuilding.fill(made, files) if files else []
        state = checks.state(made)
    finally:
        made.close()
    lines = [f"Rebuilt the desk in {setting.folder}. Its state: {state}", f"Its new recovery secret is in {recovery}."]
    said(context, setting, outcomes, {"desk": str(setting.folder), "state": state}, lines)
