"""M9: three versions of one record: all are kept, the same one stands in everywhere, one choice settles all three."""

from __future__ import annotations

import itertools

from fjidesk.desk import bundles, conflicts, reading
from fjidesk.model.records import Answer
from fjidesk.store import readings
from tests.field import CASE, answered

NAMES = ("one", "one again", "one once more")


def test_m9_three_devices_of_one_reader(desks, tmp_path):
    reading.answer(desks["one"], CASE, "R02", Answer(answer="yes", note="base"))
    desks.copy("one", "one again")
    desks.copy("one", "one once more")
    for name, said in zip(NAMES, ("yes", "no", "na"), strict=True):
        for _ in range(NAMES.index(name)):
            reading.answer(desks[name], CASE, "R01", Answer(answer="yes", note=desks[name].ids()))
        reading.answer(desks[name], CASE, "R02", answered({"R02": said})["R02"])
    paths = [desks.out(name) for name in NAMES]
    seen: list[list[conflicts.Version]] = []
    for order in itertools.islice(itertools.permutations(paths), 0, 6, 3):
        name = "lead" if not seen else "deputy"
        bundles.bring_in(desks[name], order)
        found = next(one for one in conflicts.conflicts(desks[name]) if one.question == "R02")
        seen.append(found.versions)
        assert readings.answers(desks[name].db, (CASE, desks["one"].me))["R02"].answer == "na"
    assert seen[0] == seen[1]
    assert [version.number for version in seen[0]] == [1, 2, 3]
    bundles.bring_in(desks["one"], paths[1:])
    here = next(one for one in conflicts.conflicts(desks["one"]) if one.question == "R02")
    conflicts.settle(desks["one"], here.name, 1)
    desks.carry("one", "lead", "deputy")
    for name in ("one", "lead", "deputy"):
        assert "R02" not in {one.question for one in conflicts.conflicts(desks[name])}
        assert readings.answers(desks[name].db, (CASE, desks["one"].me))["R02"].answer == "yes"
    assert desks.state("lead") == desks.state("deputy")
