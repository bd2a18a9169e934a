"""How far somebody is on the way from an empty folder to their cases, so that each step can be left and taken up again.

Before there is a desk, who its owner is and how the window looks wait in a small file beside it: of the owner nothing
that the identity card will not say.
Afterwards everything is read from the store.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.bundle import verify as opening
from fjidesk.bundle.limits import FILE_LIMIT
from fjidesk.desk import access, destroying, identity, looks, outputs, places, recovery, rehearsal, workspace
from fjidesk.errors import Refused
from fjidesk.files import private_folder, read_bounded, write_whole
from fjidesk.model.framework import Language  # noqa: TC001  (msgspec reads it while running)
from fjidesk.store import log, team

if TYPE_CHECKING:
    from fjidesk.desk.identity import Profile
    from fjidesk.desk.workspace import Desk

DRAFT = "first-run.json"
_CARD, _PACK = "first-run-card", "first-run-pack"
_KEYS = (workspace.IDENTITY, workspace.NEW_IDENTITY)
_SMALL_FILE = 16 * 1024


class Way(NamedTuple):
    """How far an open desk is.

    Attributes:
        joined: it holds an inspection, so the first run is over.
        proved: when the recovery secret was shown to be kept; empty for not yet.
        card: the name of the file that the identity card was last written to; empty for none.
        pack: the pack that was chosen and not opened yet, while it is still there.
    """

    joined: bool
    proved: str
    card: str
    pack: Path | None


class _Mark(msgspec.Struct, frozen=True):
    """Whether a draft is only what somebody was typing."""

    begun: bool = False


class Looks(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the window was to look on the way to a desk; None for what nobody chose."""

    text_size: int | None = None
    language: Language | None = None


def keep(folder: Path, profile: Profile) -> None:
    """Keep who the owner of a desk will be, until there is one.

    Raises:
        Refused: ``desk-there``, what ``identity.check`` and ``places.admit`` refuse, and what the drive refuses.
    """
    identity.check(profile)
    there = workspace.exists(folder) or (folder / workspace.STORE).exists()
    if there and not (folder / DRAFT).is_file():  # beside a draft it is the half of a desk that was being made
        raise Refused("desk-there", "There is a desk in this folder already.", "Open it, or choose an empty folder.")
    _write(folder, looks_kept(folder), profile)


def begin(folder: Path, profile: Profile) -> None:
    """Keep what is being typed of an owner, as it stands; nobody said yet that it is right.

    Where it cannot be kept it is not: going on says so.
    """
    there = workspace.exists(folder) or (folder / workspace.STORE).exists()
    if not there:
        with suppress(Refused, OSError):
            _write(folder, looks_kept(folder), profile, begun=True)


def begun(folder: Path) -> Profile | None:
    """Return what was typed of an owner, said to be right or not; None where nothing was."""
    found = _read(folder)
    return found[0] if found is not None else None


def _read(folder: Path) -> tuple[Profile, bool] | None:
    try:
        data = read_bounded(folder / DRAFT, _SMALL_FILE)
        return msgspec.json.decode(data, type=identity.Profile), msgspec.json.decode(data, type=_Mark).begun
    except (Refused, OSError, msgspec.DecodeError):
        return None


def _write(folder: Path, chosen: Looks, profile: Profile | None, *, begun: bool = False) -> None:
    places.admit(folder)
    private_folder(folder)
    who = {} if profile is None else msgspec.to_builtins(profile)
    mark = {"begun": True} if begun else {}
    write_whole(folder / DRAFT, msgspec.json.encode({**who, **mark, **msgspec.to_builtins(chosen)}))


def keep_looks(folder: Path, chosen: Looks) -> None:
    """Keep the size of the text and the language until there is a desk; where they cannot be kept they are not.

    Nothing is written into a folder that holds a desk, or a store whose key file is lost: beside a draft it would be
    taken for the half of a desk.
    """
    there = workspace.exists(folder) or (folder / workspace.STORE).exists()
    if not there or (folder / DRAFT).is_file():
        with suppress(Refused, OSError):
            found = _read(folder)
            _write(folder, chosen, found[0] if found else None, begun=found is not None and found[1])


def looks_kept(folder: Path) -> Looks:
    """Return the size of the text and the language that were chosen on the way to a desk."""
    try:
        found = msgspec.json.decode(read_bounded(folder / DRAFT, _SMALL_FILE), type=Looks)
    except (Refused, OSError, msgspec.DecodeError):
        return Looks()
    return found if found.text_size in {None, *looks.SIZES} else Looks(None, found.language)


def kept(folder: Path) -> Profile | None:
    """Return who the owner of a desk will be; None where nobody said so, or in a way that cannot be read."""
    found = _read(folder)
    if found is None or found[1]:
        return None
    with suppress(Refused):
        identity.check(found[0])
        return found[0]
    return None


def clear(folder: Path) -> None:
    """Remove what is left of a desk whose making was cut off: no key of it was ever kept, so nothing of it opens."""
    if (folder / DRAFT).is_file() and not any((folder / name).exists() for name in _KEYS):
        for item in destroying.items(folder, (), ()):
            item.path.unlink(missing_ok=True)


def settle(desk: Desk) -> None:
    """Write into a new desk who its owner is, and let the file beside it go; also after a cut between the two.

    Raises:
        Refused: what the drive refuses.
    """
    draft = desk.folder / DRAFT
    if not draft.exists():
        return
    found = kept(desk.folder)
    if found is not None and log.setting(desk.db, "profile") is None:
        identity.describe(desk, found)
    chosen = looks_kept(desk.folder)
    if chosen.text_size is not None:
        looks.set_text_size(desk, chosen.text_size)
    if chosen.language is not None:
        looks.set_language(desk, chosen.language)
    draft.unlink(missing_ok=True)


def way(desk: Desk) -> Way:
    """Return how far the owner of a desk is."""
    pack = log.setting(desk.db, _PACK)
    return Way(
        joined=team.inspection(desk.db) is not None,
        proved=recovery.proved(desk.db),
        card=log.setting(desk.db, _CARD) or "",
        pack=Path(pack) if pack and Path(pack).is_file() else None,
    )


def write_card(desk: Desk, path: Path) -> None:
    """Write the owner's identity card for the lead, and keep that it is written.

    Raises:
        Refused: ``rehearsal``, ``inside-a-desk``, ``name-missing``, and what the drive refuses.
    """
    rehearsal.need_none(desk)
    target, data = outputs.outside(path), identity.card(desk)
    access.note(desk, access.EXPORTED, "card", path.name)
    write_whole(target, data)
    with desk.store.writing() as db:
        log.put_setting(db, _CARD, path.name)


def choose_pack(desk: Desk, path: Path) -> None:
    """Keep which pack is to be opened once its six words are compared; its contents stay unread until then.

    Raises:
        Refused: what opening a file refuses that is none, is not sealed to this desk or is not signed.
    """
    opening.peek(read_bounded(path, FILE_LIMIT), desk.identity, desk.former)
    with desk.store.writing() as db:
        log.put_setting(db, _PACK, str(path.absolute()))
