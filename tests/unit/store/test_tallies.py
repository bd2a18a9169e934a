"""What is counted from one look to the next is what counting everything gives."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from fjidesk.desk import checks
from fjidesk.desk.scores import scores, scores_afresh
from fjidesk.desk.writing import write
from fjidesk.model import chains
from fjidesk.model.records import Agreed, Allocation, Answer, Reading
from fjidesk.model.revision import make
from fjidesk.model.score import Tally
from fjidesk.store import readings, revisions
from fjidesk.store import team as stored
from fjidesk.store.tallies import Tallies

SAID: Any = ("yes", "no", "na", "")


def reference(desk):
    """Count case by case, from the current values: the tally of each question."""
    db, roster = desk.db, desk.roster
    found, ruled, allocated = readings.readings(db), readings.all_ruled_out(db), stored.allocations(db)
    tallies: dict[str, Counter[str]] = {question.id: Counter() for question in desk.framework.questions}
    for case in stored.cases(db):
        turns = {}
        for turn in ("first", "second"):
            takers = {
                chains.root(entry.member, roster) for entry in allocated if (entry.case, entry.turn) == (case, turn)
            }
            done = [who for (ref, who), one in found.items() if ref == case and one.state == "finished"]
            turns[turn] = min((who for who in done if chains.root(who, roster) in takers), default=None)
        if turns["first"] is None:
            continue
        said = {
            turn: {**readings.given(db, (case, who)), **dict.fromkeys(ruled.get((case, who), ()), "na")}
            for turn, who in turns.items()
            if who is not None
        }
        agreed = {row["question"]: row for row in db.query("SELECT * FROM agreed WHERE case_ref = ?", [case])}
        for name, counter in tallies.items():
            counts = said["first"].get(name, "unanswered")
            other = said.get("second", {}).get(name) if turns["second"] != turns["first"] else None
            settles = agreed.get(name)
            if settles and other and counts != other and (counts, other) == (settles["first"], settles["second"]):
                counts = settles["answer"]
            counter[counts] += 1
    return {name: Tally(one["yes"], one["no"], one["na"], one["unanswered"]) for name, one in tallies.items()}


def counts(desk, tallies):
    framework = desk.framework
    themes = {question.id: question.theme for question in framework.questions if question.scores}
    return tallies.counts(desk.db, themes, [question.id for question in framework.questions])


class Field:
    """A lead's desk on which anything arrives."""

    def __init__(self, team, chance):
        self.desk, self.chance = team.lead(), chance
        self.readers = [team.join("one").me, team.join("other").me, team.join("third").me]
        names = [question.id for question in self.desk.framework.questions]
        self.names = chance.sample(names, 3)
        self.counter = 100

    def arrives(self, kind, key, body, author):
        """Add a revision as a merge does."""
        self.counter += 1
        with self.desk.store.writing() as db:
            made = make(
                kind=kind, key=key, body=body, parents=revisions.heads(db, kind, key), author=author, device="d",
                counter=self.counter, made_at="",
            )  # fmt: skip
            revisions.add(db, [made])
            readings.settle(db, self.desk.framework, [key[:2]])

    def reads(self, case, reader, turn):
        """Have a reading allocated and finished."""
        self.arrives("allocation", (case, reader), Allocation(turn=turn), self.desk.me)
        self.arrives("reading", (case, reader), Reading(state="finished", facts={}), reader)

    def step(self):
        """Let one thing happen; return what."""
        chance = self.chance
        case, reader = chance.choice(["HB-01", "HB-02"]), chance.choice([self.readers[0], *self.readers])
        what = chance.choice(["answer"] * 6 + ["reading"] * 2 + ["allocation"] + ["agreed"] * 3 + ["member"])
        if what == "answer":
            body = chance.choice([None, *[Answer(answer=one, note="n") for one in SAID * 2]])
            self.arrives(what, (case, reader, chance.choice(self.names)), body, reader)
        elif what == "reading":
            facts = chance.choice([{"order": "referral"}, {"order": "dto", "victim": "yes"}, {}])
            state: Any = chance.choice(["finished", "finished", "finished", "reopened"])
            self.arrives(what, (case, reader), Reading(state=state, facts=facts), reader)
        elif what == "allocation":
            turn: Any = chance.choice(["first", "second"])
            self.arrives(what, (case, reader), chance.choice([Allocation(turn=turn)] * 3 + [None]), self.desk.me)
        elif what == "agreed":
            name = chance.choice(self.names)
            said: list[Any] = [readings.given(self.desk.db, (case, who)).get(name, "na") for who in self.readers[:2]]
            body = Agreed(answer=chance.choice(SAID[:3]), first=said[0], second=said[1], ground="g")
            self.arrives(what, (case, name), body, self.desk.me)
        else:
            entry = replace(self.desk.roster[self.readers[2]], replaces=chance.choice(["", *self.readers[:2]]))
            write(self.desk, [("member", (self.readers[2],), entry)])
        return what


@pytest.mark.parametrize("seed", range(2))
def test_counts_kept_are_the_counts_of_everything(team, seed):
    field = Field(team, random.Random(seed))
    for case in ("HB-01", "HB-02"):
        field.reads(case, field.readers[0], "first")
        field.reads(case, field.readers[1], "second")
    happened: Counter[str] = Counter()
    changed = 0
    last = counts(field.desk, field.desk.tallies)
    for _ in range(60):
        happened[field.step()] += 1
        found = counts(field.desk, field.desk.tallies)
        assert found.questions == reference(field.desk)
        afresh = counts(field.desk, Tallies())
        assert (found.cases, found.questions) == (afresh.cases, afresh.questions)
        assert {theme: Counter(all_of) for theme, all_of in found.by_case.items()} == {
            theme: Counter(all_of) for theme, all_of in afresh.by_case.items()
        }
        changed += found != last
        last = found
    assert min(happened[what] for what in ("answer", "reading", "allocation", "agreed", "member")) > 0
    assert changed > 5
    assert scores(field.desk) == scores_afresh(field.desk)


def test_one_more_answer_reads_one_case(team, monkeypatch):
    field = Field(team, random.Random(0))
    for case in ("HB-01", "HB-02"):
        field.reads(case, field.readers[0], "first")
    asked: list[list[str] | None] = []
    read = Tallies._read

    def noted(tallies, db, cases):
        asked.append(cases)
        return read(tallies, db, cases)

    monkeypatch.setattr(Tallies, "_read", noted)
    scores(field.desk)
    scores(field.desk)
    field.arrives("answer", ("HB-02", field.readers[0], field.names[0]), Answer(answer="yes"), field.readers[0])
    scores(field.desk)
    assert asked == [None, ["HB-02"]]


def test_what_was_counted_in_a_transaction_that_was_undone_does_not_stay(team):
    field = Field(team, random.Random(0))
    field.reads("HB-01", field.readers[0], "first")
    before = scores(field.desk)
    key = ("HB-01", field.readers[0], "R01")
    with pytest.raises(ZeroDivisionError), field.desk.store.writing():
        field.arrives("answer", key, Answer(answer="yes"), field.readers[0])
        assert scores(field.desk) != before
        _ = 1 / 0
    assert scores(field.desk) == before
    field.arrives("answer", key, Answer(answer="no"), field.readers[0])
    assert scores(field.desk) == scores_afresh(field.desk) != before


def test_check_compares_what_was_counted_with_what_counts(team):
    field = Field(team, random.Random(0))
    field.reads("HB-01", field.readers[0], "first")
    scores(field.desk)
    assert not checks.check(field.desk).difference
    field.desk.tallies._lines.clear()
    assert checks.check(field.desk).difference.startswith("the scores")


def test_an_agreed_answer_counts_as_soon_as_it_arrives(team):
    field = Field(team, random.Random(0))
    one, other = field.readers[:2]
    for reader, turn, given in ((one, "first", Answer(answer="yes")), (other, "second", Answer(answer="no"))):
        field.reads("HB-01", reader, turn)
        field.arrives("answer", ("HB-01", reader, "R01"), given, reader)
    assert counts(field.desk, field.desk.tallies).questions["R01"] == Tally(yes=1)
    settles = Agreed(answer="no", first="yes", second="no", ground="g")
    field.arrives("agreed", ("HB-01", "R01"), settles, field.desk.me)
    assert counts(field.desk, field.desk.tallies).questions["R01"] == Tally(no=1)
    field.arrives("answer", ("HB-01", other, "R01"), Answer(answer="na"), other)
    assert counts(field.desk, field.desk.tallies).questions["R01"] == Tally(yes=1)


def test_a_reading_counts_as_soon_as_its_reader_is_known_to_be_the_one_who_was_asked(team):
    field = Field(team, random.Random(0))
    field.reads("HB-01", field.readers[0], "second")
    field.arrives("allocation", ("HB-01", field.readers[2]), Allocation(turn="first"), field.desk.me)
    assert counts(field.desk, field.desk.tallies).cases == 0
    entry = replace(field.desk.roster[field.readers[2]], replaces=field.readers[0])
    write(field.desk, [("member", (field.readers[2],), entry)])
    assert counts(field.desk, field.desk.tallies).cases == 1
