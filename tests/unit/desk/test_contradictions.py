"""Contradictions on a desk: named as they arise, and never in the way."""

from fjidesk.desk import cases, contradictions, reading
from fjidesk.model.records import Answer


def test_they_are_named_and_finishing_goes_on(team):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    assert contradictions.arising(reader, "HB-01") == []
    reading.answer(reader, "HB-01", "R14", Answer(answer="no", note="None on file."))
    reading.answer(reader, "HB-01", "R15", Answer(note="Looked for it."))
    assert contradictions.arising(reader, "HB-01") == []  # a note alone is no answer
    reading.answer(reader, "HB-01", "R15", Answer(answer="yes"))
    assert [found.id for found in contradictions.arising(reader, "HB-01")] == ["no_plan_yet_good"]
    assert list(cases.case_sheet(reader, "HB-01").contradictions) == ["no_plan_yet_good"]
    reading.finish(reader, "HB-01", with_gaps=True)
    assert reading.position(reader, "HB-01").reading.state == "finished"
