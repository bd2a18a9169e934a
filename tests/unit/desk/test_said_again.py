"""Lead and deputy change different things and both hand out packs: what a pack says again is nobody's change."""

from __future__ import annotations

from fjidesk.desk import bundles, changing_role, checks, conflicts, identity, inspection, trust, writing
from fjidesk.model.records import Allocation, Case
from fjidesk.store import team as stored
from tests.field import Field


def values(desk):
    """Return what the sample, the team and the allocations are by now."""
    given = {(one.case, one.member, one.turn) for one in stored.allocations(desk.db)}
    return stored.cases(desk.db), stored.roster(desk.db), given


def brought(desk, *paths):
    """Bring files in, each by itself, and find no conflict in any."""
    for path in paths:
        outcome = bundles.bring_in(desk, [path])[0]
        assert (outcome.status, outcome.conflicts, outcome.quarantined) == ("merged", 0, 0), outcome
        assert conflicts.conflicts(desk) == []
    assert not checks.check(desk).difference


def changed_apart(desks, folder):
    """Return the packs of lead and deputy, who change different things and hear of each other once between."""
    lead, deputy, one, other = (desks[name] for name in ("lead", "deputy", "one", "other"))
    packs = [bundles.pack(deputy, one.me, folder / "0").path]  # all that the lead wrote, in the deputy's name
    trust.set_until(lead, one.me, "2014-02-01")
    inspection.withdraw_allocation(lead, "HB-02", one.me)
    writing.write(lead, [("case", ("HB-01",), Case(facts={"order": "dto"}))])
    packs.append(bundles.pack(lead, one.me, folder / "1").path)
    trust.set_until(deputy, other.me, "2014-03-01")
    writing.write(deputy, [("case", ("HB-03",), Case(facts={"order": "yro"}))])
    packs.append(bundles.pack(deputy, one.me, folder / "2").path)
    theirs = desks.out("lead"), desks.out("deputy")
    brought(lead, theirs[1])
    brought(deputy, theirs[0])
    for number, desk in enumerate((lead, deputy)):
        packs.append(bundles.pack(desk, one.me, folder / f"{3 + number}").path)
    trust.set_until(deputy, other.me, "2014-04-01")
    inspection.allocate(lead, "HB-02", one.me, "first")
    for number, desk in enumerate((lead, deputy)):
        packs.append(bundles.pack(desk, one.me, folder / f"{5 + number}").path)
    theirs = desks.out("lead"), desks.out("deputy")
    brought(lead, theirs[1])
    brought(deputy, theirs[0])
    assert values(lead) == values(deputy)
    assert checks.state(lead) == checks.state(deputy)
    return packs


ORDERS = [(0, 1, 2, 3, 4, 5, 6), (6, 5, 4, 3, 2, 1, 0), (2, 1, 0, 4, 3, 6, 5), (5, 0, 3, 2, 6, 1, 4)]


def test_no_conflict_comes_of_packs_in_any_order(desks, tmp_path):
    packs = changed_apart(desks, tmp_path / "packs")
    cases, roster, given = values(desks["lead"])
    for number, order in enumerate(ORDERS):
        copies = Field(desks.master, tmp_path / f"{number}")
        with copies.stack:
            one = copies["one"]
            brought(one, *(packs[place] for place in order))
            mine = {entry for entry in given if entry[1] == one.me}
            assert stored.roster(one.db) == roster
            assert {entry for entry in values(one)[2] if entry[1] == one.me} == mine
            assert stored.cases(one.db) == cases


def test_what_both_changed_stays_a_conflict_and_no_pack_settles_it(desks, tmp_path):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    bundles.pack(deputy, one.me, tmp_path / "0")
    inspection.withdraw_allocation(lead, "HB-02", one.me)
    writing.write(deputy, [("allocation", ("HB-02", one.me), Allocation(turn="second"))])
    bundles.bring_in(lead, [desks.out("deputy")])
    bundles.bring_in(deputy, [desks.out("lead")])
    for number, desk in enumerate((lead, deputy)):
        found = conflicts.conflicts(desk)
        assert [record.kind for record in found] == ["allocation"]
        assert {version.who for version in found[0].versions} == {"lead", "deputy"}
        bundles.pack(desk, one.me, tmp_path / f"{number}")
        assert len(conflicts.conflicts(desk)) == 1, "a pack says what stands, and settles nothing"
    bundles.bring_in(lead, [desks.out("deputy")])
    found = conflicts.conflicts(lead)
    assert {version.who for version in found[0].versions} == {"lead", "deputy"}, "by whoever said it first"
    conflicts.settle(lead, found[0].name, 1)
    brought(one, bundles.pack(lead, one.me, tmp_path / "2").path)
    brought(deputy, desks.out("lead"))


def test_an_entry_that_a_pack_says_again_gives_no_role_back(desks, tmp_path):
    """A deputy who has not heard of another role says the old one again, at a place above the new one."""
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    trust.set_until(lead, one.me, "2014-02-01")
    brought(deputy, desks.out("lead"))
    changing_role.change_role(lead, one.me, "deputy", identity.show(one).words)
    brought(one, bundles.pack(lead, one.me, tmp_path / "0").path)
    for _ in range(8):  # so that the deputy's words have the later place
        trust.set_until(deputy, desks["other"].me, "2014-02-01")
        trust.set_until(deputy, desks["other"].me, "2014-02-02")
    pack = bundles.pack(deputy, one.me, tmp_path / "1").path
    brought(one, pack)
    writing.write(one, [("case", ("HB-02",), Case(facts={"order": "dto"}))])
    made = desks.out("one")
    brought(lead, desks.out("deputy"), made)
    assert one.self_member is not None
    assert (one.self_member.role, lead.roster[one.me].role) == ("deputy", "deputy")
