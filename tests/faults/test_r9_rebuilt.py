"""R9: a lead's desk that is gone is rebuilt from its key and the bundles alone: state, scores and print as before."""

from __future__ import annotations

import random
import secrets
import shutil

import pytest

from fjidesk.clock import new_id
from fjidesk.desk import bundles, checks, concerns, identity, inspection, reading, rebuilding
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Limiting, Query
from fjidesk.store import team as stored
from tests.conftest import PASSPHRASE
from tests.faults.merging import seen


@pytest.fixture
def work(team):
    """Return the lead's desk with two readings and a query, and every file that travelled, in order."""
    lead = team.lead()
    team.join("deputy", "deputy")
    files, out = [], team.root / "out"
    for name, case in (("one", "HB-01"), ("other", "HB-02")):
        reader = team.join(name, first=(case,))
        for question, given in (("R01", "yes"), ("R02", "no"), ("P01", "no")):
            reading.answer(reader, case, question, Answer(answer=given))  # type: ignore[arg-type]
        concerns.flag_limiting(reader, case, "public", Limiting(at_risk="other", text="made up"))
        reading.finish(reader, case, with_gaps=True)
        files.append(bundles.export(reader, out).path)
    bundles.bring_in(lead, files)
    concerns.ask(lead, Query(case="HB-01", member=team.desks["one"].me, text="Which record?"))
    receipts = [one.path for one in bundles.receipt(lead, out)]
    own = bundles.export(lead, out).path
    bundles.bring_in(team.desks["deputy"], [own, *files])  # the lead's first: it brings the roster
    return lead, [*sorted((team.root / "packs").iterdir()), *files, own, *receipts]


def lost(team, lead):
    """Close the lead's desk, keep the key file alone, and delete the rest."""
    was = seen(lead)
    key = team.root / "kept" / "identity"
    key.parent.mkdir()
    lead.close()
    shutil.copyfile(lead.folder / "identity", key)
    shutil.rmtree(lead.folder)
    return was, key


def rebuilt(team, key, name="rebuilt"):
    desk, _ = rebuilding.start(
        team.root / name, key, PASSPHRASE, clock=team.clock, ids=new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    team.stack.callback(desk.close)
    return desk


def receipts_first(files):
    """Return the files with those in front that have no roster."""
    return sorted(files, key=lambda path: ("receipt" not in path.name, "readings" not in path.name))


@pytest.mark.parametrize("order", [list, receipts_first, lambda files: files[::-1], random.Random(1).sample])
def test_r9_from_the_key_and_the_files(team, work, order):
    lead, files = work
    was, key = lost(team, lead)
    files = order(files, len(files)) if order.__name__ == "sample" else order(files)
    desk = rebuilt(team, key)
    outcomes = rebuilding.fill(desk, files)
    # The packs were sealed to the lead too. Whatever the order, each file came in.
    assert {one.status for one in outcomes} <= {"merged", "already"}
    assert not any("has not been seen" in one.message for one in outcomes), "all that went before came with the rest"
    assert seen(desk) == was
    assert (desk.me, identity.show(desk).role) == (lead.me, "lead")
    assert desk.device != lead.device
    reader = team.desks["one"]
    assert bundles.bring_in(reader, [bundles.pack(desk, reader.me, team.root / "again").path])[0].status == "merged"
    assert team.reopen("other").device  # nothing of the readers' desks is touched
    state = checks.state(desk)
    assert state != was.state, "the pack took back what was received, and said anew what the new desk holds"
    desk.close()
    team.desks["rebuilt"] = desk
    assert checks.state(team.reopen("rebuilt")) == state


def test_r9_a_relay_comes_in_whose_members_come_later(team, work):
    """The deputy knew who joined last; of the lead's files only one says so, and it is given last."""
    lead, files = work
    deputy = team.desks["deputy"]
    relay = bundles.relay(deputy, team.root / "relay", lead.me, [team.desks["one"].me, team.desks["other"].me]).path
    was, key = lost(team, lead)
    early = [path for path in files if "pack-lead-for-deputy" in path.name]
    late = [path for path in files if "lead-lead-for-deputy" in path.name]
    assert (len(early), len(late)) == (1, 1)
    desk = rebuilt(team, key)
    outcomes = rebuilding.fill(desk, [relay, *early, *late])
    assert {one.status for one in outcomes} <= {"merged", "already"}, outcomes
    assert seen(desk).scores == was.scores


def test_r9_files_of_ones_own_that_know_nobody_are_refused_before_a_desk_is_made(team, work):
    lead, files = work
    _, key = lost(team, lead)
    given = [path for path in files if "receipt" in path.name]
    with pytest.raises(Refused) as refused:
        rebuilding.check(key, PASSPHRASE, given)
    assert (refused.value.code, "who is on the team" in refused.value.message) == ("no-own-bundle", True)
    desk = rebuilt(team, key)
    with pytest.raises(Refused):
        rebuilding.fill(desk, given)
    assert stored.inspection(desk.db) is None, "nothing came in"


def test_r9_from_what_a_deputy_hands_on(team, work):
    lead, deputy = work[0], team.desks["deputy"]
    was, key = lost(team, lead)
    assert checks.state(deputy) == was.state
    relay = bundles.relay(deputy, team.root / "relay", lead.me)
    desk = rebuilt(team, key)
    with pytest.raises(Refused) as refused:
        rebuilding.fill(desk, [relay.path])
    assert refused.value.code == "no-own-bundle"
    pack = bundles.pack(deputy, lead.me, team.root / "relay")
    bundles.open_pack(desk, pack.path, identity.show(deputy).words)
    outcomes = bundles.bring_in(desk, [relay.path])
    assert {one.status for one in outcomes} == {"merged"}
    assert seen(desk) == seen(deputy)  # with what the deputy's pack says again in the deputy's name
    assert seen(desk).scores == was.scores


def test_r9_a_lead_with_a_new_key_gets_everything_from_the_deputy(team, work):
    lead, deputy = work[0], team.desks["deputy"]
    was, _ = lost(team, lead)
    new = team.make("new lead", "lead")
    card = identity.card(new)
    inspection.add_member(deputy, card, inspection.read_card(card).words)
    pack = bundles.pack(deputy, new.me, team.root / "relay").path
    bundles.open_pack(new, pack, identity.show(deputy).words)
    outcomes = bundles.bring_in(new, [bundles.relay(deputy, team.root / "relay", new.me).path])
    assert {one.status for one in outcomes} == {"merged", "already"}, "the pack was opened already"
    assert seen(new).scores == was.scores
    assert checks.state(new) == checks.state(deputy)


def test_r9_a_wrong_passphrase_and_a_folder_with_a_desk_are_refused(team, work):
    lead, _ = work
    _, key = lost(team, lead)
    for folder, passphrase, code in (
        (team.root / "x", "wrong", "wrong-passphrase"),
        (team.desks["one"].folder, PASSPHRASE, "desk-there"),
    ):
        with pytest.raises(Refused) as refused:
            rebuilding.start(
                folder, key, passphrase, clock=team.clock, ids=new_id, entropy=secrets.token_bytes(32), rounds=1
            )
        assert refused.value.code == code
