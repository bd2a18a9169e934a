"""U2, and the proof that revisions hold: any order of verbs, undo, redo and restarts keeps the store whole.

A plain model beside the real, encrypted desk remembers what stood before each step and all that was acknowledged.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from fjidesk.clock import new_id
from fjidesk.desk import checks, concerns, history, reading, undo, workspace
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.records import Answer, Evidence, Limiting, Reading
from fjidesk.store import history as stored
from fjidesk.store import readings, revisions
from tests.conftest import PASSPHRASE, Team

if TYPE_CHECKING:
    from pathlib import Path

CASES = ("HB-01", "HB-02")
QUESTIONS = ("R01", "R02", "R29", "P04", "P07", "P08")
SECTIONS = (("reoffending", "assessment"), ("public", "planning"), ("public", "assessment"))
NOTES = st.sampled_from(["", "A note.", "Another note, longer.", "“quoted” <b>&amp;</b>\nline 2", "=1+1", "ŵ ŷ"])
REASONS: dict[str, list[str]] = {"yes": [], "no": ["other"], "na": ["too_early"]}
EXPECTED = {
    "does-not-apply", "reading-finished", "reading-not-finished", "section-answered", "nothing-to-undo",
    "nothing-to-redo",
}  # fmt: skip


@dataclass
class Hands:
    """A clock that goes on by a minute with every write."""

    now: datetime = datetime(2013, 11, 18, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass
class Ground:
    """A reader's desk to copy from, its unlocked key, and where copies go; counts what was tried."""

    template: Path
    identity: Any
    where: Path
    counts: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    team = Team(tmp_path_factory.mktemp("team"))
    with team.stack:
        team.lead()
        folder = team.join("reader", first=CASES).folder
    identity = workspace.unlock(folder, PASSPHRASE)
    return Ground(folder, identity, tmp_path_factory.mktemp("copies"))


def answer_of(value: str, note: str) -> Answer:
    return Answer(answer=value, reasons=REASONS[value], note=note)  # type: ignore[arg-type]


class Verbs(RuleBasedStateMachine):
    """The verbs of a reader, on a copy of a real desk."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.clock = Hands()
        self.folder = self.ground.where / new_id()
        shutil.copytree(self.ground.template, self.folder)
        self.desk = workspace.open_with(self.folder, self.ground.identity, clock=self.clock, ids=new_id)
        self.past: list[Any] = []
        self.future: list[Any] = []
        self.now = self.look()
        self.acknowledged: set[tuple[Any, bytes]] = set()
        self.moments: list[tuple[datetime, Any]] = []

    def look(self) -> Any:
        """Return every current value that these verbs can change."""
        positions = {case: reading.position(self.desk, case) for case in CASES}
        return (
            {case: (found.reading, dict(found.answers)) for case, found in positions.items()},
            readings.limiting(self.desk.db),
            readings.evidence(self.desk.db),
        )

    def acknowledge(self) -> None:
        """Remember every value that stands now as one that must never be lost."""
        sheets, flags, evidence = self.now
        for case, (current, answers) in sheets.items():
            if reading.position(self.desk, case).opened:
                self.keep(("reading", (case, self.desk.me)), current)
            for name, given in answers.items():
                self.keep(("answer", (case, self.desk.me, name)), given)
        for key, (flag, _) in flags.items():
            self.keep(("limiting", key), flag)
        for key, body in evidence.items():
            self.keep(("evidence", key), body)

    def keep(self, record: Any, body: Any) -> None:
        self.acknowledged.add((record, msgspec.json.encode(body)))

    def did(self, call: Any, *arguments: Any, **named: Any) -> None:
        """Run a verb; what it changed is one step for undo, what it refused is none."""
        self.ground.counts["verbs"] += 1
        before = checks.state(self.desk)
        try:
            call(self.desk, *arguments, **named)
        except Refused as error:
            self.refused(error, before)
            return
        found = self.look()
        if found != self.now:
            self.past.append(self.now)
            self.future.clear()
        self.now = found
        self.acknowledge()
        self.moments.append((self.clock.now, found))

    def refused(self, error: Refused, before: str) -> None:
        self.ground.counts[f"refused {error.code}"] += 1
        assert error.code in EXPECTED
        assert checks.state(self.desk) == before

    @rule(
        case=st.sampled_from(CASES), name=st.sampled_from(QUESTIONS), value=st.sampled_from(list(REASONS)), note=NOTES
    )
    def answer(self, case, name, value, note):
        self.did(reading.answer, case, name, answer_of(value, note))

    @rule(case=st.sampled_from(CASES), names=st.sets(st.sampled_from(QUESTIONS), min_size=2), note=NOTES)
    def answer_several(self, case, names, note):
        self.did(reading.answer_all, case, {name: answer_of("no", note) for name in sorted(names)})

    @rule(case=st.sampled_from(CASES), name=st.sampled_from(QUESTIONS))
    def clear(self, case, name):
        self.did(reading.clear, case, name)

    @rule(case=st.sampled_from(CASES), value=st.sampled_from(["yes", "no", ""]))
    def correct_a_fact(self, case, value):
        self.did(reading.correct_facts, case, {"victim": value})

    @rule(case=st.sampled_from(CASES), section=st.sampled_from(SECTIONS))
    def say_that_a_section_does_not_apply(self, case, section):
        self.did(reading.section_na, case, *section, "not_needed")

    @rule(case=st.sampled_from(CASES), minutes=st.integers(0, 200))
    def finish(self, case, minutes):
        self.did(reading.finish, case, with_gaps=True, minutes=minutes)

    @rule(case=st.sampled_from(CASES))
    def reopen(self, case):
        self.did(reading.reopen, case, "one more record")

    @rule(case=st.sampled_from(CASES), text=st.sampled_from(["one", "two"]))
    def flag(self, case, text):
        self.did(concerns.flag_limiting, case, "public", Limiting(at_risk="child", text=text))

    @rule(text=st.sampled_from(["one", "two"]))
    def add_evidence(self, text):
        self.did(concerns.add_evidence, Evidence(kind="meeting", theme="governance", text=text))

    @rule()
    def close_and_open_again(self):
        self.ground.counts["restarts"] += 1
        self.desk.close()
        self.desk = workspace.open_with(self.folder, self.ground.identity, clock=self.clock, ids=new_id)

    @invariant()
    def the_values_are_those_of_the_model(self):
        assert self.look() == self.now

    def teardown(self) -> None:
        """Check the whole store, and that nothing that was acknowledged is missing from the history."""
        found = checks.check(self.desk)
        assert not found.difference
        raw = revisions.everything_raw(self.desk.db)
        assert found.state == rev.state_hash(rev.identify(data) for _, data in raw)
        held = {
            (placed.sealed.revision.record, bytes(placed.sealed.revision.body))
            for placed in stored.arrived_after(self.desk.db, 0)
        }
        told = {
            ((entry.kind, tuple(entry.key)), bytes(entry.value))
            for case in CASES
            for entry in history.history(self.desk, case)
        }
        about = {one for one in self.acknowledged if one[0][0] != "evidence"}
        lost = (self.acknowledged - held) | (about - told)
        self.ground.counts["acknowledged"] += len(self.acknowledged)
        self.ground.counts["lost"] += len(lost)
        self.ground.counts["tries"] += 1
        assert not lost
        self.desk.close()
        shutil.rmtree(self.folder)


class Alone(Verbs):
    """One device: undo gives exactly what stood before, redo exactly what stood after."""

    @rule()
    def undo(self):
        self.turn(undo.undo, self.past, self.future)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.turn(undo.redo, self.future, self.past)

    @rule()
    def redo_where_there_may_be_nothing(self):
        self.turn(undo.redo, self.future, self.past)

    @precondition(lambda self: self.past)
    @rule()
    def undo_and_redo_give_the_same(self):
        undo.undo(self.desk)
        assert self.look() == self.past[-1]
        undo.redo(self.desk)
        self.moments.append((self.clock.now, self.now))
        self.ground.counts["undo then redo"] += 1

    def turn(self, call: Any, source: list[Any], target: list[Any]) -> None:
        before, coming = checks.state(self.desk), undo.coming(self.desk)
        said = coming.undo if call is undo.undo else coming.redo
        assert bool(said) is bool(source)
        try:
            moved = call(self.desk)
        except Refused as error:
            assert not source
            self.refused(error, before)
            return
        assert moved.words == said
        assert moved.changes.revisions
        self.ground.counts[call.__name__] += 1
        target.append(self.now)
        self.now = source.pop()
        self.moments.append((self.clock.now, self.now))

    def teardown(self) -> None:
        """Show each case as it was at every moment, and compare with what stood then."""
        for moment, (sheets, _, _) in self.moments:
            for case, expected in sheets.items():
                was = history.as_it_was(self.desk, case, moment)
                assert (was.reading, dict(was.answers)) == expected
                self.ground.counts["moments"] += 1
        super().teardown()


class Between(Verbs):
    """Another device of the same reader writes in between: undo never replaces what that one wrote."""

    @rule(
        case=st.sampled_from(CASES),
        name=st.sampled_from(QUESTIONS),
        value=st.sampled_from(list(REASONS)),
        beside=st.booleans(),
    )
    def another_device_answers(self, case, name, value, beside):
        key = (case, self.desk.me, name)
        self.arrives("answer", key, answer_of(value, "from the other laptop"), beside=beside)

    @rule(case=st.sampled_from(CASES), state=st.sampled_from(["open", "finished"]))
    def another_device_finishes(self, case, state):
        body = Reading(state=state, facts={"victim": "no"}, minutes=7)
        self.arrives("reading", (case, self.desk.me), body, beside=False)

    def arrives(self, kind: str, key: Any, body: Any, *, beside: bool) -> None:
        self.ground.counts["merges"] += 1
        heads = tuple(revisions.heads(self.desk.db, kind, key))
        if beside and heads:
            heads = revisions.get(self.desk.db, heads[0]).revision.parents
        made = rev.make(
            kind=kind, key=key, body=body, parents=heads, author=self.desk.me, device="another",
            counter=revisions.top_counter(self.desk.db) + 1, made_at="2013-11-18T09:00:00Z",
        )  # fmt: skip
        with self.desk.store.writing() as db:
            revisions.add(db, [made])
            readings.settle(db, self.desk.framework, [key[:2]])
        self.keep((kind, key), body)
        self.now = self.look()

    @rule()
    def undo(self):
        self.turn(undo.undo)

    @rule()
    def redo(self):
        self.turn(undo.redo)

    def turn(self, call: Any) -> None:
        before = checks.state(self.desk)
        try:
            moved = call(self.desk)
        except Refused as error:
            if error.code != "changed-since":
                self.refused(error, before)
            assert checks.state(self.desk) == before
            self.ground.counts[f"{call.__name__} refused"] += 1
            return
        self.ground.counts[call.__name__] += 1
        for name in moved.changes.revisions:
            parents = revisions.get(self.desk.db, name).revision.parents
            assert {revisions.get(self.desk.db, parent).revision.device for parent in parents} <= {self.desk.device}
        self.now = self.look()


def run(machine: type[Verbs], ground: Ground, tries: int, steps: int) -> Counter[str]:
    ground.counts.clear()
    run_state_machine_as_test(
        type(machine.__name__, (machine,), {"ground": ground}),
        settings=settings(
            max_examples=tries,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return ground.counts


@pytest.mark.parametrize("machine", [Alone, Between])
def test_any_sequence_of_verbs_keeps_the_store_whole(ground, machine):
    counts = run(machine, ground, 12, 14)
    assert counts["tries"] >= 12
    assert counts["lost"] == 0
    assert counts["undo"]


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("machine", [Alone, Between])
def test_many_long_sequences_of_verbs_keep_the_store_whole(ground, machine, capsys):
    counts = run(machine, ground, 150, 50)
    with capsys.disabled():
        print(f"\n{machine.__name__}: {', '.join(f'{name} {number}' for name, number in sorted(counts.items()))}")  # noqa: T201
    assert counts["tries"] >= 150
    assert counts["lost"] == 0
