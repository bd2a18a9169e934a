"""R7: an older framework that is offered again is history; one that was changed apart is a conflict and shown."""

from __future__ import annotations

import msgspec

from fjidesk.desk import bundles, conflicts, inspection, scores
from fjidesk.desk import writing as desk_writing
from fjidesk.model import framework_file
from fjidesk.model.records import FrameworkText
from tests.field import CASE, FIRST

OLD = inspection.framework_bytes("fji-2014").decode()
NEW = OLD.replace("floor = 80", "floor = 81").replace("ceiling = 79", "ceiling = 80")
OTHER = OLD.replace("floor = 80", "floor = 82").replace("ceiling = 79", "ceiling = 81")


def give(desk, text, version):
    framework = framework_file.parse(text.encode(), "fji-2014.toml")
    entry = msgspec.structs.replace(desk.inspection, framework_version=version, framework_sha256=framework.sha256)
    written = [("framework", (framework.id,), FrameworkText(toml=text)), ("inspection", (), entry)]
    desk_writing.write(desk, written)
    desk.forget_framework()


def top(desk):
    return max(band.floor for band in desk.framework.bands)


def test_r7_an_older_pack_after_the_newer_one(desks):
    lead, one = desks["lead"], desks["one"]
    old = bundles.pack(lead, one.me, desks.root / "old").path
    older = desks.out("lead", ("one",))
    give(lead, NEW, "2")
    new = bundles.pack(lead, one.me, desks.root / "new").path
    bundles.bring_in(one, [new])
    assert top(one) == 81
    before = desks.state("one")
    for path in (old, older):
        (outcome,) = bundles.bring_in(one, [path])
        assert (outcome.status, outcome.added, outcome.conflicts) == ("merged", 0, 0)
    assert top(one) == 81
    assert one.inspection.framework_version == "2"
    assert desks.state("one") == before


def test_r7_the_same_rules_written_again_are_the_newest(desks):
    """Going back to older rules is a change like any: on purpose, by a lead, and after what it replaces."""
    lead, one = desks["lead"], desks["one"]
    give(lead, NEW, "2")
    bundles.bring_in(one, [desks.out("lead", ("one",))])
    give(lead, OLD, "1")
    bundles.bring_in(one, [desks.out("lead", ("one",))])
    assert top(one) == 80


def test_r7_two_leads_who_changed_the_rules_apart_are_in_conflict(desks):
    desks.read("one", CASE, FIRST)
    desks.carry("one", "lead", "deputy")
    give(desks["lead"], NEW, "2")
    give(desks["deputy"], OTHER, "3")
    desks.carry("lead", "deputy")
    desks.carry("deputy", "lead")
    found = [conflicts.conflicts(desks[name]) for name in ("lead", "deputy")]
    assert found[0] == found[1]
    assert [one.kind for one in found[0]] == ["framework", "inspection"]
    assert top(desks["lead"]) == top(desks["deputy"])
    assert scores.scores(desks["lead"]) == scores.scores(desks["deputy"])
    assert desks.state("lead") == desks.state("deputy")
