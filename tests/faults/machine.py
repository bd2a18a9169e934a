"""A team at work under chance: desks, their copies, clocks that jump, and carriers that lose, double and reorder.

Every store is a real one. What each desk must hold is kept beside it as a set of revision ids: what was there before,
what a verb answered for, and what a bundle that came in holds. Nothing else may be there, and nothing less.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec.structs import replace

from fjidesk.desk import blind, bundles, concerns, conflicts, inspection, reading, scores, second_readings, undo
from fjidesk.desk import writing as desk_writing
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.records import Case, Query
from tests.faults.holding import tables
from tests.faults.merging import seen
from tests.field import CASE, FIRST, NAMES, SECOND, Field, Master, answered

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    from fjidesk.desk.workspace import Desk

LEADS = ("lead", "deputy")
READS = {"one": (CASE, "HB-02", "HB-03"), "other": (CASE, "HB-03", "HB-02")}
QUESTIONS = ("R01", "R02", "R03")
COPIES = 2
# What a person may be refused where chance does what makes no sense.
SENSELESS = {
    "already-there", "case-not-yours", "conflict-unknown", "does-not-apply", "ground-missing", "key-revoked",
    "no-difference", "not-allocated", "not-both-finished", "not-yours", "nothing-agreed", "nothing-to-export",
    "nothing-to-redo", "nothing-to-relay", "not-a-lead", "query-unknown", "nothing-to-undo",
    "changed-since", "reading-finished",
    "reading-not-finished", "reader-twice", "turn-taken", "undo-not-here", "nothing-received",
}  # fmt: skip
chance = st.integers(0, 2**16)
said = st.sampled_from(("yes", "no", "na"))
readers = st.sampled_from(sorted(READS))
takers = st.sampled_from((*sorted(READS), "deputy"))
leads = st.sampled_from(LEADS)
roles = st.sampled_from(("deputy", "inspector", "deputy"))


class Jumping:
    """A clock that goes on by a second with every look, and is set now and then."""

    def __init__(self) -> None:
        self.now = datetime(2014, 2, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Post(NamedTuple):
    """A bundle under way: who wrote it, who can open it, and the revisions inside it or inside what it carries."""

    writer: str
    path: Path
    owners: frozenset[str]
    ids: frozenset[str]


class Machine(RuleBasedStateMachine):
    """The team. ``master`` holds its desks as they were made; ``counts`` says in the end what was tried."""

    master: ClassVar[Master]
    counts: ClassVar[Counter[str]]

    @initialize(read=st.sampled_from((True, True, True, False)), unmade=st.booleans())
    def begin(self, *, read: bool, unmade: bool) -> None:
        """Start with the desks as they were made, or with a case that both readers have finished and handed over.

        Where ``unmade``, the lead has taken the deputy's role, and the deputy goes on as one and has not heard of it.
        """
        self.root = Path(tempfile.mkdtemp(prefix="machine-"))
        self.desks = Field(self.master, self.root)
        self.desks.clock = Jumping()  # type: ignore[assignment]
        self.owner = {name: name for name in NAMES}
        self.holds = {name: self.held(name) for name in NAMES}
        self.posts: list[Post] = []
        self.kept: Path | None = None
        self.counts["examples"] += 1
        for name, given in (("one", FIRST), ("other", SECOND)) if read else ():
            self.desks.read(name, CASE, given)
            self.holds[name] = self.held(name)
            self.written(name, self.desks.out(name))
            for lead in LEADS:
                self.bring(lead, self.posts[-1:])
        if unmade:
            self.correct_the_sample("lead", "yro")
            self.written("lead", self.desks.out("lead"))
            self.bring("deputy", self.posts[-1:])  # each desk counts on from a place of its own
            self.give_a_role("lead", "deputy", "inspector")
            for value in ("yro", "dto", "referral") * 3:  # until their places are after the lead's word
                self.correct_the_sample("deputy", value)

    def held(self, name: str) -> frozenset[str]:
        """Return the ids in a store, quarantined ones with them."""
        found = self.desks[name].db.query("SELECT id FROM revision UNION SELECT id FROM quarantine")
        return frozenset(row["id"] for row in found)

    def applied(self, name: str) -> frozenset[str]:
        """Return the ids in a store that are not quarantined."""
        return frozenset(row["id"] for row in self.desks[name].db.query("SELECT id FROM revision"))

    def try_(self, name: str, act: Callable[[Desk], object]) -> bool:
        """Have somebody do something that may make no sense; what was there stays, and a refusal changes nothing."""
        self.counts["acts"] += 1
        try:
            act(self.desks[name])
            done = True
        except Refused as refused:
            if refused.code not in SENSELESS:
                raise
            done = False
        now = self.held(name)
        assert now >= self.holds[name], "what was acknowledged is lost"
        if not done and now != self.holds[name]:
            self.counts["refused after writing"] += 1
        self.holds[name] = now
        return done

    def of(self, reader: str, number: int) -> str:
        """Return one of a reader's devices."""
        mine = [name for name, owner in self.owner.items() if owner == reader]
        return mine[number % len(mine)]

    # What people do

    @rule(reader=readers, number=chance, case=st.integers(0, 2), question=st.sampled_from(QUESTIONS), given=said)
    def answer(self, reader: str, number: int, case: int, question: str, given: str) -> None:
        name, text = self.of(reader, number), f"note {number}"
        body = answered({question: given})[question]
        body = type(body)(answer=body.answer, reasons=body.reasons, note=text)
        self.try_(name, lambda desk: reading.answer(desk, READS[reader][case], question, body))

    @rule(reader=readers, number=chance, case=st.integers(0, 2))
    def finish(self, reader: str, number: int, case: int) -> None:
        self.try_(self.of(reader, number), lambda desk: reading.finish(desk, READS[reader][case], with_gaps=True))

    @rule(reader=readers, number=chance, case=st.integers(0, 2))
    def reopen(self, reader: str, number: int, case: int) -> None:
        self.try_(self.of(reader, number), lambda desk: reading.reopen(desk, READS[reader][case], f"why {number}"))

    @rule(reader=readers, number=chance, question=st.sampled_from(QUESTIONS))
    def take_back(self, reader: str, number: int, question: str) -> None:
        self.try_(self.of(reader, number), lambda desk: reading.clear(desk, CASE, question))

    @rule(number=chance, again=st.booleans())
    def undo_or_redo(self, number: int, *, again: bool) -> None:
        self.try_(self.any(number), undo.redo if again else undo.undo)

    @rule(lead=leads, question=st.sampled_from(QUESTIONS), second=st.booleans(), number=chance)
    def agree(self, lead: str, question: str, number: int, *, second: bool) -> None:
        turn: second_readings.Turn = "second" if second else "first"
        done = self.try_(lead, lambda desk: second_readings.take(desk, CASE, question, turn, f"ground {number}"))
        self.counts["agreed"] += done

    @rule(lead=leads, value=st.sampled_from(("yro", "dto", "referral")))
    def correct_the_sample(self, lead: str, value: str) -> None:
        self.try_(lead, lambda desk: desk_writing.write(desk, [("case", ("HB-02",), Case(facts={"order": value}))]))

    @rule(lead=leads, reader=takers, turn=st.sampled_from(("first", "second")), give=st.booleans())
    def allocate(self, lead: str, reader: str, turn: str, *, give: bool) -> None:
        me = self.desks[reader].me
        if give:
            self.try_(lead, lambda desk: inspection.allocate(desk, "HB-02", me, turn))
        else:
            self.try_(lead, lambda desk: inspection.withdraw_allocation(desk, "HB-02", me))

    @rule(lead=leads, who=st.sampled_from(("deputy", "deputy", "one")), role=roles)
    def give_a_role(self, lead: str, who: str, role: str) -> None:
        """Make and unmake a deputy; whoever lost the role tries in vain, on a desk that knows of it."""
        name = self.desks[who].me

        def act(desk: Desk) -> None:
            desk_writing.write(desk, [("member", (name,), replace(desk.roster[name], role=role))])

        self.counts["roles"] += self.try_(lead, act)

    @rule(lead=leads, reader=readers, number=st.integers(0, 1), withdraw=st.booleans())
    def ask(self, lead: str, reader: str, number: int, *, withdraw: bool) -> None:
        """Put a query to a reader, to the other one, or to nobody any more."""
        body = None if withdraw else Query(case=CASE, member=self.desks[reader].me, text="made up")
        self.try_(lead, lambda desk: desk_writing.write(desk, [("query", (f"q{number}",), body)]))

    @rule(reader=readers, number=chance, query=st.integers(0, 1))
    def reply(self, reader: str, number: int, query: int) -> None:
        self.try_(self.of(reader, number), lambda desk: concerns.reply(desk, f"q{query}", f"text {number}"))

    @rule(number=chance)
    def settle(self, number: int) -> None:
        name = self.any(number)
        open_ = [one for one in conflicts.conflicts(self.desks[name]) if one.yours]
        if open_:
            chosen = open_[number % len(open_)]
            take = 1 + number % len(chosen.versions)
            self.try_(name, lambda desk: conflicts.settle(desk, chosen.name, take))
            assert chosen.name not in {one.name for one in conflicts.conflicts(self.desks[name])}
            self.counts["settled"] += 1

    # What travels

    def any(self, number: int) -> str:
        names = sorted(self.owner)
        return names[number % len(names)]

    def written(self, name: str, path: Path, ids: frozenset[str] | None = None) -> None:
        """Note a bundle that was written, with what is inside: read back by its author."""
        if ids is None:
            inside = bundles.look(self.desks[name], path).bundle.revisions
            ids = frozenset(sealed.id for sealed in inside)
        told = bundles.inspect(self.desks[name], path).recipients
        self.posts.append(Post(name, path, frozenset(told), ids))
        self.counts["bundles"] += 1

    @rule(number=chance)
    def write(self, number: int) -> None:
        name = self.any(number)
        self.try_(name, lambda _: self.written(name, self.desks.out(name)))

    @rule(lead=leads, reader=readers, whole=st.booleans())
    def write_to_a_reader(self, lead: str, reader: str, *, whole: bool) -> None:
        def act(desk: Desk) -> None:
            folder = self.root / "out" / f"{next(self.desks.count):03d}"
            if whole:
                path = bundles.pack(desk, self.desks[reader].me, folder).path
            else:
                path = bundles.export(desk, folder, [self.desks[reader].me]).path
            self.written(lead, path)

        self.try_(lead, act)

    @precondition(lambda _: hasattr(bundles, "relay"))
    @rule(number=chance, to=leads)
    def carry_on(self, number: int, to: str) -> None:
        """Have somebody carry on what others signed, byte for byte; what is inside is known when it has arrived."""
        name = self.any(number)
        folder = self.root / "out" / f"{next(self.desks.count):03d}"

        def act(desk: Desk) -> None:
            path = bundles.relay(desk, folder, self.desks[to].me).path
            before = self.holds[to]
            bundles.bring_in(self.desks[to], [path])
            now = self.held(to)
            assert before <= now <= before.union(*(post.ids for post in self.posts))
            self.holds[to] = now
            self.counts["relays"] += 1

        if name != to:
            self.try_(name, act)

    @precondition(lambda self: bool(self.posts))
    @rule(which=st.lists(chance, min_size=1, max_size=4), number=chance)
    def deliver(self, which: list[int], number: int) -> None:
        """Bring some bundles in: late, early, twice, out of order; what is never chosen is lost."""
        self.bring(self.any(number), [self.posts[place % len(self.posts)] for place in which])

    @precondition(lambda self: bool(self.posts))
    @rule(which=chance, lead=leads)
    def deliver_to_a_lead(self, which: int, lead: str) -> None:
        self.bring(lead, [self.posts[which % len(self.posts)]])

    def bring(self, name: str, posts: Iterable[Post]) -> None:
        """Bring bundles in and hold the desk to the union of what it held and what they hold."""
        owner = self.owner[name]
        for post in posts:
            (outcome,) = bundles.bring_in(self.desks[name], [post.path])
            self.counts[outcome.status] += 1
            if owner in post.owners:
                assert outcome.status in {"merged", "already"}, outcome
                self.holds[name] |= post.ids
            else:
                assert outcome.code == "not-for-you", outcome
            assert self.held(name) == self.holds[name], "merging is not the union"

    @rule(number=chance)
    def bring_its_own_in(self, number: int) -> None:
        name = self.any(number)
        mine = [post for post in self.posts if post.writer == name]
        if mine:
            before = self.held(name), tables(self.desks[name])
            (outcome,) = bundles.bring_in(self.desks[name], [mine[number % len(mine)].path])
            assert outcome.status == "already"
            assert (self.held(name), tables(self.desks[name])) == before
            self.counts["own"] += 1

    # What happens to laptops

    @rule(by=st.sampled_from((-400, -1, 1, 365, 9000)))
    def set_the_clock(self, by: int) -> None:
        self.desks.clock.now += timedelta(days=by)  # type: ignore[attr-defined]
        if not 1971 < self.desks.clock.now.year < 2090:  # type: ignore[attr-defined]
            self.desks.clock.now = datetime(2014, 2, 3, tzinfo=UTC)  # type: ignore[attr-defined]
        self.counts["jumps"] += 1

    @rule(number=chance)
    def start_again(self, number: int) -> None:
        name = self.any(number)
        self.desks[name].close()
        self.desks.open(name, self.owner[name])
        assert self.held(name) == self.holds[name], "what was acknowledged is lost"

    @precondition(lambda self: self.kept is None)
    @rule()
    def keep_a_copy(self) -> None:
        """Copy a reader's laptop as it is; the copy is started later, or never."""
        self.desks["one"].close()
        self.kept = self.root / "kept"
        shutil.copytree(self.root / "one", self.kept, ignore=shutil.ignore_patterns("*.lock"))
        self.desks.open("one", "one")

    @precondition(lambda self: self.kept is not None and len(self.owner) < len(NAMES) + COPIES)
    @rule()
    def start_the_copy(self) -> None:
        assert self.kept is not None
        name = f"one copy {len(self.owner)}"
        shutil.copytree(self.kept, self.root / name)
        desk = self.desks.open(name, "one")
        assert desk.device not in {self.desks[one].device for one in self.owner}
        self.owner[name] = "one"
        self.holds[name] = self.held(name)
        self.counts["copies"] += 1

    # What must be true in the end

    def teardown(self) -> None:
        if not hasattr(self, "root"):
            return
        try:
            self.exchange()
        finally:
            self.desks.stack.close()
            shutil.rmtree(self.root)

    def make_the_deputy_a_deputy(self, mixed: random.Random) -> None:
        """Have the lead hear everybody, make the deputy one again, and tell all: so all is sealed to both from now."""
        for name in sorted(self.owner):
            self.try_(name, lambda _, name=name: self.written(name, self.desks.out(name)))  # type: ignore[misc]
        self.bring("lead", mixed.sample(self.posts, len(self.posts)))
        lead, name = self.desks["lead"], self.desks["deputy"].me
        desk_writing.write(lead, [("member", (name,), replace(lead.roster[name], role="deputy"))])
        self.holds["lead"] = self.held("lead")
        for owner in ("deputy", "one", "other"):
            self.write_to_a_reader("lead", owner, whole=True)
            for name in sorted(self.owner):
                if self.owner[name] == owner:
                    self.bring(name, self.posts[-1:])

    def exchange(self) -> None:
        """Have everybody hand all over, in an order of its own to each, and compare."""
        mixed = random.Random(len(self.posts))
        self.make_the_deputy_a_deputy(mixed)
        for names in (sorted(set(self.owner) - set(LEADS)), LEADS):
            for name in names:
                self.try_(name, lambda _, name=name: self.written(name, self.desks.out(name)))  # type: ignore[misc]
            for lead in LEADS:
                self.bring(lead, mixed.sample(self.posts, len(self.posts)))
        everything = frozenset().union(*self.holds.values())
        assert self.held("lead") == self.held("deputy") == everything, "what was acknowledged has not arrived"
        applied = [self.applied(lead) for lead in LEADS]
        assert applied[0] == applied[1], "what counts depends on the order"
        self.counts["quarantined"] += len(everything - applied[0])
        shown = [seen(self.desks[lead]) for lead in LEADS]
        # A desk whose owner is blind to a reading leaves it out of its totals and says so; nothing else may differ.
        whole = [scores.scores_in_full(self.desks[lead]) for lead in LEADS]
        assert whole[0] == whole[1]
        kept = any(blind.told_left_out(self.desks[lead]) for lead in LEADS)
        self.counts["blind"] += kept
        assert kept or shown[0] == shown[1]
        assert [one.state for one in shown] == [shown[0].state] * 2
        assert shown[0].state == rev.state_hash(everything)
        listed = [{one.name for one in conflicts.conflicts(self.desks[lead])} for lead in LEADS]
        shows = blind.shown(self.desks["deputy"])  # the lead reads no case
        assert listed[1] == {
            one.name for one in conflicts.conflicts(self.desks["lead"]) if shows((one.kind, tuple(one.key)))
        }
        assert listed[1] <= listed[0]
        self.counts["conflicts left"] += len(conflicts.conflicts(self.desks["lead"]))
        self.counts["open differences"] += sum(shown[0].differences.values())
        again = [tables(self.desks[lead]) for lead in LEADS]
        for lead in LEADS:
            mine = [post for post in self.posts if self.owner[lead] in post.owners]
            self.bring(lead, mixed.sample(mine, len(mine)))
        assert [tables(self.desks[lead]) for lead in LEADS] == again
