"""One person's desk: a folder with an identity, a sealed store key and the encrypted store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fjidesk.bundle import keys, seal
from fjidesk.desk import arrival, damaged, places
from fjidesk.errors import Refused, StoreRefused
from fjidesk.files import private_folder, read_bounded, write_whole
from fjidesk.model import framework_file
from fjidesk.store import backup, log, team
from fjidesk.store.database import KEY_BYTES, open_store, preload

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from fjidesk.clock import Clock, Ids
    from fjidesk.model.framework import Framework
    from fjidesk.model.records import Inspection, Member
    from fjidesk.store.database import Store

IDENTITY = "identity"
PUBLIC = "identity.pub"
SEALED_KEY = "store.key.age"
STORE = "store.db"
BACKUPS = "backups"
KEY_FILES = (SEALED_KEY, PUBLIC, IDENTITY)  # the identity last: with it there is a desk
SHORTEST_PASSPHRASE = 12
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
        told: what was worth telling since it was opened, in sentences.
    """

    folder: Path
    identity: keys.Identity
    store: Store
    store_key: bytes = field(repr=False)
    clock: Clock
    ids: Ids
    device: str
    told: list[str] = field(default_factory=list)
    _framework: Framework | None = field(default=None, repr=False)

    @property
    def me(self) -> str:
        """Return the owner's fingerprint."""
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
        """Return what a backup needs to be opened elsewhere: the owner's locked key, the store's sealed key."""
        return [self.folder / name for name in KEY_FILES]

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
        """Return the framework that the inspection carries."""
        if self._framework is None:
            name = self.inspection.framework
            text = team.framework_text(self.db, name)
            if text is None:
                raise Refused(
                    "no-framework", "The framework of this inspection has not arrived.", "Ask the lead for a new pack."
                )
            self._framework = framework_file.parse(text.encode(), name)
        return self._framework

    def forget_framework(self) -> None:
        """Read the framework again at its next use, after a merge that may have brought one."""
        self._framework = None

    @property
    def roster(self) -> dict[str, Member]:
        """Return the members by fingerprint."""
        return team.roster(self.db)

    @property
    def self_member(self) -> Member | None:
        """Return the owner's own entry on the roster; None before the pack came."""
        return self.roster.get(self.me)

    def close(self) -> None:
        """Close the store and give the lock back."""
        self.store.close()


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a desk."""
    try:
        return (folder / IDENTITY).is_file()
    except OSError:  # a name that no folder can have
        return False


def create(  # noqa: PLR0913  (each is named by its caller)
    folder: Path,
    passphrase: str,
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
        passphrase: at least 12 characters; length is what counts.
        allow_synchronised: a person takes the risk of a synchronised folder.
        clock: tells the time.
        ids: makes ids.
        entropy: 32 random bytes, the store's key.
        rounds: bcrypt rounds of the key file.

    Raises:
        Refused: ``desk-there``, ``passphrase-short``, ``folder-synchronised``, ``folder-network``, ``no-room``.
    """
    if exists(folder) or (folder / STORE).exists():
        raise Refused("desk-there", "There is a desk in this folder already.", "Open it, or choose an empty folder.")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(
            "passphrase-short",
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters.",
            "Take four or more words that do not belong together.",
        )
    if len(entropy) != KEY_BYTES:
        raise ValueError(len(entropy))
    told = places.admit(folder, allow_synchronised=allow_synchronised)
    private_folder(private_folder(folder) / BACKUPS)
    identity = keys.create()
    secret, recipient = seal.recovery_pair()
    write_whole(folder / SEALED_KEY, seal.seal(entropy, [identity.public_line], [recipient]))
    write_whole(folder / PUBLIC, f"{identity.public_line}\n".encode())
    store = open_store(folder / STORE, entropy, create=True, beside=folder / BACKUPS)
    device = ids()
    with store.writing() as db:
        log.put_setting(db, "device", device)
        log.put_setting(db, arrival.PLACE, places.here(folder, folder / STORE))
    write_whole(folder / IDENTITY, identity.locked(passphrase, rounds))  # last: with it the desk exists
    return Desk(folder, identity, store, entropy, clock, ids, device, told), secret


def get_ready() -> None:
    """Load what opening a desk needs; may run on any thread while the passphrase is typed."""
    preload()


def unlock(folder: Path, passphrase: str) -> keys.Identity:
    """Unlock the key of a desk; takes about a second, on purpose, and may run on any thread.

    Raises:
        Refused: ``no-desk``, ``wrong-passphrase``, ``key-file-damaged``.
    """
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
        Refused: ``store-key-damaged``.
    """
    try:
        return seal.unseal(read_bounded(folder / SEALED_KEY, _SMALL_FILE), identity)
    except Refused as error:
        raise Refused(
            "store-key-damaged",
            "The sealed key of this desk's store does not open.",
            "Put store.key.age back from a copy of the desk.",
        ) from error


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
    backups = folder / BACKUPS

    def keep(store: Store, why: str) -> None:
        backup.make(store, key, backups, clock(), why)

    try:
        store = open_store(folder / STORE, key, beside=backups, keep=keep)
    except StoreRefused as error:
        raise damaged.explained(error, folder / STORE, backups, key) from error
    desk = Desk(folder, identity, store, key, clock, ids, "", told)
    try:
        desk.device = _device(desk)
        arrival.arrive(desk)
    except BaseException:
        desk.close()
        raise
    return desk


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
