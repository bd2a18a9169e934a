"""Verbs for identities and for setting an inspection up."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from fjidesk import clock
from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.errors import TableRefused
from fjidesk.files import read_bounded, write_whole
from fjidesk.model import tables
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.identity import Profile
    from fjidesk.desk.workspace import Desk

_TABLE_LIMIT = 16 * 1024 * 1024
_CARD_LIMIT = 16 * 1024


@click.group()
def identity() -> None:
    """Who sits at this desk."""


@click.group()
def inspection() -> None:
    """Set an inspection up and hand out packs."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(identity)
    root.add_command(inspection)


@verb(identity)
@click.option("--name", required=True, help="A role or working name, such as 'inspector 3'.")
@click.option("--role", default="inspector", show_default=True, help="lead, deputy, inspector, local_assessor, …")
@click.option("--organisation", default="", help="Whom you work for.")
@click.option("--inspectorate", default="", help="Which inspectorate, such as probation or health.")
@click.option("--recovery", type=FILE, help="Write the recovery secret to this file in place of printing it.")
@click.option("--sheet", type=FILE, help="Write the recovery sheet, a PDF, to this file; it cannot be written again.")
def create(  # noqa: PLR0913, PLR0917  (one for each option)
    setting: Setting,
    name: str,
    role: str,
    organisation: str,
    inspectorate: str,
    recovery: Path | None,
    sheet: Path | None,
) -> None:
    """Make a desk: a key, a passphrase on it, and an empty encrypted store."""
    from fjidesk.desk import access, keyring, outputs
    from fjidesk.desk import identity as who

    mine = who.Profile(name, organisation, inspectorate, role)
    who.check(mine)  # before anything is made
    if sheet is not None:
        outputs.fresh(sheet)
    desk, secret = _made(setting, mine, recovery)
    try:
        who.describe(desk, mine)
        if recovery is not None:
            access.note(desk, access.PRINTED, "recovery-secret", recovery.name)
            write_whole(recovery, f"{secret}\n".encode())
        if sheet is not None:
            keyring.write_sheet(desk, secret, sheet)
        shown = who.show(desk)
        document = {**_fields(shown), "desk": str(setting.folder), "recovery": str(recovery) if recovery else secret}
        kept = f"Your recovery secret is in {recovery}." if recovery else f"Your recovery secret, shown once: {secret}"
        setting.say(
            document,
            lambda: [
                f"Made a desk in {setting.folder} for {shown.name}.",
                f"Your six words: {shown.words}",
                kept,
                *([f"The recovery sheet is {sheet}: print it, then delete the file."] if sheet else []),
                "Keep the secret apart from the laptop, and prove that it is kept:",
                "  fjidesk identity prove",
                "Send your card to the lead:",
                "  fjidesk identity card -o CARD.txt",
            ],
        )
    finally:
        desk.close()


def _made(setting: Setting, mine: Profile, recovery: Path | None) -> tuple[Desk, str]:
    """Make the desk; a place for the secret that cannot be written is told before, and left clean if none is made."""
    from fjidesk.desk import outputs, workspace

    passphrase = setting.passphrase(new=True)
    if recovery is not None:
        write_whole(outputs.fresh(recovery), b"")
    try:
        return workspace.create(
            setting.folder,
            passphrase,
            [word for word in (mine.name, mine.organisation, mine.inspectorate) if word],
            setting.allow_synchronised,
            clock=clock.now,
            ids=clock.new_id,
            entropy=secrets.token_bytes(32),
        )
    except BaseException:
        if recovery is not None:
            recovery.unlink(missing_ok=True)
        raise


@verb(identity)
@click.option("-o", "--output", type=FILE, required=True, help="The file to write.")
def card(setting: Setting, output: Path) -> None:
    """Write your signed identity card, for the lead."""
    from fjidesk.desk import first_run
    from fjidesk.desk import identity as who

    with setting.opened() as desk:
        first_run.write_card(desk, output)
        words = who.show(desk).words
        setting.say(
            {"card": str(output), "words": words},
            lambda: [f"Wrote {output}.", f"Read these six words to the lead when asked: {words}"],
        )


@verb(identity)
def show(setting: Setting) -> None:
    """Show your name, role, fingerprint and six words."""
    from fjidesk.desk import identity as who

    with setting.opened() as desk:
        shown = who.show(desk)
        setting.say(
            shown,
            lambda: [
                f"{shown.name}, {shown.role}",
                f"Six words: {shown.words}",
                f"Fingerprint: {shown.fingerprint}",
                f"Device: {shown.device}",
                f"Recovery secret: {f'proved on {shown.proved}' if shown.proved else 'not proved to be kept'}",
            ],
        )


@verb(inspection, "create")
@click.option("--title", required=True, help="Such as 'Harbourside 2014'.")
@click.option("--framework", "name", default="fji-2014", show_default=True, help="An id, or a framework file.")
@click.option("--office-recovery", default="", metavar="AGE1…", help="The office's age recipient, which opens all too.")
def create_inspection(setting: Setting, title: str, name: str, office_recovery: str) -> None:
    """Create an inspection on a lead's desk."""
    from fjidesk.cli.frameworks import framework_data
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        made = setup.create(desk, title, *framework_data(name), office_recovery)
        setting.say(
            made, lambda: [f"Created {made.title} with the framework {made.framework} {made.framework_version}."]
        )


@verb(inspection)
@click.argument("recipient", metavar="AGE1…|none")
def office_recovery(setting: Setting, recipient: str) -> None:
    """Name the office's recovery recipient, to which every later bundle and pack is sealed too."""
    from fjidesk.desk import corrections

    with setting.opened() as desk:
        named = corrections.set_office(desk, "" if recipient == "none" else recipient)
        text = f"Later bundles are sealed to {named} too." if named else "Later bundles are sealed to no office."
        setting.say({"recovery": named}, lambda: [text, "Hand out new packs, so that everybody's are."])


@verb(inspection)
@click.argument("file", type=FILE)
def correct_framework(setting: Setting, file: Path) -> None:
    """Put a corrected text of the same framework, from FILE, in the place of the inspection's."""
    from fjidesk.cli.frameworks import framework_data
    from fjidesk.desk import corrections

    with setting.opened() as desk:
        found = corrections.correct_framework(desk, *framework_data(str(file)))
        setting.say(
            {"framework": found.id, "version": found.version, "sha256": found.sha256},
            lambda: [f"The inspection uses {found.id} {found.version} now. Hand out new packs."],
        )


@verb(inspection)
@click.argument("file", type=FILE)
def import_cases(setting: Setting, file: Path) -> None:
    """Bring the sample in from FILE: a column reference, and one column a case fact."""
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        done = setup.import_cases(desk, read_bounded(file, _TABLE_LIMIT), file.name)
        setting.say(
            {"cases": len(done.revisions)},
            lambda: [f"Brought in {count(len(done.revisions), 'case')}, new or changed."],
        )


@verb(inspection)
@click.argument("file", type=FILE)
@click.option("--words", default="", help="The six words as the member reads them out.")
@click.option("--until", default="", metavar="DATE", help="The last day of the membership, such as 2013-11-29.")
def add_member(setting: Setting, file: Path, words: str, until: str) -> None:
    """Add a member by the identity card in FILE, once the six words have been compared."""
    from fjidesk.desk import inspection as setup

    with setting.opened() as desk:
        member = setup.add_member(desk, read_bounded(file, _CARD_LIMIT), words, until)
        end = f", until {member.until}" if member.until else ""
        setting.say(member, lambda: [f"Added {member.name}, {member.role}{end}."])


@verb(inspection)
@click.argument("case", required=False)
@click.argument("member", required=False)
@click.option("--turn", type=click.Choice(["first", "second"]), default="first", show_default=True)
@click.option("--file", type=FILE, help="A table with the columns case,member,turn in place of CASE and MEMBER.")
@click.option("--withdraw", is_flag=True, help="Take the case back from the member.")
def allocate(
    setting: Setting,
    case: str | None,
    member: str | None,
    turn: str,
    file: Path | None,
    withdraw: bool,
) -> None:
    """Allocate CASE to MEMBER, or a whole table of them."""
    from fjidesk.desk import inspection as setup

    if (file is None) == (case is None or member is None):
        raise click.UsageError("Give CASE and MEMBER, or --file.")
    with setting.opened() as desk:
        if file is not None:
            wanted = _allocations(desk, file)
        else:
            wanted = [(str(case), setup.find_member(desk, str(member)), turn)]
        if withdraw:
            done = setup.withdraw_all(desk, [(name, whose) for name, whose, _ in wanted])
        else:
            done = setup.allocate_all(desk, wanted)
        setting.say(
            {"allocations": len(done.revisions)}, lambda: [f"Changed {count(len(done.revisions), 'allocation')}."]
        )


def _allocations(desk: Desk, file: Path) -> list[tuple[str, str, str]]:
    from fjidesk.desk import inspection as setup

    data = read_bounded(file, _TABLE_LIMIT)
    found = [
        (row["case"], setup.find_member(desk, row["member"]), row.get("turn") or "first")
        for _, row in tables.rows(data, file.name, ["case", "member"], ["turn"])
    ]
    if not found:
        raise TableRefused(file.name, 1, "the table has no rows")
    return found


@verb(inspection)
@click.argument("member", required=False)
@click.option("--all", "everybody", is_flag=True, help="One pack for every other member.")
@click.option("-o", "--output", type=FILE, required=True, help="The folder to write to.")
@click.option("--reason", default="", help="Why it goes to a drive that can be taken out; kept in the log.")
def pack(setting: Setting, member: str | None, everybody: bool, output: Path, reason: str) -> None:
    """Write the pack of MEMBER: inspection, framework, roster, and that member's cases."""
    from fjidesk.desk import bundles
    from fjidesk.desk import inspection as setup

    if everybody == (member is not None):
        raise click.UsageError("Give MEMBER or --all.")
    with setting.opened() as desk:
        others = [name for name, other in desk.roster.items() if name != desk.fingerprint and not other.revoked]
        targets = others if everybody else [setup.find_member(desk, str(member))]
        written = [bundles.pack(desk, target, output, reason=reason) for target in targets]
        setting.say(
            {"packs": [str(one.path) for one in written], "recipients": [one.recipients for one in written]},
            lambda: [f"Wrote {one.path} for {', '.join(one.recipients)}." for one in written],
        )


@verb(inspection)
@click.argument("file", type=FILE)
@click.option("--words", default="", help="The six words as the lead reads them out.")
def open_pack(setting: Setting, file: Path, words: str) -> None:
    """Open your first pack and trust the lead's key, once the six words have been compared."""
    from fjidesk.desk import bundles

    with setting.opened() as desk:
        outcome = bundles.open_pack(desk, file, words)
        title = desk.inspection.title
        setting.say(outcome, lambda: [f"Opened the pack of {title}: {count(outcome.added, 'record')}."])


def _fields(shown: object) -> dict[str, object]:
    import msgspec

    return dict(msgspec.structs.asdict(shown))  # type: ignore[arg-type]
