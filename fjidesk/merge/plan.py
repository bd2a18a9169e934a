"""What a verified bundle would change. Pure: it looks at what is held and returns a plan."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import cast

from fjidesk.bundle import keys
from fjidesk.bundle.limits import COUNTER_JUMP, SEQUENCE_JUMP
from fjidesk.bundle.verify import VerifiedBundle
from fjidesk.errors import BundleRefused, FrameworkRefused, Refused
from fjidesk.model import framework_file
from fjidesk.model.records import SETTLED_BY_ORDER, Allocation, FrameworkText, Member, Query
from fjidesk.model.revision import Record, Sealed, body_of
from fjidesk.model.roles import Standing, why_not

_FIRST = ("member", "allocation", "query")  # what the judging of other records rests on


@dataclass(frozen=True)
class Held:
    """What the desk holds, as far as a plan needs it.

    Attributes:
        me: fingerprint of the owner's key in use.
        inspection: its id; empty on a desk that has none yet.
        ids: those of the bundle's revisions that are held; quarantined ones are judged anew.
        heads: the heads of the records that the bundle touches.
        replaced: those of the bundle's revisions that a held one replaces: it came first, out of order.
        standing: roster, allocations and queries.
        device: sequence to hash of the bundles known from the bundle's device and signer.
        hashes: hashes of bundles that were brought in or written here.
        counter: the highest Lamport counter that is held.
    """

    me: str
    inspection: str
    ids: AbstractSet[str]
    heads: Mapping[Record, AbstractSet[str]]
    replaced: AbstractSet[str]
    standing: Standing
    device: Mapping[int, str]
    hashes: AbstractSet[str]
    counter: int


@dataclass(frozen=True)
class Plan:
    """What would be done with one bundle.

    Attributes:
        bundle: the bundle.
        already: it was brought in or written here before; then nothing else is filled.
        add: revisions that are new here.
        quarantine: new revisions that may not be applied, each with a sentence why.
        same: how many revisions are held already.
        conflicts: records that would have several heads, among those touched.
        notices: what is worth saying, though it stops nothing.
    """

    bundle: VerifiedBundle
    already: bool = False
    add: tuple[Sealed, ...] = ()
    quarantine: tuple[tuple[Sealed, str], ...] = ()
    same: int = 0
    conflicts: tuple[Record, ...] = ()
    notices: tuple[str, ...] = ()


def plan(bundle: VerifiedBundle, held: Held) -> Plan:
    """Plan what a verified bundle would change.

    Raises:
        BundleRefused: ``other-inspection``, ``copied-laptop``, ``sequence-jump``, ``counter-jump``.
    """
    manifest = bundle.manifest
    if held.inspection and manifest.inspection != held.inspection:
        raise BundleRefused(
            "other-inspection",
            "It belongs to another inspection.",
            "Open the desk of that inspection and bring it in there.",
        )
    if bundle.hash in held.hashes:
        return Plan(bundle, already=True, same=len(bundle.revisions))
    if manifest.sequence in held.device:
        raise BundleRefused(
            "copied-laptop",
            f"Two different bundles of one laptop carry the number {manifest.sequence}: it was copied.",
            "Bring in neither until the member says which laptop is in use; tell the lead now.",
        )
    _refuse_jumps(bundle, held)
    new = [sealed for sealed in bundle.revisions if sealed.id not in held.ids]
    good, bad = judge(new, held.standing, bundle.signer)
    return Plan(
        bundle,
        add=tuple(good),
        quarantine=tuple(bad),
        same=len(bundle.revisions) - len(new),
        conflicts=tuple(_conflicts(good, held)),
        notices=tuple(_notices(bundle, held)),
    )


def _refuse_jumps(bundle: VerifiedBundle, held: Held) -> None:
    """Refuse a bundle that would leave the next ones no number: nobody writes so many between two hand-overs."""
    last = max(held.device, default=0)
    if bundle.manifest.sequence - last > SEQUENCE_JUMP:
        raise BundleRefused(
            "sequence-jump",
            f"It carries the number {bundle.manifest.sequence:,}, and the last that came of this laptop was {last:,}.",
            "Ask its author which bundles went before, and bring those in first; tell the lead.",
        )
    top = max((sealed.revision.counter for sealed in bundle.revisions), default=0)
    if top - held.counter > COUNTER_JUMP:
        raise BundleRefused(
            "counter-jump",
            f"It counts {top:,} changes, and this desk knows of {held.counter:,}.",
            "Tell the lead: its author's desk counts wrongly, or was made to.",
        )


def judge(
    revisions: Sequence[Sealed], standing: Standing, signer: str
) -> tuple[list[Sealed], list[tuple[Sealed, str]]]:
    """Sort revisions into those that may be applied and those that are quarantined, each with a sentence why.

    The roster, allocations and queries among them count for the others, whatever the order of the lines.
    """
    good: list[Sealed] = []
    bad: list[tuple[Sealed, str]] = []
    if any(sealed.revision.kind in _FIRST for sealed in revisions):
        standing = Standing(dict(standing.roster), set(standing.allocated), dict(standing.queries))
    for sealed in sorted(revisions, key=lambda sealed: _rank(sealed.revision.kind)):
        fault = _fault(sealed, standing, signer)
        if fault is None:
            good.append(sealed)
            _learn(standing, sealed)
        else:
            bad.append((sealed, fault))
    return good, bad


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def _fault(sealed: Sealed, standing: Standing, signer: str) -> str | None:
    revision = sealed.revision
    if not standing.same(revision.author, signer):  # a member's new key carries on what the old one wrote
        return "Its author is not the signer of the bundle."
    try:
        body = body_of(revision)
    except Refused as error:
        return error.message
    if isinstance(body, Member) and not _is_named_by_its_key(revision.key[0], body):
        return "The key in this entry is not the one that the entry is named by."
    if isinstance(body, FrameworkText) and not _is_readable(body):
        return "This version of fjidesk cannot read its framework: the text is faulty, or made for a newer version."
    return why_not(revision.kind, revision.key, revision.author, standing)


def _is_named_by_its_key(name: str, entry: Member) -> bool:
    try:
        return keys.fingerprint(entry.public_key) == name
    except Refused:
        return False


def _is_readable(text: FrameworkText) -> bool:
    try:
        framework_file.parse(text.toml.encode(), "framework")
    except FrameworkRefused:
        return False
    return True


def _learn(standing: Standing, sealed: Sealed) -> None:
    """Add one more revision to a standing that is this judging's own, where others rest on it."""
    if sealed.revision.kind not in _FIRST:
        return
    body, key = body_of(sealed.revision), sealed.revision.key
    if isinstance(body, Member):
        cast("dict[str, Member]", standing.roster)[key[0]] = body
    elif isinstance(body, Allocation):
        cast("set[tuple[str, str]]", standing.allocated).add((key[0], key[1]))
    elif isinstance(body, Query):
        cast("dict[str, Query]", standing.queries)[key[0]] = body


def _conflicts(new: Sequence[Sealed], held: Held) -> list[Record]:
    touched: dict[Record, list[Sealed]] = {}
    for sealed in new:
        touched.setdefault(sealed.revision.record, []).append(sealed)
    return sorted(
        record
        for record, revisions in touched.items()
        if record[0] not in SETTLED_BY_ORDER and _is_conflict(record, revisions, held)
    )


def _is_conflict(record: Record, revisions: Sequence[Sealed], held: Held) -> bool:
    before = held.heads.get(record, frozenset())
    if len(revisions) == 1 and not before:
        return False
    replaced = {parent for sealed in revisions for parent in sealed.revision.parents}
    return len((before | {sealed.id for sealed in revisions}) - replaced - held.replaced) > 1


def _notices(bundle: VerifiedBundle, held: Held) -> Iterable[str]:
    manifest, known = bundle.manifest, held.device
    before = manifest.before.get(held.me, 0)
    if before and before not in known:
        member = held.standing.roster.get(bundle.signer)
        who = member.name if member else "its author"
        yield (
            f"Bundle {before} of {who}, which was meant for you, has not been seen: "
            f"ask {who} for that file, or for a new one with everything in it."
        )
    if known and manifest.sequence < max(known):
        yield "It is older than what is held from this laptop; what it adds is history."
