"""What a person does with their own key: passphrase, recovery secret, recovery sheet, a new key.

A key file is replaced in one way only: the new one is written whole beside the old, opened with its passphrase, and
only then takes the old one's name. A cut at any moment leaves one that opens, and ``workspace.finish_change`` does the
rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import keys, seal, succession
from fjidesk.clock import stamp
from fjidesk.desk import access, passphrases, recovery, workspace
from fjidesk.desk.identity import profile
from fjidesk.errors import Refused
from fjidesk.files import read_bounded, settle, write_whole
from fjidesk.store import log, team

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.clock import Clock, Ids
    from fjidesk.desk.workspace import Desk

_SMALL_FILE = 64 * 1024


class Recovery(msgspec.Struct, frozen=True):
    """Where a desk stands with its recovery secret.

    Attributes:
        whole: the secret opens key and store; False on an older desk that has not been shown it since.
        proved: when somebody last showed that it is kept; empty where nobody did.
    """

    whole: bool
    proved: str


def recovery_state(desk: Desk) -> Recovery:
    """Return where a desk stands with its recovery secret."""
    whole = bool(recovery.recipient(desk.db)) and (desk.folder / recovery.RECOVERABLE).is_file()
    return Recovery(whole, recovery.proved(desk.db))


def own_words(desk: Desk) -> list[str]:
    """Return what somebody who knows the owner would try first as a passphrase."""
    found: list[str] = []
    if log.setting(desk.db, "profile") is not None:
        mine = profile(desk)
        found += [mine.name, mine.organisation, mine.inspectorate]
    inspection = team.inspection(desk.db)
    return [word for word in [*found, inspection.title if inspection else ""] if word]


def change_passphrase(desk: Desk, old: str, new: str, rounds: int = keys.KDF_ROUNDS) -> None:
    """Lock the owner's key with another passphrase; takes about three seconds, on purpose, on whichever thread.

    Raises:
        Refused: ``wrong-passphrase``, ``passphrase-short``, ``passphrase-weak``, and what the drive refuses.
    """
    workspace.unlock(desk.folder, old)
    passphrases.need(new, own_words(desk))
    _lock(desk.folder, desk.identity, new, rounds)


def _lock(folder: Path, identity: keys.Identity, passphrase: str, rounds: int) -> None:
    """Replace the key file, once the new one has been opened."""
    beside = folder / workspace.NEW_IDENTITY
    _lock_beside(folder, identity, passphrase, rounds)
    settle(beside, folder / workspace.IDENTITY)


def _lock_beside(folder: Path, identity: keys.Identity, passphrase: str, rounds: int) -> None:
    beside = folder / workspace.NEW_IDENTITY
    write_whole(beside, identity.locked(passphrase, rounds))
    if keys.unlock(read_bounded(beside, _SMALL_FILE), passphrase).public_line != identity.public_line:
        raise Refused("not-written", "The new key file is not the key that it was made from.", "Use another drive.")


def recover(folder: Path, secret: str, new: str, *, clock: Clock, ids: Ids, rounds: int = keys.KDF_ROUNDS) -> Desk:
    """Open a desk with its recovery secret, set a new passphrase, and return it open.

    Args:
        folder: of the desk.
        secret: as it stands on the recovery sheet, in groups or not.
        new: the new passphrase.
        clock: tells the time.
        ids: makes ids.
        rounds: bcrypt rounds of the key file.

    Raises:
        Refused: ``no-desk``, ``recovery-wrong``, ``recovery-older-desk``, ``passphrase-short``, ``passphrase-weak``,
            and what opening and the drive refuse.
    """
    if not workspace.exists(folder):
        workspace.unlock(folder, "")  # refuses
    plain = recovery.tidy(secret)
    identity = recovery.identity_of(folder, read_bounded(folder / workspace.SEALED_KEY, _SMALL_FILE), plain)
    desk = workspace.open_with(folder, identity, clock=clock, ids=ids)
    try:
        passphrases.need(new, own_words(desk))
        _lock(folder, identity, new, rounds)
        _proved(desk, plain)
    except BaseException:
        desk.close()
        raise
    return desk


def prove(desk: Desk, part: str) -> Recovery:
    """Keep that the recovery secret is kept: somebody typed its last two groups, or all of it, from the sheet.

    All of it also mends an older desk, on which the key could not be recovered.

    Raises:
        Refused: ``recovery-wrong``, ``recovery-part-wrong``.
    """
    if len(recovery.tail(part)) > recovery.TAIL_LENGTH:
        plain = recovery.tidy(part)
        sealed = read_bounded(desk.folder / workspace.SEALED_KEY, _SMALL_FILE)
        if seal.unseal_with_recovery(sealed, plain) != desk.store_key:
            raise Refused("store-key-damaged", "The sealed key is that of another store.", "Put store.key.age back.")
        _proved(desk, plain)
    elif recovery.is_tail(desk.db, part):
        with desk.store.writing() as db:
            recovery.put_proved(db, stamp(desk.clock()))
    else:
        raise Refused(
            "recovery-part-wrong",
            "Those are not the last two groups of this desk's recovery secret.",
            "Type the last two groups from the sheet, ten characters, or the whole secret.",
        )
    return recovery_state(desk)


def _proved(desk: Desk, secret: str) -> None:
    if not recovery_state(desk).whole:
        recovery.seal_identity(desk.folder, desk.identity, seal.recipient_of(secret))
    with desk.store.writing() as db:
        recovery.keep(db, secret)
        recovery.put_proved(db, stamp(desk.clock()))


def renew_recovery(desk: Desk) -> str:
    """Give a desk another recovery secret, where nobody ever showed that its first is kept, and return it.

    The secret is never kept on a desk, so that one which was not written down is gone. What is left of the first opens
    nothing any more. The store names the new one before any file is sealed to it: whoever is cut off in between has
    seen neither, and asks again.

    Raises:
        Refused: ``recovery-proved``, and what the drive refuses.
    """
    if recovery.proved(desk.db):
        raise Refused(
            "recovery-proved",
            "The recovery secret of this desk was shown to be kept, so it stays as it is.",
            "Take the sheet from where it is kept.",
        )
    secret, to = seal.recovery_pair()
    with desk.store.writing() as db:
        recovery.keep(db, secret)
    line = desk.identity.public_line
    write_whole(desk.folder / workspace.SEALED_KEY, seal.seal(desk.store_key, [line], [to]))
    recovery.seal_identity(desk.folder, desk.identity, to)
    if desk.former:
        recovery.write_former(desk.folder, desk.former, desk.card, [line], to)
    return secret


def write_sheet(desk: Desk, secret: str, path: Path) -> None:
    """Write the recovery sheet, a PDF, while the secret is in hand: at creation, or when somebody types it.

    Raises:
        Refused: ``recovery-wrong``, ``name-missing``, and what the drive refuses.
    """
    from fjidesk.report.recovery_sheet import Sheet, pdf

    plain = recovery.tidy(secret)
    sealed = read_bounded(desk.folder / workspace.SEALED_KEY, _SMALL_FILE)
    seal.unseal_with_recovery(sealed, plain)
    mine = profile(desk)
    sheet = Sheet(
        name=mine.name,
        organisation=mine.organisation,
        words=keys.six_words(desk.fingerprint),
        secret=plain,
        groups=recovery.groups(plain),
        date=stamp(desk.clock())[:10],
        device=desk.device,
    )
    data = pdf(sheet)
    access.note(desk, access.PRINTED, "recovery-sheet", path.name)
    write_whole(path, data)


def rotate(desk: Desk, passphrase: str, rounds: int = keys.KDF_ROUNDS) -> bytes:
    """Give the owner a new key, under the same passphrase, and return the card by which the old key names it.

    What was written stays the owner's. Others take the card with ``trust.accept_key``; until then they refuse what the
    new key signs. The old key is kept, sealed to the new one, to open what was sealed to it.

    Raises:
        Refused: ``wrong-passphrase``, ``rotation-pending``, ``recovery-unknown``, and what the drive refuses.
    """
    to = recovery.recipient(desk.db)
    if not to:
        raise Refused(
            "recovery-unknown",
            "This desk does not know its recovery secret's public half, so a new key would not be recoverable.",
            "Run first: fjidesk identity prove, with the whole secret.",
        )
    if desk.card and desk.fingerprint not in team.roster(desk.db):
        raise Refused(
            "rotation-pending",
            "The lead has not accepted your last new key yet.",
            "Send its card to the lead: fjidesk identity card -o FILE. Then open the next pack.",
        )
    old, new = workspace.unlock(desk.folder, passphrase), keys.create()
    card = succession.write(old, new, profile(desk).name, stamp(desk.clock()))
    _switch(desk, new, card, passphrase, rounds)
    return card


def _switch(desk: Desk, new: keys.Identity, card: bytes, passphrase: str, rounds: int) -> None:
    """Put a new key in the place of the old one; the key file's new name is the one moment at which it happens."""
    to, both = recovery.recipient(desk.db), [desk.identity.public_line, new.public_line]
    former = (*desk.former, desk.identity)
    _lock_beside(desk.folder, new, passphrase, rounds)
    recovery.write_former(desk.folder, former, card, both, to)
    write_whole(desk.folder / workspace.SEALED_KEY, seal.seal(desk.store_key, both, [to]))
    settle(desk.folder / workspace.NEW_IDENTITY, desk.folder / workspace.IDENTITY)
    desk.identity, desk.former, desk.card = new, former, card
    desk.forget_framework()
    workspace.finish_change(desk)
