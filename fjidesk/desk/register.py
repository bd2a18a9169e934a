"""The lead's register: whose desks are closed, by certificates of destruction that their owners signed."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import certificate as certificates
from fjidesk.clock import stamp
from fjidesk.desk import access, outputs, retention
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.files import private_folder, read_bounded, write_whole
from fjidesk.model import chains
from fjidesk.store import certificates as stored
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.bundle.certificate import Certificate
    from fjidesk.desk.workspace import Desk

_ANSWERS = frozenset({"notes", "answers"})  # past either of these dates a desk is to be closed


class Added(msgspec.Struct, frozen=True):
    """What became of one file: ``added``, ``already`` or ``refused``; ``note`` says what is worth knowing of it."""

    file: str
    status: str
    member: str = ""
    device: str = ""
    note: str = ""
    code: str = ""
    message: str = ""
    remedy: str = ""


class Line(msgspec.Struct, frozen=True):
    """One device of a member, or a member without a known device.

    Attributes:
        last_bundle: the last file that came from it, and when that was written.
        certificate: ``done``, ``begun`` where only the beginning was signed, or empty.
        closed: when.
        reason: why it was closed without a receipt.
        overdue: the date by which it was to be closed is past, and no certificate came.
        note: such as that the key was revoked.
    """

    member: str
    role: str
    device: str
    last_bundle: str = ""
    last_received: str = ""
    certificate: str = ""
    closed: str = ""
    reason: str = ""
    overdue: bool = False
    note: str = ""


HEAD = Line.__struct_fields__


def add(desk: Desk, paths: Sequence[Path]) -> list[Added]:
    """Add certificates to the register, each by itself; a refused one stops none.

    Raises:
        Refused: ``not-a-lead``.
    """
    _need_lead(desk)
    return [_added(desk, path) for path in paths]


def _added(desk: Desk, path: Path) -> Added:
    try:
        data = read_bounded(path, certificates.LIMIT)
        found = certificates.read(data)
        _ours(desk, found)
    except Refused as error:
        return Added(str(path), "refused", code=error.code, message=error.message, remedy=error.remedy)
    entry = stored.Kept(hashlib.sha256(data).hexdigest(), stamp(desk.clock()), found.fingerprint, found.device, data)
    with desk.store.writing() as db:
        fresh = stored.add(db, entry)
        if fresh:
            access.note(desk, access.IMPORTED, "certificate", found.device, entry.hash[:16])
    member = desk.roster[found.fingerprint]
    return Added(str(path), "added" if fresh else "already", member.name, found.device, _note(desk, found))


def _ours(desk: Desk, found: Certificate) -> None:
    """Refuse a certificate of another inspection, or of somebody who is not on the roster."""
    if found.inspection != desk.inspection.id:
        raise Refused(
            "other-inspection",
            "This certificate is of a desk of another inspection.",
            "Add it on the desk of that inspection's lead.",
        )
    if found.fingerprint not in desk.roster:
        raise Refused(
            "not-a-member",
            "This certificate is signed by nobody on the roster.",
            "Ask its owner whose desk it is of; a new key is accepted first.",
        )


def _note(desk: Desk, found: Certificate) -> str:
    member = desk.roster[found.fingerprint]
    notes = [f"The key that signed it was revoked on {member.revoked}."] if member.revoked else []
    if found.state == certificates.BEGUN:
        notes.append("It says that closing had begun, not that it was done; see the note of its completion.")
    notes += [f"Left: {text}" for text in found.left]
    return " ".join(notes)


def listed(desk: Desk) -> list[Line]:
    """Return every member's devices, with the last bundle received of each and the certificate that came of it.

    Raises:
        Refused: ``not-a-lead``.
    """
    _need_lead(desk)
    late = any(one.of in _ANSWERS and one.state == "past" for one in retention.show(desk).dates)
    roster, last = desk.roster, _last_bundles(desk)
    known = [(kept.member, kept.device, certificates.read(kept.data)) for kept in stored.listed(desk.db)]
    lines = []
    for name, member in desk.members.items():
        own = chains.chain(name, roster)
        came = {device: found for signer, device, found in sorted(known, key=_rank) if signer in own}
        devices = {device for author, device in last if author in own} | set(came)
        if desk.me in own:
            devices.add(desk.device)
        for device in sorted(devices) or [""]:
            seen = max((found for key, found in last.items() if key[0] in own and key[1] == device), default=("", ""))
            base = Line(member.name, member.role, device, seen[1], seen[0], overdue=late and device != desk.device)
            lines.append(_closed(desk, base, came[device]) if device in came else base)
    return lines


def _rank(known: tuple[str, str, Certificate]) -> tuple[bool, str]:
    """Return what sorts certificates so that one of a closing that was done stands last."""
    return known[2].state == certificates.DONE, known[2].done or known[2].begun


def _last_bundles(desk: Desk) -> dict[tuple[str, str], tuple[str, str]]:
    """Return author and device to when the last bundle of theirs was written, and its file."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in log.listed(desk.db):
        if one.direction == "in":
            key = (one.author, one.device)
            found[key] = max(found.get(key, ("", "")), (one.created, one.file))
    return found


def _closed(desk: Desk, base: Line, found: Certificate) -> Line:
    return msgspec.structs.replace(
        base,
        overdue=False,
        certificate=found.state,
        closed=found.done or found.begun,
        reason=found.reason,
        note=_note(desk, found),
    )


def export(desk: Desk, folder: Path) -> list[Path]:
    """Write the register into a folder: a table, and each certificate as it came.

    Raises:
        Refused: ``not-a-lead``, and what the drive refuses.
    """
    rows = listed(desk)
    private_folder(outputs.outside(folder))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([_cell(_text(getattr(row, name))) for name in HEAD] for row in rows)
    written = [folder / "register.csv"]
    write_whole(written[0], text.getvalue().encode("utf-8-sig"))
    access.note(desk, access.EXPORTED, "register", written[0].name)
    for kept in stored.listed(desk.db):
        path = folder / f"{kept.hash[:16]}{certificates.ENDING}"
        write_whole(path, kept.data)
        written.append(path)
    return written


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    """Return a cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _need_lead(desk: Desk) -> None:
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy keeps the register.", "Send the certificate to your lead.")
