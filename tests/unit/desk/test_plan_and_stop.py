"""What is shown before anything is applied, and a stop that leaves nothing behind."""

from __future__ import annotations

import pytest

from fjidesk.desk import bundles, checks, concerns, inspection, reading
from fjidesk.model.records import Alert, Answer
from fjidesk.model.revision import make
from fjidesk.store import revisions


@pytest.fixture
def pair(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01", "HB-02"))
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    return lead, reader


def planned(lead, reader, folder):
    (outcome,) = bundles.bring_in(lead, [bundles.export(reader, folder, everything=True).path], only_plan=True)
    return {row.case: row for row in outcome.rows}


def test_the_plan_is_by_member_and_case(pair, tmp_path):
    lead, reader = pair
    row = planned(lead, reader, tmp_path)["HB-01"]
    assert (row.member, row.added, row.newer, row.same) == ("reader", 2, 0, 0)
    bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])
    reading.answer(reader, "HB-01", "R01", Answer(answer="no"))
    reading.answer(reader, "HB-02", "R02", Answer(answer="no"))
    concerns.raise_alert(reader, Alert(case="HB-02", at_risk="child", what="x", told="duty", told_at="now"))
    wrong, beside = (
        make(
            kind="answer",
            key=(case, reader.me, "R01"),
            body=Answer(answer="na"),
            parents=(),
            author=reader.me,
            device=reader.device,
            counter=revisions.top_counter(reader.db) + 1,
            made_at="2013-11-18T09:00:00Z",
        )
        for case in ("HB-03", "HB-01")
    )
    with reader.store.writing() as db:
        revisions.add(db, [wrong, beside])
    rows = planned(lead, reader, tmp_path)
    first, second, third = rows["HB-01"], rows["HB-02"], rows["HB-03"]
    assert (first.added, first.newer, first.same, first.conflicting, first.quarantined) == (0, 2, 2, 1, 0)
    assert (second.added, second.newer, second.same) == (3, 0, 0)
    assert (third.added, third.quarantined) == (0, 1)
    assert (
        sum(row.added + row.newer for row in rows.values())
        == bundles.bring_in(lead, [bundles.export(reader, tmp_path).path])[0].added
    )


def test_every_file_is_told_before_it_is_worked_on(pair, tmp_path):
    lead, reader = pair
    paths = [bundles.export(reader, tmp_path).path for _ in range(2)]
    told = []
    bundles.bring_in(lead, paths, watch=bundles.Watch(at=lambda *said: told.append(said)))
    assert told == [(0, 2, paths[0].name), (1, 2, paths[1].name), (2, 2, "")]


def stop_after(asked):
    """Return a function that says stop once it has been asked so many times."""
    count = [0]

    def stop():
        count[0] += 1
        return count[0] > asked

    return stop


def test_a_stop_at_any_question_leaves_the_store_as_it_was(pair, tmp_path):
    lead, reader = pair
    for case in ("HB-01", "HB-02"):
        names = [one.id for one in reader.framework.questions if one.applies is None]
        reading.answer_all(reader, case, {name: Answer(answer="no", note="x" * 400) for name in names})
    path = bundles.export(reader, tmp_path).path
    before, state, number = lead.store.path.read_bytes(), checks.state(lead), 0
    while True:
        stop = stop_after(number)
        outcome = bundles.bring_in(lead, [path], watch=bundles.Watch(stop=stop))[0]
        if outcome.status != "stopped":
            break
        assert lead.store.path.read_bytes() == before
        assert checks.state(lead) == state
        number += 1
    assert outcome.status == "merged"
    assert number > 3, "it is asked before the file, in the transaction, and right before its end"
    assert not checks.check(lead).difference


def test_what_came_before_the_stop_stays_whole(pair, team, tmp_path):
    lead, reader = pair
    other = team.join("other", first=("HB-03",))
    reading.answer(other, "HB-03", "R01", Answer(answer="yes"))
    paths = [bundles.export(desk, tmp_path).path for desk in (reader, other)]
    done = []
    watch = bundles.Watch(at=lambda number, total, name: done.append(number), stop=lambda: len(done) > 1)
    assert [one.status for one in bundles.bring_in(lead, paths, watch=watch)] == ["merged", "stopped"]
    assert list(revisions.by_author(lead.db, reader.me))
    assert not list(revisions.by_author(lead.db, other.me))
    assert [one.status for one in bundles.bring_in(lead, paths)] == ["already", "merged"]


def test_a_member_is_found_by_six_words(pair):
    from fjidesk.bundle.keys import six_words

    lead, reader = pair
    assert inspection.find_member(lead, six_words(reader.me).upper()) == reader.me
    assert inspection.find_member(lead, reader.me[:12]) == reader.me
