"""M13: answers by an old and a new framework side by side: what is unknown is kept, not counted, and not dropped."""

from __future__ import annotations

import re

import msgspec
import pytest

from fjidesk.desk import (
    agreeing,
    bundles,
    cases,
    checks,
    history,
    inspection,
    reading,
    scores,
    second_readings,
    summary,
)
from fjidesk.desk import writing as desk_writing
from fjidesk.model import framework_file
from fjidesk.model.records import Answer, FrameworkText
from fjidesk.report.pdf import pdf
from fjidesk.store import readings
from tests.field import CASE, FIRST, answered


def changed(text):
    """Return a framework in which R02 is called R99, and R03 has other reasons."""
    text = text.replace('id = "R02"', 'id = "R99"').replace('question = "R02"', 'question = "R99"')
    start = text.index('id = "R03"')
    part = re.sub(r'\{ id = "([a-z-]+)", label', r'{ id = "new-\1", label', text[start : start + 2500].split("[[")[0])
    return text[:start] + part + text[start + len(part) - part.count("new-") * 4 :]


def give(lead, text):
    framework = framework_file.parse(text.encode(), "fji-2014.toml")
    first = lead.inspection
    entry = msgspec.structs.replace(first, framework_version="2", framework_sha256=framework.sha256)
    desk_writing.write(lead, [("framework", (framework.id,), FrameworkText(toml=text)), ("inspection", (), entry)])
    lead.forget_framework()
    return framework


@pytest.fixture
def both(desks):
    """``one`` reads by the old framework, ``other`` by the new one; the lead has the new, the deputy the old."""
    desks.read("one", CASE, FIRST)
    new = give(desks["lead"], changed(inspection.framework_bytes("fji-2014").decode()))
    assert "R99" in new.by_id
    assert "R02" not in new.by_id
    desks.carry("one", "lead", "deputy")
    path = desks.out("lead", ("other",))
    bundles.bring_in(desks["other"], [path])
    reading.answer_all(desks["other"], CASE, answered({"R99": "yes", "R01": "no", "R03": "yes"}))
    reading.finish(desks["other"], CASE, with_gaps=True)
    desks.carry("other", "lead", "deputy")
    return desks


@pytest.mark.parametrize("name", ["lead", "deputy"])
def test_m13_both_are_kept_and_what_is_unknown_is_not_counted(both, name):
    desk = both[name]
    one, other = both["one"].me, both["other"].me
    assert readings.answers(desk.db, (CASE, one))["R02"].note == "on R02"
    assert readings.answers(desk.db, (CASE, other))["R99"].note == "on R99"
    found = {line.id: line for line in scores.scores(desk).questions}
    assert ("R02" in found, "R99" in found) == (name == "deputy", name == "lead")
    assert found["R01"].yes == 1
    assert len(found) == 117
    assert cases.case_sheet(desk, CASE).answers
    assert len(history.history(desk, CASE)) > 10
    assert {line.question for line in second_readings.differences(desk)} >= {"R01"}
    assert agreeing.agreeing(desk).overall.units >= 2
    assert pdf(summary.content(desk))
    assert checks.check(desk).difference == ""


def test_m13_both_desks_are_equal_once_the_framework_has_come(both):
    both.carry("lead", "deputy")
    both["deputy"].forget_framework()
    assert both.state("lead") == both.state("deputy")
    assert scores.scores(both["lead"]) == scores.scores(both["deputy"])
    assert pdf(summary.content(both["lead"])) == pdf(summary.content(both["deputy"]))


def test_m13_a_reason_that_is_not_offered_any_more_is_kept_by_its_id(desks):
    old = inspection.framework_bytes("fji-2014").decode()
    framework = framework_file.parse(old.encode(), "fji-2014.toml")
    reason = framework.by_id["R03"].reasons[0]
    reading.answer(desks["one"], CASE, "R03", Answer(answer="no", reasons=[reason.id]))
    give(desks["lead"], changed(old))
    desks.carry("one", "lead")
    assert readings.answers(desks["lead"].db, (CASE, desks["one"].me))["R03"].reasons == [reason.id]
    (entry,) = history.history(desks["lead"], CASE, "R03")
    assert reason.id in entry.words
