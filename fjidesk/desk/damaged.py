"""What there is to go back to, and what a damaged store is told with. Nothing here changes anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.keeping import SECOND, own_folder
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.changes import Changes
from fjidesk.model.counts import count
from fjidesk.store import backup
from fjidesk.store.database import damage
from fjidesk.store.witness import NAME, Witness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

_FEW = 8  # questions that are named


class Copy(NamedTuple):
    """A backup that was looked into.

    Attributes:
        backup: as its name tells.
        facts: what it holds; None where it does not open.
    """

    backup: backup.Backup
    facts: backup.Facts | None

    @property
    def when(self) -> str:
        """Return when it was made, for people."""
        return said(self.backup.when)


class StoreDamaged(StoreRefused):
    """Say what is damaged and what there is to go back to. The damaged file is left as it is.

    Attributes:
        damage: what is damaged, in words.
        offer: the newest copy that opens; None where none does.
        unusable: newer copies that do not open.
        missing: revisions that the store had and the offer has not; None where it is not known.
    """

    def __init__(
        self, code: str, damage: str, offer: Copy | None, unusable: Sequence[str], missing: int | None, text: str
    ) -> None:
        remedy = "Keep the desk's folder as it is and ask for help: no backup of it opens."
        if offer is not None:
            remedy = (
                f"Nothing has been thrown away. Go back to that copy with: fjidesk backup restore {offer.backup.name}"
            )
        super().__init__(code, text, remedy)
        self.damage = damage
        self.offer = offer
        self.unusable = tuple(unusable)
        self.missing = missing


def said(moment: datetime) -> str:
    """Return a moment for people, to the minute."""
    return moment.strftime("%d %b %Y %H:%M UTC").lstrip("0")


def folders(backups: Path, store: Path, key: bytes) -> list[Path]:
    """Return where copies of a desk lie: its own folder, and the second one as the store or a copy of it names it."""
    for path in (store, *(found.path for found in reversed(backup.listed(backups)))):
        try:
            text = backup.setting_in(path, key, SECOND)
        except Refused:
            continue
        return [backups, own_folder(Path(text), key)] if text else [backups]
    return [backups]


def copies(places: Iterable[Path], key: bytes) -> Iterator[Copy]:
    """Yield the backups in some folders, newest first, each looked into; one name only once where both open."""
    found = sorted((one for place in places for one in backup.listed(place)), key=lambda one: one.order, reverse=True)
    good: set[str] = set()
    for one in found:
        if one.name in good:
            continue
        try:
            facts = backup.look(one.path, key)
        except Refused:
            yield Copy(one, None)
        else:
            good.add(one.name)
            yield Copy(one, facts)


def explained(error: StoreRefused, store: Path, backups: Path, key: bytes) -> StoreRefused:
    """Return a refusal of a damaged or missing store with what is damaged, and what there is to go back to."""
    if error.code not in {"store-damaged", "store-missing"}:
        return error
    offer, unusable = None, []
    for copy in copies(folders(backups, store, key), key):
        if copy.facts is not None:
            offer = copy
            break
        if copy.backup.why != backup.DAMAGED:
            unusable.append(copy.backup.name)
    last = Witness(backups / NAME, key).read()
    missing = last.revisions - offer.facts.revisions if last and offer and offer.facts else None
    what = damage(store, key)
    text = [f"The store of this desk cannot be used: {what}."]
    text += [f"The newest backup {name} does not open either." for name in unusable[:1]]
    if offer is not None and offer.facts is not None:
        text.append(
            f"The newest good copy is from {offer.when} and holds {_held(offer.facts.revisions, offer.facts.latest)}."
        )
        if last is not None:
            gap = f"{_gap(missing or 0)}{_which(store, key, offer.facts, missing or 0)}"
            text.append(f"The store held {_held(last.revisions, last.latest)}: {gap}.")
    return StoreDamaged(error.code, what, offer, unusable, missing, " ".join(text))


def _held(revisions: int, latest: str) -> str:
    return f"{count(revisions, 'revision')}, the last made at {latest}" if latest else "no revisions"


def _gap(missing: int) -> str:
    return f"{missing:,} would be missing" if missing > 0 else "none of them would be missing"


def _which(store: Path, key: bytes, held: backup.Facts, missing: int) -> str:
    """Name what would be missing, by case and, where they are few, question; or say that it cannot be read."""
    if missing <= 0:
        return ""
    found = backup.records_after(store, key, held.revisions)
    cases = sorted(Changes(frozenset(found)).cases)
    if not cases:
        return "; which, cannot be read" if not found else ", of no case"
    asked = {case: sorted({name[-1] for kind, name in found if kind == "answer" and name[0] == case}) for case in cases}
    if sum(map(len, asked.values())) > _FEW:
        asked = {}
    named = [f"{case} ({', '.join(asked[case])})" if asked.get(case) else case for case in cases]
    return f": {', '.join(named)}{'' if len(found) >= missing else ', as far as can be read'}"
