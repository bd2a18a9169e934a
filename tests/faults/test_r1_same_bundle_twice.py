"""R1: a bundle that comes again is said to be here already, and changes nothing."""

from __future__ import annotations

import shutil

from fjidesk.desk import bundles
from fjidesk.store import log
from tests.field import CASE, FIRST


def test_r1_twice_and_under_another_name(desks, tmp_path):
    desks.read("one", CASE, FIRST)
    path, lead = desks.out("one"), desks["lead"]
    assert bundles.bring_in(lead, [path])[0].status == "merged"
    before, known = lead.store.path.read_bytes(), log.listed(lead.db)
    other = tmp_path / "handed over again.fjib"
    shutil.copyfile(path, other)
    backups = sorted(lead.backups.iterdir())
    outcomes = bundles.bring_in(lead, [path, other, path])
    assert [(one.status, one.added) for one in outcomes] == [("already", 0)] * 3
    assert lead.store.path.read_bytes() == before
    assert log.listed(lead.db) == known
    assert sorted(lead.backups.iterdir()) == backups
