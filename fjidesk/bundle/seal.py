"""Seal to people's SSH keys and open with one's own (age, https://age-encryption.org/v1)."""

import base64
import re
from collections.abc import Iterable, Sequence

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from fjidesk.bundle import rehearsing
from fjidesk.bundle.keys import Identity
from fjidesk.bundle.limits import HEADER_LIMIT, RECIPIENT_LIMIT
from fjidesk.errors import BundleRefused, Refused

_NAME = b"age-encryption.org/"
_HEADER = _NAME + b"v1\n"
_STANZA = b"\n-> "
# Stanzas with bodies of whole lines and one that is not, as age has them; the program that unseals is not so strict.
_STANZAS = re.compile(rb"(?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+---")
_OURS = re.compile(rb"^-> ssh-ed25519((?: .*)?)$", re.MULTILINE)
_ANY = X25519PrivateKey.from_private_bytes(bytes(32))  # nobody's: clamped, it takes each point of small order to nought
# How a carrier of text hands a file on: marks of byte order before it, lines ended otherwise, or in letters.
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LETTERS = (b"YWdlLWVuY3J5cHRpb24ub3JnL3", b"-----BEGIN AGE ENCRYPTED FILE")  # the first is _NAME in base64


def seal(data: bytes, public_lines: Iterable[str], recovery: Iterable[str] = ()) -> bytes:
    """Seal bytes so that each of the named keys opens them.

    Args:
        data: what to seal.
        public_lines: OpenSSH Ed25519 public keys.
        recovery: age recipients, ``age1…``.
    """
    people = [pyrage.ssh.Recipient.from_str(line) for line in sorted(set(public_lines))]
    others = [pyrage.x25519.Recipient.from_str(name) for name in recovery]
    return bytes(pyrage.encrypt(data, [*people, *others]))


def unseal(data: bytes, identity: Identity, former: Sequence[Identity] = ()) -> bytes:
    """Open sealed bytes with one's own key, or with one that it replaced.

    Raises:
        BundleRefused: ``empty-file``, ``not-a-bundle``, ``changed-on-the-way``, ``format-newer``,
            ``passphrase-sealed``, ``too-many-recipients``, ``not-for-you``, ``rehearsal``, ``damaged``.
    """
    _look_at_header(data)
    try:
        return bytes(pyrage.decrypt(data, [one.unsealer() for one in (identity, *former)]))
    except pyrage.DecryptError as error:
        if _is_text(data):
            raise _changed() from error
        if "No matching keys" in str(error):
            raise _not_for_you(data) from error
        raise _damaged() from error


def _not_for_you(data: bytes) -> BundleRefused:
    """Tell what is sealed to others from what left a rehearsal, whose lead's key is everybody's."""
    try:
        pyrage.decrypt(data, [rehearsing.lead().unsealer()])
    except pyrage.DecryptError:
        return BundleRefused(
            "not-for-you",
            "It is sealed to other people and not to this desk.",
            "Ask its author whether it names you, and to write it again: a file that was damaged on the way can look "
            "like this.",
        )
    return BundleRefused(
        "rehearsal",
        "It comes from a rehearsal with made-up cases, and belongs to no inspection.",
        "Delete it. Its author hands over from their own desk, not from the rehearsal.",
    )


def _look_at_header(data: bytes) -> None:
    """Refuse by the header alone what is no bundle, or what would cost more than a bundle may."""
    if not data:
        raise BundleRefused("empty-file", "The file is empty.", "Copy it again; its carrier was full or pulled out.")
    if not data.startswith(_HEADER):
        raise _no_bundle(data)
    found = _STANZAS.match(data, len(_HEADER), HEADER_LIMIT)
    if found is None:
        raise _damaged()
    header = data[: found.end()]
    if header.count(_STANZA) > RECIPIENT_LIMIT:
        raise BundleRefused(
            "too-many-recipients",
            f"It is sealed to more than {RECIPIENT_LIMIT} keys, which no bundle is.",
            "Ask its author for a bundle that is sealed to the people it is meant for.",
        )
    if any(_unsound(words.split()) for words in _OURS.findall(header)):
        raise _damaged()
    if _STANZA + b"scrypt " in header:  # opening one takes as long as its writer likes
        raise BundleRefused(
            "passphrase-sealed",
            "It is sealed with a passphrase, which no bundle is.",
            "Ask its author to write it with fjidesk.",
        )


def _unsound(words: list[bytes]) -> bool:
    """Tell what age refuses in a stanza of ours and pyrage does not.

    That is another number of words, or a share that makes the secret nought for every reader, and so anybody's.
    """
    try:
        _, share = words
        point = X25519PublicKey.from_public_bytes(base64.b64decode(share + b"="))
    except ValueError:
        return len(words) != 2  # noqa: PLR2004  (tag and share; of a share of another length pyrage makes nothing)
    try:
        _ANY.exchange(point)
    except ValueError:
        return True
    return False


def _no_bundle(data: bytes) -> BundleRefused:
    """Tell a bundle of another version and one that was carried as text from what is no bundle at all."""
    start = data[:HEADER_LIMIT].lstrip()
    if start.startswith((*_MARKS, *_LETTERS, _HEADER)) or data.startswith(_HEADER.replace(b"\n", b"\r")):
        return _changed()
    if re.match(_NAME + rb"v\d{1,9}\s", data):
        return BundleRefused(
            "format-newer",
            "It was made by a newer version: this one does not know how it is sealed.",
            "Install the newer version of fjidesk, then bring it in.",
        )
    return BundleRefused("not-a-bundle", "This is not a bundle of fjidesk.", "Choose a file that ends in .fjib.")


def _is_text(data: bytes) -> bool:
    """Tell whether all of it reads as UTF-8: sealed bytes never do, unless somebody turned them into text."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def _changed() -> BundleRefused:
    return BundleRefused(
        "changed-on-the-way",
        "It was changed on the way: its carrier treated it as text.",
        "Ask for the file again, as an attachment or on a drive and not pasted; a zip file around it helps.",
    )


def _damaged() -> BundleRefused:
    return BundleRefused(
        "damaged", "It is damaged: its contents do not open.", "Ask its author for another copy of the file."
    )


def recovery_pair() -> tuple[str, str]:
    """Make a recovery key: its secret, which is printed once, and its recipient."""
    secret = pyrage.x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def recipient_of(secret: str) -> str:
    """Return the recipient of a recovery secret.

    Raises:
        Refused: ``recovery-wrong``.
    """
    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError as error:
        raise _wrong() from error


def checked_recipient(name: str) -> str:
    """Return an age recipient as it was given, if it is one.

    Raises:
        Refused: ``recovery-recipient-wrong``.
    """
    try:
        pyrage.x25519.Recipient.from_str(name)
    except pyrage.RecipientError as error:
        raise Refused(
            "recovery-recipient-wrong",
            "That is no age recipient: one begins with age1 and has 62 characters.",
            "Copy the office's recipient again; its secret stays in the office.",
        ) from error
    return name


def unseal_with_recovery(data: bytes, secret: str) -> bytes:
    """Open sealed bytes with the secret of the recovery sheet.

    Raises:
        Refused: ``recovery-wrong``.
    """
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret.strip())]))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise _wrong() from error


def _wrong() -> Refused:
    return Refused(
        "recovery-wrong",
        "That recovery secret does not open this desk.",
        "Compare it with the recovery sheet, letter by letter.",
    )
