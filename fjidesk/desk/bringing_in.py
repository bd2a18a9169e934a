"""Bring in: verify, plan, apply; a refused bundle changes nothing and stops none of the others."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import verify as opening
from fjidesk.bundle.keys import six_words
from fjidesk.bundle.limits import FILE_LIMIT
from fjidesk.clock import stamp
from fjidesk.desk import access, backups, planned
from fjidesk.desk.comparing import same_words
from fjidesk.desk.gaps import Gaps
from fjidesk.desk.receipts import own_keys
from fjidesk.desk.sending import OFFICE
from fjidesk.desk.watching import UNWATCHED, Watch, need_going_on
from fjidesk.errors import BundleRefused, Refused, Stopped, StoreRefused
from fjidesk.files import read_bounded
from fjidesk.merge import apply as applying
from fjidesk.merge.plan import Plan, plan
from fjidesk.model.counts import count
from fjidesk.model.records import LEADS, Member
from fjidesk.store import log, team
from fjidesk.store.stopping import stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from fjidesk.bundle.verify import VerifiedBundle
    from fjidesk.desk.workspace import Desk

_FREED = "It was brought in before; what was kept apart is judged again and counts now."
_DIFFERS = (
    "merge-differs",
    "Not all that it holds was found on this desk afterwards, so all of it was undone.",
    "Keep the file and run: fjidesk check. Then bring it in again, and tell the lead if it is refused again.",
)
_RELAYED_TWICE = 2  # a carried bundle is tried again while others that come with it change the roster


class FileOutcome(msgspec.Struct, frozen=True):
    """What became of one file: ``merged``, ``already`` or ``refused``; ``planned`` where nothing was applied.

    ``stopped`` is what was not brought in because a person stopped it. ``file`` is the path as it was given; a bundle
    that a relay carried has an outcome of its own, and ``carried`` says which it is. ``message`` says why it was
    refused, or what is worth knowing of one that came in. ``rows`` are filled where it was only planned. ``put_aside``
    counts revisions that were applied before, and by what this bundle says of the members may not be.
    ``words`` are the six words of its signed bytes, which its writer sees too; empty for one that was refused.
    """

    file: str
    status: str
    code: str = ""
    message: str = ""
    remedy: str = ""
    added: int = 0
    conflicts: int = 0
    quarantined: int = 0
    same: int = 0
    put_aside: int = 0
    carried: str = ""
    rows: list[planned.Row] = []
    words: str = ""


class Inspected(msgspec.Struct, frozen=True):
    """What a bundle says of itself and whether its signer is known; looking changes nothing."""

    file: str
    kind: str
    signer: str
    signer_fingerprint: str
    device: str
    sequence: int
    created: str
    framework: tuple[str, str, str]
    recipients: list[str]
    counts: dict[str, int]
    state: str
    hash: str
    words: str


def open_pack(desk: Desk, path: Path, words: str) -> FileOutcome:
    """Open the first pack on a new desk, and pin the lead's key by its six words.

    Args:
        desk: one without an inspection.
        path: the pack.
        words: the six words as the lead reads them out.

    Raises:
        Refused: ``inspection-there``, what ``same_words`` refuses, ``not-a-pack``, and what opening refuses.
    """
    if team.inspection(desk.db) is not None:
        raise Refused(
            "inspection-there",
            "This desk has opened its pack already.",
            "Bring later packs in with: fjidesk bundle import FILE",
        )
    try:
        bundle, trusted = _first_pack(desk, path, words)
    except Refused as error:
        access.note(desk, access.IMPORTED, "bundle", path.name, f"refused {error.code}")
        raise
    gaps = Gaps(desk)
    return gaps.told([_first(desk, bundle, trusted, path, gaps)])[0]


def _first_pack(desk: Desk, path: Path, words: str) -> tuple[VerifiedBundle, Mapping[str, Member]]:
    data = read_bounded(path, FILE_LIMIT)
    opened = opening.peek(data, desk.identity, desk.former)
    same_words(words, six_words(opened.signer), "lead")
    trusted = Member(
        name="lead", organisation="", inspectorate="", role="lead", public_key=opened.public_line, since=""
    )
    bundle = opening.verify(data, desk.identity, {opened.signer: trusted}, desk.former)
    kinds = {sealed.revision.record for sealed in bundle.revisions}
    if (
        bundle.manifest.kind != "pack"
        or ("member", (opened.signer,)) not in kinds
        or not any(("member", (name,)) in kinds for name in own_keys(desk))
    ):
        raise Refused("not-a-pack", "This is not a pack made for this desk.", "Ask the lead for your pack.")
    return bundle, {opened.signer: trusted}


def first(desk: Desk, path: Path, trusted: Mapping[str, Member], gaps: Gaps) -> FileOutcome:
    """Bring the first bundle of a desk in, by a roster that is known from elsewhere; what it lacks is for ``gaps``.

    Raises:
        Refused: what opening and planning refuse.
    """
    data = read_bounded(path, FILE_LIMIT)
    return _first(desk, opening.verify(data, desk.identity, trusted, desk.former), trusted, path, gaps)


def _first(desk: Desk, bundle: VerifiedBundle, trusted: Mapping[str, Member], path: Path, gaps: Gaps) -> FileOutcome:
    found = plan(bundle, applying.held(desk.db, bundle, dict(trusted), desk.fingerprint))
    done = _applied(desk, found, str(path), UNWATCHED)
    gaps.note(found)
    return done


def look(desk: Desk, path: Path) -> Plan:
    """Verify a file and plan what it would change. Nothing is changed.

    Raises:
        Refused: what opening and planning refuse.
    """
    return _plan(desk, _opened(desk, path))


def _opened(desk: Desk, path: Path, *, vouched: bool = False) -> VerifiedBundle:
    data = read_bounded(path, FILE_LIMIT)
    held = _held(desk, vouched=vouched)
    return opening.verify(data, desk.identity, desk.roster, desk.former, held)


def _held(desk: Desk, *, vouched: bool) -> Callable[[str], bool]:
    """Return what tells whether a bundle of a key that is revoked was held before: here, or by whoever vouches."""
    return lambda digest: vouched or log.find(desk.db, digest) is not None


def _plan(desk: Desk, bundle: VerifiedBundle) -> Plan:
    return plan(bundle, applying.held(desk.db, bundle, desk.roster, desk.fingerprint))


def inspect(desk: Desk, path: Path) -> Inspected:
    """Return what a bundle says of itself, its signature checked. Nothing is changed.

    Raises:
        Refused: what opening refuses.
    """
    bundle = _opened(desk, path)
    manifest, roster = bundle.manifest, desk.roster
    names = [roster[name].name if name in roster else name[:8] for name in manifest.recipients]
    return Inspected(
        path.name,
        manifest.kind,
        roster[bundle.signer].name,
        bundle.signer,
        manifest.device,
        manifest.sequence,
        manifest.created,
        manifest.framework,
        [*names, *([OFFICE] if manifest.recovery else [])],
        manifest.counts,
        manifest.state,
        bundle.hash,
        six_words(bundle.hash),
    )


def bring_in(
    desk: Desk,
    paths: Sequence[Path],
    *,
    only_plan: bool = False,
    watch: Watch = UNWATCHED,
    vouched: bool = False,
    gaps: Gaps | None = None,
) -> list[FileOutcome]:
    """Bring bundles in, each in a transaction of its own; a refused one changes nothing and stops none.

    Where somebody stops it, the bundle under way is undone as if it had never been looked at, those before it stay
    whole, and those after it are not read.

    Args:
        desk: any desk on the roster.
        paths: the files, in any order.
        only_plan: say what each would change by itself, and change nothing.
        watch: follows it and may stop it.
        vouched: the owner says that all of it was held before; then bundles of keys revoked since come in too.
        gaps: of a batch that goes on; whoever gives it tells what is missing when all of it is through.
    """
    outcomes: list[FileOutcome] = []
    batch = gaps or Gaps(desk)
    work = _Work(desk, watch, batch, only_plan=only_plan, vouched=vouched)
    for number, path in enumerate(paths):
        watch.at(number, len(paths), path.name)
        try:
            need_going_on(watch)
            with nullcontext() if watch is UNWATCHED else stoppable(desk.db, watch.stop):
                outcomes += work.file(path)
        except Stopped:
            outcomes += (FileOutcome(str(left), "stopped") for left in paths[number:])
            break
    else:
        watch.at(len(paths), len(paths), "")
    return outcomes if gaps is not None else batch.told(outcomes)


class _Work:
    """One import: a backup is made once, before the first bundle that changes something."""

    def __init__(self, desk: Desk, watch: Watch, gaps: Gaps, *, only_plan: bool, vouched: bool) -> None:
        self._desk = desk
        self._watch = watch
        self._gaps = gaps
        self._only_plan = only_plan
        self._saved = only_plan
        self._vouched = vouched

    def file(self, path: Path) -> Iterator[FileOutcome]:
        """Yield what became of a file, and of each bundle that it carries."""
        try:
            bundle = _opened(self._desk, path, vouched=self._vouched)
            found = _plan(self._desk, bundle)
        except Stopped:
            raise
        except Refused as error:
            yield self._refused(path, error)
            return
        if bundle.carried:
            yield from self._carried(path, bundle)
        done = self._taken(found, path)
        said = self._vouching(found, "the owner of this desk") if self._vouched else []
        said += [f"It carries {count(len(bundle.carried), 'bundle')}, each told above."] if bundle.carried else []
        yield msgspec.structs.replace(done, message=" ".join([*said, done.message]).strip())

    def _carried(self, path: Path, relay: VerifiedBundle) -> Iterator[FileOutcome]:
        """Verify, plan and apply each bundle of a relay by itself, in its order; the relay itself comes last.

        One whose signer is not known yet is tried once more when the others are in: they may bring the roster.
        """
        carrier = self._desk.roster[relay.signer]
        vouched = self._vouched or (carrier.role in LEADS and not carrier.revoked)
        held = _held(self._desk, vouched=vouched)
        waiting = list(enumerate(relay.carried, 1))
        for turn in range(_RELAYED_TWICE):
            again = []
            for number, signed in waiting:
                name = f"{number} of {len(relay.carried)}"
                try:
                    bundle = opening.verify_carried(signed, self._desk.roster, held)
                    found = _plan(self._desk, bundle)
                except Stopped:
                    raise
                except Refused as error:
                    if error.code == "not-a-member" and turn == 0 and not self._only_plan:
                        again.append((number, signed))
                    else:
                        yield msgspec.structs.replace(self._refused(path, error), carried=name)
                    continue
                author = self._desk.roster[bundle.signer].name
                said = f"{name}: {bundle.manifest.kind} of {author}, number {bundle.manifest.sequence}"
                vouching = self._vouching(found, carrier.name)
                done = self._taken(found, path)
                yield msgspec.structs.replace(done, carried=said, message=" ".join([*vouching, done.message]).strip())
            waiting = again

    def _vouching(self, found: Plan, who: str) -> list[str]:
        """Return on whose word a bundle of a key that is out of use comes in; nothing of any other bundle."""
        member = self._desk.roster[found.bundle.signer]
        if found.already or not member.revoked:
            return []
        return [f"The key of {member.name} is out of use since {member.revoked}; {who} vouches that it came before."]

    def _taken(self, found: Plan, path: Path) -> FileOutcome:
        """Apply a plan; what is wrong with this bundle alone is refused, and what is wrong with the drive is raised."""
        try:
            return self._done(found, str(path))
        except (Stopped, StoreRefused):
            raise
        except Refused as error:
            return self._refused(path, error)
        except applying.MergeDiffersError:
            return self._refused(path, BundleRefused(*_DIFFERS))

    def _refused(self, path: Path, error: Refused) -> FileOutcome:
        if not self._only_plan:
            with self._desk.store.writing() as db:
                log.refuse(db, path.name, stamp(self._desk.clock()), error.code, error.message)
                access.note(self._desk, access.IMPORTED, "bundle", path.name, f"refused {error.code}")
        return FileOutcome(str(path), "refused", error.code, error.message, error.remedy)

    def _done(self, found: Plan, file: str) -> FileOutcome:
        if self._only_plan:
            done = _outcome(found, file, "planned", planned.rows(self._desk, found))
        else:
            if not self._saved and not found.already:
                backups.make(self._desk, "before-merge")
                self._saved = True
            done = _applied(self._desk, found, file, self._watch)
        self._gaps.note(found)
        return done


def _outcome(found: Plan, file: str, status: str, rows: list[planned.Row]) -> FileOutcome:
    return FileOutcome(
        file,
        "already" if found.already else status,
        added=len(found.add),
        conflicts=len(found.conflicts),
        quarantined=len(found.quarantine),
        same=found.same,
        put_aside=len(found.aside),
        message=" ".join([*found.notices, *planned.put_aside(found)]),
        rows=rows,
        words=six_words(found.bundle.hash),
    )


def _applied(desk: Desk, found: Plan, file: str, watch: Watch) -> FileOutcome:
    name = PurePath(file).name

    def last(_: Database) -> None:
        access.imported(desk, found, name)
        need_going_on(watch)

    before = desk.self_member
    applied = applying.apply(desk.store, found, name, stamp(desk.clock()), last)
    if found.already:
        access.imported(desk, found, name)
    desk.forget_framework()
    if found.already and applied.added:
        return FileOutcome(
            file,
            "merged",
            added=applied.added,
            same=len(found.bundle.revisions),
            message=_FREED,
            words=six_words(found.bundle.hash),
        )
    done = _outcome(found, file, "merged", [])
    told = planned.role_told(before, desk.self_member)
    return msgspec.structs.replace(done, message=" ".join([*told, done.message]).strip()) if told else done
