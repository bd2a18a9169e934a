"""Verbs for bundles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.model.shown import shown

if TYPE_CHECKING:
    from fjidesk.desk.bundles import FileOutcome

_REFUSED = 2


@click.group()
def bundle() -> None:
    """Hand over and bring in."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(bundle)


@verb(bundle)
@click.option("-o", "--output", type=FILE, required=True, help="The folder to write to.")
@click.option("--to", "members", multiple=True, help="A member; without it, the lead and deputies.")
def export(setting: Setting, output: Path, members: tuple[str, ...]) -> None:
    """Write what you made as a signed, sealed bundle."""
    from fjidesk.desk import bundles
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        done = bundles.export(desk, output, [setup.find_member(desk, name) for name in members])
        setting.say(
            {
                "file": str(done.path),
                "hash": done.hash,
                "words": done.words,
                "revisions": done.revisions,
                "recipients": done.recipients,
            },
            lambda: [
                f"Wrote {done.path}, {done.revisions} revisions, for {', '.join(done.recipients)}.",
                f"Its six words: {done.words}",
            ],
        )


@verb(bundle)
@click.argument("file", type=FILE)
def inspect(setting: Setting, file: Path) -> None:
    """Show what a bundle says of itself, its signature checked. Nothing is changed."""
    from fjidesk.desk import bundles

    with setting.opened() as desk:
        found = bundles.inspect(desk, file)
        counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
        setting.say(
            found,
            lambda: [
                f"{found.file}: {found.kind}, number {found.sequence}, signed by {found.signer} on {found.created}.",
                f"Holds: {counts}.",
                f"Sealed to: {', '.join(found.recipients)}.",
                f"Six words: {found.words}",
            ],
        )


@verb(bundle, "import")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--plan", "only_plan", is_flag=True, help="Say what each would change, and change nothing.")
@click.pass_context
def bring_in(context: click.Context, setting: Setting, files: tuple[Path, ...], only_plan: bool) -> None:
    """Bring bundles in, in any order. A refused one changes nothing and stops none of the others."""
    from fjidesk.desk import bundles

    with setting.opened() as desk:
        outcomes = bundles.bring_in(desk, files, only_plan=only_plan)
        setting.say({"files": outcomes}, lambda: [line for outcome in outcomes for line in _lines(outcome)])
    for outcome in outcomes:
        if outcome.status == "refused":
            name = Path(outcome.file).name
            click.echo(shown(f"Refused ({outcome.code}): {name}: {outcome.message}\n{outcome.remedy}"), err=True)
    if any(outcome.status == "refused" for outcome in outcomes):
        context.exit(_REFUSED)


def _lines(outcome: FileOutcome) -> list[str]:
    """Return what is said of a file on standard output; a refused one is told as any refusal is."""
    name = Path(outcome.file).name
    if outcome.status == "refused":
        return []
    words = {"merged": "merged", "already": "already brought in; nothing changed", "planned": "would be merged"}
    counts = f"{outcome.added} added, {outcome.conflicts} conflicts, {outcome.quarantined} quarantined"
    first = f"{name}: {words[outcome.status]}" + ("" if outcome.status == "already" else f", {counts}")
    return [f"{first}.", *([f"  {outcome.message}"] if outcome.message else [])]
