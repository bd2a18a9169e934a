"""One case while it is read: what stands, what is not saved yet, and the only calls that write it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal

from fjidesk.desk import cases, reading
from fjidesk.model.applicability import rule
from fjidesk.model.case_table import fact_fault
from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.records import Answer, AnswerValue
from fjidesk.ui.reading.pending import Pending

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.errors import Refused
    from fjidesk.model.framework import Framework, Question
    from fjidesk.model.revision import Record

_VALUES: dict[str, AnswerValue] = {"yes": "yes", "no": "no", "na": "na"}


class Group(NamedTuple):
    """The questions of one section and theme, in screen order."""

    section: str
    theme: str
    questions: list[str]


class Count(NamedTuple):
    """How far some questions are."""

    answered: int
    applicable: int
    out: int


class Session(QObject):
    """A reading that is open in the window.

    Every change is written at once; what the drive refuses is kept and tried again.

    Attributes:
        answers: question id to answer, with what is not saved yet.
        facts: fact id to value.
        rulings: question id to whether it applies.
        pending: what is given or typed and not written yet.
        locked: why nothing can be changed: ``finished``, ``not-mine`` or empty.
        failure: why the last change is not saved; None where all is saved.
        failed_at: since when.
        saved_at: when something of this reading was last saved, today or before; None where nothing was yet.

    Signals:
        changed: the ids of the questions whose standing changed.
        kept: something was saved, or could not be.
    """

    changed = Signal(object)
    kept = Signal()

    def __init__(self, desk: Desk, case: str, member: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.case = case
        self.member = member or desk.me
        self.framework = desk.framework
        self.groups = _grouped(self.framework)
        self.failure: Refused | None = None
        self.failed_at: datetime | None = None
        self.saved_at = _moment(reading.saved_at(desk, case, self.member))
        self.pending = Pending(desk, case, self.member)
        self._recalled: dict[tuple[str, str], Answer] = {}
        self._moments: dict[str, datetime | None] = {}  # when answers were saved, of those that were shown
        self._load()

    def _load(self) -> None:
        found = reading.position(self.desk, self.case, self.member)
        self._moments.clear()
        self.answers: dict[str, Answer] = dict(found.answers)
        self.facts: dict[str, str] = dict(found.reading.facts)
        self.rulings: Mapping[str, bool | None] = found.rulings
        self.state = found.reading.state if found.opened else "not started"
        self.case_manager = found.reading.case_manager
        self.minutes = found.reading.minutes
        self.locked = "not-mine" if self.member != self.desk.me else "finished" if self.state == "finished" else ""
        if self.member == self.desk.me and cases.withdrawn(self.desk, self.case):
            self.locked = "withdrawn"

    def count(self, names: list[str] | None = None) -> Count:
        """Count some questions, or all of them; one that waits for its reason is not answered yet."""
        names = list(self.framework.by_id) if names is None else names
        applicable = [name for name in names if self.rulings[name] is not False]
        return Count(sum(not self.to_do(name) for name in applicable), len(applicable), len(names) - len(applicable))

    def answered(self, name: str) -> bool:
        """Tell whether a question is answered; a note alone is no answer."""
        given = self.answers.get(name)
        return given is not None and bool(given.answer)

    def to_do(self, name: str) -> bool:
        """Tell whether a question waits for an answer, or its answer for a reason."""
        if self.rulings[name] is False:
            return False
        return not self.answered(name) or self.lacks_reason(name)

    def lacks_reason(self, name: str) -> bool:
        """Tell whether a No or N/A has no reason although reasons are offered."""
        given = self.answers.get(name)
        return given is not None and reading.lacks_reason(self.framework.by_id[name], given)

    def cause(self, question: Question) -> tuple[str, str]:
        """Return what rules a question out: ``fact`` or ``answer``, and its id; empty where nothing does."""
        if question.applies is None:
            return "", ""
        given = reading.judged(self.answers)
        for leaf in question.applies.leaves():
            if leaf.holds(self.facts, given) is False:
                return ("fact", leaf.fact) if leaf.fact else ("answer", leaf.answer or "")
        return "", ""

    def give(self, name: str, value: str) -> None:
        """Answer a question. Reasons given earlier for the same answer come back, and the note of a cleared one."""
        standing = self.answers.get(name)
        if standing is not None and standing.answer == value:
            return
        if standing is not None:
            self._recalled[name, standing.answer] = standing
        before = self._recalled.get((name, value))
        base = standing or self._recalled.get((name, "")) or before or Answer(answer=_VALUES[value])
        reasons, other = (before.reasons, before.other) if before is not None else ([], "")
        self.put(name, msgspec.structs.replace(base, answer=_VALUES[value], reasons=reasons, other=other))

    def clear(self, name: str) -> None:
        """Take an answer back; its note and ground stay, and its reasons are kept in mind."""
        standing = self.answers.get(name)
        if standing is not None:
            self._recalled[name, ""] = standing
            self._recalled[name, standing.answer] = standing
            rest = msgspec.structs.replace(standing, answer="", reasons=[], other="")
            self.put(name, rest if rest != Answer() and self.rulings[name] is not False else None)

    def toggle(self, name: str, reason: str, *, main: bool = False) -> None:
        """Tick or untick a reason, or make it the main one; the first ticked is that otherwise."""
        standing = self.answers[name]
        kept = [known for known in standing.reasons if known != reason]
        reasons = [reason, *kept] if main else kept if reason in standing.reasons else [*kept, reason]
        other = standing.other if OTHER_REASON in reasons else ""
        self.put(name, msgspec.structs.replace(standing, reasons=reasons, other=other))

    def write(self, name: str, fields: Mapping[str, object]) -> None:
        """Change note, source and the like of an answer; a note may come before there is one."""
        standing = self.answers.get(name)
        if standing is not None or self.rulings[name] is not False:
            self.put(name, _with(standing, fields))

    def type(self, name: str, fields: Mapping[str, object]) -> None:
        """Take what is typed into an answer's fields: it is durable at once, and written when the field is left."""
        standing = self.answers.get(name)
        wanted = _with(standing, fields)
        if self.locked or wanted == standing or (standing is None and self.rulings[name] is False):
            return
        _stand(self.answers, name, wanted)
        self.pending.type(name, standing, wanted)
        self._settle({name})

    def leave(self) -> None:
        """Write what was typed, now that its field is left."""
        if self.pending.leave(self.answers):
            self.retry()

    def put(self, name: str, given: Answer | None) -> None:
        """Keep an answer, or its absence, and write it."""
        if self.locked or self.answers.get(name) == given:
            return
        _stand(self.answers, name, given)
        self.pending.add("answer", name, given)
        self._settle({name})

    def correct(self, fact: str, value: str) -> bool:
        """Correct a fact of the case and write it; False where the value is of the wrong form."""
        if value and fact_fault(self.framework.fact_by_id[fact], value) is not None:
            return False
        if not self.locked and self.facts.get(fact, "") != value:
            self.facts = {name: known for name, known in {**self.facts, fact: value}.items() if known}
            self.pending.add("fact", fact, value)
            self._settle(set())
        return True

    def _settle(self, touched: set[str]) -> None:
        before = self.rulings
        given = reading.judged(self.answers)
        self.rulings = rule(self.framework, self.facts, given)
        touched |= {name for name, ruling in self.rulings.items() if ruling != before[name]}
        self.retry()
        self.changed.emit(touched)

    def saved_at_question(self, name: str) -> datetime | None:
        """Return when what stands at a question was saved; None where nothing was, or while the desk is locked."""
        if name not in self._moments:  # in mind, for a card that settles as the window closes asks no closed desk
            if self.desk.locked:
                return None
            self._moments[name] = _moment(reading.saved_at(self.desk, self.case, self.member, name))
        return self._moments[name]

    @property
    def unsaved(self) -> bool:
        """Tell whether something given is not on the drive yet."""
        return bool(self.pending)

    def retry(self) -> None:
        """Write what is not saved yet, in order; while the desk is locked it waits."""
        if not self.pending or self.desk.locked:
            return
        done, failure = self.pending.write()
        for kind, name in done:
            if kind == "typed":
                self._moments[name] = self.desk.clock()
            else:
                self._moments.pop(name, None)
        self._tell(failure)

    def _tell(self, failure: Refused | None) -> None:
        if failure is None:
            self.saved_at, self.failed_at = self.desk.clock(), None
            self.state = "open" if self.state == "not started" else self.state
        elif self.failure is None:
            self.failed_at = self.desk.clock()
        self.failure = failure
        self.kept.emit()

    def take(self, records: Iterable[Record]) -> None:
        """Show what another verb wrote, such as an undo: only the questions that it touched change."""
        before = self.rulings
        mine = [(kind, key) for kind, key in records if key[:2] == (self.case, self.member)]
        names = {key[2] for kind, key in mine if kind == "answer"}
        self._load()
        names |= {name for name, ruling in self.rulings.items() if ruling != before[name]}
        if any(kind == "reading" for kind, _ in mine):
            names = set(self.framework.by_id)
        self._tell(None)
        self.changed.emit(names)

    def finish(self, *, with_gaps: bool, case_manager: str, minutes: int) -> None:
        """Finish the reading.

        Raises:
            Refused: ``reading-incomplete``, or what the drive refuses.
        """
        reading.finish(self.desk, self.case, with_gaps=with_gaps, case_manager=case_manager, minutes=minutes)
        self._again()

    def reopen(self, reason: str) -> None:
        """Reopen the finished reading.

        Raises:
            Refused: ``reason-missing``, or what the drive refuses.
        """
        reading.reopen(self.desk, self.case, reason)
        self._again()

    def _again(self) -> None:
        self._load()
        self._tell(None)
        self.changed.emit(set(self.framework.by_id))


def _stand(answers: dict[str, Answer], name: str, given: Answer | None) -> None:
    answers.pop(name, None)
    if given is not None:
        answers[name] = given


def _with(standing: Answer | None, fields: Mapping[str, object]) -> Answer | None:
    """Return an answer with some of its fields changed; None where nothing of it is left."""
    wanted = msgspec.structs.replace(standing or Answer(), **fields)
    return wanted if wanted != Answer() else None


def _grouped(framework: Framework) -> list[Group]:
    found: dict[tuple[str, str], list[str]] = {}
    for question in framework.on_screen:
        found.setdefault((question.section, question.theme), []).append(question.id)
    return [Group(section, theme, names) for (section, theme), names in found.items()]


def _moment(stamped: str) -> datetime | None:
    """Return a moment as it is stored; None for none, and for what a strange clock wrote."""
    try:
        return datetime.fromisoformat(stamped) if stamped else None
    except ValueError:
        return None
