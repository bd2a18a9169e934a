"""Verbs for the end of an inspection: retention, closing a desk, the lead's register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec
from platformdirs import user_log_path

from fjidesk import clock
from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.errors import Refused
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.bundle.certificate import Sent
    from fjidesk.desk.closing import Closed, Order
    from fjidesk.desk.closing_plan import Plan
    from fjidesk.desk.retention import Shown
    from fjidesk.desk.workspace import Desk


@click.group()
def retention() -> None:
    """Until when what is kept, and the hold that stops every destruction."""


@click.group()
def register() -> None:
    """Whose desks are closed: the certificates that came."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(retention)
    root.add_command(register)
    verb(root)(close)


@verb(retention)
def show(setting: Setting) -> None:
    """Show the dates, what is near or past, the hold, and whose copies are to go once the bundles' date is near."""
    from fjidesk.desk import closing_plan
    from fjidesk.desk import retention as dates

    with setting.opened() as desk:
        found = dates.show(desk)
        bundles = closing_plan.sent(desk) if any(one.of == "bundles" for one in found.due) else []
        _once(desk)
    document = {**msgspec.to_builtins(found), "bundles": bundles}
    setting.say(document, lambda: [*_retention_lines(found), *_bundle_lines(bundles)])


def _bundle_lines(bundles: Sequence[Sent]) -> list[str]:
    if not bundles:
        return []
    return [
        "Bundles that this desk wrote; destroy the copies that were made for carrying them:",
        *(f"  {one.file}, written {one.created}" for one in bundles),
    ]


def _once(desk: Desk) -> None:
    """Leave out of what is told at the end what the verb itself says."""
    from fjidesk.desk import retention as dates

    said = dates.notices(desk)
    desk.told[:] = [text for text in desk.told if text not in said]


def _retention_lines(found: Shown) -> list[str]:
    from fjidesk.desk import retention as dates

    lines = [one.sentence for one in found.dates] or ["No date is set."]
    if found.hold:
        return [*lines, dates.hold_sentence(found)]
    return [*lines, f"The last hold was lifted: {found.released}" if found.released else "There is no hold."]


@verb(retention, "set")
@click.option("--notes", metavar="DATE", help="Keep notes until DATE, or none.")
@click.option("--answers", metavar="DATE", help="Keep answers until DATE, or none.")
@click.option("--bundles", metavar="DATE", help="Keep working bundles until DATE, or none.")
@click.option("--totals", metavar="DATE", help="Keep totals until DATE, or none.")
def set_dates(setting: Setting, **given: str | None) -> None:
    """Set dates, as a lead or deputy; they travel in the next packs. Nothing is destroyed by a date alone."""
    from fjidesk.desk import retention as dates

    with setting.opened() as desk:
        dates.set_dates(desk, {name: text for name, text in given.items() if text is not None})
        found = dates.show(desk)
    setting.say(found, lambda: [*_retention_lines(found), "Hand out packs, so that the other desks know."])


@verb(retention)
@click.option("--reason", required=True, help="Such as a complaint; it travels to everybody, so name nobody.")
def hold(setting: Setting, reason: str) -> None:
    """Stop every destruction until the hold is lifted, on each desk that opens the next pack."""
    from fjidesk.desk import retention as dates

    with setting.opened() as desk:
        dates.hold(desk, reason)
        found = dates.show(desk)
    setting.say(found, lambda: [dates.hold_sentence(found), "Hand out packs at once, so that the other desks know."])


@verb(retention)
@click.option("--reason", required=True, help="Why the hold ends; it is kept, and travels to everybody.")
def release(setting: Setting, reason: str) -> None:
    """Lift the hold."""
    from fjidesk.desk import retention as dates

    with setting.opened() as desk:
        dates.release(desk, reason)
        found = dates.show(desk)
    setting.say(found, lambda: ["The hold is lifted. Hand out packs, so that the other desks know."])


@click.option("--plan", "only_plan", is_flag=True, help="Show what would be destroyed and what stands in the way.")
@click.option("--finish", is_flag=True, help="Finish a closing that was cut off; needs no passphrase.")
@click.option("--certificate-dir", "folder", type=FILE, metavar="DIR", help="Where the certificate goes.")
@click.option("--not-received-reason", "reason", default="", metavar="TEXT", help="Close though not all is received.")
@click.option("--copies-left-reason", default="", metavar="TEXT", help="Close though a second backup folder is away.")
@click.option("--bundles-destroyed", is_flag=True, help="You destroyed every copy of the bundles this desk wrote.")
@click.option("--keep-totals", type=FILE, metavar="DIR", help="On a lead's desk: write scores and summary there first.")
@click.option("--yes", is_flag=True, help="You have seen the plan.")
def close(  # noqa: PLR0913, PLR0917  (one for each option)
    setting: Setting,
    only_plan: bool,
    finish: bool,
    folder: Path | None,
    reason: str,
    copies_left_reason: str,
    bundles_destroyed: bool,
    keep_totals: Path | None,
    yes: bool,
) -> None:
    """Destroy this desk: its keys, its store, its backups. A certificate, PDF and signed file, is left."""
    from fjidesk.desk import closing, closing_plan

    logs = (user_log_path("fjidesk", appauthor=False),)
    if finish:
        done = closing.finish(setting.folder, folder, clock=clock.now)
        setting.say(_document(done), lambda: _closed_lines(done))
    elif only_plan:
        with setting.opened() as desk:
            found = closing_plan.plan(desk, logs)
            _once(desk)
        setting.say(found, lambda: _plan_lines(found))
    else:
        if folder is None or not yes:
            raise Refused(
                "not-confirmed",
                "Closing destroys this desk for good, so it needs --certificate-dir DIR and --yes.",
                "See what would be destroyed with: fjidesk close --plan",
            )
        order = closing.Order(folder, reason, copies_left_reason, bundles_destroyed, keep_totals, logs)
        done = _closed(setting, order)
        setting.say(_document(done), lambda: _closed_lines(done))


def _closed(setting: Setting, order: Order) -> Closed:
    """Open the desk and close it for good; no backup is made of it at the end."""
    from fjidesk.desk import closing, unfinished, workspace

    desk = workspace.open_desk(
        setting.folder,
        setting.asked(),
        clock=clock.now,
        ids=clock.new_id,
        allow_synchronised=setting.allow_synchronised,
    )
    try:
        return closing.close(desk, order)
    except KeyboardInterrupt:
        unfinished.refuse(setting.folder)  # "nothing was left half done" would not be true
        raise
    finally:
        desk.close()


def _document(done: Closed) -> dict[str, object]:
    return {
        "certificate": str(done.certificate),
        "pdf": str(done.pdf),
        "signed": done.signed,
        "destroyed": msgspec.to_builtins(done.gone),
        "left": done.left,
    }


def _closed_lines(done: Closed) -> list[str]:
    lines = [f"Destroyed {count(len(done.gone), 'file')}. This desk can never be opened again.", *done.left]
    if not done.signed:
        lines.append(
            "The key was gone before the end, so that the completion carries no signature; the certificate says so."
        )
    return [
        *lines,
        f"The certificate: {done.pdf}",
        f"Send the lead the signed file: {done.certificate}",
        "Destroy by hand: the recovery sheet, notes of the passphrase, prints and exports.",
    ]


def _plan_lines(found: Plan) -> list[str]:
    held = found.held
    rows = [(one.path, one.where, f"{one.bytes:,}", "key" if one.key else "") for one in found.files]
    lines = [
        f"Closing would destroy {count(len(found.files), 'file')}, {sum(one.bytes for one in found.files):,} bytes:",
        *table(rows, right=(2,)),
        (
            f"They hold {count(held.cases, 'case')}, {count(held.readings, 'reading')}, "
            f"{count(held.revisions, 'revision')}."
        ),
        f"Received: {found.received.text}",
        *_retention_lines(found.retention),
    ]
    if found.others:
        lines += ["These would stay:", *(f"  {path}" for path in found.others)]
    lines += _bundle_lines(found.bundles)
    if found.certificates:
        lines.append(
            f"The register here holds {count(found.certificates, 'certificate')}: write it out with --keep-totals."
        )
    return [*lines, "", *_verdict(found)]


def _verdict(found: Plan) -> Sequence[str]:
    if not found.stops:
        return ["Nothing stands in the way. Close with: fjidesk close --certificate-dir DIR --yes"]
    return [line for stop in found.stops for line in (f"In the way ({stop.code}): {stop.message}", f"  {stop.remedy}")]


@verb(register)
@click.argument("files", type=FILE, nargs=-1, required=True)
def add(setting: Setting, files: tuple[Path, ...]) -> None:
    """Add certificates of closed desks, each checked against the roster."""
    from fjidesk.desk import register as kept

    with setting.opened() as desk:
        done = kept.add(desk, files)
    setting.say(
        {"files": done},
        lambda: [
            " ".join(filter(None, [f"{one.file}: {one.status}.", one.member, one.message, one.note, one.remedy]))
            for one in done
        ],
    )
    if any(one.status == "refused" for one in done):
        click.get_current_context().exit(2)


@verb(register, "list")
def list_them(setting: Setting) -> None:
    """List every member with their devices, the last bundle of each, and whether a certificate came."""
    from fjidesk.desk import register as kept

    with setting.opened() as desk:
        found = kept.listed(desk)
    rows = [
        (
            one.member,
            one.device[:8] or "none known",
            one.last_received or "nothing",
            f"{one.certificate}, {one.closed}" if one.certificate else "overdue" if one.overdue else "open",
            one.note,
        )
        for one in found
    ]
    setting.say({"devices": found}, lambda: table([("Member", "Device", "Last bundle of", "Closed", "Note"), *rows]))


@verb(register)
@click.option("-o", "--output", type=FILE, required=True, help="The folder to write to.")
def export(setting: Setting, output: Path) -> None:
    """Write the register as a table, with each certificate as it came."""
    from fjidesk.desk import register as kept

    with setting.opened() as desk:
        written = kept.export(desk, output)
    setting.say({"files": [str(path) for path in written]}, lambda: [f"Wrote {path}." for path in written])
