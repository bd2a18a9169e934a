"""What many tests begin with, made once: a team after some calls, laid out again as it was, byte for byte.

The desks are as real as ever: encrypted stores with keys of their own. Each store is told where it lies now, as it was
when it was made, so that it is no copied desk; nothing else in it differs.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlcipher3.dbapi2 import ProgrammingError

from fjidesk.clock import new_id
from fjidesk.desk import arrival, places, workspace
from fjidesk.errors import StoreRefused
from fjidesk.store import log
from fjidesk.store.database import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.conftest import Team

Script: TypeAlias = tuple[tuple[Any, ...], ...]  # methods of the team, each with its arguments


@dataclass(frozen=True)
class Stage:
    """A team after some calls; nobody changes it.

    Attributes:
        root: its folder, with the desks closed.
        looks: how often the clock was looked at.
        desks: what each owner's open desk held besides its folder.
        secrets: of the recovery sheets.
    """

    root: Path
    looks: int = 0
    desks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


NOTHING = Stage(Path())  # before the first call
HELD = ("identity", "store_key", "device", "told", "writes", "unkept_because")


def keep(team: Team, root: Path) -> Stage:
    """Copy a team into an empty folder."""
    shutil.copytree(team.root, root, ignore=shutil.ignore_patterns("*.lock"))
    held = {name: {part: getattr(desk, part) for part in HELD} for name, desk in team.desks.items()}
    return Stage(root, team.clock.looks, held, dict(team.secrets))


def lay_out(stage: Stage, team: Team) -> None:
    """Bring a team, which is at an earlier stage, to this one."""
    for name in team.desks:
        team.desks[name].store.let_go()
    shutil.copytree(stage.root, team.root, dirs_exist_ok=True)
    for name, held in stage.desks.items():
        if name in team.desks:
            desk = team.desks[name]
            desk.store.take_up(desk.store_key, beside=desk.backups)
            for part in HELD:
                setattr(desk, part, _own(held[part]))
        else:
            folder = team.folder(name)
            store = open_store(folder / workspace.STORE, held["store_key"], beside=folder / workspace.BACKUPS)
            team.stack.callback(store.close)
            desk = workspace.Desk(
                folder, store=store, clock=team.clock, ids=new_id, **{part: _own(held[part]) for part in HELD}
            )
            team.desks[name] = desk
        _stays(desk)
        desk.forget_framework()
    team.secrets |= stage.secrets
    team.clock.looks = stage.looks


def _own(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _stays(desk: workspace.Desk) -> None:
    """Let a store say that it was made where it lies; nothing waits for the drive, for the next change does."""
    with desk.store.alone():
        desk.db.execute("PRAGMA synchronous = OFF")
        log.put_setting(desk.db, arrival.PLACE, places.here(desk.folder, desk.store.path))
        desk.db.execute("PRAGMA synchronous = FULL")


def written(desk: workspace.Desk) -> int | None:
    """Return how much was written through a desk's connection; None where it is closed."""
    with suppress(StoreRefused, ProgrammingError):
        return int(desk.db.conn.total_changes)
    return None


def unchanged(stage: Stage, team: Team) -> bool:
    """Tell whether a team is as it was when it came to a stage, with all its desks open."""
    still = team.clock.start == type(team.clock)().start and team.clock.looks == stage.looks
    changes = {name: written(desk) for name, desk in team.desks.items()}
    return still and changes == team.changes and None not in changes.values() and changes.keys() == stage.desks.keys()


def make(scripts: Iterable[Script], root: Path, team_at: type[Team]) -> dict[Script, Stage]:
    """Make the stages on the way through some scripts."""
    stages: dict[Script, Stage] = {}
    for number, script in enumerate(scripts):
        team = team_at(root / f"made-{number}", stages=dict(stages))
        with team.stack:
            for length, (name, *arguments) in enumerate(script, 1):
                getattr(team, name)(*arguments)
                if script[:length] not in stages:
                    stages[script[:length]] = keep(team, root / f"kept-{len(stages)}")
    return stages
