"""Verbs for keys: passphrase, recovery, a new key, a lost one."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from fjidesk import clock
from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.cli.team import identity, inspection
from fjidesk.desk import access
from fjidesk.errors import Refused
from fjidesk.files import read_bounded, write_whole
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.keyring import Recovery
    from fjidesk.desk.trust import Revoked

_SMALL_FILE = 16 * 1024
_NEW = click.option(
    "--new-passphrase-file", "new", type=FILE, help="A file with the new passphrase; otherwise it is asked for."
)
_SECRET = click.option(
    "--recovery", "secret_file", type=FILE, help="A file with the recovery secret; otherwise it is asked for."
)


def attach(_root: click.Group) -> None:
    """Add these verbs to the nouns they belong to."""
    for function, name in (
        (passphrase, "passphrase"),
        (recover, "recover"),
        (recovery_sheet, "recovery-sheet"),
        (prove, "prove"),
        (rotate, "rotate"),
    ):
        verb(identity, name)(function)
    verb(inspection, "revoke")(revoke)
    verb(inspection, "accept-key")(accept_key)
    verb(inspection, "until")(until)
    verb(inspection, "role")(role)


def _new_passphrase(setting: Setting, file: Path | None) -> str:
    if file is None and not sys.stdin.isatty():
        raise Refused(
            "passphrase-missing", "There is nobody to ask for the new passphrase.", "Give --new-passphrase-file FILE."
        )
    return replace(setting, passphrase_file=file).passphrase(new=True)


def _secret(file: Path | None, what: str = "Recovery secret") -> str:
    if file is not None:
        return read_bounded(file, _SMALL_FILE).decode("utf-8-sig", errors="replace")
    if not sys.stdin.isatty():
        raise Refused("recovery-missing", "There is nobody to ask for the recovery secret.", "Give --recovery FILE.")
    return str(click.prompt(what, hide_input=False, err=True))


@_NEW
def passphrase(setting: Setting, new: Path | None) -> None:
    """Change the passphrase; the old one opens the desk until the new one has been tried."""
    from fjidesk.desk import keyring

    with setting.opened_by() as (desk, old):
        keyring.change_passphrase(desk, old, _new_passphrase(setting, new))
    setting.say({"changed": True}, lambda: ["Changed. The old passphrase does not open this desk any more."])


@_NEW
@_SECRET
def recover(setting: Setting, secret_file: Path | None, new: Path | None) -> None:
    """Open a desk by its recovery secret and set a new passphrase."""
    from fjidesk.desk import identity as who
    from fjidesk.desk import keyring

    secret = _secret(secret_file)
    desk = keyring.recover(setting.folder, secret, _new_passphrase(setting, new), clock=clock.now, ids=clock.new_id)
    try:
        words = who.show(desk).words
    finally:
        desk.close()
    setting.say(
        {"recovered": True, "words": words},
        lambda: ["The new passphrase opens this desk. Key and readings are as they were.", f"Your six words: {words}"],
    )


@_SECRET
@click.option("-o", "--output", type=FILE, required=True, help="The PDF to write.")
def recovery_sheet(setting: Setting, secret_file: Path | None, output: Path) -> None:
    """Write the recovery sheet while the secret is in hand; the desk keeps none."""
    from fjidesk.desk import keyring, outputs

    with setting.opened() as desk:
        keyring.write_sheet(desk, _secret(secret_file), outputs.fresh(output))
    setting.say(
        {"sheet": str(output)}, lambda: [f"Wrote {output}. Print it, then delete the file and every copy of it."]
    )


@click.option("--part", help="The last two groups of the recovery secret, from the sheet.")
@_SECRET
def prove(setting: Setting, part: str | None, secret_file: Path | None) -> None:
    """Prove that the recovery secret is kept, by its last two groups or all of it."""
    from fjidesk.desk import keyring

    with setting.opened() as desk:
        state = keyring.prove(desk, part or _secret(secret_file, "Last two groups of the recovery secret"))
        setting.say(state, lambda: _proved(state))


def _proved(state: Recovery) -> list[str]:
    if state.whole:
        return [f"Proved on {state.proved}: the recovery secret is kept, and opens this desk."]
    return [
        "The recovery secret is kept. This desk is older than the sealed copy of its key:",
        "give the whole secret once, so that it recovers the key too.",
    ]


@click.option("-o", "--output", type=FILE, required=True, help="The card to write.")
def rotate(setting: Setting, output: Path) -> None:
    """Change your key; the card, signed by both keys, goes to the lead."""
    from fjidesk.desk import identity as who
    from fjidesk.desk import keyring, outputs

    with setting.opened_by() as (desk, old):
        target = outputs.outside(output)
        card = keyring.rotate(desk, old)
        access.note(desk, access.EXPORTED, "card", target.name)
        write_whole(target, card)
        words = who.show(desk).words
        setting.say(
            {"card": str(output), "words": words},
            lambda: [
                f"You have a new key. Send {output} to the lead, and read these six words when asked: {words}",
                "The lead accepts it with: fjidesk inspection accept-key CARD",
            ],
        )


@click.argument("member")
@click.option("--from", "start", default="", metavar="DATE", help="Such as 2013-11-20; today where it is left out.")
@click.option("--to", "taker", help="A member who takes over the cases that are not finished.")
def revoke(setting: Setting, member: str, start: str, taker: str | None) -> None:
    """Revoke MEMBER's key: what was merged stays, later bundles of it are refused."""
    from fjidesk.desk import inspection as setup
    from fjidesk.desk import trust

    with setting.opened() as desk:
        to = setup.find_member(desk, taker) if taker else ""
        done = trust.revoke(desk, setup.find_member(desk, member), start, to)
        setting.say(done, lambda: _revoked(done, taker))


def _revoked(done: Revoked, taker: str | None) -> list[str]:
    lines = [f"Revoked the key of {done.name} from {done.date}. What was merged stays; its later bundles are refused."]
    if done.later:
        lines.append(
            f"{count(done.later, 'record held says', 'records held say')} to be of that date or later: look at them."
        )
    if done.reallocated:
        lines.append(f"Gave to {taker}: {', '.join(done.reallocated)}. Write that member's pack again.")
    elif done.unfinished:
        lines.append(f"Not finished, and still with {done.name}: {', '.join(done.unfinished)}.")
    return lines


@click.argument("file", type=FILE)
@click.option("--words", default="", help="The six words of the new key as its owner reads them out.")
def accept_key(setting: Setting, file: Path, words: str) -> None:
    """Accept a member's new key by the card in FILE that both keys signed."""
    from fjidesk.desk import trust

    with setting.opened() as desk:
        member = trust.accept_key(desk, read_bounded(file, _SMALL_FILE), words)
        setting.say(member, lambda: [f"Accepted the new key of {member.name}. What the old one wrote stays theirs."])


@click.argument("member")
@click.argument("day", metavar="[DATE]", default="")
def until(setting: Setting, member: str, day: str) -> None:
    """Say that DATE is the last day of MEMBER's membership; without DATE it has no end."""
    from fjidesk.desk import inspection as setup
    from fjidesk.desk import trust

    with setting.opened() as desk:
        done = trust.set_until(desk, setup.find_member(desk, member), day)
        end = f"is a member until {done.until}" if done.until else "is a member without an end"
        setting.say(done, lambda: [f"{done.name} {end}. Hand it to the others with their packs."])


@click.argument("member")
@click.argument("new", metavar="ROLE")
@click.option("--words", default="", help="The six words as the member reads them out, to make a lead or deputy.")
def role(setting: Setting, member: str, new: str, words: str) -> None:
    """Give MEMBER another ROLE: deputy, inspector, …; what was written in the role before stays."""
    from fjidesk.desk import changing_role
    from fjidesk.desk import inspection as setup
    from fjidesk.model.records import LEADS

    with setting.opened() as desk:
        done = changing_role.change_role(desk, setup.find_member(desk, member), new, words)
    told = (
        "Hand over to them, and carry on what others handed over: fjidesk bundle export, fjidesk bundle relay."
        if done.role in LEADS
        else "Whoever is not trusted any more is revoked: fjidesk inspection revoke."
    )
    setting.say(
        done,
        lambda: [f"{done.name} is {changing_role.said(done.role)} now. The next bundle or pack tells everybody.", told],
    )
