"""Numbers and what they count, as the command line says them; what a total leaves out."""

from __future__ import annotations

import pytest

from fjidesk.cli.bundles import _lines as lines_of
from fjidesk.desk import bundles, inspection
from fjidesk.desk.wording import Words
from fjidesk.model.records import Reading
from tests.field import CASE, FIRST


def test_a_bundle_is_inspected_in_the_words_of_its_plurals_and_a_flipped_stanza_may_be_damage(call, desks):
    desks.read("one", CASE, {"R01": "yes"})
    path = desks.out("one")
    for name in ("one", "lead"):
        desks[name].close()
    shown = call("bundle", "inspect", path, desk="lead").out
    assert "\nHolds: 1 answer, 2 readings; each change of one is counted.\n" in shown
    lines = path.read_bytes().split(b"\n", 8)
    for number, line in enumerate(lines):
        if line.startswith(b"-> ssh-ed25519"):
            lines[number + 1] = lines[number + 1][:-2] + (b"A" if lines[number + 1][-2:-1] != b"A" else b"B") + b"A"
    path.write_bytes(b"\n".join(lines))
    refused = call("bundle", "inspect", path, "--json", desk="lead")
    assert refused.error in {"not-for-you", "damaged"}
    assert "damaged" in refused.err


def test_one_reading_is_one_and_what_is_left_out_is_said_in_words_and_in_json(call, desks):
    lead, deputy = desks["lead"], desks["deputy"]
    inspection.withdraw_allocation(lead, CASE, desks["other"].me)
    inspection.allocate(lead, CASE, deputy.me, "second")
    desks.read("one", CASE, FIRST)
    desks.read("one", "HB-02", {"R01": "no"})
    bundles.bring_in(deputy, [desks.out("lead"), desks.out("one")])
    for name in ("one", "other", "lead", "deputy"):
        desks[name].close()
    lines = call("score", desk="deputy").out.splitlines()
    assert lines[-2] == "1 reading counted, one a case. Provisional until moderated."
    assert lines[-1].startswith("1 reading is left out of every total here: ")
    assert call("score", "--json", desk="deputy").document["left_out"] == lines[-1]
    assert "left_out" not in call("score", "--json", desk="lead").document


@pytest.mark.parametrize(("number", "said"), [(0, "0 conflicts"), (1, "1 conflict"), (1200, "1,200 conflicts")])
def test_one_conflict_is_one(number, said):
    outcome = bundles.FileOutcome("a.fjib", "merged", added=1, conflicts=number)
    assert lines_of(outcome) == [f"a.fjib: merged, 1 added, {said}, 0 quarantined."]


@pytest.mark.parametrize(("number", "said"), [(1, "1 minute"), (2, "2 minutes")])
def test_one_minute_is_one(number, said):
    words = Words(inspection.load_framework("fji-2014"), {})
    before = Reading(state="open", facts={})
    assert words.reading(before, Reading(state="open", facts={}, minutes=number)) == f"the time used became {said}"
