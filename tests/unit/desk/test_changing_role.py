"""A role changes by a verb: words compared to give it, the last lead stays, and whose role it is hears of it."""

from __future__ import annotations

import pytest

from fjidesk.bundle.keys import six_words
from fjidesk.desk import blind, bundles, checks, conflicts, scores
from fjidesk.desk.changing_role import change_role
from fjidesk.desk.writing import may_write, write
from fjidesk.errors import Refused
from fjidesk.model.records import Case
from fjidesk.store import revisions
from tests.field import CASE, FIRST


def refused(code, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.code == code
    return caught.value


def test_an_inspector_becomes_deputy_hears_of_it_and_scores_what_is_carried_on(desks, tmp_path):
    lead, one, other = desks["lead"], desks["one"], desks["other"]
    desks.read("other", "HB-03", {"R01": "yes"})
    desks.carry("other", "lead")
    refused("words-missing", change_role, lead, one.me, "deputy")
    refused("words-differ", change_role, lead, one.me, "deputy", six_words(other.me))
    before = checks.state(lead)
    refused("role-unknown", change_role, lead, one.me, "captain", six_words(one.me))
    refused("role-there", change_role, lead, one.me, "inspector")
    assert checks.state(lead) == before
    assert change_role(lead, one.me, "deputy", six_words(one.me)).role == "deputy"
    (told,) = bundles.bring_in(one, [desks.out("lead", ("one",))])
    assert (told.status, told.message) == ("merged", "Your role is deputy now; it was inspector.")
    bundles.bring_in(one, [desks.out("lead"), bundles.relay(lead, tmp_path / "relay", one.me).path])
    assert scores.scores_in_full(one) == scores.scores(lead)
    assert blind.left_out(one) == {"HB-03"}  # which the new deputy reads second


def test_a_deputy_becomes_inspector_hears_of_it_and_what_they_wrote_before_stays(desks):
    lead, deputy = desks["lead"], desks["deputy"]
    write(deputy, [("case", ("HB-02",), Case(facts={"order": "yro"}))])
    desks.carry("deputy", "lead")
    change_role(lead, deputy.me, "inspector")
    (told,) = bundles.bring_in(deputy, [desks.out("lead", ("deputy",))])
    assert told.message == "Your role is inspector now; it was deputy."
    assert may_write(deputy, "case", ("HB-02",))
    assert not revisions.quarantined(lead.db)
    refused("not-a-lead", change_role, deputy, desks["one"].me, "deputy", six_words(desks["one"].me))


def test_the_last_lead_stays_and_nobody_promotes_themselves(desks):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    refused("last-lead", change_role, lead, lead.me, "inspector")
    refused("own-role", change_role, lead, lead.me, "deputy", six_words(lead.me))
    refused("not-a-lead", change_role, deputy, lead.me, "inspector")
    refused("not-a-lead", change_role, deputy, deputy.me, "lead", six_words(deputy.me))
    refused("not-a-lead", change_role, deputy, one.me, "lead", six_words(one.me))
    assert change_role(deputy, one.me, "deputy", six_words(one.me)).role == "deputy"
    assert change_role(lead, deputy.me, "lead").role == "lead"  # their words were compared when they became deputy
    assert change_role(lead, lead.me, "inspector").role == "inspector"
    refused("not-a-lead", change_role, lead, one.me, "inspector")


def test_a_deputy_who_has_not_heard_says_nothing_of_themselves_in_a_pack_to_who_has_joined(desks, tmp_path):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    desks.read("one", CASE, FIRST)
    desks.carry("one", "lead", "deputy")
    change_role(lead, deputy.me, "inspector")
    pack = bundles.pack(deputy, one.me, tmp_path / "unaware").path
    written = bundles.look(deputy, pack).bundle.revisions
    assert ("member", (deputy.me,)) not in {sealed.revision.record for sealed in written}
    assert ("case", (CASE,)) in {sealed.revision.record for sealed in written}
    bundles.bring_in(one, [pack])
    bundles.bring_in(lead, [desks.out("deputy")])
    assert [found.name for found in conflicts.conflicts(lead) if found.kind == "member"] == []
    assert lead.roster[deputy.me].role == "inspector"
    bundles.bring_in(one, [desks.out("lead", ("one",))])
    assert one.roster[deputy.me].role == "inspector"
