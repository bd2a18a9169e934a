"""What a verified bundle would change. Pure: it looks at what is held and returns a plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from fjidesk.bundle import keys
from fjidesk.bundle.limits import COUNTER_JUMP, SEQUENCE_JUMP
from fjidesk.bundle.verify import VerifiedBundle
from fjidesk.errors import BundleRefused, FrameworkRefused, Refused
from fjidesk.merge import judging
from fjidesk.merge.judging import FIRST, Line
from fjidesk.model import framework_file, said_again
from fjidesk.model.records import SAID_AGAIN, SETTLED_BY_ORDER, Allocation, FrameworkText, Member, Query
from fjidesk.model.revision import Record, Revision, Sealed, body_of
from fjidesk.model.roles import Standing


@dataclass(frozen=True)
class Held:
    """What the desk holds, as far as a plan needs it.

    Attributes:
        me: fingerprint of the owner's key in use.
        inspection: its id; empty on a desk that has none yet.
        ids: those of the bundle's revisions that are held; quarantined ones are judged anew.
        heads: the heads of the records that the bundle touches.
        replaced: those of the bundle's revisions that a held one replaces: it came first, out of order.
        standing: roster, roles, allocations and queries, by all that is applied.
        device: sequence to hash of the bundles known from the bundle's device and signer.
        hashes: hashes of bundles that were brought in or written here.
        counter: the highest Lamport counter that is held.
        members: every version of every member that is held, quarantined ones with them.
        given: who is known from elsewhere than the set.
        firsts: allocations and queries that are held; read only where a bundle changes what others were judged by.
        rest: all else that is held; read as seldom.
        signers: of what is quarantined, whose bundles brought it before.
        versions: tells every revision of a record that is held; asked only where one would have several heads.
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
    members: Sequence[Line] = ()
    given: Mapping[str, Member] = field(default_factory=dict)
    firsts: Iterable[Line] = ()
    rest: Iterable[Line] = ()
    signers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    versions: Callable[[Record], Mapping[str, Revision]] = lambda _: {}


class Gap(NamedTuple):
    """A bundle that was meant for the owner before this one and is not held; ``told`` says so in a sentence."""

    device: str
    sequence: int
    signer: str
    told: str


@dataclass(frozen=True)
class Plan:
    """What would be done with one bundle.

    Attributes:
        bundle: the bundle.
        already: it was brought in or written here before; then nothing else is filled.
        add: revisions that are new here.
        quarantine: new revisions that may not be applied, each with a sentence why.
        aside: revisions that are applied here and would be put aside, each with a sentence why.
        same: how many revisions are held already.
        conflicts: records that would have several heads, among those touched.
        notices: what is worth saying, though it stops nothing.
        gap: what went before it and is not held; it may come with the same batch.
        given: who is known from elsewhere than the set, for judging again when it is applied.
        waiting: something was quarantined here before.
    """

    bundle: VerifiedBundle
    already: bool = False
    add: tuple[Sealed, ...] = ()
    quarantine: tuple[tuple[Sealed, str], ...] = ()
    aside: tuple[tuple[Line, str], ...] = ()
    same: int = 0
    conflicts: tuple[Record, ...] = ()
    notices: tuple[str, ...] = ()
    gap: Gap | None = None
    given: Mapping[str, Member] = field(default_factory=dict)
    waiting: bool = False


class Judged(NamedTuple):
    """Revisions that may be applied, those that may not, and those that may not any more, each with a sentence why."""

    good: list[Sealed]
    bad: list[tuple[Sealed, str]]
    aside: list[tuple[Line, str]]


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
        return Plan(bundle, already=True, same=len(bundle.revisions), given=held.given)
    if manifest.sequence in held.device:
        raise BundleRefused(
            "copied-laptop",
            f"Two different bundles of one laptop carry the number {manifest.sequence}: it was copied.",
            "Bring in neither until the member says which laptop is in use; tell the lead now.",
        )
    _refuse_jumps(bundle, held)
    new = [sealed for sealed in bundle.revisions if sealed.id not in held.ids]
    good, bad, aside = judge(new, bundle.signer, held)
    return Plan(
        bundle,
        add=tuple(good),
        quarantine=tuple(bad),
        aside=tuple(aside),
        same=len(bundle.revisions) - len(new),
        conflicts=tuple(_conflicts(good, held)),
        notices=tuple(_notices(bundle, held)),
        gap=_gap(bundle, held),
        given=held.given,
        waiting=bool(held.signers),
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


def judge(revisions: Sequence[Sealed], signer: str, held: Held) -> Judged:
    """Judge what a bundle holds beside what is held.

    The roster, allocations and queries among them count for the others, whatever the order of the lines.
    """
    once = frozenset({signer})

    def as_line(sealed: Sealed) -> Line:
        before = held.signers.get(sealed.id)
        return line_of(sealed, once if before is None else once | before)

    faults = {sealed.id: found for sealed in revisions if (found := flaw(sealed)) is not None}
    sound = [sealed for sealed in revisions if sealed.id not in faults]
    versions = [as_line(sealed) for sealed in sound if sealed.revision.kind == "member"]
    firsts = [as_line(sealed) for sealed in sound if sealed.revision.kind in FIRST[1:]]
    standing, aside = held.standing, list[tuple[Line, str]]()
    if versions:
        standing, unfit, aside = _by_members(versions, firsts, held)
        faults |= unfit
    moves, standing = judging.again(standing, firsts, ())
    faults |= {line.id: reason for line, reason in moves.kept}
    for sealed in sound:
        if sealed.revision.kind not in FIRST:
            reason = judging.fault(as_line(sealed), standing)
            if reason is not None:
                faults[sealed.id] = reason
    ranked = sorted(revisions, key=lambda sealed: _rank(sealed.revision.kind))
    return Judged(
        [sealed for sealed in ranked if sealed.id not in faults],
        [(sealed, faults[sealed.id]) for sealed in ranked if sealed.id in faults],
        aside,
    )


def _by_members(
    new: Sequence[Line], firsts: Sequence[Line], held: Held
) -> tuple[Standing, dict[str, str], list[tuple[Line, str]]]:
    """Judge all members with those that are new; return what stands then, why others do not, and what is put aside."""
    names = {line.id for line in new}
    after, faults = judging.members([*(line for line in held.members if line.id not in names), *new], held.given)
    aside = judging.moved(held.members, faults).aside
    if judging.is_narrower(after, held.standing):
        moves, after = judging.again(after, [*held.firsts, *firsts], held.rest)
        return after, faults, [*aside, *moves.aside]
    standing = Standing(after.roster, held.standing.allocated, held.standing.asked, after.terms)
    waiting = [line for line in held.firsts if not line.applied]  # what the new members may set free
    return judging.again(standing, waiting, ())[1], faults, aside


def _rank(kind: str) -> int:
    return FIRST.index(kind) if kind in FIRST else len(FIRST)


def line_of(sealed: Sealed, signers: frozenset[str]) -> Line:
    """Return a revision without a flaw as it is judged."""
    made = sealed.revision
    body = body_of(made) if made.kind in FIRST else None
    kept = body if isinstance(body, Member | Allocation | Query) else None
    parents = made.parents if made.kind == "member" else ()
    return Line(sealed.id, made.kind, made.key, made.author, made.counter, signers, kept, parents=parents)


def flaw(sealed: Sealed) -> str | None:
    """Return what is wrong with a revision whoever wrote it and whenever it came; None where nothing is."""
    revision = sealed.revision
    try:
        body = body_of(revision)
    except Refused as error:
        return error.message
    if isinstance(body, Member) and not _is_named_by_its_key(revision.key[0], body):
        return "The key in this entry is not the one that the entry is named by."
    if isinstance(body, FrameworkText) and not _is_readable(body):
        return "This version of fjidesk cannot read its framework: the text is faulty, or made for a newer version."
    return None


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
    if len((before | {sealed.id for sealed in revisions}) - replaced - held.replaced) <= 1:
        return False
    if record[0] not in SAID_AGAIN:
        return True
    return len(said_again.heads({**held.versions(record), **{one.id: one.revision for one in revisions}})) > 1


def _notices(bundle: VerifiedBundle, held: Held) -> Iterable[str]:
    if held.device and bundle.manifest.sequence < max(held.device):
        yield "It is older than what is held from this laptop; what it adds is history."


def _gap(bundle: VerifiedBundle, held: Held) -> Gap | None:
    manifest = bundle.manifest
    before = manifest.before.get(held.me, 0)
    if not before or before in held.device:
        return None
    if held.standing.same(bundle.signer, held.me):
        told = f"Bundle {before} of your own has not been seen: add it from where you keep what you wrote."
    else:
        member = held.standing.roster.get(bundle.signer)
        who = member.name if member else "its author"
        told = (
            f"Bundle {before} of {who}, which was meant for you, has not been seen: "
            f"ask {who} for that file, or for a new one with everything in it."
        )
    return Gap(manifest.device, before, bundle.signer, told)
