"""The first line of a bundle: what it is, whose, in which place of a sequence, and what must be in it (design 8)."""

from typing import Literal

import msgspec

FORMAT = 1
ENDING = ".fjib"
Kind = Literal["pack", "readings", "lead", "receipt", "relay"]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a bundle says of itself.

    Attributes:
        format: the version of this format.
        kind: ``pack`` and ``lead`` travel out, ``readings`` travel in, a ``receipt`` travels back, and a ``relay``
            carries other bundles' signed bytes unchanged (``carrying``).
        inspection: id of the inspection.
        author: fingerprint of the signer.
        device: id of the device that wrote it.
        sequence: rises by one with each bundle of a device, from 1.
        previous: hash of that device's last signed bytes; empty for the first.
        before: for each recipient the sequence of the last bundle that this device sealed to them; 0 for none. So a
            recipient misses only what was meant for them.
        created: ISO 8601, shown to people only.
        framework: id, version and SHA-256 of the framework.
        recipients: fingerprints, sorted.
        counts: revisions by kind; of a relay how many bundles, as ``bundle``.
        state: state hash of the revisions inside; of a relay over the hashes of the bundles that it carries.
        recovery: the office's age recipient, to which it is sealed too; not written where there is none.
        carried: of a relay the hashes of the signed bytes that it carries, in the order of its lines; of no other kind.
    """

    format: int
    kind: Kind
    inspection: str
    author: str
    device: str
    sequence: int
    previous: str
    before: dict[str, int]
    created: str
    framework: tuple[str, str, str]
    recipients: list[str]
    counts: dict[str, int]
    state: str
    recovery: str = ""
    carried: list[str] = []


class FormatOnly(msgspec.Struct, frozen=True):
    """The one part that every version of the format keeps in its place."""

    format: int
