"""Write a bundle to a medium: number it, seal it, write it whole, read it back from the medium, say what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.bundle import carrying, seal
from fjidesk.bundle import write as writing
from fjidesk.bundle.keys import six_words
from fjidesk.bundle.manifest import ENDING, FORMAT, Kind, Manifest
from fjidesk.clock import stamp
from fjidesk.desk import access, outputs, places
from fjidesk.errors import Refused
from fjidesk.files import need_room, private_folder, read_from_medium, write_whole
from fjidesk.model.counts import count
from fjidesk.model.records import Answer
from fjidesk.model.revision import body_of, state_hash
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Sealed

_COMPARE = "whoever brings it in is shown the same six words: compare them by telephone"
OFFICE = "office recovery"  # as it is named among the recipients
OUTWARD = frozenset({"readings", "lead"})  # kinds of bundles that carry what their author wrote
_PLURALS = {"query": "queries", "reply": "replies", "evidence": "pieces of evidence", "agreed": "agreed answers"}
_SINGULARS = {"evidence": "piece of evidence", "agreed": "agreed answer", "limiting": "limiting factor"}


class Exported(NamedTuple):
    """A bundle that was written and read back from its medium.

    Attributes:
        path: where it lies.
        hash: of its signed bytes.
        words: six words of that hash.
        revisions: how many are inside; of a relay how many bundles.
        recipients: names of those who can open it, the author's with them.
        kind: as in its manifest.
        holds: what is inside, in words.
        size: of the file, in bytes.
    """

    path: Path
    hash: str
    words: str
    revisions: int
    recipients: list[str]
    kind: str = ""
    holds: str = ""
    size: int = 0

    @property
    def slip(self) -> str:
        """Return one line to hand over beside the file, or to read out: its name, its six words, what it holds."""
        return f"{self.path.name} | {self.words} | {self.holds} | for {', '.join(self.recipients)} | {_COMPARE}"


class Load(NamedTuple):
    """What is sent: revisions, or signed bytes of other bundles in a relay."""

    kind: Kind
    made: Sequence[Sealed] = ()
    carried: Sequence[bytes] = ()


def send(desk: Desk, folder: Path, load: Load, people: Iterable[Member], reason: str = "") -> Exported:
    """Write a bundle for people, and for its author.

    Args:
        desk: the author's.
        folder: where the file goes; made if it is not there.
        load: what is sent.
        people: the recipients, each with the key in use.
        reason: why it goes to a drive that can be taken out; kept in the log.

    Raises:
        Refused: ``inside-a-desk``, ``removable-needs-reason``, ``no-room``, ``not-written``, ``not-written-right``.
    """
    people = list(people)
    recipients = openers(desk, people)
    need_reason(outputs.outside(folder), reason)
    manifest = _manifest(desk, load, sorted(recipients))
    recovery = [manifest.recovery] if manifest.recovery else []
    inside = [carrying.line(one) for one in load.carried] or [one.data for one in load.made]
    written = writing.write_lines(desk.identity, manifest, inside, recipients, recovery)
    private_folder(folder)
    need_room(folder, len(written.data))
    path = folder / _file_name(desk, load.kind, manifest.sequence, people)
    # The number is taken before the file exists: a crash between the two leaves a gap, which is accepted, and never
    # two files with one number, which is an alarm.
    with desk.store.writing() as db:
        log.record(db, _entry(manifest, written.hash, path.name, len(inside)))
        if not load.carried:
            log.keep_signed(db, written.hash, written.signed)
        access.exported(desk, manifest, load.made, path.name, reason.strip())
    write_whole(path, written.data)
    prove(path, written.data)
    names = sorted(desk.roster[name].name for name in recipients) + [OFFICE] * len(recovery)
    return Exported(
        path, written.hash, six_words(written.hash), len(inside), names, load.kind, holds(load), len(written.data)
    )


def openers(desk: Desk, people: Iterable[Member]) -> dict[str, str]:
    """Return who can open what is written for people, the author with them: fingerprint to public key."""
    lines = {member.public_key for member in people} | {desk.identity.public_line}
    return {name: member.public_key for name, member in desk.roster.items() if member.public_key in lines}


def need_reason(folder: Path, reason: str) -> None:
    """Refuse a drive that can be taken out where nobody said why it has to be one.

    Raises:
        Refused: ``removable-needs-reason``.
    """
    if places.is_removable(folder) and not reason.strip():
        raise Refused(
            "removable-needs-reason",
            "This folder is on a drive that can be taken out and lost.",
            "Use an approved carrier if there is one; else say why not with --reason TEXT, which is kept in the log.",
        )


def prove(path: Path, data: bytes) -> None:
    """Read a file that was written from its medium and compare it.

    Raises:
        Refused: ``not-written-right``; the file stays where it is.
    """
    try:
        same = read_from_medium(path) == data
    except OSError:
        same = False
    if not same:
        raise Refused(
            "not-written-right",
            f"{path.name} does not read back from the drive as it was written.",
            "Take another stick or drive and write it again; what this desk holds is whole.",
        )


def _manifest(desk: Desk, load: Load, recipients: list[str]) -> Manifest:
    sent = log.from_device(desk.db, desk.device)
    last = max(sent, default=0)
    inspection = desk.inspection
    carried = [writing.name_of(one) for one in load.carried]
    return Manifest(
        format=FORMAT,
        kind=load.kind,
        inspection=inspection.id,
        author=desk.fingerprint,
        device=desk.device,
        sequence=last + 1,
        previous=sent.get(last, ""),
        before={name: log.last_to(desk.db, desk.device, name) for name in recipients},
        created=stamp(desk.clock()),
        framework=(inspection.framework, inspection.framework_version, inspection.framework_sha256),
        recipients=recipients,
        counts=carrying.counts_of(carried) if carried else writing.counts_of(load.made),
        state=state_hash(carried) if carried else writing.state_of(load.made),
        recovery=seal.checked_recipient(inspection.recovery) if inspection.recovery else "",
        carried=carried,
    )


def _entry(manifest: Manifest, name: str, file: str, inside: int) -> log.Travelled:
    return log.Travelled(
        hash=name,
        direction="out",
        kind=manifest.kind,
        author=manifest.author,
        device=manifest.device,
        sequence=manifest.sequence,
        previous=manifest.previous,
        created=manifest.created,
        file=file,
        at=manifest.created,
        revisions=inside,
        state=manifest.state,
        recipients=" ".join(manifest.recipients),
    )


def _file_name(desk: Desk, kind: str, sequence: int, people: Sequence[Member]) -> str:
    """Return a name that every system takes: no case reference, no colon, no space."""
    whose = desk.self_member.name if desk.self_member else "desk"
    target = f"-for-{people[0].name}" if kind != "readings" and len(people) == 1 else ""
    text = f"{desk.inspection.title}-{kind}-{whose}{target}-{desk.device[:4]}-{sequence:04d}"
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") + ENDING


def holds(load: Load) -> str:
    """Return what is inside in words: records, not revisions, since that is what people count."""
    if load.carried:
        return count(len(load.carried), "bundle")
    records: dict[str, set[tuple[str, ...]]] = {}
    for one in load.made:
        kind, key = one.revision.record
        records.setdefault(kind, set()).add(key)
        body = body_of(one.revision)
        if isinstance(body, Answer) and body.note.strip():
            records.setdefault("note", set()).add(key)
    return ", ".join(named(kind, len(keys)) for kind, keys in sorted(records.items()))


def named(kind: str, number: int) -> str:
    """Return a number of a kind of record in words."""
    return count(number, _SINGULARS.get(kind, kind), _PLURALS.get(kind, ""))
