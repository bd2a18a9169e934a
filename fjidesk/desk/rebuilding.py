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
from fjidesk.errors import Refused
from fjidesk.files import read_bounded
from fjidesk.model.records import LEADS, Member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.clock import Clock, Ids
    from fjidesk.desk.workspace import Desk

_KEY_LIMIT = 64 * 1024


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
    """Bring everything in again, one's own bundles first: they bring the roster, which the others are checked against.

    Bundles of keys that were revoked or replaced meanwhile come in too, and each says so: a lead who rebuilds a desk
    vouches that the files were held before. On any other desk they are refused once the roster says so.

    Args:
        desk: one that ``start`` made, without an inspection.
        paths: bundles of the owner's, of others, and relays.

    Raises:
        Refused: ``no-own-bundle``; what one file refuses is in its outcome.
    """
    own = _own(desk.identity, desk.former, paths)
    trusted = Member(
        name="self", organisation="", inspectorate="", role="lead", public_key=desk.identity.public_line, since=""
    )
    keys_of = {one.fingerprint: msgspec.structs.replace(trusted, public_key=one.public_line) for one in desk.former}
    outcomes = [first(desk, own[0], {desk.fingerprint: trusted, **keys_of})]
    mine = desk.self_member
    vouched = mine is not None and mine.role in LEADS
    outcomes += bring_in(desk, [path for path in paths if path != own[0]], vouched=vouched)
    mine = desk.self_member
    if mine is not None:
        who.describe(desk, who.Profile(mine.name, mine.organisation, mine.inspectorate, mine.role))
    return outcomes


def check(key_file: Path, passphrase: str, paths: Sequence[Path]) -> None:
    """Refuse files that no desk can be rebuilt from, before one is made.

    Raises:
        Refused: ``no-own-bundle``, ``wrong-passphrase``, ``key-file-damaged``.
    """
    identity = keys.unlock(read_bounded(key_file, _KEY_LIMIT), passphrase)
    _own(identity, recovery.read_former(key_file.parent, identity)[0], paths)


def _own(identity: keys.Identity, former: Sequence[keys.Identity], paths: Sequence[Path]) -> list[Path]:
    mine = {one.fingerprint for one in (identity, *former)}
    found = [path for path in paths if _signer(identity, former, path) in mine]
    if not found:
        raise Refused(
            "no-own-bundle",
            "None of these files was signed by this key, so nothing says who is on the team.",
            "Add a bundle or pack that you wrote; or rebuild with no files, then open a pack from another lead.",
        )
    return found


def _signer(identity: keys.Identity, former: Sequence[keys.Identity], path: Path) -> str:
    try:
        return opening.peek(read_bounded(path, FILE_LIMIT), identity, former).signer
    except Refused:
        return ""
