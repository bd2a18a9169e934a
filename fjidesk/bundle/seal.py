"""Seal to people's SSH keys and open with one's own (age, https://age-encryption.org/v1)."""

from collections.abc import Iterable, Sequence

import pyrage

from fjidesk.bundle.keys import Identity
from fjidesk.errors import BundleRefused, Refused

_HEADER = b"age-encryption.org/v1\n"


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
        BundleRefused: ``not-a-bundle``, ``not-for-you``, ``damaged``.
    """
    if not data.startswith(_HEADER):
        raise BundleRefused("not-a-bundle", "This is not a bundle of fjidesk.", "Choose a file that ends in .fjib.")
    try:
        return bytes(pyrage.decrypt(data, [one.unsealer() for one in (identity, *former)]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise BundleRefused(
                "not-for-you",
                "It is sealed to other people and not to this desk.",
                "Ask its author to name you as a recipient and write it again.",
            ) from error
        raise BundleRefused(
            "damaged", "It is damaged: its contents do not open.", "Ask its author for another copy of the file."
        ) from error


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
