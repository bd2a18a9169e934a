"""A desk of its own with made-up cases, to try everything on: marked on every page, and removed in one act.

It lies beside the desk and never in it. Its passphrase is known to everybody, its lead is in the program, and what it
hands over is sealed to that lead, so that a desk of a real inspection refuses it and says what it is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import rehearsing
from fjidesk.desk import destroying, identity, keeping, sample, workspace
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.files import private_folder, write_whole

if TYPE_CHECKING:
    from fjidesk.clock import Clock, Ids
    from fjidesk.desk.workspace import Desk

MARK = "REHEARSAL.txt"
MARKING = "REHEARSAL, MADE-UP CASES"
TITLE = "Rehearsal"
PASSPHRASE = "lantern gravel teapot walrus orbit"  # noqa: S105  (known to everybody, on purpose)
NAME = "Inspector in rehearsal"
_ROUNDS = 1  # of bcrypt: the key guards nothing
_TEXT = f"A rehearsal of fjidesk with made-up cases. Its passphrase: {PASSPHRASE}\n"


def beside(folder: Path) -> Path:
    """Return where the rehearsal of a desk lies."""
    return folder.with_name(f"{folder.name}-rehearsal")


def is_one(folder: Path) -> bool:
    """Tell whether a folder is a rehearsal's."""
    return (folder / MARK).is_file()


def start(folder: Path, *, clock: Clock, ids: Ids) -> Desk:
    """Return the rehearsal in a folder open: the one that is there, or a new one.

    Raises:
        Refused: ``not-a-rehearsal``, and what making and opening refuse.
    """
    if is_one(folder) and workspace.exists(folder):
        return workspace.open_desk(folder, PASSPHRASE, clock=clock, ids=ids)
    if workspace.exists(folder):
        raise _none(folder)
    if is_one(folder):  # its making was cut off
        remove(folder, clock=clock, ids=ids)
    private_folder(folder)
    write_whole(folder / MARK, _TEXT.encode())
    desk, _ = workspace.create(folder, PASSPHRASE, clock=clock, ids=ids, entropy=token_bytes(32), rounds=_ROUNDS)
    try:
        _fill(desk)
    except BaseException:
        desk.close()
        remove(folder, clock=clock, ids=ids)
        raise
    return desk


def _fill(desk: Desk) -> None:
    """Give the desk its inspection and some work, by a lead who is let go again."""
    identity.describe(desk, identity.Profile(NAME, "", "", "inspector"))
    with tempfile.TemporaryDirectory() as place:
        lead, _ = workspace.create_for(
            rehearsing.lead(),
            Path(place) / "lead",
            PASSPHRASE,
            clock=desk.clock,
            ids=desk.ids,
            entropy=token_bytes(32),
            rounds=_ROUNDS,
        )
        try:
            identity.describe(lead, identity.Profile("Lead in rehearsal", "", "", "lead"))
            sample.fill(lead, desk, Path(place), TITLE, _mark)
        finally:
            lead.close()


def _mark(lead: Desk) -> None:
    """Mark the inspection as a rehearsal, so that every page and every print says it."""
    marked = msgspec.structs.replace(lead.inspection, marking=MARKING, marking_case=MARKING)
    write(lead, [("inspection", (), marked)])


def remove(folder: Path, *, clock: Clock, ids: Ids) -> None:
    """Remove the rehearsal in a folder, with its backups; nothing that is not a rehearsal is touched.

    Raises:
        Refused: ``not-a-rehearsal``: there is none, or the passphrase of rehearsals does not open it.
        StoreRefused: ``store-open``: it is open in another window.
    """
    if not is_one(folder):
        raise _none(folder)
    seconds: list[Path] = []
    if workspace.exists(folder):
        try:
            desk = workspace.open_desk(folder, PASSPHRASE, clock=clock, ids=ids)
        except Refused as error:
            raise _none(folder) if error.code == "wrong-passphrase" else error from error
        seconds = keeping.second_folders(desk)
        desk.close()
    for item in destroying.items(folder, seconds, ()):
        item.path.unlink(missing_ok=True)
    destroying.lock_of(folder).unlink(missing_ok=True)
    (folder / MARK).unlink(missing_ok=True)
    destroying.remove_folders(folder, seconds, ())


def _none(folder: Path) -> Refused:
    return Refused(
        "not-a-rehearsal",
        f"{folder.name} holds no rehearsal.",
        "A rehearsal lies beside the desk, in a folder whose name ends in -rehearsal.",
    )


def need_none(desk: Desk) -> None:
    """Refuse to let something of a rehearsal into a real inspection: ``rehearsal``."""
    if is_one(desk.folder):
        raise Refused(
            "rehearsal",
            "This is a rehearsal: its identity card is for no real lead.",
            "Leave the rehearsal and make your own desk.",
        )
