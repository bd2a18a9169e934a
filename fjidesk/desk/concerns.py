"""What stands beside the answers: alerts, limiting-factor flags, evidence, queries and replies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.desk import blind
from fjidesk.desk.cases import need_case
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model.records import LEADS, Alert, Decision, Evidence, Limiting, Query, Reply
from fjidesk.store import readings, team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes


def raise_alert(desk: Desk, alert: Alert, name: str = "") -> str:
    """Keep an act-now alert and return its id: the one that it was given, or a new one.

    Raises:
        Refused: ``case-unknown``.
    """
    need_case(desk, alert.case)
    name = name or desk.ids()
    write(desk, [("alert", (desk.me, name), alert)])
    return name


def close_alert(desk: Desk, member: str, name: str, outcome: str) -> Changes:
    """Add the outcome of an alert, which closes it.

    Raises:
        Refused: ``alert-unknown``, ``outcome-missing``.
    """
    found = readings.alerts(desk.db).get((member, name))
    if found is None:
        raise Refused("alert-unknown", "There is no such alert.", "Bring in the member's bundle first.")
    if not outcome.strip():
        raise Refused("outcome-missing", "An alert is closed with its outcome.", "Say what was done.")
    return write(desk, [("alert", (member, name), msgspec.structs.replace(found, outcome=outcome))])


def flag_limiting(desk: Desk, case: str, theme: str, flag: Limiting) -> Changes:
    """Flag a possible limiting factor for a theme in one's own reading.

    Raises:
        Refused: ``case-unknown``, ``theme-unknown``, ``not-yours``.
    """
    need_case(desk, case)
    need_theme(desk, theme)
    return write(desk, [("limiting", (case, desk.me, theme), flag)])


def decide_limiting(desk: Desk, case: str, member: str, theme: str, decision: Decision) -> Changes:
    """Decide on a limiting-factor flag, with a reason; never automatic.

    Raises:
        Refused: ``flag-unknown``, ``reason-missing``, ``not-yours``, ``still-blind``.
    """
    blind.need_open(desk, case, member)
    if (case, member, theme) not in readings.limiting(desk.db):
        raise Refused("flag-unknown", f"There is no such flag on case {case}.", "Bring in the reader's bundle first.")
    if not decision.reason.strip():
        raise Refused("reason-missing", "A decision on a limiting factor needs a reason.", "Say why.")
    return write(desk, [("decision", (case, member, theme), decision)])


def add_evidence(desk: Desk, evidence: Evidence) -> str:
    """Keep evidence that cases cannot give, or a quote or illustration, and return its id.

    Raises:
        Refused: ``theme-unknown``, ``topic-unknown``.
    """
    need_theme(desk, evidence.theme)
    if evidence.topic and evidence.topic not in {topic.id for topic in desk.framework.topics}:
        raise Refused("topic-unknown", f"There is no topic {evidence.topic}.", "Take one of the framework's topics.")
    name = desk.ids()
    write(desk, [("evidence", (desk.me, name), evidence)])
    return name


class TopicEvidence(NamedTuple):
    """What is recorded on one topic: how many pieces of evidence of each judgement."""

    id: str
    label: str
    judgements: Mapping[str, int]


def evidence_by_topic(desk: Desk, theme: str) -> list[TopicEvidence]:
    """Return the topics of a theme with the evidence on each, in the framework's order; none is left out."""
    found: dict[str, Counter[str]] = {}
    for entry in readings.evidence(desk.db).values():
        if entry.theme == theme and entry.topic:
            found.setdefault(entry.topic, Counter())[entry.judgement] += 1
    return [
        TopicEvidence(topic.id, topic.label.en, found.get(topic.id, Counter()))
        for topic in desk.framework.topics
        if topic.theme == theme
    ]


def ask(desk: Desk, query: Query) -> str:
    """Put a query to a member, and return its id.

    Raises:
        Refused: ``case-unknown``, ``not-yours``.
    """
    need_case(desk, query.case)
    name = desk.ids()
    write(desk, [("query", (name,), query)])
    return name


def reply(desk: Desk, query: str, text: str) -> Changes:
    """Reply to a query that was put to the owner.

    Raises:
        Refused: ``query-unknown``, ``reply-empty``.
    """
    if query not in team.queries(desk.db):
        raise Refused("query-unknown", "There is no such query.", "Bring in the lead's bundle first.")
    if not text.strip():
        raise Refused("reply-empty", "A reply says something.", "Write a few words.")
    return write(desk, [("reply", (query, desk.ids()), Reply(text=text))])


def need_theme(desk: Desk, theme: str) -> None:
    """Refuse a theme that the framework does not have.

    Raises:
        Refused: ``theme-unknown``.
    """
    known = [entry.id for entry in desk.framework.themes]
    if theme not in known:
        raise Refused("theme-unknown", f"There is no theme {theme}.", f"Take one of: {', '.join(known)}.")


def leads_here(desk: Desk) -> bool:
    """Tell whether the owner of this desk is a lead or deputy."""
    member = desk.self_member
    return member is not None and member.role in LEADS
