"""Verbs for bundles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.model.counts import count
from fjidesk.model.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.desk.bundles import Exported, FileOutcome
    from fjidesk.desk.receipts import Standing

_REFUSED = 2
_OUTPUT = click.option("-o", "--output", "--dir", type=FILE, required=True, help="The folder to write to.")
_REASON = click.option("--reason", default="", help="Why it goes to a drive that can be taken out; kept in the log.")
_SLIP = click.option("--slip", type=FILE, help="Write the line to hand over beside the file into this text file.")


@click.group()
def bundle() -> None:
    """Hand over and bring in."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(bundle)


def _sending(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every verb that writes a bundle."""
    for option in (_SLIP, _REASON, _OUTPUT):
        function = option(function)
    return function


@verb(bundle)
@_sending
@click.option("--to", "members", multiple=True, help="A member by name, fingerprint or six words; else all who lead.")
@click.option("--all", "everything", is_flag=True, help="Everything; else what no lead or deputy has received yet.")
def export(
    setting: Setting, output: Path, reason: str, slip: Path | None, members: tuple[str, ...], everything: bool
) -> None:
    """Write what you made, and what has not been received yet, as a signed, sealed bundle."""
    from fjidesk.desk import bundles, disclosing
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        to = [setup.find_member(desk, name) for name in members]
        named = disclosing.travelling(desk, bundles.travels(desk, to, everything=everything).made)
        done = bundles.export(desk, output, to, everything=everything, reason=reason)
        _write_slip(slip, [done])
        told = disclosing.told(named)
        setting.say(_document(done) | {"look_like_names": told}, lambda: [*_written(done), *told])


@verb(bundle)
@_sending
@click.option(
    "--to", "members", multiple=True, help="A member; without it, one file for each of whom something is held."
)
def receipt(setting: Setting, output: Path, reason: str, slip: Path | None, members: tuple[str, ...]) -> None:
    """Tell members what you hold of theirs: one receipt a member, signed, to travel back."""
    from fjidesk.desk import bundles
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        to = [setup.find_member(desk, name) for name in members]
        done = bundles.receipt(desk, output, to, reason=reason)
        _write_slip(slip, done)
        setting.say(
            {"receipts": [_document(one) for one in done]}, lambda: [text for one in done for text in _written(one)]
        )


@verb(bundle)
@_sending
@click.option("--to", "member", required=True, help="The member who gets them.")
@click.option("--from", "sources", multiple=True, help="Only what this member signed; may be given several times.")
def relay(
    setting: Setting, output: Path, reason: str, slip: Path | None, member: str, sources: tuple[str, ...]
) -> None:
    """Carry on to a member what others signed, byte for byte, in one file."""
    from fjidesk.desk import bundles
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        named = [setup.find_member(desk, name) for name in sources]
        done = bundles.relay(desk, output, setup.find_member(desk, member), named, reason=reason)
        _write_slip(slip, [done])
        setting.say(_document(done), lambda: _written(done))


@verb(bundle)
def received(setting: Setting) -> None:
    """Show what of yours a lead or deputy has received, by their receipts."""
    from fjidesk.desk import receipts

    with setting.opened() as desk:
        found = receipts.standing(desk)
        setting.say(found, lambda: _standing(found))


def _standing(found: Standing) -> list[str]:
    rows = [[item.kind, item.name, "received" if item.received else "not received"] for item in found.items]
    waiting = [row for row, item in zip(rows, found.items, strict=True) if not item.received]
    return [found.sentence, *(f"  {line}" for line in table(waiting))]


def _document(done: Exported) -> dict[str, Any]:
    return {
        "file": str(done.path),
        "hash": done.hash,
        "words": done.words,
        "revisions": done.revisions,
        "recipients": done.recipients,
        "kind": done.kind,
        "holds": done.holds,
        "slip": done.slip,
    }


def _written(done: Exported) -> list[str]:
    what = count(done.revisions, "bundle" if done.kind == "relay" else "revision")
    return [
        f"Wrote {done.path}, {what}, read back from the drive.",
        f"Holds: {done.holds}.",
        f"Sealed to: {', '.join(done.recipients)}.",
        f"Its six words: {done.words}",
        "Whoever brings it in is shown the same six words: compare them by telephone.",
    ]


def _write_slip(path: Path | None, done: Sequence[Exported]) -> None:
    from fjidesk.desk import outputs
    from fjidesk.files import write_whole

    if path is not None:
        write_whole(outputs.outside(path), "".join(f"{one.slip}\n" for one in done).encode())


@verb(bundle)
@click.argument("file", type=FILE)
def inspect(setting: Setting, file: Path) -> None:
    """Show what a bundle says of itself, its signature checked. Nothing is changed."""
    from fjidesk.desk import bundles, sending

    with setting.opened() as desk:
        found = bundles.inspect(desk, file)
        counts = ", ".join(sending.named(kind, number) for kind, number in found.counts.items())
        setting.say(
            found,
            lambda: [
                f"{found.file}: {found.kind}, number {found.sequence}, signed by {found.signer} on {found.created}.",
                f"Holds: {counts}; each change of one is counted.",
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
        said(context, setting, outcomes)


def said(
    context: click.Context,
    setting: Setting,
    outcomes: Sequence[FileOutcome],
    also: dict[str, Any] | None = None,
    lines: Sequence[str] = (),
) -> None:
    """Say what became of files, the refused ones as any refusal is; end with its exit code where there is one.

    Args:
        context: of the verb.
        setting: how results are said.
        outcomes: one for each file, and for each bundle that a relay carried.
        also: what else the JSON document holds.
        lines: what else is said to people.
    """
    setting.say(
        {"files": outcomes, **(also or {})},
        lambda: [*(line for outcome in outcomes for line in _lines(outcome)), *lines],
    )
    for outcome in outcomes:
        if outcome.status == "refused":
            said_of = f"Refused ({outcome.code}): {_name(outcome)}: {outcome.message}\n{outcome.remedy}"
            click.echo(shown(said_of), err=True)
    if any(outcome.status == "refused" for outcome in outcomes):
        context.exit(_REFUSED)


def _name(outcome: FileOutcome) -> str:
    name = Path(outcome.file).name
    return f"{name}, {outcome.carried}" if outcome.carried else name


def _lines(outcome: FileOutcome) -> list[str]:
    """Return what is said of a file on standard output; a refused one is told as any refusal is."""
    if outcome.status == "refused":
        return []
    if outcome.status == "stopped":
        return [f"{_name(outcome)}: stopped, nothing changed."]
    words = {"merged": "merged", "already": "already brought in; nothing changed", "planned": "would be merged"}
    counts = f"{outcome.added:,} added, {count(outcome.conflicts, 'conflict')}, {outcome.quarantined:,} quarantined"
    first = f"{_name(outcome)}: {words[outcome.status]}" + ("" if outcome.status == "already" else f", {counts}")
    said_too = [f"  {outcome.message}"] if outcome.message else []
    said_too += [f"  Its six words: {outcome.words}"] if outcome.words else []
    return [f"{first}.", *said_too, *_rows(outcome)]


def _rows(outcome: FileOutcome) -> list[str]:
    if not outcome.rows or outcome.status == "already":
        return []
    heading = ["member", "case", "added", "newer", "same", "conflicting", "quarantined"]
    body = [[row.member, row.case or "-", *(str(getattr(row, name)) for name in heading[2:])] for row in outcome.rows]
    return [f"  {line}" for line in table([heading, *body], right=range(2, len(heading)))]
