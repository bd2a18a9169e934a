"""A relay: one bundle that carries others' signed bytes unchanged (design 8).

A relay is a bundle of format 1 like any: age around an SSH signature around gzipped JSON lines. Line 1 is its manifest
with the kind ``relay``. Each further line is one carried bundle as a JSON object of two members::

    {"hash": "<SHA-256 of the signed bytes, hexadecimal>", "signed": "<the signed bytes, base64>"}

``signed`` is what the carried bundle had inside its own seal: the armoured SSH signature of its author, then the gzip,
not a byte changed. So its author's signature is checked exactly as if it had come from that author's hand. In the
manifest, ``carried`` lists the hashes in the order of the lines, none twice; ``counts`` is ``{"bundle": n}``; ``state``
is the state hash over those hashes. A relay carries no relay. By hand: ``age -d``, split at the END line, ``gunzip``;
then, for a line, ``jq -r .signed | base64 -d`` gives what ``age -d`` gives of the carried bundle.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from fjidesk.bundle.manifest import Manifest
from fjidesk.model.revision import state_hash

CARRIED_LIMIT = 2000  # bundles in one relay; with it the manifest stays below its limit
SIGNED_LIMIT = 64 * 1024 * 1024  # bytes of one carried bundle, as of any bundle's file
LINE_LIMIT = SIGNED_LIMIT // 3 * 4 + 1024


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a relay: signed bytes and their hash."""

    hash: str
    signed: bytes


_LINE = msgspec.json.Decoder(Carried)


def line(signed: bytes) -> bytes:
    """Return the line that carries a bundle's signed bytes."""
    return msgspec.json.encode(Carried(hashlib.sha256(signed).hexdigest(), signed))


def counts_of(hashes: Sequence[str]) -> dict[str, int]:
    """Return what the manifest of a relay counts."""
    return {"bundle": len(hashes)}


def read(manifest: Manifest, lines: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the signed bytes that a relay carries, in its order; whose they are is still to be checked.

    Args:
        manifest: of the relay.
        lines: those after the manifest's.

    Raises:
        ValueError: it carries something else than its manifest says, or more than a relay may.
        msgspec.DecodeError: a line is not of this form.
    """
    if len(lines) > CARRIED_LIMIT or any(len(one) > LINE_LIMIT for one in lines):
        raise ValueError("too much")
    found = [_LINE.decode(one) for one in lines]
    hashes = [one.hash for one in found]
    sound = (
        hashes == manifest.carried
        and len(set(hashes)) == len(hashes)
        and manifest.counts == counts_of(hashes)
        and manifest.state == state_hash(hashes)
        and all(hashlib.sha256(one.signed).hexdigest() == one.hash for one in found)
    )
    if not sound:
        raise ValueError("other than its manifest says")
    return tuple(one.signed for one in found)
