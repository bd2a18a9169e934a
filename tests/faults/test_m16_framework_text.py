"""M16: a framework's text that cannot be read stops nothing, and another one than the inspection names is not used."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from fjidesk.desk import bundles, checks, corrections, inspection, reading, scores
from fjidesk.desk import writing as desk_writing
from fjidesk.errors import Refused
from fjidesk.model import framework_file
from fjidesk.model.records import Answer, FrameworkText
from fjidesk.store import revisions
from fjidesk.store import team as stored
from tests.field import revision, signed

OLD = inspection.framework_bytes("fji-2014").decode()


def titled(number):
    return OLD.replace('version = "1"', f'version = "{number}"', 1)


def written(author, to, path, toml, sequence=None):
    made = revision(author, "framework", ("fji-2014",), FrameworkText(toml=toml), 9000)
    return signed(author, to, [made], path, **({} if sequence is None else {"sequence": sequence}))


def refused(function, *arguments):
    with pytest.raises(Refused) as caught:
        function(*arguments)
    return caught.value.code


@pytest.mark.parametrize("toml", ["not = [toml", "", OLD.replace("[[questions]]", "[[tomorrow]]", 1)])
def test_m16_a_text_that_cannot_be_read_is_kept_apart_and_the_next_bundles_come_in(desks, tmp_path, toml):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    bad = written(deputy, lead, tmp_path / "bad.fjib", toml)
    reading.answer(one, "HB-01", "R01", Answer(answer="yes"))
    good = bundles.export(one, tmp_path).path
    outcomes = bundles.bring_in(lead, [bad, good])
    assert [(one.status, one.quarantined) for one in outcomes] == [("merged", 1), ("merged", 0)]
    (aside,) = revisions.quarantined(lead.db)
    assert "cannot read its framework" in aside.reason
    assert scores.scores(lead)
    assert not checks.check(lead).difference


def test_m16_another_text_than_the_inspection_names_is_not_used(desks, tmp_path):
    lead, deputy = desks["lead"], desks["deputy"]
    other = OLD.replace('id = "R02"', 'id = "R99"').replace('question = "R02"', 'question = "R99"')
    bundles.bring_in(lead, [written(deputy, lead, tmp_path / "other.fjib", other)])
    assert stored.framework_text(lead.db, "fji-2014") == other
    assert lead.framework.sha256 == lead.inspection.framework_sha256
    assert "R02" in {line.id for line in scores.scores(lead).questions}
    corrections.correct_framework(lead, OLD.encode(), "fji-2014.toml")
    assert stored.framework_text(lead.db, "fji-2014") == OLD
    assert refused(corrections.correct_framework, lead, OLD.encode(), "fji-2014.toml") == "framework-same"
    assert not checks.check(lead).difference


def test_m16_without_the_text_that_the_inspection_names_nothing_is_scored_and_bundles_come_in(desks, tmp_path):
    lead, one = desks["lead"], desks["one"]
    text = titled(2)
    named = framework_file.parse(text.encode(), "fji-2014.toml").sha256
    entry = msgspec.structs.replace(lead.inspection, framework_version="2", framework_sha256=named)
    desk_writing.write(lead, [("inspection", (), entry)])
    assert refused(scores.scores, lead) == "framework-differs"
    assert "not the one that the inspection names" in checks.check(lead).difference
    reading.answer(one, "HB-01", "R01", Answer(answer="yes"))
    assert bundles.bring_in(lead, [bundles.export(one, tmp_path).path])[0].status == "merged"
    corrections.correct_framework(lead, text.encode(), "fji-2014.toml")
    assert lead.framework.version == "2"
    assert not checks.check(lead).difference


def test_m16_inspection_and_text_come_in_either_order_and_two_leads_correct_side_by_side(desks, tmp_path):
    lead, deputy, one = desks["lead"], desks["deputy"], desks["one"]
    corrections.correct_framework(lead, titled(2).encode(), "fji-2014.toml")
    corrections.correct_framework(deputy, titled(3).encode(), "fji-2014.toml")
    parts = [
        (author, [sealed])
        for author in (lead, deputy)
        for sealed in revisions.by_author(author.db, author.me)
        if sealed.revision.kind in {"framework", "inspection"} and sealed.revision.parents
    ]
    assert len(parts) == 4
    numbers = itertools.count(500)
    for author, made in reversed(parts):  # the inspection before its text
        bundles.bring_in(one, [signed(author, one, made, tmp_path / "part.fjib", sequence=next(numbers))])
    desks.carry("lead", "deputy")
    desks.carry("deputy", "lead")
    versions = set()
    for desk in (lead, deputy, one):
        assert desk.framework.sha256 == desk.inspection.framework_sha256
        versions.add(desk.framework.version)
    assert len(versions) == 1
    for desk in (lead, deputy):
        assert not checks.check(desk).difference
