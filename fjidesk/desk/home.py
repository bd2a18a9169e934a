"""What waits on the owner's desk: the state of each case, queries to answer, what is open before the day ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk import alerts, cases, contradictions, drafts, receipts
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.receipts import READING, own_keys
from fjidesk.desk.sending import OUTWARD
from fjidesk.model import chains
from fjidesk.store import log, moments, readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fjidesk.desk.cases import CaseLine
    from fjidesk.desk.receipts import Standing
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework

_NAMED = 6  # questions that are named
_OLDER = {"to hand over": "changed", "reopened": "reopened held"}  # where an older state has been received
_SHOWN = frozenset({"open", "reopened", "finished"})


class Asked(NamedTuple):
    """A query to the owner that has no reply yet; ``at`` is when it was put, ISO 8601."""

    id: str
    case: str
    question: str
    text: str
    at: str


class Waiting(NamedTuple):
    """Something to settle before the day ends.

    Attributes:
        kind: ``alert``, ``flag``, ``draft`` or ``contradiction``.
        case: its reference; of a draft it can be empty.
        more: for an alert ``blank`` or ``outcome``; for a contradiction the first of the questions; how a draft begins.
        question: one that it is about; empty for none.
        draft: of what kind it is, and the key with which one goes on.
    """

    kind: str
    case: str
    more: str = ""
    question: str = ""
    draft: tuple[str, str] = ("", "")


class CaseHome(NamedTuple):
    """A case as the first page shows it.

    Attributes:
        line: state and progress as counted.
        state: the line's; on a reader's desk a finished reading is ``to hand over``, ``handed over``, ``received`` or
            ``query``, which is received and asked about; one that was received and changed since is
            ``changed``, or ``reopened held``.
        order: what kind of order, and its months; empty where the framework has no such facts.
        changed: when the owner last changed it, ISO 8601; empty for never.
        queries: to the owner, without a reply.
        alerts: open ones on it.
        flags: limiting-factor flags on it.
        withdrawn: when the lead took it back, ISO 8601; empty for never.
    """

    line: CaseLine
    state: str
    order: tuple[str, str]
    changed: str
    queries: int
    alerts: int
    flags: int
    withdrawn: str = ""

    @property
    def reference(self) -> str:
        """Return the case's reference."""
        return self.line.reference

    @property
    def reader(self) -> str:
        """Return whose reading the line is of."""
        return self.line.reader


class Home(NamedTuple):
    """All that the first page shows of the store."""

    cases: list[CaseHome]
    queries: list[Asked]
    standing: Standing
    waiting: list[Waiting]


def home(desk: Desk) -> Home:
    """Return what waits on the desk of its owner."""
    standing = receipts.standing(desk)
    asked = queries(desk)
    lines = cases.cases(desk)
    changed = _changed(desk)
    arrived = {item.name for item in standing.items if item.kind == "reading" and item.received}
    older = {item.name for item in standing.items if item.kind == "reading" and item.held and not item.received}
    known = team.cases(desk.db)
    raised = [one.alert.case for one in alerts.listed(desk, only_open=True)]
    flagged = [one.case for one in alerts.flags(desk)]
    of_lead, sent = leads_here(desk), _last_out(desk)
    found = []
    for line in lines:
        name = line.reference
        waiting = sum(query.case == name for query in asked)
        state = line.state
        if state == "finished" and not of_lead:
            state = _finished(name in arrived, changed.get(name, "") <= sent, waiting)
        state = _OLDER.get(state, state) if name in older and not of_lead else state
        facts = _facts(desk, name) or known[name].facts
        order = _order(desk.framework, facts)
        counts = waiting, raised.count(name), flagged.count(name)
        gone = cases.withdrawn_at(desk, name) if state == "withdrawn" else ""
        found.append(CaseHome(line, state, order, changed.get(name, ""), *counts, gone))
    return Home(found, asked, standing, _waiting(desk, [line.reference for line in lines if line.state in _SHOWN]))


def _finished(arrived: bool, sent: bool, waiting: int) -> str:  # noqa: FBT001  (two marks of one line)
    if arrived:
        return "query" if waiting else "received"
    return "handed over" if sent else "to hand over"


def queries(desk: Desk) -> list[Asked]:
    """Return the queries to the owner that are neither settled nor replied to, the oldest first."""
    own = set(own_keys(desk)) | chains.chain(desk.me, desk.roster)
    replied = {query for query, _ in team.replies(desk.db)}
    found = [
        Asked(name, query.case, query.question, query.text, _when(desk, name))
        for name, query in team.queries(desk.db).items()
        if query.member in own and not query.resolved and name not in replied
    ]
    return sorted(found, key=lambda one: (one.at, one.id))


def _when(desk: Desk, query: str) -> str:
    heads = revisions.heads(desk.db, "query", (query,))
    return revisions.get(desk.db, heads[0]).revision.made_at if heads else ""


def saved_at(desk: Desk) -> str:
    """Return when the owner last wrote anything, ISO 8601; empty for never."""
    return max((moments.last_of(desk.db, key) for key in own_keys(desk)), default="")


def _changed(desk: Desk) -> dict[str, str]:
    """Return when the owner last changed each case."""
    found: dict[str, str] = {}
    for sealed in revisions.by_author(desk.db, *own_keys(desk)):
        made = sealed.revision
        if made.kind in READING:
            found[made.key[0]] = max(found.get(made.key[0], ""), made.made_at)
    return found


def _last_out(desk: Desk) -> str:
    """Return when the last bundle for the lead was written; empty for never."""
    written = (one for one in log.listed(desk.db) if one.direction == "out" and one.kind in OUTWARD)
    return max((one.created for one in written), default="")


def _facts(desk: Desk, case: str) -> Mapping[str, str]:
    found = readings.reading(desk.db, (case, desk.me))
    return found.facts if found is not None else {}


def _order(framework: Framework, facts: Mapping[str, str]) -> tuple[str, str]:
    fact, chosen = framework.fact_by_id.get("order"), facts.get("order", "")
    if fact is None or not chosen:
        return "", ""
    words = next((value.label.en for value in fact.values if value.id == chosen), chosen)
    return words, facts.get("length", "")


def _waiting(desk: Desk, opened: Sequence[str]) -> list[Waiting]:
    found = [
        Waiting("alert", one.alert.case, "outcome" if one.alert.told and one.alert.will_do else "blank")
        for one in alerts.listed(desk, only_open=True)
        if one.member == desk.me
    ]
    found += [
        Waiting("flag", case)
        for (case, member, _), (flag, _) in readings.limiting(desk.db).items()
        if member == desk.me and not flag.text.strip()
    ]
    found += [Waiting("draft", one.case, one.words, draft=(one.kind, one.key)) for one in drafts.begun(desk)]
    if leads_here(desk):
        return found
    for case in opened:
        odd = contradictions.arising(desk, case)
        if odd:
            named = list(dict.fromkeys(name for one in odd for name in one.questions))
            found.append(Waiting("contradiction", case, ", ".join(named[:_NAMED]), named[0] if named else ""))
    return found
