"""The first line of a bundle: what it is, whose, in which place of a sequence, and what must be in it (design 8)."""

from typing import Literal

import msgspec

FORMAT = 1
ENDING = ".fjib"
Kind = Literal["pack", "readings", "lead"]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a bundle says of itself.

    Attributes:
        format: the version of this format.
        kind: ``pack`` and ``lead`` travel out, ``readings`` travel in.
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
        counts: revisions by kind.
        state: state hash of the revisions inside.
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


class FormatOnly(msgspec.Struct, frozen=True):
    """The one part that every version of the format keeps in its place."""

    format: int
