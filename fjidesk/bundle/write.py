"""Write a bundle: JSON lines, gzip, signature, seal (design 8)."""

import gzip
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from fjidesk.bundle import seal, sshsig
from fjidesk.bundle.keys import Identity
from fjidesk.bundle.manifest import Manifest
from fjidesk.model.revision import Sealed, state_hash

NAMESPACE = "fjidesk-bundle@v1"


@dataclass(frozen=True)
class Written:
    """A bundle's bytes, its signed bytes, and their hash, which names it."""

    data: bytes
    hash: str
    signed: bytes


def counts_of(revisions: Sequence[Sealed]) -> dict[str, int]:
    """Return how many revisions there are of each kind, by name."""
    return dict(sorted(Counter(sealed.revision.kind for sealed in revisions).items()))


def state_of(revisions: Sequence[Sealed]) -> str:
    """Return the state hash of the revisions."""
    return state_hash(sealed.id for sealed in revisions)


def name_of(signed: bytes) -> str:
    """Return the hash of a bundle's signed bytes, which names it."""
    return hashlib.sha256(signed).hexdigest()


def write(
    identity: Identity,
    manifest: Manifest,
    revisions: Sequence[Sealed],
    recipients: Mapping[str, str],
    recovery: Sequence[str] = (),
) -> Written:
    """Return a signed and sealed bundle.

    Args:
        identity: the author's key.
        manifest: its counts, state and recipients agree with the other arguments.
        revisions: what travels, each as the bytes its author wrote.
        recipients: fingerprint to public key line.
        recovery: age recipients besides.
    """
    return write_lines(identity, manifest, [sealed.data for sealed in revisions], recipients, recovery)


def write_lines(
    identity: Identity,
    manifest: Manifest,
    lines: Sequence[bytes],
    recipients: Mapping[str, str],
    recovery: Sequence[str] = (),
) -> Written:
    """Return a signed and sealed bundle of lines that are encoded already; the manifest becomes the first."""
    lines = [msgspec.json.encode(manifest), *lines]
    payload = gzip.compress(b"\n".join(lines) + b"\n", compresslevel=6, mtime=0)
    signed = sshsig.sign(identity, payload, NAMESPACE) + payload
    return Written(seal.seal(signed, recipients.values(), recovery), name_of(signed), signed)
