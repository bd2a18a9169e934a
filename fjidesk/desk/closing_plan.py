"""What closing a desk would destroy, and what stands in its way. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle.certificate import Held, Sent
from fjidesk.desk import checks, destroying, keeping, receiving, retention, totals
from fjidesk.store import log, readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.desk.destroying import Item
    from fjidesk.desk.workspace import Desk


class Stop(msgspec.Struct, frozen=True):
    """What keeps a desk from being closed; ``how`` is the option that takes it on, empty where none does."""

    code: str
    message: str
    remedy: str
    how: str = ""


class File(msgspec.Struct, frozen=True):
    """A file that would be destroyed."""

    path: str
    where: str
    bytes: int
    key: bool


class Plan(msgspec.Struct, frozen=True):
    """What closing would destroy, what it would leave, and what stands in its way. Nothing is changed by it.

    Attributes:
        files: in the order in which they would go.
        others: what else lies in the desk's folder, or in a second folder that is not there now: it would stay.
        stops: empty where the desk may be closed at once.
        bundles: what this desk wrote; copies may lie elsewhere.
        certificates: how many certificates of others the register here holds.
    """

    files: list[File]
    others: list[str]
    held: Held
    received: receiving.Received
    retention: retention.Shown
    stops: list[Stop]
    bundles: list[Sent]
    certificates: int


def plan(desk: Desk, logs: Sequence[Path] = ()) -> Plan:
    """Return exactly what closing would destroy, and what stands in its way.

    Args:
        desk: open.
        logs: folders of logs outside the desk.
    """
    seconds = keeping.second_folders(desk)
    found = destroying.items(desk.folder, seconds, logs)
    received, dates = receiving.received(desk), retention.show(desk)
    missing = [str(one) for one in seconds if not one.parent.is_dir()]
    return Plan(
        files=[File(str(one.path), one.where, one.size, one.key) for one in found],
        others=[*(str(path) for path in destroying.strangers(desk.folder, found)), *missing],
        held=_held(desk, found),
        received=received,
        retention=dates,
        stops=_stops(received, dates, missing),
        bundles=sent(desk),
        certificates=totals.certificates(desk),
    )


def _stops(received: receiving.Received, dates: retention.Shown, missing: Sequence[str]) -> list[Stop]:
    found = []
    if dates.hold:
        found.append(
            Stop(
                "on-hold",
                retention.hold_sentence(dates),
                "The lead lifts it, with: fjidesk retention release. The next pack tells it.",
            )
        )
    if not received.all:
        found.append(
            Stop(
                "not-received",
                f"Not all of this desk has been received. {received.text}",
                "Hand over, and bring in the lead's receipt. Or give a reason, with: --not-received-reason TEXT",
                "--not-received-reason",
            )
        )
    if missing:
        found.append(
            Stop(
                "backup-folder-gone",
                f"A second backup folder is not there now: {', '.join(missing)}. Its copies open with the passphrase.",
                "Put its drive in. Or give a reason, with: --copies-left-reason TEXT",
                "--copies-left-reason",
            )
        )
    return found


def _held(desk: Desk, found: Sequence[Item]) -> Held:
    extent = revisions.extent(desk.db)
    return Held(
        cases=len(team.cases(desk.db)),
        readings=len(readings.readings(desk.db)),
        revisions=extent.revisions,
        quarantined=extent.quarantined,
        backups=sum(one.path.suffix == ".db" and one.path.parent != desk.folder for one in found),
        state=checks.state(desk),
    )


def sent(desk: Desk) -> list[Sent]:
    """Return the bundles that a desk wrote: copies made for carrying them lie where fjidesk does not reach."""
    return [Sent(file=one.file, created=one.created) for one in log.listed(desk.db) if one.direction == "out"]
