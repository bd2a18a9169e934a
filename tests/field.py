"""Desks of a whole team, made once and copied for each use: a lead, a deputy and two readers of the same cases.

A copy is opened with the owner's key as it was unlocked once, and it is another device, as any copied desk is.
"""

from __future__ import annotations

import itertools
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import write as writing
from fjidesk.bundle.manifest import Manifest
from fjidesk.clock import new_id
from fjidesk.desk import bundles, checks, reading, workspace
from fjidesk.model.records import Answer
from fjidesk.model.revision import make as make_revision
from tests.conftest import Team, Ticking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fjidesk.bundle.keys import Identity
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Body
    from fjidesk.model.revision import Sealed

NAMES = ("lead", "deputy", "one", "other")
CASE = "HB-01"
FIRST = {"R01": "yes", "R02": "no", "R03": "yes", "P01": "no", "R07": "na", "R08": "yes"}
SECOND = {"R01": "yes", "R02": "yes", "R03": "no", "P01": "no", "R07": "no", "R08": "yes"}


@dataclass
class Master:
    """Folders of closed desks that nobody changes, with the keys of their owners."""

    root: Path
    identities: dict[str, Identity]


def make(root: Path) -> Master:
    """Make the team: ``one`` reads HB-01 and HB-02 first and HB-03 second, ``other`` HB-03 first and HB-01 second."""
    team = Team(root)
    with team.stack:
        team.lead()
        team.join("deputy", "deputy")
        team.join("one", first=(CASE, "HB-02"), second=("HB-03",))
        team.join("other", first=("HB-03",), second=(CASE,))
        bundles.bring_in(team.desks["deputy"], [bundles.export(team.desks["lead"], root / "first").path])
        identities = {name: team.desks[name].identity for name in NAMES}
    return Master(root, identities)


def answered(given: Mapping[str, str]) -> dict[str, Answer]:
    """Return answers with a note each, and a reason with each No."""
    return {
        name: Answer(answer=said, reasons=["other"] if said == "no" else [], note=f"on {name}")  # type: ignore[arg-type]
        for name, said in given.items()
    }


@dataclass
class Field:
    """Copies of the desks below a folder, opened when they are first asked for."""

    master: Master
    root: Path
    clock: Ticking = field(default_factory=Ticking)
    stack: ExitStack = field(default_factory=ExitStack)
    desks: dict[str, Desk] = field(default_factory=dict)
    count: itertools.count[int] = field(default_factory=itertools.count)

    def __getitem__(self, name: str) -> Desk:
        if name not in self.desks:
            shutil.copytree(
                self.master.root / name, self.root / name, ignore=shutil.ignore_patterns("*.db.*", "backups", "*.lock")
            )
            self.open(name, name)
        return self.desks[name]

    def open(self, name: str, owner: str) -> Desk:
        """Open a desk from its folder."""
        (self.root / name / workspace.BACKUPS).mkdir(exist_ok=True)
        desk = workspace.open_with(
            self.root / name, self.master.identities[owner], clock=self.clock, ids=new_id, allow_synchronised=True
        )
        self.stack.callback(desk.close)
        self.desks[name] = desk
        return desk

    def copy(self, name: str, new: str) -> Desk:
        """Close a desk, copy its folder as it is, and open both: the copy is another device of the same owner."""
        self[name].close()
        shutil.copytree(self.root / name, self.root / new, ignore=shutil.ignore_patterns("*.lock"))
        owner = next(one for one in NAMES if name.startswith(one))
        self.open(name, owner)
        return self.open(new, owner)

    def read(self, name: str, case: str, given: Mapping[str, str], *, finish: bool = True) -> None:
        """Answer as a reader, and finish with gaps."""
        reading.answer_all(self[name], case, answered(given))
        if finish:
            reading.finish(self[name], case, with_gaps=True)

    def out(self, name: str, to: tuple[str, ...] = ()) -> Path:
        """Write a bundle into a folder of its own and return its path."""
        folder = self.root / "out" / f"{next(self.count):03d}"
        return bundles.export(self[name], folder, [self[one].me for one in to]).path

    def carry(self, name: str, *to: str) -> list[bundles.FileOutcome]:
        """Bring all that somebody made to some desks."""
        path = self.out(name)
        return [bundles.bring_in(self[one], [path])[0] for one in to]

    def state(self, name: str) -> str:
        """Return a desk's state hash, after its store was found whole."""
        assert checks.check(self[name]).difference == ""
        return checks.state(self[name])


def revision(author: Desk, kind: str, key: tuple[str, ...], body: Body | None, counter: int, parents=()) -> Sealed:
    """Return a revision as its author could have written it, on a device of their own."""
    return make_revision(
        kind=kind,
        key=key,
        body=body,
        parents=parents,
        author=author.me,
        device="another laptop",
        counter=counter,
        made_at="2013-11-18T09:00:00Z",
    )


def signed(author: Desk, to: Desk, made: list[Sealed], path: Path, **changes: object) -> Path:
    """Write a bundle with any revisions, rightly signed and sealed, as the first of a device of its own."""
    first = to.inspection
    parts = {
        "format": 1,
        "kind": "readings",
        "inspection": first.id,
        "author": author.me,
        "device": "another laptop",
        "sequence": 1,
        "previous": "",
        "before": {},
        "created": "2013-11-18T09:00:00Z",
        "framework": (first.framework, first.framework_version, first.framework_sha256),
        "recipients": [to.me],
        "counts": writing.counts_of(made),
        "state": writing.state_of(made),
    }
    manifest = msgspec.convert(parts, Manifest)
    for name, value in changes.items():  # whatever it is: a forger keeps to no schema
        msgspec.structs.force_setattr(manifest, name, value)
    path.write_bytes(writing.write(author.identity, manifest, made, {to.me: to.identity.public_line}).data)
    return path
