"""Open a bundle in the one safe order: size, seal, signature, bounded gunzip, typed reading (design 8).

``verify`` is the only maker of a ``VerifiedBundle``, and merging accepts nothing else: nothing that is not signed by a
known key is ever unpacked, let alone parsed.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fjidesk.bundle import carrying, keys, seal, sshsig
from fjidesk.bundle.limits import (
    FILE_LIMIT,
    LINES_LIMIT,
    MANIFEST_LIMIT,
    RATIO_FREE,
    RATIO_LIMIT,
    UNPACKED_LIMIT,
)
from fjidesk.bundle.manifest import FORMAT, KINDS, FormatOnly, Manifest
from fjidesk.bundle.write import NAMESPACE, counts_of, state_of
from fjidesk.errors import BundleRefused, Refused
from fjidesk.model import revision as rev
from fjidesk.model import strict
from fjidesk.model.records import Member

_PIECE = 64 * 1024  # bytes that are unpacked at a time, and that are given in


@dataclass(frozen=True)
class VerifiedBundle:
    """A bundle whose signer is known and whose every byte the signature covers.

    Attributes:
        manifest: its first line.
        revisions: what travels; none in a relay.
        hash: of its signed bytes.
        signer: fingerprint of the key that signed it.
        signed: those bytes, to carry on unchanged.
        carried: of a relay, the signed bytes of other bundles; each is still to be verified by itself.
    """

    manifest: Manifest
    revisions: tuple[rev.Sealed, ...]
    hash: str
    signer: str
    signed: bytes = field(default=b"", repr=False)
    carried: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Opened:
    """A bundle whose signature holds, by a key that nobody vouches for yet; for a first pack and its six words."""

    signer: str
    public_line: str


def _never(_: str) -> bool:
    return False


def verify(
    data: bytes,
    identity: keys.Identity,
    roster: Mapping[str, Member],
    former: Sequence[keys.Identity] = (),
    held: Callable[[str], bool] = _never,
) -> VerifiedBundle:
    """Open a bundle that a member of the roster signed.

    Args:
        data: the whole file, read once.
        identity: one's own key.
        roster: fingerprint to member; a revoked one is refused.
        former: keys that one's own key replaced, for what was sealed to them.
        held: tells by a hash whether those signed bytes were held before the key was revoked; then it is opened.

    Raises:
        BundleRefused: ``too-large``, what ``seal.unseal`` and ``sshsig.verify`` refuse, ``not-a-member``,
            ``key-revoked``, ``key-replaced``, ``too-much-inside``, ``format-newer``, ``contents-wrong``,
            ``key-expired``.
    """
    return _verified(_unsealed(data, identity, former), roster, held)


def verify_carried(signed: bytes, roster: Mapping[str, Member], held: Callable[[str], bool] = _never) -> VerifiedBundle:
    """Verify what a relay carries, as ``verify`` does from the signature on: by its own author's signature.

    Args:
        signed: its signed bytes.
        roster: fingerprint to member.
        held: as for ``verify``; true of everything in a relay whose signer vouches for it.

    Raises:
        BundleRefused: as ``verify``, from ``not-signed`` on.
    """
    found = _verified(signed, roster, held)
    if found.manifest.kind == "relay":
        raise _contents("it is a relay inside a relay")
    return found


def _verified(signed: bytes, roster: Mapping[str, Member], held: Callable[[str], bool]) -> VerifiedBundle:
    payload, key = _checked(signed)
    name = hashlib.sha256(keys.blob(key)).hexdigest()
    member = roster.get(name)
    if member is None:
        raise BundleRefused(
            "not-a-member",
            "It is signed by a key that is not on the roster.",
            "Ask who sent it; if it is a member, add the identity card first.",
        )
    digest = hashlib.sha256(signed).hexdigest()
    if member.revoked and not held(digest):
        raise _out_of_use(name, member, roster)
    manifest, revisions, carried = _read(payload)
    if manifest.author != name:
        raise _contents("its manifest names another author than its signer")
    if member.until and not "0" < manifest.created[:10] <= member.until:  # a bundle without a day is of none
        raise BundleRefused(
            "key-expired",
            f"{member.name} was a member until {member.until}, and it was written after that.",
            "Ask the lead to set a later day: fjidesk inspection until MEMBER DATE; what was merged before stays.",
        )
    return VerifiedBundle(manifest, revisions, digest, name, signed, carried)


def _out_of_use(name: str, member: Member, roster: Mapping[str, Member]) -> BundleRefused:
    if any(other.replaces == name for other in roster.values()):
        return BundleRefused(
            "key-replaced",
            f"It is signed by a key that {member.name} replaced by a new one on {member.revoked}.",
            f"Ask {member.name} to write it again, with the new key: fjidesk bundle export --all. If a lead or deputy "
            "took this file in before, ask them for it: fjidesk bundle relay.",
        )
    return BundleRefused(
        "key-revoked",
        f"The key of {member.name} was revoked on {member.revoked}.",
        "Ask the lead for what to do; what was merged before stays. If a lead or deputy took this file in before that, "
        "ask them for it: fjidesk bundle relay.",
    )


def peek(data: bytes, identity: keys.Identity, former: Sequence[keys.Identity] = ()) -> Opened:
    """Return who signed a bundle, whether or not the key is known; its contents stay unread.

    Raises:
        BundleRefused: as ``verify``, up to the signature.
    """
    _, key = _checked(_unsealed(data, identity, former))
    line = keys.line_of(key)
    return Opened(keys.fingerprint(line), line)


def _unsealed(data: bytes, identity: keys.Identity, former: Sequence[keys.Identity]) -> bytes:
    if len(data) > FILE_LIMIT:
        raise BundleRefused(
            "too-large",
            f"It is larger than {FILE_LIMIT // 1024 // 1024} MB, which no bundle is.",
            "Ask its author for another copy of the file.",
        )
    return seal.unseal(data, identity, former)


def _checked(signed: bytes) -> tuple[bytes, Ed25519PublicKey]:
    try:
        armoured, payload = sshsig.split(signed)
        return payload, sshsig.verify(armoured, payload, NAMESPACE)
    except Refused as error:
        raise BundleRefused(error.code, error.message, error.remedy) from error


def _read(payload: bytes) -> tuple[Manifest, tuple[rev.Sealed, ...], tuple[bytes, ...]]:
    lines = _lines(payload)
    manifest = _manifest(lines[0])
    if manifest.kind == "relay":
        return manifest, (), _carried(manifest, lines[1:])
    return manifest, _revisions(manifest, lines[1:]), ()


def _carried(manifest: Manifest, lines: Sequence[bytes]) -> tuple[bytes, ...]:
    try:
        return carrying.read(manifest, lines)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _contents("what it carries is not what its manifest says") from error


def _revisions(manifest: Manifest, lines: Sequence[bytes]) -> tuple[rev.Sealed, ...]:
    if manifest.carried:
        raise _contents("it carries bundles and is no relay")
    try:
        revisions = tuple(_revision(line) for line in lines)
    except (Refused, ValueError) as error:
        raise _contents("a line is not a revision of this format") from error
    if manifest.counts != counts_of(revisions) or manifest.state != state_of(revisions):
        raise _contents("its manifest counts other revisions than it holds")
    return revisions


def _revision(line: bytes) -> rev.Sealed:
    if len(line) > rev.LINE_LIMIT:
        raise ValueError("too long")
    strict.check(line)
    return rev.read(line)


def _manifest(line: bytes) -> Manifest:
    try:
        found = msgspec.json.decode(line, type=FormatOnly)
        if found.format > FORMAT or found.kind not in KINDS:
            raise BundleRefused(
                "format-newer",
                f"It was made by a newer version: format {found.format}, {found.kind[:20] or 'of no kind'}.",
                "Install the newer version of fjidesk, then bring it in.",
            )
        strict.check(line)
        return msgspec.json.decode(line, type=Manifest)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _contents("its manifest is malformed") from error


def _lines(payload: bytes) -> list[bytes]:
    """Gunzip into lines without their ends, a piece at a time, so that memory holds what is unpacked once only."""
    lines: list[bytes] = []
    begun: list[bytes] = []  # parts of the line that is not over yet
    pieces = _unpacked(payload)
    for piece in pieces:
        first, *more = piece.split(b"\n")
        begun.append(first)
        for part in more:
            lines.append(b"".join(begun))
            begun = [part]
        if len(lines) > LINES_LIMIT:
            raise _too_much(f"more than {LINES_LIMIT:,} lines")
        if len(lines[0] if lines else b"".join(begun)) > MANIFEST_LIMIT:
            for _ in pieces:  # what is wrong with its size is told before what is wrong with its lines
                pass
            raise _cut_off()
    if not lines or any(begun):
        raise _cut_off()
    return lines


def _unpacked(payload: bytes) -> Iterator[bytes]:
    """Gunzip piece by piece, and stop at the limit however much more there is."""
    limit = min(UNPACKED_LIMIT, max(RATIO_FREE, RATIO_LIMIT * len(payload)))
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    far = 0
    for start in range(0, len(payload), _PIECE):
        rest = payload[start : start + _PIECE]
        while rest:
            try:
                piece = unpacker.decompress(rest, _PIECE)
            except zlib.error as error:
                raise _contents("it does not unpack") from error
            far += len(piece)
            if far > limit:
                raise _too_much(f"more than {limit // 1024 // 1024} MB")
            yield piece
            rest = unpacker.unconsumed_tail
            if unpacker.unused_data:
                raise _contents("it does not unpack")
    if not unpacker.eof:
        raise _contents("it does not unpack")


def _too_much(what: str) -> BundleRefused:
    return BundleRefused(
        "too-much-inside",
        f"It is signed by a member, but unpacks to {what}, which no bundle does.",
        "Do not unpack it by other means; ask its author to write it again.",
    )


def _cut_off() -> BundleRefused:
    return _contents("it is cut off or begins with a line beyond all limits")


def _contents(reason: str) -> BundleRefused:
    return BundleRefused(
        "contents-wrong",
        f"It is signed by a member, but {reason}.",
        "Ask its author to write it again with this version of fjidesk.",
    )
