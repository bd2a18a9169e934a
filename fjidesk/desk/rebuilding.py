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
from fjidesk.model.records import Member

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

    Give the files in the order in which they were written, where keys were revoked or changed meanwhile: a bundle of a
    revoked key is refused once the roster says so.

    Args:
        desk: one that ``start`` made, without an inspection.
        paths: bundles of the owner's, of others, and relays.

    Raises:
        Refused: ``no-own-bundle``; what one file refuses is in its outcome.
    """
    own = [path for path in paths if _is_own(desk, path)]
    if not own:
        raise Refused(
            "no-own-bundle",
            "None of these files was signed by this key, so nothing says who is on the team.",
            "Add a bundle or pack that you wrote, or open a pack from another lead: fjidesk inspection open-pack",
        )
    trusted = Member(
        name="self", organisation="", inspectorate="", role="lead", public_key=desk.identity.public_line, since=""
    )
    keys_of = {one.fingerprint: msgspec.structs.replace(trusted, public_key=one.public_line) for one in desk.former}
    outcomes = [first(desk, own[0], {desk.fingerprint: trusted, **keys_of})]
    outcomes += bring_in(desk, [path for path in paths if path != own[0]])
    mine = desk.self_member
    if mine is not None:
        who.describe(desk, who.Profile(mine.name, mine.organisation, mine.inspectorate, mine.role))
    return outcomes


def _is_own(desk: Desk, path: Path) -> bool:
    try:
        signer = opening.peek(read_bounded(path, FILE_LIMIT), desk.identity, desk.former).signer
    except Refused:
        return False
    return signer in {desk.fingerprint, *(one.fingerprint for one in desk.former)}
