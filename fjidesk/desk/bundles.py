"""Hand over and bring in: packs out, readings in, queries and replies both ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.bundle import verify as opening
from fjidesk.bundle import write as writing
from fjidesk.bundle.keys import six_words
from fjidesk.bundle.manifest import ENDING, FORMAT, Kind, Manifest
from fjidesk.clock import stamp
from fjidesk.desk import access, backups, outputs
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.inspection import leads, same_words
from fjidesk.desk.restating import restate
from fjidesk.errors import Refused
from fjidesk.files import private_folder, read_bounded, write_whole
from fjidesk.merge import apply as applying
from fjidesk.merge.plan import Plan, plan
from fjidesk.model import chains
from fjidesk.model.records import LEADS, Member, Query, Receipt
from fjidesk.model.revision import Sealed, body_of
from fjidesk.store import log, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from fjidesk.desk.workspace import Desk

_FOR_ALL = {"inspection", "framework", "member", "retention"}


class Exported(NamedTuple):
    """A bundle that was written and read back."""

    path: Path
    hash: str
    words: str
    revisions: int
    recipients: list[str]


class FileOutcome(msgspec.Struct, frozen=True):
    """What became of one file: ``merged``, ``already`` or ``refused``; ``planned`` where nothing was applied.

    ``file`` is the path as it was given. ``message`` says why it was refused, or what is worth knowing of one that
    came in.
    """

    file: str
    status: str
    code: str = ""
    message: str = ""
    remedy: str = ""
    added: int = 0
    conflicts: int = 0
    quarantined: int = 0


class Inspected(msgspec.Struct, frozen=True):
    """What a bundle says of itself and whether its signer is known; looking changes nothing."""

    file: str
    kind: str
    signer: str
    signer_fingerprint: str
    device: str
    sequence: int
    created: str
    framework: tuple[str, str, str]
    recipients: list[str]
    counts: dict[str, int]
    state: str
    hash: str
    words: str


def export(desk: Desk, folder: Path, to: Sequence[str] = ()) -> Exported:
    """Write what the owner made as a bundle for the lead and deputies, or for the named members.

    Args:
        desk: the owner's.
        folder: where the file goes.
        to: fingerprints; a member who is no lead gets only what concerns that member.

    Raises:
        Refused: ``nothing-to-export``, ``nobody-to-export-to``, and what the drive refuses.
    """
    people = [desk.member(name) for name in to] or [
        member for name, member in leads(desk).items() if name != desk.fingerprint
    ]
    if not people and not leads_here(desk):
        raise Refused("nobody-to-export-to", "No lead is on the roster of this desk.", "Open the pack from your lead.")
    mine = list(revisions.by_author(desk.db, *_own_keys(desk)))
    if not all(member.role in LEADS for member in people):
        if len(people) != 1:
            raise Refused(
                "one-at-a-time",
                "A bundle for a member who is no lead goes to that member alone.",
                "Write one bundle for each.",
            )
        theirs = chains.chain(to[0], desk.roster)
        mine = list(concerning(mine, theirs, sent_before=_sent_before(desk, theirs)))
    kind: Kind = "lead" if leads_here(desk) and desk.self_member and desk.self_member.role == "lead" else "readings"
    return _send(desk, folder, kind, mine, people)


def pack(desk: Desk, member: str, folder: Path) -> Exported:
    """Write the pack of one member: inspection, framework, roster, and that member's cases and allocations.

    Raises:
        Refused: ``not-a-lead``, ``key-revoked``.
    """
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy hands out packs.", "Ask your lead.")
    person = desk.member(member)
    if person.revoked:
        raise Refused(
            "key-revoked", f"The key of {person.name} is revoked.", "Add the member's new identity card first."
        )
    own, theirs = _own_keys(desk), chains.chain(member, desk.roster)
    if person.role not in LEADS:
        restate(desk, own, theirs)
    mine = list(revisions.by_author(desk.db, *own))
    if person.role not in LEADS:
        mine = list(concerning(mine, theirs, sent_before=_sent_before(desk, theirs)))
    return _send(desk, folder, "pack", mine, [person])


def _own_keys(desk: Desk) -> list[str]:
    """Return the fingerprints of every key of the owner, so that what an old key wrote goes on being handed over."""
    return sorted(chains.chain(desk.fingerprint, desk.roster) | {one.fingerprint for one in desk.former})


def concerning(made: Iterable[Sealed], keys: AbstractSet[str], *, sent_before: bool) -> Iterable[Sealed]:
    """Yield what a member who is no lead is handed: nothing of cases that others read.

    Args:
        made: a lead's revisions in the order in which they were made.
        keys: the member's, by fingerprint.
        sent_before: a bundle went to this member already; then a case that was taken back is told, without its facts.
            One that was taken back before the first pack is not told at all.
    """
    made = list(made)
    allocated: dict[str, bool] = {}
    for sealed in made:
        if sealed.revision.kind == "allocation" and sealed.revision.key[1] in keys:
            allocated[sealed.revision.key[0]] = not sealed.revision.withdraws
    theirs = {case for case, stands in allocated.items() if stands}
    told = set(allocated) if sent_before else theirs
    for sealed in made:
        kind, key = sealed.revision.record
        concerns = (
            kind in _FOR_ALL
            or (kind == "case" and key[0] in theirs)
            or (kind == "allocation" and key[1] in keys and key[0] in told)
            or (kind == "alert" and key[0] in keys)
            or (kind == "query" and _asked(sealed) in keys)
            or (kind == "receipt" and _received_of(sealed) in keys)
        )
        if concerns:
            yield sealed


def _sent_before(desk: Desk, keys: AbstractSet[str]) -> bool:
    return any(log.last_to(desk.db, desk.device, name) > 0 for name in keys)


def _asked(sealed: Sealed) -> str:
    body = body_of(sealed.revision)
    return body.member if isinstance(body, Query) else ""


def _received_of(sealed: Sealed) -> str:
    body = body_of(sealed.revision)
    return body.member if isinstance(body, Receipt) else ""


def _send(desk: Desk, folder: Path, kind: Kind, made: list[Sealed], people: Iterable[Member]) -> Exported:
    if not made:
        raise Refused(
            "nothing-to-export",
            "There is nothing of yours to hand over to them.",
            "Read a case first, or leave the recipients out to hand over to the lead.",
        )
    lines = {member.public_key for member in people} | {desk.identity.public_line}
    recipients = {name: member.public_key for name, member in desk.roster.items() if member.public_key in lines}
    manifest = _manifest(desk, kind, made, sorted(recipients))
    written = writing.write(desk.identity, manifest, made, recipients)
    private_folder(outputs.outside(folder))
    path = folder / _file_name(desk, kind, manifest.sequence, people)
    # The number is taken before the file exists: a crash between the two leaves a gap, which is accepted, and never
    # two files with one number, which is an alarm.
    with desk.store.writing() as db:
        log.record(
            db,
            log.Travelled(
                hash=written.hash,
                direction="out",
                kind=kind,
                author=desk.fingerprint,
                device=desk.device,
                sequence=manifest.sequence,
                previous=manifest.previous,
                created=manifest.created,
                file=path.name,
                at=manifest.created,
                revisions=len(made),
                state=manifest.state,
                recipients=" ".join(manifest.recipients),
            ),
        )
        access.exported(desk, manifest, made, path.name)
    write_whole(path, written.data)
    names = sorted(desk.roster[name].name for name in recipients)
    return Exported(path, written.hash, six_words(written.hash), len(made), names)


def _manifest(desk: Desk, kind: Kind, made: Sequence[Sealed], recipients: list[str]) -> Manifest:
    sent = log.from_device(desk.db, desk.device)
    last = max(sent, default=0)
    inspection = desk.inspection
    return Manifest(
        format=FORMAT,
        kind=kind,
        inspection=inspection.id,
        author=desk.fingerprint,
        device=desk.device,
        sequence=last + 1,
        previous=sent.get(last, ""),
        before={name: log.last_to(desk.db, desk.device, name) for name in recipients},
        created=stamp(desk.clock()),
        framework=(inspection.framework, inspection.framework_version, inspection.framework_sha256),
        recipients=recipients,
        counts=writing.counts_of(made),
        state=writing.state_of(made),
    )


def _file_name(desk: Desk, kind: str, sequence: int, people: Iterable[Member]) -> str:
    """Return a name that every system takes: no case reference, no colon, no space."""
    names = list(people)
    whose = desk.self_member.name if desk.self_member else "desk"
    target = f"-for-{names[0].name}" if kind in {"pack", "lead"} and len(names) == 1 else ""
    text = f"{desk.inspection.title}-{kind}-{whose}{target}-{desk.device[:4]}-{sequence:04d}"
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") + ENDING


def open_pack(desk: Desk, path: Path, words: str) -> FileOutcome:
    """Open the first pack on a new desk, and pin the lead's key by its six words.

    Args:
        desk: one without an inspection.
        path: the pack.
        words: the six words as the lead reads them out.

    Raises:
        Refused: ``inspection-there``, ``words-missing``, ``words-differ``, ``not-a-pack``, and what opening refuses.
    """
    if team.inspection(desk.db) is not None:
        raise Refused(
            "inspection-there",
            "This desk has opened its pack already.",
            "Bring later packs in with: fjidesk bundle import FILE",
        )
    try:
        found = _first_pack(desk, path, words)
    except Refused as error:
        access.note(desk, access.IMPORTED, "bundle", path.name, f"refused {error.code}")
        raise
    return _applied(desk, found, path)


def _first_pack(desk: Desk, path: Path, words: str) -> Plan:
    data = read_bounded(path, opening.FILE_LIMIT)
    opened = opening.peek(data, desk.identity, desk.former)
    same_words(words, six_words(opened.signer), "lead")
    trusted = Member(
        name="lead", organisation="", inspectorate="", role="lead", public_key=opened.public_line, since=""
    )
    bundle = opening.verify(data, desk.identity, {opened.signer: trusted}, desk.former)
    kinds = {sealed.revision.record for sealed in bundle.revisions}
    if (
        bundle.manifest.kind != "pack"
        or ("member", (opened.signer,)) not in kinds
        or not any(("member", (name,)) in kinds for name in _own_keys(desk))
    ):
        raise Refused("not-a-pack", "This is not a pack made for this desk.", "Ask the lead for your pack.")
    return plan(bundle, applying.held(desk.db, bundle, {opened.signer: trusted}, desk.fingerprint))


def look(desk: Desk, path: Path) -> Plan:
    """Verify a file and plan what it would change. Nothing is changed.

    Raises:
        Refused: what opening and planning refuse.
    """
    data = read_bounded(path, opening.FILE_LIMIT)
    bundle = opening.verify(data, desk.identity, desk.roster, desk.former)
    return plan(bundle, applying.held(desk.db, bundle, desk.roster, desk.fingerprint))


def inspect(desk: Desk, path: Path) -> Inspected:
    """Return what a bundle says of itself, its signature checked. Nothing is changed.

    Raises:
        Refused: what opening refuses.
    """
    data = read_bounded(path, opening.FILE_LIMIT)
    bundle = opening.verify(data, desk.identity, desk.roster, desk.former)
    manifest = bundle.manifest
    roster = desk.roster
    names = [roster[name].name if name in roster else name[:8] for name in manifest.recipients]
    return Inspected(
        path.name,
        manifest.kind,
        roster[bundle.signer].name,
        bundle.signer,
        manifest.device,
        manifest.sequence,
        manifest.created,
        manifest.framework,
        names,
        manifest.counts,
        manifest.state,
        bundle.hash,
        six_words(bundle.hash),
    )


def bring_in(desk: Desk, paths: Sequence[Path], *, only_plan: bool = False) -> list[FileOutcome]:
    """Bring bundles in, each in a transaction of its own; a refused one changes nothing and stops none.

    Args:
        desk: any desk on the roster.
        paths: the files, in any order.
        only_plan: say what each would change by itself, and change nothing.
    """
    outcomes: list[FileOutcome] = []
    saved = only_plan
    for path in paths:
        try:
            found = look(desk, path)
        except Refused as error:
            if not only_plan:
                with desk.store.writing() as db:
                    log.refuse(db, path.name, stamp(desk.clock()), error.code, error.message)
                    access.note(desk, access.IMPORTED, "bundle", path.name, f"refused {error.code}")
            outcomes.append(FileOutcome(str(path), "refused", error.code, error.message, error.remedy))
            continue
        if not saved and not found.already:
            backups.make(desk, "before-merge")
            saved = True
        outcomes.append(_planned(found, path) if only_plan else _applied(desk, found, path))
    return outcomes


def _planned(found: Plan, path: Path) -> FileOutcome:
    return FileOutcome(
        str(path),
        "already" if found.already else "planned",
        added=len(found.add),
        conflicts=len(found.conflicts),
        quarantined=len(found.quarantine),
        message=" ".join(found.notices),
    )


def _applied(desk: Desk, found: Plan, path: Path) -> FileOutcome:
    done = applying.apply(
        desk.store, found, path.name, stamp(desk.clock()), lambda _: access.imported(desk, found, path.name)
    )
    if found.already:
        access.imported(desk, found, path.name)
    desk.forget_framework()
    return FileOutcome(
        str(path),
        "already" if found.already else "merged",
        added=done.added,
        conflicts=done.conflicts,
        quarantined=done.quarantined,
        message=" ".join(found.notices),
    )
