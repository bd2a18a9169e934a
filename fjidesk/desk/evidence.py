"""Evidence for week two, quotes and illustrations: listed, corrected and taken back by whoever wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.desk import concerns
from fjidesk.desk.cases import need_case
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.store import readings

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.records import Evidence

FROM_CASES = frozenset({"quote", "illustration"})


class Piece(NamedTuple):
    """A piece of evidence on this desk.

    Attributes:
        member: whose; the owner alone changes it.
        id: its own.
        evidence: what it says.
        unprintable: why a quote or an illustration cannot be printed yet; empty where it can, and for all else.
    """

    member: str
    id: str
    evidence: Evidence
    unprintable: str


def add(desk: Desk, evidence: Evidence) -> str:
    """Keep a piece of evidence and return its id; the owner's inspectorate stands in where none is named.

    Raises:
        Refused: ``evidence-empty``, ``theme-unknown``, ``topic-unknown``, ``topic-of-another-theme``, ``case-unknown``.
    """
    member = desk.self_member
    if not evidence.inspectorate and member is not None:
        evidence = msgspec.structs.replace(evidence, inspectorate=member.inspectorate)
    _check(desk, evidence)
    return concerns.add_evidence(desk, evidence)


def change(desk: Desk, name: str, evidence: Evidence) -> Changes:
    """Write a piece of one's own evidence anew; what it said before stays in the history.

    Raises:
        Refused: ``evidence-unknown``, and what adding refuses.
    """
    own(desk, name)
    _check(desk, evidence)
    return write(desk, [("evidence", (desk.me, name), evidence)])


def withdraw(desk: Desk, name: str) -> Changes:
    """Take a piece of one's own evidence back; it stays in the history.

    Raises:
        Refused: ``evidence-unknown``.
    """
    own(desk, name)
    return write(desk, [("evidence", (desk.me, name), None)])


def own(desk: Desk, name: str) -> Evidence:
    """Return a piece of one's own evidence.

    Raises:
        Refused: ``evidence-unknown``.
    """
    found = readings.evidence(desk.db).get((desk.me, name))
    if found is None:
        raise Refused("evidence-unknown", "There is no such evidence of yours.", "Run fjidesk evidence list to see it.")
    return found


def listed(desk: Desk, theme: str = "", topic: str = "", case: str = "") -> list[Piece]:
    """Return the evidence on this desk, of one theme, topic or case where one is named."""
    return [
        Piece(member, name, found, _unprintable(found))
        for (member, name), found in readings.evidence(desk.db).items()
        if theme in {"", found.theme} and topic in {"", found.topic} and case in {"", found.case}
    ]


def _unprintable(found: Evidence) -> str:
    if found.kind not in FROM_CASES:
        return ""
    if found.consent != "yes":
        return "no consent" if found.consent else "consent not asked"
    return "" if found.altered == "yes" else "names and details not altered yet"


def _check(desk: Desk, evidence: Evidence) -> None:
    concerns.need_theme(desk, evidence.theme)
    if not evidence.text.strip():
        raise Refused("evidence-empty", "Evidence says something.", "Write what was said, seen or read.")
    if evidence.case:
        need_case(desk, evidence.case)
    topics = {topic.id: topic.theme for topic in desk.framework.topics}
    if evidence.topic and evidence.topic not in topics:
        raise Refused("topic-unknown", f"There is no topic {evidence.topic}.", "Take one of the framework's topics.")
    if evidence.topic and topics[evidence.topic] != evidence.theme:
        raise Refused(
            "topic-of-another-theme",
            f"{evidence.topic} is a topic of the theme {topics[evidence.topic]}.",
            "Take that theme, or another topic.",
        )
