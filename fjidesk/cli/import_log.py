"""Verbs that list what travelled, what was refused, and what is quarantined."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from fjidesk.cli.bundles import bundle
from fjidesk.cli.common import Setting, verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.import_log import Aside


@click.group()
def quarantine() -> None:
    """What was brought in and may not be applied."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(quarantine)
    verb(bundle, "log")(log)
    verb(quarantine, "list")(listed)


@click.option("--refused", "only_refused", is_flag=True, help="Only what was refused.")
def log(setting: Setting, only_refused: bool) -> None:
    """List the bundles that were brought in, written and refused, oldest first."""
    from fjidesk.desk import import_log

    with setting.opened() as desk:
        found = [one for one in import_log.entries(desk) if one.what == "refused" or not only_refused]
        setting.say(
            {"bundles": found},
            lambda: (
                [
                    f"{one.at}  {one.what:7}  {one.file}: {f'({one.code}) ' if one.code else ''}{one.message}"
                    for one in found
                ]
                or ["Nothing has travelled yet."]
            ),
        )


def listed(setting: Setting) -> None:
    """List what is quarantined: kept, explained, and never applied while the reason holds."""
    from fjidesk.desk import import_log

    with setting.opened() as desk:
        found = import_log.quarantine(desk)
        setting.say({"quarantined": found}, lambda: _lines(found))


def _lines(found: Sequence[Aside]) -> list[str]:
    if not found:
        return ["Nothing is quarantined."]
    lines = [f"{len(found)} quarantined: kept, and counted nowhere."]
    for (name, signer), group in groupby(found, key=lambda one: (one.file, one.signer)):
        lines.append(f"{name or 'a bundle'}, signed by {signer}:")
        for one in group:
            lines += [
                f"  {one.kind} {' / '.join(one.key)}, by {one.author}, made {one.made_at}",
                f"    {one.reason} {one.remedy}",
            ]
    return lines
