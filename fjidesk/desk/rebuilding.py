"""Rebuild a lost desk from its owner's key and the bundles alone (faults R9).

Every bundle is sealed to its author too, so the key that was saved opens what its owner wrote as well as what came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import keys
from fjidesk.bundle import verify as opening
from fjidesk.bundle.limits import FILE_LIMIT
from fjidesk.desk import identity as who
from fjidesk.desk import recovery, workspace
from fjidesk.desk.bringing_in import FileOutcome, bring_in, first
from fjidesk.desk.gaps import Gaps
from fjidesk.errors import Refused
from fjidesk.files import read_bounded
from fjidesk.model.records import LEADS, Member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.clock import Clock, Ids
    from fjidesk.desk.workspace import Desk

_KEY_LIMIT = 64 * 1024
_UNKNOWN = "not-a-member"
_OTHERWISE = "Add a bundle or pack that you wrote; or rebuild with no files, then open a pack from another lead."


def start(  # noqa: PLR0913  (three of them stand in for chance and time)
    folder: Path,
    key_file: Path,
    passphrase: str,
    /,
    *,
    clock: Clock,
    ids: Ids,
    entropy: bytes,
    rounds: int = keys.KDF_ROUNDS,
) -> tuple[Desk, str]:
    """Make an empty desk for a key that its owner has already; return it with a new recovery secret.

    Keys that it replaced come with it where ``former.age`` lies beside the key file.

    Args:
        folder: of the new desk.
        key_file: the owner's locked key, such as ``identity`` in the second backup folder.
        passphrase: of that key; the new desk has the same.
        clock: tells the time.
        ids: makes ids.
        entropy: 32 random bytes, the new store's key.
        rounds: bcrypt rounds of the key file.

    Raises:
        Refused: ``wrong-passphrase``, ``key-file-damaged``, and what making a desk refuses.
    """
    identity = keys.unlock(read_bounded(key_file, _KEY_LIMIT), passphrase)
    former, card = recovery.read_former(key_file.parent, identity)
    desk, secret = workspace.create_for(
        identity, folder, passphrase, clock=clock, ids=ids, entropy=entropy, rounds=rounds
    )
    if former:
        recovery.write_former(folder, former, card, [identity.public_line], recovery.recipient(desk.db))
        desk.former, desk.card = former, card
        desk.forget_framework()
    return desk, secret


def fill(desk: Desk, paths: Sequence[Path]) -> list[FileOutcome]:
    """Bring everything in again, whatever the order of the files: each when the roster knows who signed it.

    The first is one's own that says who one is, since the others are checked against a roster. Bundles of keys that
    were revoked or replaced meanwhile come in too, and each says so: a lead who rebuilds a desk vouches that the files
    were held before. On any other desk they are refused once the roster says so.

    Args:
        desk: one that ``start`` made, without an inspection.
        paths: bundles of the owner's, of others, and relays.

    Raises:
        Refused: ``no-own-bundle``; what one file refuses is in its outcome.
    """
    founding = _founding(desk.identity, desk.former, paths)
    gaps = Gaps(desk)
    outcomes = [first(desk, founding, _trusted(desk.identity, desk.former), gaps)]
    rest = list(dict.fromkeys(path for path in paths if path != founding))
    signers = {path: _signer(desk.identity, desk.former, path) for path in rest}
    known: dict[str, int] = {}  # how many the roster had when a file was tried
    while rest:
        roster = desk.roster
        ready = [path for path in rest if not signers[path] or signers[path] in roster] or rest  # else none ever is
        known |= {str(path): len(roster) for path in ready}
        outcomes += _brought_in(desk, ready, gaps)
        rest = [path for path in rest if path not in ready]
    while again := [path for path in signers if _is_stuck(outcomes, path) and len(desk.roster) > known[str(path)]]:
        known |= {str(path): len(desk.roster) for path in again}
        names = {str(path) for path in again}
        outcomes = [one for one in outcomes if one.file not in names or one.code != _UNKNOWN]
        outcomes += [one for one in _brought_in(desk, again, gaps) if one.status != "already"]
    mine = desk.self_member
    if mine is not None:
        who.describe(desk, who.Profile(mine.name, mine.organisation, mine.inspectorate, mine.role))
    return gaps.told(outcomes)


def _brought_in(desk: Desk, paths: Sequence[Path], gaps: Gaps) -> list[FileOutcome]:
    mine = desk.self_member
    return bring_in(desk, paths, vouched=mine is not None and mine.role in LEADS, gaps=gaps)


def _is_stuck(outcomes: Sequence[FileOutcome], path: Path) -> bool:
    """Tell whether a file, or one that it carries, waits for whoever knows its signer."""
    return any(one.file == str(path) and one.code == _UNKNOWN for one in outcomes)


def check(key_file: Path, passphrase: str, paths: Sequence[Path]) -> None:
    """Refuse files that no desk can be rebuilt from, before one is made.

    Raises:
        Refused: ``no-own-bundle``, ``wrong-passphrase``, ``key-file-damaged``.
    """
    identity = keys.unlock(read_bounded(key_file, _KEY_LIMIT), passphrase)
    _founding(identity, recovery.read_former(key_file.parent, identity)[0], paths)


def _trusted(identity: keys.Identity, former: Sequence[keys.Identity]) -> dict[str, Member]:
    """Return the roster that a rebuilding begins with: whoever holds the key."""
    lead = Member(name="self", organisation="", inspectorate="", role="lead", public_key="", since="")
    return {one.fingerprint: msgspec.structs.replace(lead, public_key=one.public_line) for one in (identity, *former)}


def _founding(identity: keys.Identity, former: Sequence[keys.Identity], paths: Sequence[Path]) -> Path:
    """Return the oldest of one's own files that has one's own entry of the roster; receipts and readings have none.

    Raises:
        Refused: ``no-own-bundle``.
    """
    trusted, own = _trusted(identity, former), False
    found: list[tuple[str, str, Path]] = []
    for path in paths:
        try:
            bundle = opening.verify(read_bounded(path, FILE_LIMIT), identity, trusted, former)
        except Refused:  # somebody else's, or harmed: told when it is brought in
            continue
        own = True
        if any(sealed.revision.record == ("member", (bundle.signer,)) for sealed in bundle.revisions):
            found.append((bundle.manifest.created, bundle.hash, path))
    if not own:
        raise Refused(
            "no-own-bundle",
            "None of these files was signed by this key, so nothing says who is on the team.",
            _OTHERWISE,
        )
    if not found:
        raise Refused("no-own-bundle", "None of these files that this key signed says who is on the team.", _OTHERWISE)
    return min(found)[-1]


def _signer(identity: keys.Identity, former: Sequence[keys.Identity], path: Path) -> str:
    try:
        return opening.peek(read_bounded(path, FILE_LIMIT), identity, former).signer
    except Refused:
        return ""
