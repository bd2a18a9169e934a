"""R5: a bundle whose number or counter would leave the next ones none is refused, and the honest next one comes in."""

from __future__ import annotations

import pytest

from fjidesk.bundle.limits import COUNTER_JUMP, SEQUENCE_JUMP
from fjidesk.desk import bundles, reading
from fjidesk.model.records import Answer
from tests.faults.holding import tables
from tests.field import CASE, revision, signed


def note(author, counter):
    return revision(author, "answer", (CASE, author.me, "R02"), Answer(answer="no", note="made up"), counter)


@pytest.mark.parametrize("sequence", [SEQUENCE_JUMP + 1, 2**31, 2**53 - 1])
def test_r5_a_number_far_ahead_is_refused_and_changes_nothing(desks, tmp_path, sequence):
    one, lead = desks["one"], desks["lead"]
    path = signed(one, lead, [note(one, 50)], tmp_path / "ahead.fjib", sequence=sequence)
    before = tables(lead)
    (outcome,) = bundles.bring_in(lead, [path])
    assert (outcome.status, outcome.code) == ("refused", "sequence-jump")
    assert tables(lead) == before
    reading.answer(one, CASE, "R03", Answer(answer="yes"))
    assert desks.carry("one", "lead")[0].status == "merged"


@pytest.mark.parametrize("counter", [COUNTER_JUMP * 2, 2**53 - 1])
def test_r5_a_counter_far_ahead_is_refused_and_no_later_change_is_outrun(desks, tmp_path, counter):
    one, lead = desks["one"], desks["lead"]
    path = signed(one, lead, [note(one, counter)], tmp_path / "ahead.fjib")
    before = tables(lead)
    (outcome,) = bundles.bring_in(lead, [path])
    assert (outcome.status, outcome.code) == ("refused", "counter-jump")
    assert tables(lead) == before


@pytest.mark.parametrize("sequence", [2**53, 2**63 - 1, 2**63, 2**64])
def test_r5_a_number_that_not_every_reader_holds_exactly_is_no_number(desks, tmp_path, sequence):
    one, lead = desks["one"], desks["lead"]
    path = signed(one, lead, [note(one, 50)], tmp_path / "over.fjib", sequence=sequence)
    (outcome,) = bundles.bring_in(lead, [path])
    assert (outcome.status, outcome.code) == ("refused", "contents-wrong")


def test_r5_the_longest_honest_jump_comes_in(desks, tmp_path):
    one, lead = desks["one"], desks["lead"]
    path = signed(one, lead, [note(one, 50)], tmp_path / "jump.fjib", sequence=SEQUENCE_JUMP)
    assert bundles.bring_in(lead, [path])[0].status == "merged"
