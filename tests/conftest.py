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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.field import Field, Master

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run in one process what prints counts or ratios, and what is a few tests; all else on every processor."""
    few = any("::" in name for name in config.args)
    return 0 if few or config.option.markexpr != "not long and not benchmark" else None


ROUNDS = 1
PASSPHRASE = "nine copper kettles under snow"
CASES = (
    b"reference,order,stage,victim,review_due,harm_plan_needed,slot_minutes\n"
    b"HB-01,yro,under_way,yes,yes,yes,120\n"
    b"HB-02,referral,early,no,no,no,120\n"
    b"HB-03,dto,ended,yes,yes,yes,90\n"
)


class Ticking:
    """A clock that moves on by a second with every look."""

    def __init__(self) -> None:
        self._seconds = itertools.count()
        self.start = datetime(2013, 11, 18, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=next(self._seconds))


@dataclass
class Team:
    """Desks made for one test, closed at its end."""

    root: Path
    clock: Ticking = field(default_factory=Ticking)
    stack: ExitStack = field(default_factory=ExitStack)
    desks: dict[str, workspace.Desk] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def make(self, name: str, role: str = "inspector") -> workspace.Desk:
        """Make a desk with a profile, and no inspection yet."""
        desk, self.secrets[name] = workspace.create(
            self.root / name.replace(" ", "-"),
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

    def lead(self) -> workspace.Desk:
        """Make a lead's desk with an inspection and three cases."""
        desk = self.make("lead", "lead")
        inspection.create(desk, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
        inspection.import_cases(desk, CASES, "cases.csv")
        return desk

    def join(self, name: str, role: str = "inspector", first: tuple[str, ...] = (), second: tuple[str, ...] = ()):
        """Make a desk, add it to the lead's roster, allocate cases and open its pack."""
        lead, desk = self.desks["lead"], self.make(name, role)
        card = identity.card(desk)
        inspection.add_member(lead, card, inspection.read_card(card).words)
        inspection.allocate_all(lead, [(case, desk.me, "first") for case in first])
        inspection.allocate_all(lead, [(case, desk.me, "second") for case in second])
        pack = bundles.pack(lead, desk.me, self.root / "packs")
        bundles.open_pack(desk, pack.path, identity.show(lead).words)
        return desk

    def reopen(self, name: str) -> workspace.Desk:
        """Close a desk and open it again from its folder."""
        self.desks[name].close()
        desk = workspace.open_desk(self.desks[name].folder, PASSPHRASE, clock=self.clock, ids=new_id)
        self.stack.callback(desk.close)
        self.desks[name] = desk
        return desk


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Return a maker of desks."""
    made = Team(tmp_path)
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
