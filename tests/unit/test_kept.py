"""A team that is laid out again is as one that was made: the same desks in the same places, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from fjidesk.desk import checks, inspection, reading
from fjidesk.errors import StoreRefused
from fjidesk.model.records import Answer
from fjidesk.store import team as team_store
from tests.conftest import SCRIPTS, Team

HEX = re.compile("[0-9a-f]{4,64}")  # an id or a fingerprint, or what begins with one
CHANCE = (
    "id",
    "fingerprint",
    "recipient",
    "public_key",
    "key",
    "author",
    "data",
    "value",
    "token",
    "member",
    "applied_at",
)


def contents(desk):
    """Return what every table holds but for what chance gave."""
    found = {}
    for table in desk.db.table_names():
        rows = list(desk.db.table(table).rows)
        found[table] = sorted(
            str({name: HEX.sub("id", str(value)) for name, value in row.items() if name not in CHANCE}) for row in rows
        )
    return found


def run(team, script):
    for name, *arguments in script:
        getattr(team, name)(*arguments)
    return team


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_laid_out_is_what_would_have_been_made(team, tmp_path, script):
    made, laid = Team(tmp_path / "made"), team
    with made.stack:
        run(made, script)
        run(laid, script)
        assert laid.stages[script].root.is_dir()
        assert laid.clock.looks == made.clock.looks
        assert made.desks.keys() == laid.desks.keys()
        assert made.secrets.keys() == laid.secrets.keys()
        for name, desk in made.desks.items():
            assert contents(laid.desks[name]) == contents(desk)
            assert checks.check(laid.desks[name]).difference == ""
            for part in ("told", "writes", "unkept_because"):
                assert getattr(laid.desks[name], part) == getattr(desk, part)


def test_a_desk_that_was_laid_out_is_no_copied_one_and_opens_with_its_passphrase(team):
    run(team, SCRIPTS[0])
    device = team.desks["inspector 1"].device
    again = team.reopen("inspector 1")
    assert (again.device, again.told) == (device, [])


def test_no_two_tests_share_what_is_laid_out(team, stages, tmp_path):
    other = Team(tmp_path / "other", stages=stages)
    with other.stack:
        for one in (team, other):
            run(one, SCRIPTS[1])
        reading.answer(team.desks["reader"], "HB-01", "R01", Answer(answer="yes"))
        assert reading.position(team.desks["reader"], "HB-01").answers
        assert not reading.position(other.desks["reader"], "HB-01").answers


def test_what_a_test_wrote_in_between_is_not_laid_over(team):
    lead, (_, *joining) = run(team, SCRIPTS[0][:1]).desks["lead"], SCRIPTS[0][1]
    allocated = inspection.allocate(lead, "HB-03", lead.me, "first")
    assert allocated
    team.join(*joining)
    assert ("HB-03", lead.me) in {(one.case, one.member) for one in team_store.allocations(lead.db)}


def test_a_clock_that_somebody_looked_at_in_between_is_not_set_back(team):
    run(team, SCRIPTS[0][:1])
    team.clock.looks += 100
    run(team, SCRIPTS[0][1:])
    assert team.clock.looks > 100


def test_a_desk_that_was_closed_in_between_stays_closed(team):
    run(team, SCRIPTS[0][:1]).desks["lead"].close()
    with pytest.raises(StoreRefused):
        run(team, SCRIPTS[0][1:])
