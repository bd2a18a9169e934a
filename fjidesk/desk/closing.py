"""Close a desk and destroy what is on it; a certificate says what was destroyed.

The order: the statement is signed and written; the mark of a closing is set; the keys are destroyed, those of the
desk last; then all else; then the certificate is signed with the key that is still in memory, and the mark is removed.
So a cut at any moment leaves a desk that opens as before, or one whose key is gone and that ``finish`` clears away.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk import __version__
from fjidesk.bundle import certificate as certificates
from fjidesk.bundle.certificate import BEGUN, DONE, Certificate, Gone
from fjidesk.clock import stamp
from fjidesk.desk import access, destroying, identity, keeping, outputs, totals, unfinished
from fjidesk.desk.closing_plan import plan
from fjidesk.desk.workspace import STORE
from fjidesk.errors import Refused
from fjidesk.files import need_room, private_folder, read_bounded, write_whole
from fjidesk.model.records import LEADS
from fjidesk.store import log, team
from fjidesk.store.database import hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.clock import Clock
    from fjidesk.desk.closing_plan import Plan
    from fjidesk.desk.destroying import Item
    from fjidesk.desk.workspace import Desk

ROOM = 512 * 1024
NOTE_ENDING = ".finished.json"
LIMITS = [
    (
        "Flash drives, and file systems that keep copies, may hold traces of what was written over: encryption of the "
        "whole drive closes that gap."
    ),
    "Copies of this desk that were made outside fjidesk, such as an image of the drive, are not reached.",
    "Bundles open for the others to whom they are sealed, wherever copies of them lie.",
    "Prints, exports, the recovery sheet and notes of the passphrase are destroyed by hand.",
]


class Order(NamedTuple):
    """How a desk is to be closed.

    Attributes:
        certificates: the folder for the certificate.
        reason: why it is closed though not all is received; empty otherwise.
        copies_reason: why it is closed though a second folder is not there; empty otherwise.
        copies_destroyed: the owner says that the copies of bundles this desk wrote are destroyed.
        totals: the folder for the totals that stay; None where none do.
        logs: folders of logs outside the desk.
    """

    certificates: Path
    reason: str = ""
    copies_reason: str = ""
    copies_destroyed: bool = False
    totals: Path | None = None
    logs: tuple[Path, ...] = ()


class Closed(NamedTuple):
    """What is left of a desk: the certificate's two files, whether it is signed to the end, and what stayed."""

    certificate: Path
    pdf: Path
    signed: bool
    gone: list[Gone]
    left: list[str]


def close(desk: Desk, order: Order) -> Closed:
    """Destroy an open desk, and leave its certificate. Nothing of the desk can be read after it.

    Args:
        desk: open; it is closed by this.
        order: how.

    Raises:
        Refused: ``on-hold``, ``not-received``, ``backup-folder-gone``, ``certificate-inside``, ``totals-inside``, what
            keeping totals refuses, ``no-room``, ``not-written``; ``not-destroyed``: a key could not be destroyed, and
            the desk opens as before; ``certificate-not-signed``: all is destroyed, and the certificate not written.
        StoreRefused: ``store-open``.
    """
    found = plan(desk, order.logs)
    taken_on = {"not-received": order.reason, "backup-folder-gone": order.copies_reason}
    for stop in found.stops:
        if not taken_on.get(stop.code, "").strip():
            raise Refused(stop.code, stop.message, stop.remedy)
    seconds = keeping.second_folders(desk)
    folder = _outside(desk, order.certificates, seconds, "certificate")
    if order.totals is not None:
        _outside(desk, order.totals, seconds, "totals")
    private_folder(folder)
    need_room(folder, ROOM)
    kept = totals.keep(desk, order.totals) if order.totals is not None else []
    statement = _statement(desk, order, found, [path.name for path in kept])
    stem = _stem(folder, statement)
    write_whole(folder / f"{stem}.{BEGUN}{certificates.ENDING}", certificates.write(desk.identity, statement))
    begun = unfinished.Begun(
        at=statement.begun,
        key="",
        certificates=str(folder.absolute()),
        stem=stem,
        seconds=[str(one.absolute()) for one in seconds],
        logs=[str(one.absolute()) for one in order.logs],
    )
    access.note(desk, access.DESTROYED, "desk", desk.device, "begun")  # read only where it is cut off before the key
    desk.close()
    gone, left = _destroyed(desk.folder, begun)
    last = msgspec.structs.replace(
        statement, state=DONE, done=stamp(desk.clock()), gone=gone, left=[*statement.left, *left]
    )
    written = _signed(desk, folder / stem, last)
    _clear(desk.folder, begun)
    return written


def _outside(desk: Desk, wanted: Path, seconds: Sequence[Path], what: str) -> Path:
    """Refuse a folder that closing itself would destroy."""
    whole = wanted.resolve()
    if any(whole.is_relative_to(one.resolve()) for one in (desk.folder, *seconds)):
        raise Refused(
            f"{what}-inside",
            f"The folder for the {what} lies inside what is to be destroyed.",
            "Name a folder outside the desk and its backups.",
        )
    return outputs.outside(wanted)


def _statement(desk: Desk, order: Order, found: Plan, kept: list[str]) -> Certificate:
    inspection, mine = team.inspection(desk.db), identity.profile(desk)
    return Certificate(
        format=certificates.FORMAT,
        state=BEGUN,
        inspection=inspection.id if inspection else "",
        title=inspection.title if inspection else "",
        marking=inspection.marking if inspection else "",
        name=desk.self_member.name if desk.self_member else mine.name,
        organisation=mine.organisation,
        role=desk.self_member.role if desk.self_member else mine.role,
        fingerprint=desk.fingerprint,
        public_key=desk.identity.public_line,
        device=desk.device,
        held=found.held,
        received=found.received.text,
        reason=order.reason.strip() if not found.received.all else "",
        hold=f"No hold was known on this desk, which last heard from a lead {_heard(desk)}.",
        retention={one.of: one.date for one in found.retention.dates},
        gone=[_gone(one) for one in destroying.items(desk.folder, keeping.second_folders(desk), order.logs)],
        left=_left(found, order),
        bundles=found.bundles,
        copies_destroyed=order.copies_destroyed,
        totals=kept,
        begun=stamp(desk.clock()),
        done="",
        program=f"fjidesk {__version__}",
        limits=LIMITS,
    )


def _heard(desk: Desk) -> str:
    roster = desk.roster
    heard = [
        one.created
        for one in log.listed(desk.db)
        if one.direction == "in" and one.author in roster and roster[one.author].role in LEADS
    ]
    return f"by a bundle of {max(heard)}" if heard else "never, being a lead's own or without a pack"


def _gone(item: Item) -> Gone:
    return Gone(name=item.path.name, where=item.where, bytes=item.size, passes=item.passes)


def _left(found: Plan, order: Order) -> list[str]:
    """Name what is known to stay; a file that is not fjidesk's by its number only, since its name may say anything."""
    missing = [stop.message for stop in found.stops if stop.code == "backup-folder-gone"]
    count = len(found.others) - (len(missing) and sum(not Path(path).exists() for path in found.others))
    told = [f"{text} {order.copies_reason.strip()}" for text in missing]
    if count:
        told.append(
            f"In the desk's folder, {count} {'file that is' if count == 1 else 'files that are'} not fjidesk's."
        )
    return told


def _stem(folder: Path, statement: Certificate) -> str:
    """Return the start of the file names of a certificate: new in its folder, and one that every system takes."""
    text = f"destroyed-{statement.title}-{statement.name}-{statement.device[:4]}-{statement.begun[:10]}"
    start = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    number, stem = 1, start
    while any(folder.glob(f"{stem}.*")):
        number += 1
        stem = f"{start}-{number}"
    return stem


def _destroyed(folder: Path, begun: unfinished.Begun) -> tuple[list[Gone], list[str]]:
    """Destroy what a closing that has begun is to destroy; return what is gone, and what could not be.

    Raises:
        Refused: ``not-destroyed``: a key stayed, the desk opens as before.
        StoreRefused: ``store-open``.
    """
    lock = hold(folder / STORE)
    try:
        if not begun.key:  # the mark is set once nobody else can open the desk
            begun = msgspec.structs.replace(begun, key=unfinished.key_of(folder))
            unfinished.begin(folder, begun)
        return _all_of(folder, begun)
    finally:
        lock.release()


def _all_of(folder: Path, begun: unfinished.Begun) -> tuple[list[Gone], list[str]]:
    gone, left = [], []
    for item in destroying.items(folder, map(Path, begun.seconds), map(Path, begun.logs)):
        why = destroying.destroy(item)
        if not why:
            gone.append(_gone(item))
            continue
        if item.key and unfinished.key_of(folder) == begun.key:
            (folder / unfinished.MARK).unlink(missing_ok=True)
            raise Refused(
                "not-destroyed",
                f"{item.path.name} in the {item.where} could not be written over: {why}.",
                "The desk opens as before. Give yourself write access to the file, then close the desk again.",
            )
        left.append(f"{item.path.name} in the {item.where} could not be removed: {why}.")
    return gone, left


def _signed(desk: Desk, stem: Path, last: Certificate) -> Closed:
    signed, printed = stem.with_name(f"{stem.name}{certificates.ENDING}"), stem.with_name(f"{stem.name}.pdf")
    try:
        data = certificates.write(desk.identity, last)
        write_whole(signed, data)
        write_whole(printed, _pdf(data))
    except Refused as error:
        raise Refused(
            "certificate-not-signed",
            f"The desk is destroyed, and its certificate could not be written. {error.message}",
            "Bring the drive back, then run: fjidesk close --finish. The statement signed at the start is there.",
        ) from error
    stem.with_name(f"{stem.name}.{BEGUN}{certificates.ENDING}").unlink(missing_ok=True)
    return Closed(signed, printed, True, last.gone, last.left)


def _pdf(data: bytes, finished: str = "") -> bytes:
    from fjidesk.report.certificate import pdf

    return pdf(certificates.read(data), data, finished)


def _clear(folder: Path, begun: unfinished.Begun) -> None:
    """Remove the lock, then the mark, then the folders that are empty."""
    destroying.lock_of(folder).unlink(missing_ok=True)
    (folder / unfinished.MARK).unlink(missing_ok=True)
    destroying.remove_folders(folder, map(Path, begun.seconds), map(Path, begun.logs))


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """The note of a completion that no key could sign. ``statement`` is the SHA-256 of what was signed at the start."""

    signed: bool
    why: str
    statement: str
    begun: str
    finished: str
    gone: list[Gone]
    left: list[str]
    program: str


def finish(folder: Path, certificate_folder: Path | None, *, clock: Clock) -> Closed:
    """Bring a closing to its end that was cut off after the key was destroyed; needs no passphrase.

    What was signed before the cut stays as it is. If that is the statement only, a note without a signature says what
    was destroyed after it.

    Args:
        folder: of the desk.
        certificate_folder: for the note, where the one named at the start is not there any more.
        clock: tells the time.

    Raises:
        Refused: ``nothing-to-finish``, ``closing-not-begun``, what the drive refuses.
        StoreRefused: ``store-open``: the closing is still under way.
    """
    begun = unfinished.read(folder)
    if begun is None:
        raise Refused("nothing-to-finish", "No closing was cut off in this folder.", "Look whether --desk names it.")
    if unfinished.cut_off(folder) is None:
        raise Refused(
            "closing-not-begun",
            "The closing that was begun here destroyed nothing of this desk.",
            "Open the desk as before, or close it anew.",
        )
    where = private_folder(certificate_folder or Path(begun.certificates))
    need_room(where, ROOM)
    gone, left = _destroyed(folder, begun)
    done = _noted(
        where / begun.stem,
        begun,
        Finished(
            signed=False,
            why="The program was cut off after the key was destroyed, so that nothing could sign the completion.",
            statement="",
            begun=begun.at,
            finished=stamp(clock()),
            gone=gone,
            left=left,
            program=f"fjidesk {__version__}",
        ),
    )
    _clear(folder, begun)
    return done


def _noted(stem: Path, begun: unfinished.Begun, note: Finished) -> Closed:
    signed, statement = (stem.with_name(f"{stem.name}{middle}{certificates.ENDING}") for middle in ("", f".{BEGUN}"))
    printed = stem.with_name(f"{stem.name}.pdf")
    for part in stem.parent.glob(f".{begun.stem}*.part"):  # what a cut left half written
        part.unlink(missing_ok=True)
    if signed.is_file():  # it was cut off after the certificate had been signed
        if not printed.is_file():
            write_whole(printed, _pdf(read_bounded(signed, certificates.LIMIT)))
        statement.unlink(missing_ok=True)
        return Closed(signed, printed, True, note.gone, note.left)
    path = stem.with_name(f"{stem.name}{NOTE_ENDING}")
    data = read_bounded(statement, certificates.LIMIT) if statement.is_file() else b""
    note = msgspec.structs.replace(note, statement=hashlib.sha256(data).hexdigest() if data else "")
    write_whole(path, msgspec.json.format(msgspec.json.encode(note)) + b"\n")
    if data:
        write_whole(printed, _pdf(data, note.finished))
    return Closed(statement if data else path, printed, False, note.gone, note.left)
