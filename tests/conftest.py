"""Real desks for every test: encrypted stores in ``tmp_path``, real keys with few bcrypt rounds, a clock that ticks."""

from __future__ import annotations

import itertools
import os
import secrets
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import bundles, identity, inspection, workspace
from tests import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.field import Field, Master
    from tests.kept import Script, Stage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run in one process what prints counts or ratios, and what is a few tests; all else on every processor."""
    few = any("::" in name for name in config.args)
    return 0 if few or config.option.markexpr != "not long and not benchmark" else None


ROUNDS = 1
FIRST_DAY = datetime(2013, 11, 18, 9, 0, tzinfo=UTC)
PASSPHRASE = "nine copper kettles under snow"
CASES = (
    b"reference,order,stage,victim,review_due,harm_plan_needed,slot_minutes\n"
    b"HB-01,yro,under_way,yes,yes,yes,120\n"
    b"HB-02,referral,early,no,no,no,120\n"
    b"HB-03,dto,ended,yes,yes,yes,90\n"
)


class Ticking:
    """A clock that moves on by a second with every look, of whichever thread."""

    def __init__(self) -> None:
        self.start = FIRST_DAY
        self.looks = 0

    @property
    def looks(self) -> int:
        """Return how often it was looked at."""
        return self._looks

    @looks.setter
    def looks(self, looks: int) -> None:
        self._looks, self._next = looks, itertools.count(looks)

    def __call__(self) -> datetime:
        look = next(self._next)
        self._looks = look + 1
        return self.start + timedelta(seconds=look)


@dataclass
class Team:
    """Desks made for one test, closed at its end.

    Attributes:
        root: the folder of all.
        clock: of all.
        desks: by the name of their owner.
        secrets: of their recovery sheets.
        stages: what was made before by calls of the methods below; tests/kept.py has more.
        changes: how much had been written through each desk's connection when the last of these was done.
    """

    root: Path
    clock: Ticking = field(default_factory=Ticking)
    stack: ExitStack = field(default_factory=ExitStack)
    desks: dict[str, workspace.Desk] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    stages: Mapping[Script, Stage] = field(default_factory=dict)
    changes: dict[str, int | None] = field(default_factory=dict)
    script: Script = ()

    def folder(self, name: str) -> Path:
        """Return where a desk lies."""
        return self.root / name.replace(" ", "-")

    def make(self, name: str, role: str = "inspector") -> workspace.Desk:
        """Make a desk with a profile, and no inspection yet."""
        if not self._kept("make", name, role):
            self._make(name, role)
        return self._done(name)

    def lead(self) -> workspace.Desk:
        """Make a lead's desk with an inspection and three cases."""
        if not self._kept("lead"):
            desk = self._make("lead", "lead")
            inspection.create(desk, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
            inspection.import_cases(desk, CASES, "cases.csv")
        return self._done("lead")

    def join(self, name: str, role: str = "inspector", first: tuple[str, ...] = (), second: tuple[str, ...] = ()):
        """Make a desk, add it to the lead's roster, allocate cases and open its pack."""
        if not self._kept("join", name, role, first, second):
            lead, desk = self.desks["lead"], self._make(name, role)
            card = identity.card(desk)
            inspection.add_member(lead, card, inspection.read_card(card).words)
            inspection.allocate_all(lead, [(case, desk.me, "first") for case in first])
            inspection.allocate_all(lead, [(case, desk.me, "second") for case in second])
            pack = bundles.pack(lead, desk.me, self.root / "packs")
            bundles.open_pack(desk, pack.path, identity.show(lead).words)
        return self._done(name)

    def _make(self, name: str, role: str) -> workspace.Desk:
        desk, self.secrets[name] = workspace.create(
            self.folder(name),
            PASSPHRASE,
            clock=self.clock,
            ids=new_id,
            entropy=secrets.token_bytes(32),
            rounds=ROUNDS,
        )
        self.stack.callback(desk.close)
        identity.describe(desk, identity.Profile(name, "A service", "probation", role))
        self.desks[name] = desk
        return desk

    def _kept(self, *call: object) -> bool:
        """Lay out what a call makes, where it was made before and nothing else has happened since the last one."""
        before, self.script = self.script, (*self.script, call)
        stage = self.stages.get(self.script)
        if stage is None or not kept.unchanged(self.stages.get(before, kept.NOTHING), self):
            return False
        kept.lay_out(stage, self)
        return True

    def _done(self, name: str) -> workspace.Desk:
        self.changes = {name: kept.written(desk) for name, desk in self.desks.items()}
        return self.desks[name]

    def reopen(self, name: str) -> workspace.Desk:
        """Close a desk and open it again from its folder."""
        self.desks[name].close()
        desk = workspace.open_desk(self.desks[name].folder, PASSPHRASE, clock=self.clock, ids=new_id)
        self.stack.callback(desk.close)
        self.desks[name] = desk
        return desk


# What many tests begin with; each costs a seventh of a second to make and a fiftieth to lay out.
_LEAD, _DEPUTY = ("lead",), ("join", "deputy", "deputy", (), ())
SCRIPTS: tuple[Script, ...] = (
    (_LEAD, ("join", "inspector 1", "inspector", ("HB-01", "HB-02"), ())),
    (_LEAD, ("join", "reader", "inspector", ("HB-01",), ())),
    (_LEAD, ("join", "reader", "inspector", ("HB-01", "HB-02"), ())),
    (_LEAD, ("join", "reader", "inspector", ("HB-01", "HB-02"), ("HB-03",))),
    (_LEAD, _DEPUTY, ("join", "reader", "inspector", ("HB-01", "HB-02"), ())),
    (
        _LEAD,
        _DEPUTY,
        *(("join", who, "inspector", (case,), ()) for who, case in (("one", "HB-01"), ("other", "HB-02"))),
    ),
)


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[Script, Stage]:
    """Return teams as they were made, before any test changed anything; nobody changes them."""
    return kept.make(SCRIPTS, tmp_path_factory.mktemp("stages"), Team)


@pytest.fixture
def team(stages: dict[Script, Stage], tmp_path: Path) -> Iterator[Team]:
    """Return a maker of desks."""
    made = Team(tmp_path, stages=stages)
    with made.stack:
        yield made


@pytest.fixture(scope="session")
def field_master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    """Return the desks of a team as they were made; nobody changes them."""
    from tests.field import make

    return make(tmp_path_factory.mktemp("field"))


@pytest.fixture
def desks(field_master: Master, tmp_path: Path) -> Iterator[Field]:
    """Return copies of a team's desks, opened when they are asked for."""
    from tests.field import Field

    made = Field(field_master, tmp_path)
    with made.stack:
        yield made
