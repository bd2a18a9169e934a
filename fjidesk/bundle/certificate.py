"""A certificate of destruction: what was destroyed on one desk, signed by its owner's key before that key was gone.

It is signed twice: once when closing begins, and once more when all is done, with the key still in memory. Where the
program was cut off between the two, only the first is there, and it says no more than that closing had begun.
"""

import msgspec

from fjidesk.bundle import keys, sshsig
from fjidesk.errors import Refused

NAMESPACE = "fjidesk-certificate@v1"
FORMAT = 1
LIMIT = 4 * 1024 * 1024
ENDING = ".fjix"
BEGUN, DONE = "begun", "done"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One part of a certificate."""


class Held(_Part, frozen=True):
    """How much the desk held; ``state`` is its state hash."""

    cases: int
    readings: int
    revisions: int
    quarantined: int
    backups: int
    state: str


class Gone(_Part, frozen=True):
    """A file that was overwritten so many times and removed. Its name holds no reference of a case."""

    name: str
    where: str
    bytes: int
    passes: int


class Sent(_Part, frozen=True):
    """A bundle that this desk wrote. Copies of it may lie on sticks and elsewhere, where fjidesk does not reach."""

    file: str
    created: str


class Certificate(_Part, frozen=True):
    """What became of one desk.

    Attributes:
        state: ``begun`` or ``done``.
        received: what the lead had received, in a sentence.
        reason: why the desk was closed without it; empty where all was received.
        hold: that no hold was known, and when the desk last heard from a lead.
        retention: the dates that were set.
        gone: what was destroyed; in a certificate of the state ``begun`` what was to be.
        left: what could not be destroyed, or was not fjidesk's, each in a sentence.
        bundles: what this desk had written.
        copies_destroyed: the owner said that the copies of these bundles are destroyed.
        totals: names of the files that were kept on purpose.
        done: when all was done; empty where it is not.
        limits: what this certificate cannot vouch for.
    """

    format: int
    state: str
    inspection: str
    title: str
    marking: str
    name: str
    organisation: str
    role: str
    fingerprint: str
    public_key: str
    device: str
    held: Held
    received: str
    reason: str
    hold: str
    retention: dict[str, str]
    gone: list[Gone]
    left: list[str]
    bundles: list[Sent]
    copies_destroyed: bool
    totals: list[str]
    begun: str
    done: str
    program: str
    limits: list[str]


def write(identity: keys.Identity, certificate: Certificate) -> bytes:
    """Return a signed certificate."""
    body = msgspec.json.format(msgspec.json.encode(certificate)) + b"\n"
    return sshsig.sign(identity, body, NAMESPACE) + body


def read(data: bytes) -> Certificate:
    """Read a certificate and check that the key that it names signed it. Whose key that is, the roster says.

    Raises:
        Refused: ``certificate-refused``, ``certificate-newer``.
    """
    try:
        armoured, body = sshsig.split(data)
        signer = sshsig.verify(armoured, body, NAMESPACE)
        _need_format(body)
        certificate = msgspec.json.decode(body, type=Certificate)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _refused() from error
    except Refused as error:
        raise error if error.code == "certificate-newer" else _refused() from error
    line = keys.line_of(signer)
    if (certificate.public_key, certificate.fingerprint) != (line, keys.fingerprint(line)):
        raise _refused()
    if certificate.state not in {BEGUN, DONE} or (certificate.state == DONE) != bool(certificate.done):
        raise _refused()
    return certificate


class _Format(msgspec.Struct, frozen=True):
    format: int


def _need_format(body: bytes) -> None:
    if msgspec.json.decode(body, type=_Format).format > FORMAT:
        raise Refused(
            "certificate-newer", "This certificate was written by a newer version of fjidesk.", "Use that version."
        )


def _refused() -> Refused:
    return Refused(
        "certificate-refused",
        "This is not a certificate of destruction, or it has been changed.",
        "Ask its owner to send it again; the note of a completion without a signature stays beside it, on paper.",
    )
