"""One person's desk: a folder with an identity, a sealed store key and the encrypted store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from fjidesk.bundle import keys, seal, succession
from fjidesk.desk import access, arrival, damaged, in_use, passphrases, places, recovery, typed, unfinished
from fjidesk.desk.keeping import PUBLIC
from fjidesk.desk.writing import write
from fjidesk.errors import Refused, StoreRefused
from fjidesk.files import private_folder, read_bounded, write_whole
from fjidesk.model import chains
from fjidesk.model.records import LEADS
from fjidesk.store import backup, log, team
from fjidesk.store.database import KEY_BYTES, open_store, preload
from fjidesk.store.tallies import Tallies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from fjidesk.clock import Clock, Ids
    from fjidesk.model.framework import Framework
    from fjidesk.model.records import Inspection, Member
    from fjidesk.store.database import Keep, Store

Identity: TypeAlias = keys.Identity  # for those who hold one between two verbs and know nothing of keys
IDENTITY = "identity"
NEW_IDENTITY = "identity.new"
SEALED_KEY = unfinished.SEALED_KEY
STORE = "store.db"
BACKUPS = "backups"
KEY_FILES = (SEALED_KEY, PUBLIC, IDENTITY)  # the identity last: with it there is a desk
SHORTEST_PASSPHRASE = passphrases.SHORTEST
_SMALL_FILE = 64 * 1024


@dataclass
class Desk:
    """An open desk. Close it when done.

    Attributes:
        folder: where it lies.
        identity: the owner's unlocked key.
        store: the open encrypted store.
        clock: tells the time.
        ids: makes ids.
        device: id of this copy of the desk.
        unkept_because: why the last backup was not made; empty where it was.
        told: what was worth telling since it was opened, in sentences.
        former: keys that the identity replaced, oldest first; they open what was sealed to them.
        card: by which the last of them named the identity; empty where it is the first.
        me: the owner as records name them: the first key of their chain.
        tallies: what was counted for the scores.
        writes: how many changes were written since it was opened.
    """

    folder: Path
    identity: keys.Identity
    store: Store
    store_key: bytes = field(repr=False)
    clock: Clock
    ids: Ids
    device: str
    told: list[str] = field(default_factory=list)
    former: tuple[keys.Identity, ...] = field(default=(), repr=False)
    card: bytes = field(default=b"", repr=False)
    me: str = ""
    tallies: Tallies = field(default_factory=Tallies, repr=False)
    unkept_because: str = ""
    writes: int = 0
    _framework: Framework | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.forget_framework()

    @property
    def locked(self) -> bool:
        """Tell whether the store is let go and the keys are forgotten, until ``locking.reopen``."""
        return not self.store.is_open

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key in use, which signs."""
        return self.identity.fingerprint

    @property
    def db(self) -> Database:
        """Return the database, for the functions of ``store``."""
        return self.store.db

    @property
    def backups(self) -> Path:
        """Return the folder of its backups."""
        return self.folder / BACKUPS

    @property
    def key_files(self) -> list[Path]:
        """Return what a backup needs to be opened elsewhere, by passphrase or recovery secret, those that are there."""
        return [*recovery.beside(self.folder), *(self.folder / name for name in KEY_FILES)]

    def tell(self, text: str) -> None:
        """Have something told to the person, once."""
        if text and text not in self.told:
            self.told.append(text)

    @property
    def inspection(self) -> Inspection:
        """Return the inspection.

        Raises:
            Refused: ``no-inspection``.
        """
        found = team.inspection(self.db)
        if found is None:
            raise Refused(
                "no-inspection",
                "This desk has no inspection yet.",
                "Open the pack from your lead, or create an inspection if you are the lead.",
            )
        return found

    @property
    def framework(self) -> Framework:
        """Return the framework that the inspection names, or raise what ``in_use.framework`` refuses."""
        if self._framework is None:
            self._framework = in_use.framework(self.db, self.inspection)
        return self._framework

    def forget_framework(self) -> None:
        """Read framework and roster again, after a change that may have touched them."""
        self._framework = None
        self.me = chains.root(self.fingerprint, self.roster)

    @property
    def roster(self) -> dict[str, Member]:
        """Return every key of the team by fingerprint, with new keys that this desk knows of ahead of the lead."""
        roster = team.roster(self.db)
        if self.card and self.fingerprint not in roster:
            roster = recovery.overlay(roster, [succession.read(self.card)])
        # A key that was revoked since speaks for no new one, except to the desk that holds both.
        cards = [card for card in recovery.accepted(self.db) if card.old in roster and not roster[card.old].revoked]
        return recovery.overlay(roster, cards)

    @property
    def members(self) -> dict[str, Member]:
        """Return each member once, by the first key of their chain, with the key in use."""
        return chains.members(self.roster)

    def member(self, name: str) -> Member:
        """Return a member by any key of their chain, with the key in use."""
        roster = self.roster
        return roster[chains.current(name, roster)]

    @property
    def self_member(self) -> Member | None:
        """Return the owner's own entry on the roster; None before the pack came."""
        return self.roster.get(self.fingerprint)

    def close(self) -> None:
        """Close the store and give the lock back."""
        self.store.close()


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a desk; one whose closing was cut off is none any more."""
    try:
        return (folder / IDENTITY).is_file() and unfinished.cut_off(folder) is None
    except OSError:  # a name that no folder can have
        return False


def create(  # noqa: PLR0913  (three of them stand in for chance and time)
    folder: Path,
    passphrase: str,
    own_words: Sequence[str] = (),
    allow_synchronised: bool = False,  # noqa: FBT001, FBT002  (by place, so that no caller's options can meet it)
    /,
    *,
    clock: Clock,
    ids: Ids,
    entropy: bytes,
    rounds: int = keys.KDF_ROUNDS,
) -> tuple[Desk, str]:
    """Make a desk with a new key and an empty store; return it with the recovery secret, which is shown once.

    Args:
        folder: made if it is not there.
        passphrase: one that ``passphrases.judge`` takes.
        own_words: the owner's name and the like, which no passphrase consists of.
        allow_synchronised: a person takes the risk of a synchronised folder.
        clock: tells the time.
        ids: makes ids.
        entropy: 32 random bytes, the store's key.
        rounds: bcrypt rounds of the key file.

    Raises:
        Refused: ``desk-there``, ``passphrase-short``, ``passphrase-weak``, ``folder-synchronised``, ``folder-network``,
            ``no-room``, ``closing-interrupted``.
    """
    return create_for(
        keys.create(),
        folder,
        passphrase,
        own_words,
        allow_synchronised,
        clock=clock,
        ids=ids,
        entropy=entropy,
        rounds=rounds,
    )


def create_for(  # noqa: PLR0913  (as above)
    identity: keys.Identity,
    folder: Path,
    passphrase: str,
    own_words: Sequence[str] = (),
    allow_synchronised: bool = False,  # noqa: FBT001, FBT002  (as above)
    /,
    *,
    clock: Clock,
    ids: Ids,
    entropy: bytes,
    rounds: int = keys.KDF_ROUNDS,
) -> tuple[Desk, str]:
    """Make a desk as ``create`` does, for a key that its owner has already."""
    unfinished.refuse(folder)
    if exists(folder) or (folder / STORE).exists():
        raise Refused("desk-there", "There is a desk in this folder already.", "Open it, or choose an empty folder.")
    passphrases.need(passphrase, own_words)
    if len(entropy) != KEY_BYTES:
        raise ValueError(len(entropy))
    told = places.admit(folder, allow_synchronised=allow_synchronised)
    private_folder(private_folder(folder) / BACKUPS)
    secret, recipient = seal.recovery_pair()
    write_whole(folder / SEALED_KEY, seal.seal(entropy, [identity.public_line], [recipient]))
    recovery.seal_identity(folder, identity, recipient)
    write_whole(folder / PUBLIC, f"{identity.public_line}\n".encode())
    store = open_store(folder / STORE, entropy, create=True, beside=folder / BACKUPS)
    device = ids()
    with store.writing() as db:
        log.put_setting(db, "device", device)
        log.put_setting(db, arrival.PLACE, places.here(folder, folder / STORE))
        recovery.keep(db, secret)
    write_whole(folder / IDENTITY, identity.locked(passphrase, rounds))  # last: with it the desk exists
    desk = Desk(folder, identity, store, entropy, clock, ids, device, told)
    access.opened(desk, "made")
    return desk, secret


def get_ready() -> None:
    """Load what opening a desk needs; may run on any thread while the passphrase is typed."""
    preload()


def unlock(folder: Path, passphrase: str) -> keys.Identity:
    """Unlock the key of a desk; takes about a second, on purpose, and may run on any thread.

    Raises:
        Refused: ``no-desk``, ``wrong-passphrase``, ``key-file-damaged``, ``closing-interrupted``.
    """
    unfinished.refuse(folder)
    if not exists(folder):
        raise Refused(
            "no-desk",
            "There is no desk in this folder.",
            "Name its folder with --desk, or make one with: fjidesk identity create",
        )
    return keys.unlock(read_bounded(folder / IDENTITY, _SMALL_FILE), passphrase)


def store_key(folder: Path, identity: keys.Identity) -> bytes:
    """Return the key of a desk's store, opened with its owner's key.

    Raises:
        Refused: ``store-key-damaged``, ``closing-interrupted``.
    """
    try:
        return seal.unseal(read_bounded(folder / SEALED_KEY, _SMALL_FILE), identity)
    except Refused as error:
        unfinished.refuse(folder)
        raise Refused(
            "store-key-damaged",
            "The sealed key of this desk's store does not open.",
            "Put store.key.age back from a copy of the desk.",
        ) from error


def finish_change(desk: Desk) -> None:
    """Bring a change of key or passphrase to its end that was cut off, and leave no trace of what did not happen.

    Whichever key file stands is the one that counts: all else in the folder is sealed to it again.
    """
    _tell_roster(desk)
    beside, public = desk.folder / NEW_IDENTITY, desk.folder / PUBLIC
    line = f"{desk.identity.public_line}\n".encode()
    if not beside.exists() and public.is_file() and public.read_bytes() == line:
        return
    to = recovery.recipient(desk.db)
    if to:
        write_whole(desk.folder / SEALED_KEY, seal.seal(desk.store_key, [desk.identity.public_line], [to]))
        recovery.seal_identity(desk.folder, desk.identity, to)
        if desk.former:
            recovery.write_former(desk.folder, desk.former, desk.card, [desk.identity.public_line], to)
        else:
            (desk.folder / recovery.FORMER).unlink(missing_ok=True)
    write_whole(public, line)
    beside.unlink(missing_ok=True)


def _tell_roster(desk: Desk) -> None:
    """Write a change of a lead's or deputy's own key into the roster; for a reader the lead does it."""
    entry = desk.self_member
    if not desk.card or entry is None or entry.role not in LEADS:
        return
    roster = team.roster(desk.db)
    if desk.fingerprint in roster or roster[entry.replaces].revoked:
        return
    gone = msgspec.structs.replace(roster[entry.replaces], revoked=entry.since[:10])
    write(desk, [("member", (desk.fingerprint,), entry), ("member", (entry.replaces,), gone)])


def open_with(
    folder: Path, identity: keys.Identity, *, clock: Clock, ids: Ids, allow_synchronised: bool = False
) -> Desk:
    """Open the store of a desk with its unlocked key. What is worth telling is then in ``told``.

    Raises:
        Refused: ``store-key-damaged``, ``folder-synchronised``, ``folder-network``, ``no-room``.
        StoreDamaged: what is damaged, and what there is to go back to.
        StoreRefused: the store cannot be opened.
    """
    told = places.admit(folder, allow_synchronised=allow_synchronised)
    key = store_key(folder, identity)
    try:
        store = open_store(folder / STORE, key, beside=folder / BACKUPS, keep=keeper(folder, key, clock))
    except StoreRefused as error:
        raise damaged.explained(error, folder / STORE, folder / BACKUPS, key) from error
    desk = Desk(folder, identity, store, key, clock, ids, "", told)
    try:
        settle_in(desk)
    except BaseException:
        desk.close()
        raise
    return desk


def keeper(folder: Path, key: bytes, clock: Clock) -> Keep:
    """Return what takes a copy of a desk's store before a step of its schema."""
    return lambda store, why: backup.make(store, key, folder / BACKUPS, clock(), why)


def settle_in(desk: Desk) -> None:
    """Read who the owner is, and finish what was cut off; each time a store has been opened."""
    try:
        desk.former, desk.card = recovery.read_former(desk.folder, desk.identity)
    except Refused:  # it is sealed to another key, as after a key file was put back by hand: no reason to stay shut
        desk.tell(f"{recovery.FORMER} does not open with this key: what was sealed to a replaced key cannot be read.")
    desk.forget_framework()  # the chain of keys says who the owner is
    desk.device = _device(desk)
    arrival.arrive(desk)
    finish_change(desk)
    _stay(desk)
    access.opened(desk)
    typed.keep(desk)


def _stay(desk: Desk) -> None:
    """Take back the mark of a closing that was cut off before it destroyed anything of the desk's own."""
    mark = desk.folder / unfinished.MARK
    if mark.exists():
        mark.unlink()
        desk.tell("A closing of this desk was begun and cut off. Nothing on it was destroyed; it is as it was.")


def _device(desk: Desk) -> str:
    found = log.setting(desk.db, "device")
    if found is None:
        lost = StoreRefused("store-damaged", "", "")
        raise damaged.explained(lost, desk.store.path, desk.backups, desk.store_key)
    return found


def open_desk(folder: Path, passphrase: str, *, clock: Clock, ids: Ids, allow_synchronised: bool = False) -> Desk:
    """Unlock a desk and open its store.

    Raises:
        Refused: ``no-desk``, ``wrong-passphrase``, ``key-file-damaged``, and what opening refuses.
        StoreRefused: the store cannot be opened.
    """
    identity = unlock(folder, passphrase)
    return open_with(folder, identity, clock=clock, ids=ids, allow_synchronised=allow_synchronised)
