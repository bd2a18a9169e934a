"""Whoever reads a case second learns nothing of the first reading by the totals of their own desk."""

from __future__ import annotations

import msgspec
import pytest

from fjidesk.desk import alerts, blind, bundles, checks, concerns, home, inspection, reading, scores, summary, totals
from fjidesk.errors import Refused
from fjidesk.model.records import Decision, Limiting
from fjidesk.report.pdf import pdf
from tests.field import CASE, FIRST, SECOND

TOLD = (
    "1 reading is left out of every total here: the owner of this desk reads the same case, and is blind until both "
    "readings are finished."
)


@pytest.fixture
def both(desks):
    """Return lead and deputy, who hold the same: the deputy reads second what ``one`` has finished and flagged."""
    lead, deputy = desks["lead"], desks["deputy"]
    inspection.withdraw_allocation(lead, CASE, desks["other"].me)
    inspection.allocate(lead, CASE, deputy.me, "second")
    concerns.flag_limiting(desks["one"], CASE, "public", Limiting(at_risk="other", text="made up"))
    desks.read("one", CASE, FIRST)
    desks.read("one", "HB-02", {"R01": "no"})
    path = desks.out("one")
    for desk in (deputy, lead):
        bundles.bring_in(desk, [path])
    desks.carry("lead", "deputy")
    return lead, deputy


def facts(desk):
    return {line.label: line.value for line in summary.content(desk).facts}


def test_scores_reasons_and_flags_leave_the_first_reading_out_and_say_so(both, tmp_path):
    lead, deputy = both
    assert checks.state(lead) == checks.state(deputy)
    assert (scores.scores(lead).cases, scores.scores(deputy).cases) == (2, 1)
    assert scores.scores_in_full(deputy) == scores.scores(lead)
    tally = next(one for one in scores.scores(deputy).questions if one.id == "R01")
    assert (tally.yes, tally.no) == (0, 1)  # of HB-02 alone
    assert (blind.told_left_out(lead), blind.told_left_out(deputy)) == ("", TOLD)
    assert "Left out" not in facts(lead)
    assert facts(deputy)["Left out"] == TOLD
    assert facts(deputy)["Readings counted"].startswith("1 of 3 cases")
    assert (facts(lead)["Limiting-factor flags"], facts(deputy)["Limiting-factor flags"]) == (
        "1 flag: 1 not decided",
        "none",
    )
    reasons = [sum(len(theme.reasons) for theme in summary.content(desk).themes) for desk in both]
    assert reasons[0] > reasons[1]
    assert (len(alerts.flags(lead)), alerts.flags(deputy)) == (1, [])
    assert [one.flags for one in home.home(deputy).cases if one.line.reference == CASE] == [0]
    totals.keep(deputy, tmp_path / "kept")
    kept = msgspec.json.decode((tmp_path / "kept" / totals.SCORES).read_bytes())
    assert (kept["left_out"], kept["scores"]["cases"]) == (TOLD, 1)
    with pytest.raises(Refused, match="both are finished"):
        concerns.decide_limiting(deputy, CASE, alerts.flags(lead)[0].member, "public", Decision(True, "made up"))


def test_both_finished_count_and_a_reading_that_is_reopened_is_left_out_again(both, desks):
    lead, deputy = both
    scores.scores(deputy)
    desks.read("deputy", CASE, SECOND)
    assert scores.scores(deputy) == scores.scores(lead)
    assert blind.told_left_out(deputy) == ""
    desks.carry("deputy", "lead")
    assert pdf(summary.content(deputy)) == pdf(summary.content(lead))
    reading.reopen(deputy, CASE, "once more")
    assert scores.scores(deputy).cases == 1
    assert scores.scores(deputy) == scores.scores_afresh(deputy)
    inspection.withdraw_allocation(deputy, CASE, deputy.me)
    assert scores.scores(deputy).cases == 2
    assert checks.check(deputy).difference == ""


def test_a_flag_in_a_first_reading_that_is_not_finished_is_left_out_and_told(both, desks):
    _, deputy = both
    reading.reopen(desks["one"], CASE, "once more")
    desks.carry("one", "deputy")
    assert facts(deputy)["Limiting-factor flags"] == "none"
    assert blind.told_left_out(deputy) == TOLD
    assert blind.left_out(deputy) == frozenset()
