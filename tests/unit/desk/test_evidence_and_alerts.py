"""Evidence, alerts and flags: whoever wrote them corrects them and takes them back, and nobody else."""

import msgspec
import pytest

from fjidesk.desk import alerts, bundles, concerns, evidence, history
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Decision, Evidence, Limiting

BOARD = Evidence(kind="interview", theme="governance", topic="G01", text="Slow to act.", judgement="weakness")
QUOTE = Evidence(kind="quote", theme="child", text="I felt heard.", case="HB-01")
ALERT = Alert(case="HB-01", at_risk="child", what="Staying with strangers.", told="", told_at="2013-11-18T10:00:00Z")


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01",))


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    assert caught.value.code == code


def test_evidence_is_kept_corrected_and_taken_back(reader):
    name = evidence.add(reader, BOARD)
    assert evidence.own(reader, name).inspectorate == "probation"
    evidence.change(reader, name, msgspec.structs.replace(BOARD, judgement="mixed", inspectorate="health"))
    [piece] = evidence.listed(reader, topic="G01")
    assert (piece.id, piece.evidence.judgement, piece.evidence.inspectorate) == (name, "mixed", "health")
    assert evidence.listed(reader, theme="child") == []
    assert len(evidence.listed(reader, theme="governance")) == 1
    evidence.withdraw(reader, name)
    assert evidence.listed(reader) == []
    refused("evidence-unknown", evidence.withdraw, reader, name)
    refused("evidence-unknown", evidence.change, reader, name, BOARD)


def test_a_quote_says_why_it_cannot_be_printed(reader):
    name = evidence.add(reader, QUOTE)
    said = []
    for marks in ({}, {"consent": "no"}, {"consent": "yes"}, {"consent": "yes", "altered": "no"}, {"altered": "yes"}):
        marked = msgspec.structs.replace(evidence.own(reader, name), **marks)
        evidence.change(reader, name, marked)
        said += [evidence.listed(reader, case="HB-01")[0].unprintable]
    altered = "names and details not altered yet"
    assert said == ["consent not asked", "no consent", altered, altered, ""]
    evidence.add(reader, BOARD)
    assert [piece.unprintable for piece in evidence.listed(reader, theme="governance")] == [""]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "evidence-empty"),
        ({"theme": "weather"}, "theme-unknown"),
        ({"topic": "G99"}, "topic-unknown"),
        ({"theme": "child"}, "topic-of-another-theme"),
        ({"case": "ZZ-9"}, "case-unknown"),
    ],
)
def test_what_evidence_cannot_be(reader, changes, code):
    refused(code, evidence.add, reader, msgspec.structs.replace(BOARD, **changes))
    name = evidence.add(reader, BOARD)
    refused(code, evidence.change, reader, name, msgspec.structs.replace(BOARD, **changes))


def test_anothers_evidence_and_alert_are_read_and_not_touched(team, reader):
    lead = team.desks["lead"]
    name, alarm = evidence.add(reader, BOARD), concerns.raise_alert(reader, ALERT)
    bundles.bring_in(lead, [bundles.export(reader, team.root / "out").path])
    assert [piece.id for piece in evidence.listed(lead)] == [name]
    assert [one.id for one in alerts.listed(lead)] == [alarm]
    refused("evidence-unknown", evidence.withdraw, lead, name)
    refused("alert-unknown", alerts.write_on, lead, alarm, told="lead")


def test_an_alert_is_written_on_until_it_is_closed(reader):
    name = concerns.raise_alert(reader, ALERT)
    alerts.write_on(reader, name, told="Team manager")
    alerts.write_on(reader, name, will_do="Visit today")
    later = concerns.raise_alert(reader, msgspec.structs.replace(ALERT, told_at="2013-11-19T10:00:00Z"))
    [first, second] = alerts.listed(reader, only_open=True)
    assert (first.id, first.alert.told, first.alert.will_do, second.id) == (name, "Team manager", "Visit today", later)
    concerns.close_alert(reader, reader.me, name, "Seen and safe")
    assert [(one.id, one.open) for one in alerts.listed(reader, "HB-01")] == [(later, True), (name, False)]
    assert [one.id for one in alerts.listed(reader, only_open=True)] == [later]
    assert alerts.listed(reader, "HB-02") == []
    refused("alert-closed", alerts.write_on, reader, name, told="lead")
    assert len([entry for entry in history.history(reader, "HB-01", "") if entry.kind == "alert"]) >= 4


def test_a_flag_is_listed_with_its_decision_and_taken_back(team, reader):
    lead = team.desks["lead"]
    concerns.flag_limiting(reader, "HB-01", "public", Limiting(at_risk="other", text="Nobody acts."))
    bundles.bring_in(lead, [bundles.export(reader, team.root / "out").path])
    assert [flag.decision for flag in alerts.flags(lead)] == ["not decided"]
    concerns.decide_limiting(lead, "HB-01", reader.me, "public", Decision(limits=False, reason="They had."))
    assert [(flag.decision, flag.reason) for flag in alerts.flags(lead)] == [("does not limit", "They had.")]
    refused("flag-unknown", alerts.withdraw_flag, lead, "HB-01", "public")
    refused("theme-unknown", alerts.withdraw_flag, reader, "HB-01", "weather")
    alerts.withdraw_flag(reader, "HB-01", "public")
    assert alerts.flags(reader) == []
