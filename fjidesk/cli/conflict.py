"""Verbs for what a lead or a reader is to look at: records with several versions, and warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import Setting, verb
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fjidesk.desk.conflicts import Conflict


@click.group()
def conflict() -> None:
    """Settle a record that was changed on two devices."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(conflict)
    verb(root)(warnings)


@verb(conflict, "list")
def listed(setting: Setting) -> None:
    """List the records with several versions, each version with who, when and what."""
    from fjidesk.desk import access, conflicts

    with setting.opened() as desk:
        found = conflicts.conflicts(desk)
        if found:
            access.viewed(desk, "conflicts")
    setting.say(
        {"conflicts": found}, lambda: [line for one in found for line in _lines(one)] or ["Nothing is in conflict."]
    )


def _lines(found: Conflict) -> Iterator[str]:
    from fjidesk.report.words import moment

    marks = [*([] if found.yours else ["not yours to settle"]), *(["all say the same"] if found.alike else [])]
    yield found.name + (f"  ({', '.join(marks)})" if marks else "")
    for one in found.versions:
        stands = "  (counts until it is settled)" if one.stands else ""
        yield f"  {one.number}. {one.who}, device {one.device[:4]}, {moment(one.at)}: {one.words}{stands}"


@verb(conflict)
@click.argument("record")
@click.option("--take", type=click.IntRange(min=1), help="The number of the version that is right.")
@click.option("--value", help="Another value in place of all of them, as JSON.")
def settle(setting: Setting, record: str, take: int | None, value: str | None) -> None:
    """Settle RECORD, by one of its versions or another value."""
    from fjidesk.desk import conflicts

    if (take is None) == (value is None):
        raise click.UsageError("Give either --take N or --value JSON.")
    with setting.opened() as desk:
        done = conflicts.settle(desk, record, take) if take else conflicts.settle_by(desk, record, value or "")
        left = len(conflicts.conflicts(desk))
        setting.say({"settled": done.revisions, "left": left}, lambda: [f"Settled. {count(left, 'conflict')} left."])


@click.option("--days", type=click.IntRange(1, 365), default=3, show_default=True, help="Days without a bundle.")
def warnings(setting: Setting, days: int) -> None:
    """Say what the lead is to look at: members not heard of, conflicts, differences, what is kept apart."""
    from fjidesk.desk import warnings as desk_warnings

    with setting.opened() as desk:
        found = desk_warnings.warnings(desk, days)
    setting.say(
        {"warnings": found},
        lambda: [line for one in found for line in (one.words, f"  {one.remedy}")] or ["Nothing to look at."],
    )
