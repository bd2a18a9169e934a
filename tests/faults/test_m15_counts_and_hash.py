"""M15: after a merge, what is held of a member is compared with what the manifest counts."""

from __future__ import annotations

from collections import Counter

import pytest

from fjidesk.bundle import write as writing
from fjidesk.desk import bundles
from fjidesk.errors import Refused
from fjidesk.merge import apply as applying
from fjidesk.store import log, revisions
from tests.field import CASE, FIRST


def test_m15_counts_and_hash_of_each_member_are_those_of_the_manifests(desks):
    desks.read("one", CASE, FIRST)
    desks.read("other", "HB-03", FIRST)
    for name in ("one", "other"):
        path = desks.out(name)
        told = bundles.inspect(desks["lead"], path)
        bundles.bring_in(desks["lead"], [path])
        held = list(revisions.by_author(desks["lead"].db, desks[name].me))
        assert dict(Counter(one.revision.kind for one in held)) == told.counts
        assert writing.state_of(held) == told.state
        entry = log.find(desks["lead"].db, told.hash)
        assert entry is not None
        assert entry.state == told.state


@pytest.mark.parametrize("lost", [0, 3, -1])
def test_m15_a_revision_that_is_lost_on_the_way_in_undoes_the_merge(desks, monkeypatch, lost):
    desks.read("one", CASE, FIRST)
    path, lead = desks.out("one"), desks["lead"]
    before = lead.store.path.read_bytes()
    add = revisions.add
    monkeypatch.setattr(revisions, "add", lambda db, made, bundle=None: add(db, _without(list(made), lost), bundle))
    found = bundles.look(lead, path)
    with pytest.raises(applying.MergeDiffersError):
        applying.apply(lead.store, found, path.name, "2013-11-18T09:00:00Z")
    assert revisions.state(lead.db)
    monkeypatch.undo()
    assert lead.store.path.read_bytes() == before
    assert bundles.bring_in(lead, [path])[0].status == "merged"


def _without(made, place):
    return [one for one in made if one is not made[place]] if len(made) > 4 else made


@pytest.mark.parametrize(
    "fault", [applying.MergeDiffersError("a bundle"), Refused("framework-faulty", "It is faulty.", "Mend it.")]
)
def test_m15_what_fails_in_one_file_is_logged_and_stops_none_of_the_others(desks, monkeypatch, fault):
    desks.read("one", CASE, FIRST)
    desks.read("other", "HB-03", FIRST)
    first, second, lead = desks.out("one"), desks.out("other"), desks["lead"]
    before = revisions.state(lead.db)
    settle = applying.settle

    def fails(db, touched):
        if any(key[0] == CASE for kind, key in touched if kind == "reading"):
            raise fault
        settle(db, touched)

    monkeypatch.setattr(applying, "settle", fails)
    code = "merge-differs" if isinstance(fault, applying.MergeDiffersError) else "framework-faulty"
    outcomes = bundles.bring_in(lead, [first, second])
    assert [(one.status, one.code) for one in outcomes] == [("refused", code), ("merged", "")]
    assert list(lead.db.query("SELECT file, code FROM refusal")) == [{"file": first.name, "code": code}]
    monkeypatch.undo()
    assert revisions.state(lead.db) != before
    assert bundles.bring_in(lead, [first])[0].status == "merged"
