"""What a desk keeps so that its recovery secret opens it, and never the secret itself.

In the folder: ``identity.age``, the private key sealed to the recovery recipient; ``former.age``, the keys that were
replaced, sealed to the owner. In the store: the recipient, a digest of the secret's last two groups, and when they were
typed back.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import keys, seal, succession
from fjidesk.errors import Refused
from fjidesk.files import read_bounded, write_whole
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from fjidesk.bundle.succession import Succession
    from fjidesk.model.records import Member

RECOVERABLE = "identity.age"
FORMER = "former.age"
_RECIPIENT, _TAIL, _PROVED, _ACCEPTED = "recovery", "recovery-tail", "recovery-proved", "successions"
_PREFIX = "AGE-SECRET-KEY-1"
_GROUP = 6
TAIL_LENGTH = 10  # its last two groups
_SECRET = re.compile(rf"{_PREFIX}[0-9A-Z]{{58}}")
_SMALL_FILE = 256 * 1024


class _Former(msgspec.Struct, frozen=True):
    """Contents of ``former.age``: replaced keys, oldest first, and the card that names the newest."""

    keys: list[str]
    card: str


def groups(secret: str) -> list[str]:
    """Return a recovery secret as it is printed: its beginning, then groups of six; the last group has four."""
    rest = secret.removeprefix(_PREFIX)
    return [_PREFIX, *(rest[start : start + _GROUP] for start in range(0, len(rest), _GROUP))]


def tidy(typed: str) -> str:
    """Return a recovery secret as it was made, from what somebody typed: in groups, in small letters.

    Raises:
        Refused: ``recovery-wrong``.
    """
    plain = "".join(typed.split()).upper().replace("\N{EN DASH}", "-")
    plain = _PREFIX + plain.replace("-", "").removeprefix(_PREFIX.replace("-", ""))
    if not _SECRET.fullmatch(plain):
        raise Refused(
            "recovery-wrong",
            "That is not a whole recovery secret: it begins with AGE-SECRET-KEY-1 and has 58 characters after that.",
            "Compare it with the recovery sheet, group by group.",
        )
    return plain


def tail(typed: str) -> str:
    """Return what is typed back of a secret: its last two groups, without spaces and hyphens."""
    return re.sub("[\\s\N{EN DASH}-]", "", typed).upper()


def _digest(to: str, text: str) -> str:
    """Return a digest of ten characters of a secret, salted with its recipient; the other 48 stay unknown."""
    return hashlib.scrypt(text.encode(), salt=to.encode(), n=2**12, r=8, p=1, dklen=32).hex()


def keep(db: Database, secret: str) -> None:
    """Keep what a store holds of its recovery secret; runs inside the caller's transaction."""
    to = seal.recipient_of(secret)
    log.put_setting(db, _RECIPIENT, to)
    log.put_setting(db, _TAIL, _digest(to, "".join(groups(secret)[-2:])))


def recipient(db: Database) -> str:
    """Return the recovery recipient; empty on an older desk that has not been shown its secret since."""
    return log.setting(db, _RECIPIENT) or ""


def is_tail(db: Database, typed: str) -> bool:
    """Tell whether the last two groups of the secret were typed."""
    return log.setting(db, _TAIL) == _digest(recipient(db), tail(typed))


def proved(db: Database) -> str:
    """Return when the secret was last proved to be kept; empty where it never was."""
    return log.setting(db, _PROVED) or ""


def put_proved(db: Database, at: str) -> None:
    """Keep that the secret was proved; runs inside the caller's transaction."""
    log.put_setting(db, _PROVED, at)


def seal_identity(folder: Path, identity: keys.Identity, to: str) -> None:
    """Write the private key sealed to the recovery recipient."""
    write_whole(folder / RECOVERABLE, seal.seal(identity.plain(), [], [to]))


def beside(folder: Path) -> list[Path]:
    """Return the sealed files by which a desk's keys are recovered, those that are there; an older desk may lack them.

    They lie beside each copy of its keys: without them the recovery secret does not open a desk that is restored, nor
    does the desk open what was sealed to a key that it replaced.
    """
    return [path for path in (folder / RECOVERABLE, folder / FORMER) if path.is_file()]


def identity_of(folder: Path, sealed_store_key: bytes, secret: str) -> keys.Identity:
    """Return the key of a desk by its recovery secret, without any passphrase.

    Raises:
        Refused: ``recovery-wrong``, ``recovery-older-desk``, ``key-file-damaged``.
    """
    store_key = seal.unseal_with_recovery(sealed_store_key, secret)
    if not (folder / RECOVERABLE).is_file():
        raise Refused(
            "recovery-older-desk",
            "This desk is older than the sealed copy of its key, or was restored without it: the secret opens the "
            "store, and not the key.",
            "Put identity.age here from another copy of the desk. Or keep the folder until the passphrase is found.",
        )
    identity = keys.from_plain(seal.unseal_with_recovery(read_bounded(folder / RECOVERABLE, _SMALL_FILE), secret))
    try:
        if seal.unseal(sealed_store_key, identity) == store_key:
            return identity
    except Refused:
        pass
    raise Refused(
        "key-file-damaged", "The key that is kept for recovery is another desk's.", "Put identity.age back from a copy."
    )


def write_former(folder: Path, former: Sequence[keys.Identity], card: bytes, to: Sequence[str], also: str) -> None:
    """Write the keys that were replaced, and the card that names the newest.

    Args:
        folder: of the desk.
        former: oldest first.
        card: signed by the last of them and the newest.
        to: public key lines that open it.
        also: the recovery recipient.
    """
    held = _Former([base64.b64encode(one.plain()).decode() for one in former], card.decode())
    write_whole(folder / FORMER, seal.seal(msgspec.json.encode(held), to, [also]))


def read_former(folder: Path, identity: keys.Identity) -> tuple[tuple[keys.Identity, ...], bytes]:
    """Return the keys that an identity replaced and the card that names it; nothing where it is a person's first.

    A change of key that never came to its end leaves a file that speaks of another key; that part is left out.

    Raises:
        Refused: ``key-file-damaged``, and what opening refuses.
    """
    if not (folder / FORMER).is_file():
        return (), b""
    held = msgspec.json.decode(seal.unseal(read_bounded(folder / FORMER, _SMALL_FILE), identity), type=_Former)
    found = [keys.from_plain(base64.b64decode(text)) for text in held.keys]
    lines = [one.public_line for one in found]
    if identity.public_line in lines:
        return tuple(found[: lines.index(identity.public_line)]), b""
    return tuple(found), held.card.encode()


def accepted(db: Database) -> list[Succession]:
    """Return the cards of others that the owner accepted here, ahead of the roster."""
    texts = msgspec.json.decode(log.setting(db, _ACCEPTED) or "[]", type=list[str])
    return [succession.read(text.encode()) for text in texts]


def accept(db: Database, card: bytes) -> None:
    """Keep the card of another that the owner accepted; runs inside the caller's transaction."""
    texts = msgspec.json.decode(log.setting(db, _ACCEPTED) or "[]", type=list[str])
    log.put_setting(db, _ACCEPTED, msgspec.json.encode(list(dict.fromkeys([*texts, card.decode()]))).decode())


def overlay(roster: dict[str, Member], cards: Iterable[Succession]) -> dict[str, Member]:
    """Return a roster with the new keys that cards name and the roster does not know yet.

    The roster's own entry of the old key says who it is; a card brings the key and nothing else.
    """
    for card in cards:
        old = roster.get(card.old)
        if old is not None and card.new not in roster:
            new = msgspec.structs.replace(
                old, public_key=card.public_key, since=card.made_at, revoked="", replaces=card.old
            )
            roster = {**roster, card.new: new}
    return roster
