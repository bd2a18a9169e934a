"""One Ed25519 key a person: it signs, and age seals to it (design 7)."""

import hashlib
from dataclasses import dataclass
from functools import cache

import pyrage
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from xkcdpass import xkcd_password

from fjidesk.errors import Refused

KDF_ROUNDS = 128  # bcrypt rounds of the private key file: about a second on a laptop of 2024
WORDS = 6  # that two people compare


@dataclass(frozen=True, repr=False)
class Identity:
    """A person's unlocked key. It is never printed, and leaves memory only encrypted."""

    key: Ed25519PrivateKey

    @property
    def public_line(self) -> str:
        """Return the public key as OpenSSH writes it: ``ssh-ed25519 AAAA…``."""
        return line_of(self.key.public_key())

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key."""
        return fingerprint(self.public_line)

    def unsealer(self) -> pyrage.ssh.Identity:
        """Return the key in the form that age opens files with."""
        return pyrage.ssh.Identity.from_buffer(self.plain())

    def plain(self) -> bytes:
        """Return the private key unprotected, only to be sealed at once."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        )

    def locked(self, passphrase: str, rounds: int = KDF_ROUNDS) -> bytes:
        """Return the private key file: OpenSSH, encrypted with the passphrase by bcrypt and AES-256."""
        build = serialization.PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(rounds)
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, build.build(passphrase.encode())
        )


def create() -> Identity:
    """Make a new key."""
    return Identity(Ed25519PrivateKey.generate())


def unlock(data: bytes, passphrase: str) -> Identity:
    """Open a private key file.

    Raises:
        Refused: ``wrong-passphrase``, ``key-file-damaged``.
    """
    try:
        key = serialization.load_ssh_private_key(data, passphrase.encode() or b" ")  # empty would mean: not encrypted
    except ValueError as error:
        # An OpenSSH key file has no check of its own beyond two equal numbers inside: a wrong passphrase breaks those.
        if b"OPENSSH PRIVATE KEY" in data and "checksum" in str(error).lower():
            raise Refused(
                "wrong-passphrase",
                "That is not the passphrase of this desk.",
                "Type it again; look at Caps Lock and the keyboard layout.",
            ) from error
        raise _damaged() from error
    except (TypeError, UnsupportedAlgorithm) as error:
        raise _damaged() from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged()
    return Identity(key)


def from_plain(data: bytes) -> Identity:
    """Read a private key that was sealed unprotected.

    Raises:
        Refused: ``key-file-damaged``.
    """
    try:
        key = serialization.load_ssh_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _damaged() from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged()
    return Identity(key)


def _damaged() -> Refused:
    return Refused(
        "key-file-damaged",
        "The key file of this desk is damaged or of another kind.",
        "Put the identity file back from a copy of the desk.",
    )


def line_of(key: Ed25519PublicKey) -> str:
    """Return a public key as OpenSSH writes it: ``ssh-ed25519 AAAA…``."""
    return key.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()


def read_public(line: str) -> Ed25519PublicKey:
    """Read an OpenSSH public key line.

    Raises:
        Refused: ``not-a-key``.
    """
    try:
        key = serialization.load_ssh_public_key(line.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refused("not-a-key", "That is not an Ed25519 public key.", "Ask for the identity card again.") from error
    if not isinstance(key, Ed25519PublicKey) or line_of(key) != line:
        raise Refused("not-a-key", "That is not an Ed25519 public key.", "Ask for the identity card again.")
    return key


def fingerprint(line: str) -> str:
    """Return the SHA-256 over a public key's OpenSSH blob, in hexadecimal.

    Raises:
        Refused: ``not-a-key``.
    """
    return hashlib.sha256(blob(read_public(line))).hexdigest()


def blob(key: Ed25519PublicKey) -> bytes:
    """Return a public key as the SSH wire format has it (RFC 8709)."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return wire(b"ssh-ed25519") + wire(raw)


def wire(part: bytes) -> bytes:
    """Return a string of the SSH wire format: four bytes of length, then the bytes (RFC 4251, section 5)."""
    return len(part).to_bytes(4, "big") + part


def holds(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Tell whether a raw Ed25519 signature over a message is this key's (RFC 8032)."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@cache
def _word_list() -> tuple[str, ...]:
    words = xkcd_password.generate_wordlist(
        wordfile=xkcd_password.locate_wordfile("eff-long"), min_length=1, max_length=20
    )
    return tuple(sorted(set(words)))


@cache
def known_words() -> frozenset[str]:
    """Return all words of the list."""
    return frozenset(_word_list())


def six_words(name: str) -> str:
    """Return the first 77 bits of a hexadecimal SHA-256 as six words that two people can read to each other.

    The words are those of the EFF's long list (7,776 words), sorted.
    """
    words = _word_list()
    number = int(name, 16) >> (256 - 77)
    chosen: list[str] = []
    for _ in range(WORDS):
        number, place = divmod(number, len(words))
        chosen.append(words[place])
    return " ".join(chosen)
