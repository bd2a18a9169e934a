"""The summary of real desks: what it gathers, and that two desks with the same revisions print the same."""

import io
from typing import Any

import msgspec
import pypdf
import pytest

from fjidesk.desk import bundles, checks, concerns, reading, scores, summary
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Decision, Evidence, Limiting
from fjidesk.model.revision import make
from fjidesk.store import revisions

REFERENCES = ("HB-01", "HB-02", "HB-03")


@pytest.fixture
def desks(team):
    """Return a lead's and a deputy's desk that hold the same, and the desk of a reader."""
    lead = team.lead()
    deputy = team.join("deputy", "deputy")
    inspector = team.join("inspector", first=("HB-01", "HB-02"))
    for case in ("HB-01", "HB-02"):
        reading.answer(inspector, case, "R01", Answer(answer="no", reasons=["evidence-thin"], note=f"note on {case}"))
        reading.answer(inspector, case, "R02", Answer(answer="yes", note="SECRET"))
    reading.finish(inspector, "HB-01", with_gaps=True)
    concerns.flag_limiting(inspector, "HB-01", "public", Limiting(at_risk="other", text="flag on HB-01"))
    concerns.flag_limiting(inspector, "HB-01", "child", Limiting(at_risk="child", text="flag on HB-01"))
    concerns.raise_alert(inspector, Alert(case="HB-02", at_risk="child", what="SECRET", told="duty", told_at="now"))
    concerns.add_evidence(
        inspector,
        Evidence(kind="meeting", theme="governance", topic="G01", text="SECRET", judgement="weakness", case="HB-01"),
    )
    first = bundles.export(inspector, team.root / "out").path
    _brought_in(lead, first)
    concerns.decide_limiting(lead, "HB-01", inspector.me, "public", Decision(limits=True, reason="SECRET"))
    _brought_in(deputy, bundles.export(lead, team.root / "out").path, first)
    return lead, deputy, inspector


def _brought_in(desk, *paths):
    outcomes = bundles.bring_in(desk, list(paths))
    assert [outcome.status for outcome in outcomes] == ["merged"] * len(paths), outcomes


def facts(desk):
    return {line.label: line.value for line in summary.content(desk).facts}


def pages(path):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages]


def test_it_gathers_what_the_desk_holds(desks):
    lead, _, _ = desks
    content = summary.content(lead)
    found = facts(lead)
    assert found["Readings counted"] == "1 of 3 cases: a part of the picture"
    assert found["Limiting-factor flags"] == "2 flags: 1 decided as limiting, 1 not decided"
    assert found["Alerts"] == "1 open of 1: an open alert is for today"
    assert found["Second readings"] == "none yet"
    assert found["State"].replace(" ", "").startswith(checks.state(lead)[:12])
    held = revisions.extent(lead.db)
    assert found["Work merged"] == f"{held.revisions} changes by 2 members"
    assert content.identification.created == held.latest
    theme = scores.scores(lead).theme("reoffending")
    assert content.themes[0].standing.counts == f"{theme.yes} Yes of {theme.applicable} applicable answers"
    assert [(line.id, line.times) for line in content.themes[0].reasons] == [("R01", 1)]
    assert content.governance[0].topics[0].judgements == "1 weakness"
    assert content.identification.author == "A service"


def test_no_reference_no_note_and_no_text_of_a_case_is_in_content_or_pdf(desks, tmp_path):
    lead, _, _ = desks
    summary.write_pdf(lead, tmp_path / "summary.pdf")
    reader: Any = pypdf.PdfReader(tmp_path / "summary.pdf")
    printed = [page.extract_text() for page in reader.pages]
    data = [page.get_contents().get_data().decode("latin-1") for page in reader.pages]
    found = "".join([msgspec.json.encode(summary.content(lead)).decode(), *printed, *data, str(reader.metadata)])
    for secret in (*REFERENCES, "SECRET", "note on", "flag on"):
        assert secret not in found


def test_two_desks_with_the_same_revisions_print_the_same_bytes(desks, tmp_path):
    lead, deputy, _ = desks
    assert checks.state(lead) == checks.state(deputy)
    summary.write_pdf(lead, tmp_path / "lead.pdf")
    summary.write_pdf(deputy, tmp_path / "deputy.pdf")
    assert (tmp_path / "lead.pdf").read_bytes() == (tmp_path / "deputy.pdf").read_bytes()


def test_later_nothing_changes_but_a_new_revision_does(desks, team, tmp_path):
    lead, _, inspector = desks
    summary.write_pdf(lead, tmp_path / "one.pdf")
    for _ in range(1000):
        team.clock()
    summary.write_pdf(lead, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    reading.finish(inspector, "HB-02", with_gaps=True)
    _brought_in(lead, bundles.export(inspector, team.root / "out").path)
    assert facts(lead)["Readings counted"] == "2 of 3 cases: a part of the picture"
    summary.write_pdf(lead, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() != (tmp_path / "two.pdf").read_bytes()


def test_the_marking_follows_the_inspection_and_rises_with_a_quote(desks, tmp_path):
    lead, _, _ = desks
    path = tmp_path / "summary.pdf"
    summary.write_pdf(lead, path)
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 and "[PERSONAL]" not in page for page in pages(path))
    quote = Evidence(kind="quote", theme="child", text="They came.", source="child", consent="yes", altered="yes")
    concerns.add_evidence(lead, quote)
    summary.write_pdf(lead, path)
    assert all(page.count("OFFICIAL-SENSITIVE [PERSONAL]") == 2 for page in pages(path))


def test_a_time_that_is_none_does_not_date_the_print_and_what_is_quarantined_is_counted(desks):
    lead, _, _ = desks
    before = revisions.extent(lead.db)
    odd = [_alert(lead, number, made_at) for number, made_at in enumerate(("zzz", "9999-12-31", "2999-01-01T00:00:00"))]
    apart = revisions.Quarantined(_alert(lead, 9, "2998-01-01T00:00:00Z"), lead.me, "a reason", "")
    with lead.store.writing() as db:
        revisions.add(db, odd)
        revisions.quarantine(db, [apart])
    after = revisions.extent(lead.db)
    assert after == before._replace(revisions=before.revisions + 3, quarantined=1)
    assert facts(lead)["Work merged"].endswith("; 1 more is kept apart and not counted")


def _alert(desk, number, made_at):
    body = Alert(case="HB-02", at_risk="child", what="x", told="x", told_at="now", outcome="done")
    return make(
        kind="alert",
        key=(desk.me, f"{number:032}"),
        body=body,
        parents=[],
        author=desk.me,
        device=desk.device,
        counter=1,
        made_at=made_at,
    )


def test_a_reader_prints_no_summary(desks, tmp_path):
    _, _, inspector = desks
    with pytest.raises(Refused) as refused:
        summary.write_pdf(inspector, tmp_path / "summary.pdf")
    assert refused.value.code == "not-a-lead"
    assert not (tmp_path / "summary.pdf").exists()


def test_without_an_inspection_it_is_refused(team, tmp_path):
    with pytest.raises(Refused) as refused:
        summary.write_pdf(team.make("lead", "lead"), tmp_path / "summary.pdf")
    assert refused.value.code == "no-inspection"


def test_an_empty_inspection_prints_that_nothing_is_rated(team, tmp_path):
    lead = team.lead()
    summary.write_pdf(lead, tmp_path / "summary.pdf")
    assert "0 of 3 cases: no finished reading yet, so nothing is rated" in pages(tmp_path / "summary.pdf")[0]
